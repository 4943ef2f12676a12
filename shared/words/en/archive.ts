import type { Format } from '../format.ts';
import { times } from './times.ts';

/** The page of all orders: the search over them, and the archive. */
export const archive = (f: Format) => {
  const { duration } = times();
  return {
    title: 'Orders', find: 'Find an order', what: 'Number, customer, title, part or supplier', whatForViewers: 'Number, title, part or supplier', clear: 'Show the archive again',
    filters: 'Closed orders by', number: 'Number', customer: 'Customer', part: 'Part or supplier', from: 'Closed from', to: 'to', noFilters: 'Without these',
    list: 'Orders', order: 'Order', promised: 'Promised', ended: 'How it ended', parts: 'Parts',
    isSearch: 'On the floor and closed, what fits best first.', isArchive: 'Closed orders, the last closed first.',
    shipped: (day: string): string => `Shipped ${day}`, cancelled: (day: string): string => `Cancelled ${day}`, onFloor: 'On the floor',
    onTime: 'on time', late: (by: number): string => `${duration(by)} late`,
    noCustomer: 'no name', partsOf: (n: number): string => f.plural(n, { one: '# part', other: '# parts' }),
    reading: 'Reading…', more: 'Show more', tooMany: 'More orders fit than are listed here: add a word.',
    none: (query: string): string => `No order fits “${query}”. Try its number, or the beginning of a word.`, noneFiltered: 'No closed order fits all of this. Take one of them away.',
    empty: 'Nothing is in the archive yet.', emptyWhy: 'An order comes here some days after it was shipped, with its whole story.',
    behind: (commits: number): string => `${f.plural(commits, { one: 'The last change is', other: 'The last # changes are' })} not in this list yet. It catches up by itself.`,
    failed: 'The orders could not be read: the server gave no list. Nothing is lost.', again: 'Try again',
    badDay: 'The last day is before the first.',
    closed: (day: string): string => `Closed ${day}.`, closedWhy: 'This order is closed: what you see is its record, and nothing on it changes any more.',
  };
};

export type ArchiveWords = ReturnType<typeof archive>;
