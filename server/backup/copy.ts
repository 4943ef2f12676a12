import { isDeepStrictEqual } from 'node:util';
import type { BoardId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import type { BoardHead, CommitLog } from '../ports/commit-log.ts';
import type { Erasure } from '../ports/erasure.ts';
import type { RecordStore } from '../ports/record-store.ts';
import { cleaner, withoutErased } from '../log/erased-again.ts';
import { appendWhole } from './append-whole.ts';
import { CannotCopy } from './cannot-copy.ts';
import { ChainCheck } from './chain-check.ts';
import { commitsIn, type Progress } from './progress.ts';
import type { Source } from './source.ts';

export type Target = CommitLog & RecordStore;

export interface Copied {
  readonly heads: readonly BoardHead[];
  /** Commits that an earlier attempt had brought over. */
  readonly there: number;
  readonly written: number;
}

/**
 * Carries everything from `source` into `target`, an empty store or one that an interrupted carrying
 * left: it goes on behind the target's heads once the source has the same commits there. Rows are
 * taken as they are, so an erased text stays erased and every hash stays the same. Ends only when
 * all of the target was read back and is what the source says (REL-15, I4). Throws CannotCopy.
 */
export async function copy(source: Source, target: Target, nameOfTarget: string, progress: Progress): Promise<Copied> {
  const there = await sameHistory(source, target, nameOfTarget);
  // What either of them knows to be erased comes over with no row: not from an older backup, nor into an older copy.
  const erasures = [...(await source.erasures()), ...(await target.erasures())];
  if (erasures.length > 0) await target.erase(erasures);
  const clean = cleaner(erasures);
  const behind = new Map(there.map(({ board, seq }) => [board, seq]));
  // First, and not last alone: a store with people in it is never filled with a demo by a server that starts on it.
  await carryRecords(source, target, nameOfTarget, there.length === 0, erasures);

  progress.begin('Copying', commitsIn(source.heads) - commitsIn(there));
  const seen = new ChainCheck(source.name, there);
  let written = 0;
  for await (const rows of source.walk(behind)) {
    seen.take(rows);
    await appendWhole(target, rows.map(clean), nameOfTarget);
    written += rows.length;
    progress.done(rows.length);
  }
  seen.end(source.heads);

  await verifyTarget(source, target, nameOfTarget, progress, clean);
  await carryRecords(source, target, nameOfTarget, false, erasures);
  return { heads: source.heads, there: commitsIn(there), written };
}

/** The target's heads, when each stands on the source's own history. The hash of a commit covers all before it. */
async function sameHistory(source: Source, target: Target, name: string): Promise<readonly BoardHead[]> {
  const there = await target.boards();
  const taken = new Map(source.heads.map((head) => [head.board, head]));
  for (const { board, seq } of there) {
    const head = taken.get(board);
    if (!head) throw new CannotCopy(`${name} has a board ${board} which ${source.name} does not have: choose an empty target. Nothing was written.`);
    if (seq > head.seq) throw new CannotCopy(`Board ${board} has ${seq} commits in ${name} and ${head.seq} in ${source.name}: it was worked on since, so choose an empty target. Nothing was written.`);
  }
  const hashes = await source.hashesAt(new Map(there.map(({ board, seq }) => [board, seq])));
  for (const { board, seq, hash } of there) {
    if (hashes.get(board) !== hash) throw new CannotCopy(`Board ${board} has another history in ${name} than in ${source.name} (commit ${seq} differs): choose an empty target. Nothing was written.`);
  }
  return there;
}

async function carryRecords(source: Source, target: Target, name: string, fresh: boolean, erasures: readonly Erasure[]): Promise<void> {
  const [wanted, has] = [withoutErased(await source.records(), erasures), await target.records()];
  if (isDeepStrictEqual(wanted, has)) return;
  if (fresh && has.some(({ kind }) => kind === 'person')) throw new CannotCopy(`${name} has people of its own and no board: choose an empty target. Nothing was written.`);
  await target.replaceRecords(wanted);
}

/** Reads all of the target back beside the source: both chains, and every column of every row. */
async function verifyTarget(source: Source, target: Target, name: string, progress: Progress, clean: ReturnType<typeof cleaner>): Promise<void> {
  progress.begin('Verifying', commitsIn(source.heads));
  const chain = new ChainCheck(name);
  for await (const rows of source.walk(new Map<BoardId, number>())) {
    const [first] = rows;
    if (!first) continue;
    const back = await target.read(first.board, first.seq - 1, rows.length);
    chain.take(back);
    rows.forEach((row, at) => compare(clean(row), back[at], source.name, name));
    progress.done(rows.length);
  }
  chain.end(source.heads);
}

function compare(row: StoredCommit, back: StoredCommit | undefined, from: string, to: string): void {
  const where = `commit ${row.seq} of board ${row.board}`;
  if (!back || row.hash !== back.hash) throw new CannotCopy(`${to} does not hold what ${from} holds: ${where} differs.`);
  // The chain covers only the digests of texts. A resumed copy may hold what was erased meanwhile.
  if (row.texts !== back.texts) throw new CannotCopy(`A text of ${where} was erased in ${from} after it was copied: empty ${to} and copy again, so that it is gone there too.`);
}
