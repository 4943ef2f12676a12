import { type Board, emptyBoard } from '../../shared/board/board.ts';
import { applyCommit, orderIdOf } from '../../shared/floor.ts';
import { orderNumberIn } from '../../shared/kernel/ids.ts';
import type { BoardId, CardId, CommandId } from '../../shared/kernel/ids.ts';
import { recount } from '../../shared/limits/admission.ts';
import { type Commit, GENESIS, type StoredCommit } from '../../shared/log/commit.ts';
import type { Head } from '../../shared/protocol/messages.ts';
import { missing, decodeVerified } from '../log/encode-commit.ts';
import { BrokenLog } from '../ports/broken-log.ts';
import type { Group } from './decide-group.ts';
import { FileShelf } from './file-shelf.ts';
import { RecentCommits } from './recent.ts';
import { asError, type Fault, type Opened, type Reopened, type RoomParts } from './room-parts.ts';

/** Commits read at once; also how many make a snapshot at closing worth while. */
const PAGE = 500;
/** So many times `snapshotEvery` a crowd may put a snapshot off: packing a large board takes longer than a group. */
const PATIENCE = 5;
const headOf = (board: Board, hash: string): Head => ({ seq: board.seq, hash: board.seq === 0 ? '' : hash.slice(0, 16) });

export type Told = (commits: readonly Commit[], reopened: Reopened) => void;

/**
 * What this process holds of one board's log: the board at some commit, and the last commits. Another
 * process may write the same log, so the copy can be behind; it can follow, and it can begin anew.
 */
export class BoardCopy {
  readonly id: BoardId;
  board: Board;
  /** The whole hash of the last commit. */
  hash: string;
  head: Head;
  /** What we hold may not be what the log holds: it has to be read anew before anything is decided. */
  doubt = false;
  readonly recent: RecentCommits;
  readonly files: FileShelf;
  /** The log says less than it did: nothing that was read before may be told again. */
  private anew = false;
  /** How many texts were erased: a screen that got its board at another number may have words that are gone. null: some are just going. */
  erased: number | null;
  private readonly parts: RoomParts;
  private readonly tell: Told;
  private snapshotAt: number;
  private recountAt: number;
  private saving: Promise<void> | null = null;
  /** The last hash that was asked for and was not among the recent ones. */
  private asked: { readonly seq: number; readonly hash: Promise<string | undefined> } | null = null;

  constructor(opened: Opened, parts: RoomParts, tell: Told) {
    this.id = opened.board.id;
    this.board = opened.board;
    this.hash = opened.hash;
    this.head = headOf(opened.board, opened.hash);
    this.snapshotAt = opened.snapshotAt;
    this.erased = opened.erased;
    this.recountAt = opened.board.seq;
    this.recent = new RecentCommits(parts.sizes.recent);
    this.files = new FileShelf((order, before, limit) => this.storyOf(order, before, limit));
    this.parts = parts;
    this.tell = tell;
  }

  async since(after: number, limit: number): Promise<readonly Commit[]> {
    const head = this.board.seq;
    const known = this.recent.since(after, limit, head);
    if (known) return known;
    const rows = (await this.parts.log.read(this.id, after, limit)).filter((row) => row.seq <= head);
    // Less than there was: whether it is gone for good tells the reading of the whole.
    if (rows.length < Math.min(limit, head - after)) this.doubt = true;
    return this.opened(rows, after);
  }

  async hashAt(seq: number): Promise<string | null> {
    if (seq === this.head.seq) return this.head.hash;
    if (seq === 0) return '';
    if (seq < 0 || seq > this.head.seq) return null;
    const hash = this.recent.hashAt(seq) ?? (await this.readHash(seq));
    return hash?.slice(0, 16) ?? null;
  }

  /** A crowd that comes back asks for the same one all at once: it is read once (REL-24). */
  private readHash(seq: number): Promise<string | undefined> {
    if (this.asked?.seq === seq) return this.asked.hash;
    const hash = this.parts.log.read(this.id, seq - 1, 1).then((rows) => {
      this.opened(rows, seq - 1);
      return rows[0]?.hash;
    });
    const asked = (this.asked = { seq, hash });
    hash.catch(() => {
      if (this.asked === asked) this.asked = null;
    });
    return hash;
  }

  story(card: CardId, before: number, limit: number): Promise<readonly Commit[]> {
    return this.storyOf(orderIdOf(this.board, card) ?? orderNumberIn(card), before, limit);
  }

  private async storyOf(order: CardId, before: number, limit: number): Promise<readonly Commit[]> {
    return this.opened(await this.parts.log.story(this.id, order, Math.min(before, this.board.seq + 1), limit));
  }

  /** A group that is on disk. Whoever wrote it is answered first, so telling it is left to the caller. */
  advance({ board, hash, commits, stored }: Group): void {
    this.stand(board, hash);
    commits.forEach((commit, index) => this.recent.add(commit, stored[index]?.hash ?? ''));
    this.files.hear(commits);
  }

  /** A group is written in its order, so its last id tells of all of it; where that one may still come, not finding it tells nothing. */
  async fateOf(stored: readonly StoredCommit[]): Promise<'written' | 'not written' | 'unresolved'> {
    const last = stored.at(-1);
    if (!last) return 'not written';
    try {
      const found = await this.parts.log.find(this.id, last.command);
      return found?.hash === last.hash ? 'written' : 'not written';
    } catch (thrown) {
      this.report('read', thrown);
      return 'unresolved';
    }
  }

  /** The commits that these ids have in the log already. Throws when it cannot be read. */
  async written(ids: readonly CommandId[]): Promise<ReadonlyMap<CommandId, Commit>> {
    const { log } = this.parts;
    const found = log.findAny && ids.length > 1 ? await log.findAny(this.id, ids) : await Promise.all(ids.map((id) => log.find(this.id, id)));
    const rows = found.flatMap((row) => row ?? []);
    return new Map(this.opened(rows).map((commit) => [commit.command, commit]));
  }

  /** Rows that were read, each hashed again; without gaps behind `after`, where it is given. Throws BrokenLog. */
  opened(rows: readonly StoredCommit[], after?: number): readonly Commit[] {
    try {
      return rows.map((row, index) => {
        if (row.board !== this.id) throw new BrokenLog(this.id, `commit ${row.seq} is of board ${row.board}`);
        const seq = after === undefined ? row.seq : after + index + 1;
        if (row.seq !== seq) throw new BrokenLog(this.id, missing(seq, Math.max(seq, row.seq - 1)));
        return decodeVerified(row, rows[index - 1] && after !== undefined ? rows[index - 1] : undefined);
      });
    } catch (thrown) {
      if (thrown instanceof BrokenLog) this.parts.condemn(thrown);
      throw thrown;
    }
  }

  /**
   * Something stands where we wanted to write: it is read without asking for the head first, or not at
   * all where `since` holds it. The same answer as `follow`.
   */
  followOn(since: readonly StoredCommit[] = []): Promise<boolean> {
    return this.reading(async () => {
      const rows = since[0]?.seq === this.board.seq + 1 ? since : await this.parts.log.read(this.id, this.board.seq, PAGE);
      if (rows.length === 0 || rows.length === PAGE) return this.follow();
      return this.fold(rows) || this.otherHistory();
    });
  }

  /** Folds and tells what another process wrote. false: what we hold is not a beginning of the log. `sure`: as the log's head is asked. */
  follow(sure = false): Promise<boolean> {
    return this.reading(async () => {
      const head = await this.parts.log.head(this.id, sure);
      const seq = head?.seq ?? 0;
      if (seq < this.board.seq || (seq === this.board.seq && seq > 0 && head?.hash !== this.hash)) return this.otherHistory();
      while (this.board.seq < seq) {
        const rows = await this.parts.log.read(this.id, this.board.seq, PAGE);
        if (rows.length === 0) break;
        if (!this.fold(rows)) return this.otherHistory();
      }
      return true;
    });
  }

  /** Reads the board from the log as if for the first time. false: the log cannot be read now. */
  reopen(): Promise<boolean> {
    return this.reading(async () => {
      const { log } = this.parts;
      const opened = (await this.parts.open(this.id)) ?? { board: emptyBoard(this.id), hash: GENESIS, snapshotAt: 0, erased: 0 };
      const { seq } = this.board;
      const continues = seq === 0 || (await log.read(this.id, seq - 1, 1))[0]?.hash === this.hash;
      const between = continues && opened.board.seq > seq ? (await log.read(this.id, seq, PAGE)).filter((row) => row.seq <= opened.board.seq) : [];
      const commits = this.opened(between);
      const whole = !this.anew && continues && seq + commits.length === opened.board.seq;
      this.stand(opened.board, opened.hash);
      this.snapshotAt = opened.snapshotAt;
      this.erased = opened.erased;
      this.recountAt = opened.board.seq;
      this.doubt = false;
      const erased = this.anew;
      this.anew = false;
      if (!whole) {
        this.recent.clear();
        this.files.clear();
        this.asked = null;
        this.tell([], erased ? 'erased' : true);
      } else if (commits.length > 0) {
        commits.forEach((commit, index) => this.recent.add(commit, between[index]?.hash ?? ''));
        this.files.hear(commits);
        this.tell(commits, false);
      }
      return true;
    });
  }

  /** `erase` takes words out of the log below us: no snapshot of before is on its way meanwhile, and one without them is written. */
  async without(erase: () => Promise<void>): Promise<void> {
    await this.saving;
    try {
      await erase();
    } finally {
      this.anew = true;
      this.doubt = true;
      this.erased = null;
      await this.reopen();
    }
    if (!this.doubt) await this.saveSnapshot();
  }

  /** Snapshots and recounts now and then; while many wait their turn a snapshot is put off. */
  keepHouse(crowded: boolean): void {
    const { seq } = this.board;
    if (seq - this.snapshotAt >= this.parts.sizes.snapshotEvery * (crowded ? PATIENCE : 1) && !this.saving) {
      this.saving = this.saveSnapshot().finally(() => {
        this.saving = null;
      });
    }
    if (seq - this.recountAt < this.parts.sizes.recountEvery) return;
    this.recountAt = seq;
    const counted = recount(this.board);
    const wrong = this.board.limits.filter((_, index) => Math.abs((counted[index] ?? 0) - (this.board.loads[index] ?? 0)) > 1e-6);
    if (wrong.length === 0) return;
    this.report('invariant', new Error(`Board ${this.id} at ${seq}: the loads of ${wrong.map((limit) => limit.id).join(', ')} differ from a recount.`));
    this.doubt = true;
  }

  /** With a snapshot where one is worth while, so that the next opening is fast. */
  async close(): Promise<void> {
    await this.saving;
    if (!this.doubt && this.board.seq - this.snapshotAt >= PAGE) await this.saveSnapshot();
  }

  /** false, and everything in doubt, when the log cannot be read. */
  private async reading(read: () => Promise<boolean>): Promise<boolean> {
    try {
      return await read();
    } catch (thrown) {
      if (thrown instanceof BrokenLog) this.parts.condemn(thrown);
      else this.report('read', thrown);
      this.doubt = true;
      return false;
    }
  }

  private stand(board: Board, hash: string): void {
    this.board = board;
    this.hash = hash;
    this.head = headOf(board, hash);
  }

  private fold(rows: readonly StoredCommit[]): boolean {
    let { board, hash } = this;
    const commits: Commit[] = [];
    for (const row of rows) {
      if (row.seq !== board.seq + 1 || row.prevHash !== hash) return false;
      const commit = decodeVerified(row, { seq: board.seq, hash });
      board = applyCommit(board, commit);
      hash = row.hash;
      commits.push(commit);
    }
    this.stand(board, hash);
    commits.forEach((commit, index) => this.recent.add(commit, rows[index]?.hash ?? ''));
    this.files.hear(commits);
    this.tell(commits, false);
    return true;
  }

  private otherHistory(): false {
    this.report('history', new Error(`The log of board ${this.id} has another history than the one known up to commit ${this.board.seq}.`));
    this.doubt = true;
    return false;
  }

  private async saveSnapshot(): Promise<void> {
    const { board, hash } = this;
    try {
      if (this.parts.points) await this.parts.points('before-snapshot', this.id);
      this.snapshotAt = board.seq;
      await this.parts.saveSnapshot(board, hash);
      if (this.parts.points) await this.parts.points('after-snapshot', this.id);
    } catch (thrown) {
      this.report('snapshot', thrown);
    }
  }

  private report(what: Fault['what'], cause: unknown): void {
    this.parts.report({ board: this.id, what, cause: asError(cause) });
  }
}
