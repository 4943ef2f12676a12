import type { CardId } from '../../shared/kernel/ids.ts';
import { type OrderRecord, recordAfter, tellsOfRecords } from '../../shared/views/order-record.ts';
import { tokensOf } from '../../shared/views/order-search.ts';
import type { Projection } from './projection.ts';

export const OPEN = 'open';
export const CLOSED = 'closed';

/**
 * Every order there ever was on a board, a row each. The archive asks for those that are closed, the search
 * for all: two projections would write each order twice.
 */
export const orders: Projection<OrderRecord> = {
  name: 'orders',
  version: 1,
  of: (commit) => (tellsOfRecords(commit.events) ? commit.subjects : []),
  fold: (record, commit, id) => recordAfter(record, commit, id as CardId),
  row: (record) => ({ kind: record.closedAt === null ? OPEN : CLOSED, at: record.closedAt ?? record.enteredAt, tokens: tokensOf(record) }),
};
