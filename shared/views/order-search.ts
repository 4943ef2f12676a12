import { folded, searchable, wordsOf } from '../kernel/writing.ts';
import type { Directory } from '../people/directory.ts';
import type { OrderRecord } from './order-record.ts';

/**
 * How an order is found: by the beginnings of folded words, each marked with where it stands. One table on
 * every store, made and asked here; the full text of SQLite and of MongoDB would find different things.
 */
export type Field = 'number' | 'customer' | 'title' | 'part' | 'supplier' | 'sent';

const MARKS: Readonly<Record<Field, string>> = { number: 'n', customer: 'c', title: 't', part: 'p', supplier: 's', sent: 'x' };
const FIELDS: ReadonlyMap<string, Field> = new Map(Object.entries(MARKS).map(([field, mark]) => [mark, field as Field]));
/** Behind each word, so that a whole word is the beginning of no longer one. No word holds it. */
const END = ' ';

const LONGEST_WORD = 40;
/** Of one order: a parts list of five hundred lines says the same words again and again. */
const MOST_TOKENS = 1_000;

/** LEG-40 is found by leg-40, by leg and by 40. */
const wordsIn = (text: string): readonly string[] => wordsOf(text).flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]).filter(Boolean);
const marked = (field: Field, text: string): readonly string[] => wordsIn(searchable(text)).map((word) => MARKS[field] + word.slice(0, LONGEST_WORD) + END);

export function tokensOf({ id, customer, title, parts, sent }: OrderRecord): readonly string[] {
  const suppliers = parts.flatMap(({ supplier }) => (supplier === null ? [] : [MARKS.supplier + supplier + END]));
  const all = [MARKS.number + folded(id) + END, ...marked('title', title), ...marked('customer', customer), ...parts.flatMap((part) => [MARKS.part + folded(part.id) + END, ...marked('part', part.title)]), ...suppliers, ...marked('sent', sent)];
  return [...new Set(all)].slice(0, MOST_TOKENS);
}

/** Longer questions are refused at the door, and more words than these narrow nothing. */
export const LONGEST_QUERY = 100;
const MOST_TERMS = 8;

const EVERYWHERE: readonly Field[] = ['number', 'title', 'customer', 'part', 'supplier', 'sent'];
/** Who only looks finds no order by its customer, nor by what was written on its parcel. */
const FOR_VIEWERS: readonly Field[] = ['number', 'title', 'part', 'supplier'];
export const fieldsFor = (isWorking: boolean): readonly Field[] => (isWorking ? EVERYWHERE : FOR_VIEWERS);

/** For each word of a query the beginnings of tokens of which one must be there. A supplier is found by the name it has now. */
export const startsOf = (query: string, fields: readonly Field[], { suppliers }: Pick<Directory, 'suppliers'>): readonly (readonly string[])[] =>
  wordsOf(query.replaceAll('·', '.')).slice(0, MOST_TERMS).map((typed) => {
    const word = typed.slice(0, LONGEST_WORD);
    // One letter begins a tenth of all words there are; in a script whose signs are words it is one.
    const start = /^[\p{ASCII}]$/u.test(word) ? word + END : word;
    return fields.flatMap((field) => {
      if (field !== 'supplier') return [MARKS[field] + start];
      return word.length < 2 ? [] : Object.values(suppliers).filter(({ name }) => wordsIn(searchable(name)).some((one) => one.startsWith(word))).map(({ id }) => MARKS.supplier + id + END);
    });
  });

const RANKS: Readonly<Record<Field, number>> = { number: 0, title: 2, customer: 2, part: 4, supplier: 6, sent: 6 };

/** The smaller the better: its number before its title and customer, those before its parts; a whole word before a beginning. */
export const rankOf = (tokens: readonly string[], starts: readonly (readonly string[])[]): number =>
  starts.reduce((sum, some) => sum + Math.min(...tokens.flatMap((token) => some.filter((start) => token.startsWith(start)).map((start) => rankIn(token, start)))), 0);

function rankIn(token: string, start: string): number {
  const field = FIELDS.get(token.charAt(0));
  return (field ? RANKS[field] : 9) + Number(token.length > start.length + Number(!start.endsWith(END)) * END.length);
}
