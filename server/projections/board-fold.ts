import { emptied } from './erased-orders.ts';
import { storedName, type Projection } from './projection.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { decodeCommit } from '../log/encode-commit.ts';
import { erasedIn } from '../log/erased-texts.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import type { Cursor, ProjectedRow, ProjectionStore } from '../ports/projection-store.ts';

/** Commits read and folded in one turn of the event loop: some three milliseconds. */
const PAGE = 100;
/** Rows of one write, some five milliseconds of the writing thread: a move that waits behind it does not feel it. */
const ROWS = 50;
/** Commits that change no row are folded without a write; after so many the cursor follows, so that a start has little to read again. */
const UNWRITTEN = 5_000;
/** Rows kept in memory, so that the next commit about them reads none. */
const KEPT = 2_000;

export interface FoldParts {
  readonly log: CommitLog;
  readonly store: ProjectionStore;
  /** Awaited before each page. */
  readonly turn: () => Promise<void>;
}

/** One projection of one board, as far as this node has folded it. Throws what the log, the store or the fold throws; then it begins anew at what is stored. */
export class BoardFold {
  private readonly name: string;
  private stored: Cursor | null = null;
  private doubted = false;
  private seq = 0;
  private hash = '';
  private readonly states = new Map<string, unknown>();
  private readonly changed = new Set<string>();

  constructor(private readonly projection: Projection, private readonly board: BoardId, private readonly parts: FoldParts) {
    this.name = storedName(projection);
  }

  /** The last commit that was folded; that and the rows are not always written yet. */
  get position(): number {
    return this.seq;
  }

  /** Reads on to the end of the log. `goesOn`: asked before each page. */
  async catchUp(goesOn: () => boolean): Promise<void> {
    try {
      while (goesOn()) {
        await this.parts.turn();
        if (this.doubted) this.forget();
        this.stored ??= await this.begun();
        const rows = await this.parts.log.read(this.board, this.seq, PAGE);
        await this.fold(rows);
        const ended = rows.length < PAGE;
        if (this.changed.size >= ROWS || (ended && this.changed.size > 0) || this.seq - this.stored.seq >= UNWRITTEN) await this.write();
        else if (ended) return;
      }
    } catch (thrown) {
      this.forget();
      throw thrown;
    }
  }

  /** Nothing that is held here is believed any more: the next page begins at what is stored. */
  doubt(): void {
    this.doubted = true;
  }

  private forget(): void {
    this.doubted = false;
    this.seq = this.stored?.seq ?? 0;
    this.stored = null;
    this.states.clear();
    this.changed.clear();
  }

  private async begun(): Promise<Cursor> {
    const { log, store } = this.parts;
    let cursor = await store.cursor(this.name, this.board);
    if (cursor.seq > 0 && !(await this.isOfThisLog(cursor))) {
      if ((await store.write({ projection: this.name, board: this.board, cursor: { ...cursor, seq: 0, hash: '' }, rows: [], anew: true })) === 'behind') return this.begun();
      cursor = await store.cursor(this.name, this.board);
    }
    const erased = await erasedIn(log, this.board);
    if (cursor.erased !== erased && !(await this.mended(cursor, erased))) return this.begun();
    const standing = cursor.erased === erased ? cursor : await store.cursor(this.name, this.board);
    this.seq = standing.seq;
    this.hash = standing.hash;
    return standing;
  }

  /** false: an older or another log was put in its place. */
  private async isOfThisLog({ seq, hash }: Cursor): Promise<boolean> {
    const { log } = this.parts;
    const at = async (): Promise<StoredCommit | undefined> => (await log.read(this.board, seq - 1, 1))[0];
    const found = await at();
    if (found?.seq === seq) return found.hash === hash;
    // A store that is only behind may say so.
    if (((await log.head(this.board, true))?.seq ?? 0) < seq) return false;
    return (await at())?.hash === hash;
  }

  /** The rows that held words which are gone are folded again without them. false: somebody else wrote meanwhile. */
  private async mended(from: Cursor, erased: number): Promise<boolean> {
    const { log, store, turn } = this.parts;
    let cursor = from;
    const rows: ProjectedRow[] = [];
    const write = async (last: boolean): Promise<boolean> => {
      const answer = await store.write({ projection: this.name, board: this.board, cursor: { ...cursor, ...(last && { erased }) }, rows: rows.splice(0) });
      cursor = { ...cursor, revision: cursor.revision + 1 };
      return answer === 'written';
    };
    for await (const { order, commits } of emptied(log, this.board, from.seq)) {
      await turn();
      const state = commits.filter((commit) => this.projection.of(commit).includes(order)).reduce<unknown>((known, commit) => this.projection.fold(known, commit, order), null);
      if (state !== null) rows.push(this.rowOf(order, state));
      if (rows.length >= ROWS && !(await write(false))) return false;
    }
    return write(true);
  }

  private async fold(rows: readonly StoredCommit[]): Promise<void> {
    const commits = rows.map((row) => {
      if (row.seq !== this.seq + 1 || (this.seq > 0 && row.prevHash !== this.hash)) throw new Error(`Commit ${row.seq} of board ${this.board} does not continue commit ${this.seq}.`);
      this.seq = row.seq;
      this.hash = row.hash;
      const commit = decodeCommit(row);
      return { commit, ids: this.projection.of(commit) };
    });
    await this.load(new Set(commits.flatMap(({ ids }) => ids)));
    for (const { commit, ids } of commits) for (const id of ids) {
      const before = this.states.get(id) ?? null;
      const after = this.projection.fold(before, commit, id);
      if (after === before) continue;
      this.states.set(id, after);
      this.changed.add(id);
    }
  }

  private async load(ids: ReadonlySet<string>): Promise<void> {
    const unknown = [...ids].filter((id) => !this.states.has(id));
    if (unknown.length === 0) return;
    for (const id of unknown) this.states.set(id, null);
    for (const { id, body } of await this.parts.store.rows(this.name, this.board, unknown)) this.states.set(id, JSON.parse(body));
  }

  /** Rows and cursor in one step. Another node was first: what it has done is not done again, and this one reads on behind it. */
  private async write(): Promise<void> {
    const { stored, seq, hash } = this;
    if (!stored) return;
    const rows = [...this.changed].flatMap((id) => {
      const state = this.states.get(id);
      return state === null || state === undefined ? [] : [this.rowOf(id, state)];
    });
    const cursor = { ...stored, seq, hash };
    if ((await this.parts.store.write({ projection: this.name, board: this.board, cursor, rows })) === 'behind') return this.forget();
    this.stored = { ...cursor, revision: cursor.revision + 1 };
    this.changed.clear();
    if (this.states.size > KEPT) this.states.clear();
  }

  private rowOf(id: string, state: unknown): ProjectedRow {
    return { id, ...this.projection.row(state), body: JSON.stringify(state) };
  }
}
