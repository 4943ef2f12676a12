import type { BoardId } from '../../../shared/kernel/ids.ts';
import type { Cursor, ProjectedRow, ProjectionStore, ProjectionWrite, RowQuestion } from '../../ports/projection-store.ts';

interface Folded {
  cursor: Cursor;
  readonly rows: Map<string, ProjectedRow>;
}

/** Of tests and of the simulation: gone with the process, and then made again. */
export class MemoryProjections implements ProjectionStore {
  private readonly folded = new Map<string, Map<BoardId, Folded>>();

  async cursor(projection: string, board: BoardId): Promise<Cursor> {
    return this.of(projection, board).cursor;
  }

  async write({ projection, board, cursor, rows, anew }: ProjectionWrite): Promise<'written' | 'behind'> {
    const known = this.of(projection, board);
    if (known.cursor.revision !== cursor.revision) return 'behind';
    if (anew) known.rows.clear();
    for (const row of rows) known.rows.set(row.id, row);
    known.cursor = { ...cursor, revision: cursor.revision + 1 };
    return 'written';
  }

  async rows(projection: string, board: BoardId, ids: readonly string[]): Promise<readonly ProjectedRow[]> {
    const { rows } = this.of(projection, board);
    return ids.flatMap((id) => rows.get(id) ?? []);
  }

  async find({ projection, board, all, kind, from = -Infinity, to = Infinity, after, limit }: RowQuestion): Promise<readonly ProjectedRow[]> {
    const { rows } = this.of(projection, board);
    return [...rows.values()]
      .filter((row) => row.at >= from && row.at < to && (kind === undefined || row.kind === kind))
      .filter((row) => all.every((some) => some.some((start) => row.tokens.some((token) => token.startsWith(start)))))
      .filter((row) => !after || newestFirst(after, row) < 0)
      .sort(newestFirst)
      .slice(0, limit);
  }

  async projections(): Promise<readonly string[]> {
    return [...this.folded.keys()];
  }

  async drop(projection: string, most: number): Promise<boolean> {
    let left = most;
    for (const { rows } of this.folded.get(projection)?.values() ?? []) for (const id of rows.keys()) {
      if (left === 0) return true;
      rows.delete(id);
      left -= 1;
    }
    this.folded.delete(projection);
    return false;
  }

  /** Texts of these orders were erased. What is being written of them just now is not written. */
  forget(board: BoardId, orders: readonly string[]): void {
    for (const boards of this.folded.values()) {
      const known = boards.get(board);
      if (!known) continue;
      known.cursor = { ...known.cursor, revision: known.cursor.revision + 1 };
      for (const order of orders) known.rows.delete(order);
    }
  }

  private of(projection: string, board: BoardId): Folded {
    const boards = this.folded.get(projection) ?? new Map<BoardId, Folded>();
    this.folded.set(projection, boards);
    const known = boards.get(board) ?? { cursor: { revision: 0, seq: 0, hash: '', erased: 0 }, rows: new Map<string, ProjectedRow>() };
    boards.set(board, known);
    return known;
  }
}

const newestFirst = (a: Pick<ProjectedRow, 'id' | 'at'>, b: Pick<ProjectedRow, 'id' | 'at'>): number => b.at - a.at || (a.id < b.id ? 1 : Number(a.id > b.id) * -1);
