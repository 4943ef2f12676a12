import type { BoardId } from '../../../shared/kernel/ids.ts';
import { type Cursor, type ProjectedRow, type ProjectionStore, type ProjectionWrite, type RowQuestion, TOKENS_END } from '../../ports/projection-store.ts';
import type { Appended } from '../../ports/commit-log.ts';
import type { Connection, Value } from './connection.ts';
import { cursorOf, type ProjectionChange, rowOf } from './projection-rows.ts';

const PLACE = 'projection = (SELECT id FROM projections WHERE name = ? AND board = ?)';
const BEGINS = 'token >= ? AND token < ?';

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
    for (const some of all)
      add(`id IN (SELECT id FROM projected_tokens WHERE ${PLACE} AND (${some.map(() => BEGINS).join(' OR ') || 'FALSE'}))`, projection, board, ...some.flatMap((start) => [start, start + TOKENS_END]));
    return this.db.prepare(`SELECT id, kind, at, tokens, body FROM projected WHERE ${where.join(' AND ')} ORDER BY at DESC, id DESC LIMIT ?`).all(...values, limit).map(rowOf);
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
