import type { BoardId } from '../../../shared/kernel/ids.ts';
import { type Cursor, type ProjectedRow, type ProjectionStore, type ProjectionWrite, type RowQuestion, TOKENS_END } from '../../ports/projection-store.ts';
import type { Appended } from '../../ports/commit-log.ts';
import type { Connection, Value } from './connection.ts';
import { cursorOf, type ProjectionChange, rowOf } from './projection-rows.ts';

const PLACE = 'projection = (SELECT id FROM projections WHERE name = ? AND board = ?)';
/** One range each: a table without rowids takes no OR from its index, and would be read whole (44 ms among 200,000 tokens). */
const BEGINNING = `SELECT id FROM projected_tokens WHERE ${PLACE} AND token >= ? AND token < ?`;

/** Rows that have a word: looking them up one by one takes as long as going through twenty times as many. */
const COMMON = 1_000;

/** Rows beside the log, in its file: written by its writing thread, read here. */
export class SqliteProjections implements ProjectionStore {
  constructor(private readonly db: Connection, private readonly change: (change: ProjectionChange) => Promise<Appended>) {}

  async cursor(projection: string, board: BoardId): Promise<Cursor> {
    return this.standing(projection, board) ?? this.begun(projection, board);
  }

  private standing(projection: string, board: BoardId): Cursor | null {
    const row = this.db.prepare('SELECT revision, seq, hash, erased FROM projections WHERE name = ? AND board = ?').get(projection, board);
    return row ? cursorOf(row) : null;
  }

  private async begun(projection: string, board: BoardId): Promise<Cursor> {
    await this.must({ op: 'begin projection', projection, board });
    const cursor = this.standing(projection, board);
    if (!cursor) throw new Error(`The projection ${projection} of board ${board} was dropped in the same moment.`);
    return cursor;
  }

  async write(write: ProjectionWrite): Promise<'written' | 'behind'> {
    const answer = await this.change({ op: 'project', write });
    if (answer.ok) return 'written';
    if (answer.why === 'conflict') return 'behind';
    throw causeOf(answer);
  }

  async rows(projection: string, board: BoardId, ids: readonly string[]): Promise<readonly ProjectedRow[]> {
    return this.db.prepare(`SELECT id, kind, at, tokens, body FROM projected WHERE ${PLACE} AND id IN (SELECT value FROM json_each(?))`).all(projection, board, JSON.stringify(ids)).map(rowOf);
  }

  async find({ projection, board, all, kind, from, to, after, limit }: RowQuestion): Promise<readonly ProjectedRow[]> {
    const where: string[] = [PLACE];
    const values: Value[] = [projection, board];
    const add = (sql: string, ...of: Value[]): void => {
      where.push(sql);
      values.push(...of);
    };
    if (kind !== undefined) add('kind = ?', kind);
    if (from !== undefined) add('at >= ?', from);
    if (to !== undefined) add('at < ?', to);
    if (after) add('(at, id) < (?, ?)', after.at, after.id);
    // Each that has a common word would be looked up and sorted: the newest are gone through in their order instead.
    const byTime = all.every((some) => this.isCommon(projection, board, some));
    const [id, at] = byTime ? ['+id', 'at'] : ['id', '+at'];
    for (const some of all)
      add(`${id} IN (${some.map(() => BEGINNING).join(' UNION ALL ') || 'SELECT NULL WHERE FALSE'})`, ...some.flatMap((start) => [projection, board, start, start + TOKENS_END]));
    return this.db.prepare(`SELECT id, kind, at, tokens, body FROM projected WHERE ${where.join(' AND ')} ORDER BY ${at} DESC, id DESC LIMIT ?`).all(...values, limit).map(rowOf);
  }

  private isCommon(projection: string, board: BoardId, some: readonly string[]): boolean {
    if (some.length === 0) return false;
    const ranges = some.flatMap((start) => [projection, board, start, start + TOKENS_END]);
    return this.db.prepare(`SELECT 1 FROM (${some.map(() => BEGINNING).join(' UNION ALL ')}) LIMIT 1 OFFSET ?`).get(...ranges, COMMON) !== undefined;
  }

  async projections(): Promise<readonly string[]> {
    return this.db.prepare('SELECT DISTINCT name FROM projections ORDER BY name').all().map((row) => String(row['name']));
  }

  async drop(projection: string, most: number): Promise<boolean> {
    await this.must({ op: 'drop projection', projection, most });
    return this.db.prepare('SELECT 1 FROM projections WHERE name = ?').get(projection) !== undefined;
  }

  private async must(change: ProjectionChange): Promise<void> {
    const answer = await this.change(change);
    if (!answer.ok) throw causeOf(answer);
  }
}

const causeOf = (answer: Exclude<Appended, { readonly ok: true }>): Error => ('cause' in answer ? answer.cause : new Error(`The store answered ${answer.why}.`));
