import type { Directory } from '../../shared/people/directory.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import type { Time } from '../../shared/kernel/time.ts';
import type { OrderRecord } from '../../shared/views/order-record.ts';
import { type Field, fieldsFor, rankOf, startsOf } from '../../shared/views/order-search.ts';
import type { ProjectedRow, ProjectionStore } from '../ports/projection-store.ts';
import { CLOSED, orders } from './orders.ts';
import { type Projection, storedName } from './projection.ts';

/** Of what a search finds so many are ranked, the newest: whoever finds more says more. */
const RANKED = 500;

export interface ArchiveQuestion {
  /** In whatever field; the others in theirs. */
  readonly q: string;
  readonly number: string;
  readonly customer: string;
  readonly part: string;
  /** Closed at or after, and before. */
  readonly from: Time | undefined;
  readonly to: Time | undefined;
  readonly after: { readonly at: Time; readonly id: string } | undefined;
  readonly limit: number;
}

export interface FoundOrders {
  readonly records: readonly OrderRecord[];
  /** The last of them, behind which there is more. */
  readonly last: { readonly at: Time; readonly id: string } | null;
}

export interface Reader {
  readonly directory: Pick<Directory, 'suppliers'>;
  /** Who only looks finds nothing by names and notes. */
  readonly isWorking: boolean;
}

/** The questions that are asked of the rows of orders. */
export class FindOrders {
  private readonly projection: string;

  constructor(private readonly store: ProjectionStore, of: Pick<Projection, 'name' | 'version'> = orders) {
    this.projection = storedName(of);
  }

  /** Closed orders, the last closed first. */
  async archive(board: BoardId, { q, number, customer, part, from, to, after, limit }: ArchiveQuestion, { directory, isWorking }: Reader): Promise<FoundOrders> {
    const may = fieldsFor(isWorking);
    const among = (query: string, fields: readonly Field[]) => startsOf(query, fields.filter((field) => may.includes(field)), directory);
    const all = [...among(q, may), ...among(number, ['number']), ...among(customer, ['customer']), ...among(part, ['part', 'supplier'])];
    const rows = await this.store.find({ projection: this.projection, board, all, kind: CLOSED, from, to, after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return { records: shown.map(recordOf), last: rows.length > limit && last ? { at: last.at, id: last.id } : null };
  }

  /** Orders on the floor and off it, what fits best first, of that the newest. `more`: there are others, which a longer question finds. */
  async search(board: BoardId, q: string, { page, size }: { readonly page: number; readonly size: number }, { directory, isWorking }: Reader): Promise<{ readonly records: readonly OrderRecord[]; readonly next: number | null; readonly more: boolean }> {
    const starts = startsOf(q, fieldsFor(isWorking), directory);
    if (starts.length === 0) return { records: [], next: null, more: false };
    const rows = await this.store.find({ projection: this.projection, board, all: starts, limit: RANKED + 1 });
    const ranked = rows.slice(0, RANKED).map((row) => ({ row, rank: rankOf(row.tokens, starts) })).toSorted((a, b) => a.rank - b.rank);
    const from = page * size;
    return { records: ranked.slice(from, from + size).map(({ row }) => recordOf(row)), next: ranked.length > from + size ? page + 1 : null, more: rows.length > RANKED };
  }
}

const recordOf = ({ body }: ProjectedRow): OrderRecord => JSON.parse(body) as OrderRecord;
