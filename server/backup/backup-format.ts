import { z } from 'zod';
import { boardId, commandId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import type { Erasure } from '../ports/erasure.ts';
import type { StoredRecord } from '../ports/record-store.ts';
import { hashOf } from '../log/encode-commit.ts';

/**
 * A backup is JSON lines, gzipped:
 *
 *     header    what it is, its version, the records of people and suppliers, and every board with its head
 *     rows      [body, texts] of every commit, board after board in the order of the header
 *     end       how many rows there were, and the SHA-256 of all lines before
 *
 * Nothing else of a row is kept: its columns repeat the body, and its hash is computed again, so
 * that a board's last one must come out as the header says.
 */
export const BACKUP = 'pullcord-backup';
export const VERSION = 1;

export interface Header {
  readonly format: typeof BACKUP;
  readonly version: number;
  readonly records: readonly StoredRecord[];
  /** Absent in backups of before there were any. */
  readonly erasures?: readonly Erasure[];
  readonly boards: readonly { readonly board: string; readonly seq: number; readonly hash: string }[];
}

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** Enough to tell another file from ours; who may be trusted is for whoever keeps the backups. */
export const headerShape = z.object({
  format: z.literal(BACKUP),
  version: z.number().int(),
  records: z.array(z.object({ kind: z.enum(['person', 'supplier']), id: z.string(), version: z.number().int().positive(), at: z.number(), by: z.nullable(z.string()), body: z.string() })),
  erasures: z.array(z.record(z.string(), z.unknown())).optional(),
  boards: z.array(z.object({ board: z.string(), seq: z.number().int().positive(), hash: hex })),
});

export const endShape = z.object({ end: z.object({ commits: z.number().int(), sha256: hex }) });

const rowShape = z.tuple([z.string(), z.string()]);
const columns = z.object({ board: z.string(), seq: z.number().int(), command: z.string(), subjects: z.array(z.string()) });

export const lineOf = ({ body, texts }: StoredCommit): string => JSON.stringify([body, texts]);

/** Throws when the line is no row. */
export function rowOf(line: string, prevHash: string): StoredCommit {
  const [body, texts] = rowShape.parse(JSON.parse(line));
  const { board, seq, command, subjects } = columns.parse(JSON.parse(body));
  return { board: boardId(board), seq, command: commandId(command), subjects, body, texts, prevHash, hash: hashOf(prevHash, body) };
}
