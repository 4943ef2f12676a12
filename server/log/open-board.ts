import { createHash } from 'node:crypto';
import { emptyBoard, type Board } from '../../shared/domain/board.ts';
import { applyCommit } from '../../shared/domain/evolve.ts';
import type { BoardId } from '../../shared/domain/ids.ts';
import { GENESIS, type StoredCommit } from '../../shared/log/commit.ts';
import { PACK_VERSION, packBoard, unpackBoard, type Packed } from '../../shared/protocol/pack.ts';
import type { CommitLog, StoredSnapshot } from '../ports/commit-log.ts';
import { open } from './seal.ts';

export interface OpenedBoard {
  readonly board: Board;
  /** The hash of the commit at `board.seq`. */
  readonly hash: string;
  /** The sequence number of the snapshot it began with; 0 without one. */
  readonly snapshotAt: number;
  /** How many commits were folded after it. */
  readonly replayed: number;
}

/** Raised when evolve makes another board of the same log, so that no snapshot keeps the old one. */
const FOLD = 3;
const SNAPSHOT_FORMAT = FOLD * 1_000 + PACK_VERSION;

/** Small enough for the processor's cache, and for what is thrown away to die young. */
const PAGE = 250;
/** Pages of one stretch: others get their turn behind it. */
const STRETCH = 20;

/**
 * A board as its log says: its snapshot when that is whole, of this build and of this history, and
 * the commits behind it. null: the log has no such board. Throws NewerFormat, and Error when the log
 * has a gap or its chain is broken; what a snapshot says is never an error, it is left out. `turn` is
 * awaited before each stretch of commits.
 */
export async function openBoard(log: CommitLog, id: BoardId, turn: () => Promise<void> = atOnce): Promise<OpenedBoard | null> {
  const snapshot = await log.loadSnapshot(id).catch(() => null);
  const start = snapshot && boardOf(snapshot);
  if (snapshot && start) {
    // The commit it claims to stand on: a log restored from an older backup has another or none.
    const [root] = await log.read(id, snapshot.seq - 1, 1);
    if (root?.seq === snapshot.seq && root.hash === snapshot.hash) return replay(log, start, snapshot.hash, snapshot.seq, turn);
  }
  const opened = await replay(log, emptyBoard(id), GENESIS, 0, turn);
  return opened.board.seq === 0 ? null : opened;
}

const atOnce = (): Promise<void> => Promise.resolve();

/** `hash` is that of the commit at `board.seq`. */
export function snapshotOf(board: Board, hash: string): StoredSnapshot {
  const json = JSON.stringify(packBoard(board));
  return { board: board.id, seq: board.seq, hash, format: SNAPSHOT_FORMAT, body: `${checksum(board.seq, hash, json)}\n${json}` };
}

async function replay(log: CommitLog, start: Board, startHash: string, snapshotAt: number, turn: () => Promise<void>): Promise<OpenedBoard> {
  let board = start;
  let hash = startHash;
  for (let page = 0; ; page += 1) {
    if (page % STRETCH === 0) await turn();
    const rows = await log.read(start.id, board.seq, PAGE);
    for (const row of rows) {
      if (row.seq !== board.seq + 1 || row.prevHash !== hash) throw brokenAt(row);
      board = applyCommit(board, open(row));
      hash = row.hash;
    }
    // A copy: a hash cut from a page would keep the page alive.
    if (rows.length < PAGE) return { board, hash: Buffer.from(hash).toString(), snapshotAt, replayed: board.seq - snapshotAt };
  }
}

/** null: not of this build, or not what was written. */
function boardOf({ board: id, seq, hash, format, body }: StoredSnapshot): Board | null {
  if (format !== SNAPSHOT_FORMAT) return null;
  const end = body.indexOf('\n');
  const json = body.slice(end + 1);
  if (body.slice(0, end) !== checksum(seq, hash, json)) return null;
  try {
    const board = unpackBoard(JSON.parse(json) as Packed);
    return board.id === id && board.seq === seq ? board : null;
  } catch {
    return null;
  }
}

const checksum = (seq: number, hash: string, json: string): string => createHash('sha256').update(`${seq}\n${hash}\n${json}`).digest('hex');

const brokenAt = ({ board, seq }: StoredCommit): Error => new Error(`The log of board ${board} is broken at commit ${seq}: run npm run verify-log.`);
