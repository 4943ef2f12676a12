import { hash, randomBytes } from 'node:crypto';
import type { TextRef } from '../../shared/kernel/commit-info.ts';
import { FORMAT, type Commit, type StoredCommit } from '../../shared/log/commit.ts';
import { upcast, type RawCommit } from '../../shared/log/upcast.ts';
import { BrokenLog } from '../ports/broken-log.ts';

/** What `texts` of a stored commit parses to. */
export type StoredTexts = Readonly<Record<TextRef, { readonly salt: string; readonly text: string }>>;
type Digests = Readonly<Record<TextRef, string>>;
type Body = Omit<RawCommit, 'texts'> & { readonly digests?: Digests };

/** 128 bits as hex: without it the digest of a short text could be guessed after the text is erased. */
export const randomSalt = (): string => randomBytes(16).toString('hex');

const sha256 = (text: string): string => hash('sha256', text);
export const hashOf = (prevHash: string, body: string): string => sha256(`${prevHash}\n${body}`);
export const digestOf = (salt: string, text: string): string => sha256(`${salt}\n${text}`);

/**
 * The row a log keeps of a commit, chained to the one before it (GENESIS before the first).
 * The simulation passes its own `salt`, so that a seed gives the same hashes every time.
 */
export function encodeCommit(commit: Commit, prevHash: string, salt: () => string = randomSalt): StoredCommit {
  const { format, board, seq, at, actor, command, kind, fingerprint, subjects, events } = commit;
  let texts = '';
  let digests: Record<TextRef, string> | undefined;
  const refs = Object.keys(commit.texts);
  if (refs.length > 0) {
    const salted: Record<TextRef, { salt: string; text: string }> = {};
    digests = {};
    for (const ref of refs) {
      const text = commit.texts[ref] ?? '';
      const grain = salt();
      salted[ref] = { salt: grain, text };
      digests[ref] = digestOf(grain, text);
    }
    texts = JSON.stringify(salted);
  }
  // Without the texts; undefined members are not written.
  const json = JSON.stringify({ format, board, seq, at, actor, command, kind, fingerprint, subjects, events, digests } satisfies Body);
  return { board, seq, command, subjects, body: json, texts, prevHash, hash: hashOf(prevHash, json) };
}

/** The commit of a row, in this build's format; an erased text reads as ''. Throws NewerFormat. */
export function decodeCommit(stored: StoredCommit): Commit {
  const body = JSON.parse(stored.body) as Body;
  return commitOf(body, body.digests ? textsOf(stored) : NONE);
}

function commitOf(body: Body, stored: StoredTexts): Commit {
  const texts: Record<TextRef, string> = {};
  if (body.digests) for (const ref in body.digests) texts[ref] = stored[ref]?.text ?? '';
  if (body.format !== FORMAT) {
    const { digests: _, ...rest } = body;
    return upcast({ ...rest, texts });
  }
  // Replay opens a hundred thousand of these: naming the fields costs a third of spreading them.
  const { format, board, seq, at, actor, command, kind, fingerprint, subjects, events } = body;
  return { format, board, seq, at, actor, command, kind, fingerprint, subjects, events, texts };
}

/** The same row without the named texts, or without any: the chain covers only their digests. */
export function withoutTexts(stored: StoredCommit, refs?: readonly TextRef[]): StoredCommit {
  if (!refs) return { ...stored, texts: '' };
  const left = Object.entries(textsOf(stored)).filter(([ref]) => !refs.includes(ref));
  return { ...stored, texts: left.length > 0 ? JSON.stringify(Object.fromEntries(left)) : '' };
}

type Position = Pick<StoredCommit, 'seq' | 'hash'>;

/** What is wrong with a row, standing behind one with this seq and hash; null: it is whole (SEC-23). */
export function faultOf(stored: StoredCommit, before: Position): string | null {
  const read = readWhole(stored, before);
  return typeof read === 'string' ? read : null;
}

/** The commit of a row that was read, hashed again: of one alone without `before`. Throws BrokenLog, NewerFormat. */
export function decodeVerified(stored: StoredCommit, before?: Position): Commit {
  const read = readWhole(stored, before);
  if (typeof read === 'string') throw new BrokenLog(stored.board, read);
  return commitOf(read.body, read.texts);
}

/** What the row says; a text: what is wrong with it. */
function readWhole(stored: StoredCommit, before?: Position): { readonly body: Body; readonly texts: StoredTexts } | string {
  if (before && stored.seq !== before.seq + 1) {
    return stored.seq > before.seq ? missing(before.seq + 1, stored.seq - 1) : `commit ${stored.seq} stands behind commit ${before.seq}`;
  }
  if (before && stored.prevHash !== before.hash) return `commit ${stored.seq} does not continue the commit before it`;
  if (stored.hash !== hashOf(stored.prevHash, stored.body)) return `the content of commit ${stored.seq} was changed`;
  let body: Body;
  let texts: StoredTexts;
  try {
    body = JSON.parse(stored.body) as Body;
    texts = textsOf(stored);
  } catch {
    return `commit ${stored.seq} cannot be read`;
  }
  // The columns repeat what the hashed body says, for the indexes; only the body is covered.
  if (body.board !== stored.board || body.seq !== stored.seq || body.command !== stored.command || JSON.stringify(body.subjects) !== JSON.stringify(stored.subjects)) {
    return `the index columns of commit ${stored.seq} were changed`;
  }
  const digests = body.digests ?? {};
  for (const [ref, { salt, text }] of Object.entries(texts)) {
    if (digests[ref] !== digestOf(salt, text)) return `text ${ref} of commit ${stored.seq} was changed`;
  }
  return { body, texts };
}

/** How many texts of the row were erased. */
export function erasedOf(stored: StoredCommit): number {
  const { digests } = JSON.parse(stored.body) as Body;
  return digests ? Object.keys(digests).length - Object.keys(textsOf(stored)).length : 0;
}

const NONE: StoredTexts = {};
const textsOf = (stored: StoredCommit): StoredTexts => (stored.texts === '' ? NONE : (JSON.parse(stored.texts) as StoredTexts));
export const missing = (from: number, to: number): string => (from === to ? `commit ${from} is missing` : `commits ${from} to ${to} are missing`);
