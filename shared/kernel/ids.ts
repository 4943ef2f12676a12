/** Ids are branded strings: a card's id cannot be passed where a lane's is meant. */
declare const brand: unique symbol;
export type Id<B extends string> = string & { readonly [brand]: B };

export type BoardId = Id<'board'>;
/** An order is its number, `1041`; a job is its order's number and its line, `1041.3`. */
export type CardId = Id<'card'>;
export type LaneId = Id<'lane'>;
export type LimitId = Id<'limit'>;
export type PersonId = Id<'person'>;
export type SupplierId = Id<'supplier'>;
export type CustomerId = Id<'customer'>;
export type StationId = Id<'station'>;
export type DisplayId = Id<'display'>;
/** Of a program that acts. */
export type KeyId = Id<'key'>;
export type CommandId = Id<'command'>;

export const boardId = (text: string): BoardId => text as BoardId;
export const cardId = (text: string): CardId => text as CardId;
export const laneId = (text: string): LaneId => text as LaneId;
export const limitId = (text: string): LimitId => text as LimitId;
export const personId = (text: string): PersonId => text as PersonId;
export const supplierId = (text: string): SupplierId => text as SupplierId;
export const commandId = (text: string): CommandId => text as CommandId;

/** The job of a line of an order's parts list, the first is 1. Made here, shown by `numberOf`, and nowhere taken apart. */
export const jobIdOf = (order: CardId, line: number): CardId => cardId(`${order}.${line}`);

/** The order whose card that was, of one that is not on the floor any more: an order's number has no dot in it. */
export function orderNumberIn(card: CardId): CardId {
  const dot = card.lastIndexOf('.');
  return dot < 0 ? card : cardId(card.slice(0, dot));
}

/** No order had this number yet: the board counts on from it. False says nothing of a number that is somebody's own words. */
export function isStillFree(order: CardId, next: number): boolean {
  const number = Number(order);
  return String(number) === order && Number.isSafeInteger(number) && number >= next && number < LAST_NUMBER;
}

/** A longer number is somebody's own; counting on from it would leave the numbers people can read. */
const LAST_NUMBER = 99_999_999;

/** The next free order number, once an order has this one; a number that is somebody's own words counts for nothing. */
export function nextNumberAfter(order: CardId, next: number): number {
  const number = Number(order);
  return Number.isSafeInteger(number) && number < LAST_NUMBER ? Math.max(next, number + 1) : next;
}

/** What people read: `1041·3`. */
export const numberOf = (card: CardId): string => card.replace('.', '·');

const NUMBERS = new Intl.Collator('en', { numeric: true });
/** 1041 before 1041.2 before 1041.10 before 1042: the one order in which cards are listed that stand in no lane. */
export const byNumber = (a: CardId, b: CardId): number => NUMBERS.compare(a, b) || (a < b ? -1 : Number(a > b));

/** A readable id for a thing with a name: `Paint shop` becomes `paint-shop`, numbered when taken. */
export function idFromName(name: string, taken: (id: string) => boolean): string {
  const base =
    name
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'lane';
  // A lane called Constructor would find a function in every plain object.
  const isTaken = (id: string): boolean => id in {} || taken(id);
  if (!isTaken(base)) return base;
  let n = 2;
  while (isTaken(`${base}-${n}`)) n += 1;
  return `${base}-${n}`;
}
