import { setTimeout as pause } from 'node:timers/promises';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import { GENESIS, type StoredCommit } from '../../../shared/log/commit.ts';
import type { Appended } from '../../ports/commit-log.ts';
import { shapeFault } from '../batch-shape.ts';
import { answeredWithin } from './answered-within.ts';
import type { Collections } from './collections.ts';
import type { CommitReader, Standing } from './commit-reader.ts';
import type { RowIds } from './row-ids.ts';
import { failureOf, type Failure } from './write-errors.ts';

type Taken = Extract<Failure, { readonly what: 'taken' }>;
type Explained = Extract<Appended, { readonly why: 'conflict' | 'duplicate' }>;

const START: Standing = { seq: 0, hash: GENESIS };
/** A row that is in our way is with a majority within this time, or nobody can tell now; ms. */
const SEEN_WITHIN = 2_000;
const LOOK_EVERY = 20;
/** Of what stands there already, so much is read at once. */
const PAGE = 500;
/** For the way there and back, beyond the time in which a majority has to have it, ms. */
const MORE = 2_000;

/**
 * Writes a batch as one ordered insert: one round trip. The unique indexes let one writer have each
 * number; that there are no gaps and one chain follows from each batch standing on a commit that is
 * known to be in the log, and commits are never taken back.
 */
export class CommitWriter {
  /** One write of a board at a time: the second stands on the first. */
  private readonly last = new Map<BoardId, Promise<Appended>>();

  constructor(
    private readonly commits: Collections['commits'],
    private readonly reader: CommitReader,
    private readonly ids: RowIds,
    private readonly majorityWithin: number,
  ) {}

  append(board: BoardId, commits: readonly StoredCommit[]): Promise<Appended> {
    const before = this.last.get(board);
    const answer = before ? before.then(() => this.write(board, commits)) : this.write(board, commits);
    this.last.set(board, answer);
    void answer.then(() => {
      if (this.last.get(board) === answer) this.last.delete(board);
    });
    return answer;
  }

  async idle(): Promise<void> {
    await Promise.all(this.last.values());
  }

  /** Never rejects. */
  private async write(board: BoardId, commits: readonly StoredCommit[]): Promise<Appended> {
    const cause = shapeFault(board, commits);
    if (cause) return { ok: false, why: 'fault', cause };
    const first = commits[0];
    const end = commits.at(-1);
    if (!first || !end) return { ok: true };
    try {
      if (!(await this.standsOnLog(board, first))) return await this.why(board, commits);
    } catch (thrown) {
      return { ok: false, why: 'fault', cause: asError(thrown) };
    }
    try {
      await this.insert(commits);
      this.reader.saw(board, end);
      return { ok: true };
    } catch (thrown) {
      return this.answerTo(thrown, board, commits);
    }
  }

  private async insert(commits: readonly StoredCommit[]): Promise<void> {
    // Past mongoose's documents: the rows are strings already, and casting them would cost more than sending them.
    const rows = commits.map(({ board, seq, command, subjects, body, texts, prevHash, hash }) => ({ _id: this.ids.next(), board, seq, command, subjects, body, texts, prevHash, hash }));
    const [only] = rows;
    const insert: Promise<unknown> = only && rows.length === 1 ? this.commits.collection.insertOne(only) : this.commits.collection.insertMany(rows, { ordered: true });
    await answeredWithin(this.majorityWithin + MORE, insert);
  }

  /** Mostly known without asking: whoever decided this batch has read the commit it stands on. */
  private async standsOnLog(board: BoardId, { seq, prevHash }: StoredCommit): Promise<boolean> {
    const isBefore = (commit: Standing | null): boolean => commit?.seq === seq - 1 && commit.hash === prevHash;
    return isBefore(this.reader.known(board)) || isBefore((await this.reader.head(board)) ?? START);
  }

  private async answerTo(thrown: unknown, board: BoardId, commits: readonly StoredCommit[]): Promise<Appended> {
    const cause = asError(thrown);
    const failure = failureOf(thrown);
    if (failure.what === 'nothing written' || (failure.what === 'taken' && failure.index === 'another')) return { ok: false, why: 'fault', cause };
    if (failure.what === 'unknown') return { ok: false, why: 'unknown', cause, pending: true };
    try {
      return (await this.whoTook(failure, board, commits)) ?? { ok: false, why: 'unknown', cause, pending: true };
    } catch {
      return { ok: false, why: 'unknown', cause, pending: true };
    }
  }

  /** null: what is in the way cannot be read yet. */
  private async whoTook({ at, index }: Taken, board: BoardId, commits: readonly StoredCommit[]): Promise<Appended | null> {
    const rest = commits.slice(at);
    for (const deadline = performance.now() + SEEN_WITHIN; performance.now() < deadline; await pause(LOOK_EVERY)) {
      const answer = await this.why(board, rest);
      const explains = answer.why === 'duplicate' || (index !== 'command' && answer.head >= (rest[0]?.seq ?? 0));
      if (explains) return at === 0 ? answer : { ...answer, kept: at };
    }
    return null;
  }

  /** A known command says more than a taken number: whoever retries gets its first answer (I2). */
  private async why(board: BoardId, commits: readonly StoredCommit[]): Promise<Explained> {
    const from = commits[0]?.seq ?? 0;
    const found = await this.reader.standing(board, from, commits.map(({ command }) => command), PAGE);
    const byCommand = new Map(found.map((commit) => [commit.command, commit]));
    for (const { command } of commits) {
      const commit = byCommand.get(command);
      if (commit) return { ok: false, why: 'duplicate', command, commit };
    }
    const end = found.at(-1);
    // Less than was known before: a primary that does not know it yet, or another log in its place.
    if (!end || found.length === PAGE || end.seq < (this.reader.known(board)?.seq ?? 0)) return { ok: false, why: 'conflict', head: (await this.reader.head(board))?.seq ?? 0 };
    this.reader.saw(board, end);
    return { ok: false, why: 'conflict', head: end.seq, since: found };
  }
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
