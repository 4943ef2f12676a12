/** What the page of orders is asked for, as its address has it. */
export interface OrdersAsked {
  readonly find?: string;
  readonly number?: string;
  readonly customer?: string;
  readonly part?: string;
  /** `2026-11-30`: the first and the last day on which they were closed. */
  readonly from?: string;
  readonly to?: string;
}

const FIELDS = ['find', 'number', 'customer', 'part', 'from', 'to'] as const;
const LONGEST = 100;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Only what the page understands; a link may have been written by hand. */
export function ordersAskedOf(search: Readonly<Record<string, unknown>>): OrdersAsked {
  const asked: Record<string, string> = {};
  for (const field of FIELDS) {
    const given = search[field];
    const text = typeof given === 'string' ? given.slice(0, LONGEST) : '';
    if (text !== '' && (DAY.test(text) || (field !== 'from' && field !== 'to'))) asked[field] = text;
  }
  return asked;
}

export const sameAsked = (a: OrdersAsked, b: OrdersAsked): boolean => FIELDS.every((field) => a[field] === b[field]);

export const isFiltered = ({ number, customer, part, from, to }: OrdersAsked): boolean => [number, customer, part, from, to].some(Boolean);

/** Words alone are looked for everywhere; a filter, or nothing at all, shows the archive. */
export const isSearch = (asked: OrdersAsked): boolean => (asked.find ?? '').trim() !== '' && !isFiltered(asked);

/** The question, without where it goes on. */
export function questionOf(asked: OrdersAsked): { readonly path: 'search' | 'archive'; readonly query: Readonly<Record<string, string>> } {
  const { find, ...filters } = asked;
  return { path: isSearch(asked) ? 'search' : 'archive', query: { ...filters, ...(find?.trim() && { q: find.trim() }) } };
}
