import { currentWords } from '../words/words-now.ts';
import { language, plainDigits } from './language.ts';

/** What a field takes. Up to three places behind the point, whatever it is: the board counts in thousandths. */
export interface Takes {
  readonly least?: number;
  readonly most: number;
  /** Above the least, not the least itself. */
  readonly above?: boolean;
  readonly whole?: boolean;
}

export type ReadNumber = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly fault: string };

const PLACES = 3;
const GROUPED = /^(\d{1,3}([.,'’ ])\d{3}(?:\2\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})$/;

/** `A number above 0, at most 1,000,000.` */
export const takesWords = ({ least = 0, most, above = false, whole = false }: Takes): string => currentWords().fields.number.takes({ least, most, above, whole });

const points = new Map<string, string>();

function pointOf(lang: string): string {
  const known = points.get(lang) ?? new Intl.NumberFormat(lang).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  points.set(lang, known);
  return known;
}

/** A number as the person writes it: so that it is read again as itself. */
export function numberText(n: number, lang = language()): string {
  const text = /e/.test(String(n)) ? n.toFixed(20).replace(/\.?0+$/, '') : String(n);
  return pointOf(lang) === ',' ? text.replace('.', ',') : text;
}

/**
 * A number somebody typed. What two people would read differently is asked for, not guessed: `1,000`
 * is a thousand to one and one to the other, and so is `2.500`, for who counts in thousands.
 */
export function readNumber(text: string, takes: Takes, lang = language()): ReadNumber {
  const no = (fault: string): ReadNumber => ({ ok: false, fault });
  const plain = plainDigits(text, lang).trim().replace(/[\u00a0\u2009\u202f]/g, ' ').replaceAll('٫', '.').replaceAll('٬', ',');
  const [, whole = '', point = '', places = ''] = /^(\d[\d.,'’ ]*?)(?:([.,])(\d+))?$/.exec(plain) ?? [];
  const isOneMark = point !== '' && /^\d+$/.test(whole);
  if (whole === '') return no(takesWords(takes));
  if (isOneMark && places.length === PLACES && /^[1-9]\d{0,2}$/.test(whole)) {
    const own = point === pointOf(lang) || (point === '.' && pointOf(lang) !== ',');
    if (!own || places.endsWith('0')) return no(currentWords().fields.number.either(plain, `${whole}${places}`, numberText(Number(`${whole}.${places}`), lang)));
  }
  const isGroups = GROUPED.test(plain) && !isOneMark;
  const front = isGroups ? plain : whole;
  // A mark that groups does not also divide: `1,000,5` is neither.
  if (!/^\d+$/.test(front) && (!GROUPED.test(front) || (!isGroups && front.includes(point)))) return no(takesWords(takes));
  const behind = isGroups ? '' : places.replace(/0+$/, '');
  const value = Number(`${front.replace(/\D/g, '')}${behind === '' ? '' : `.${behind}`}`);
  const { least = 0, most, above = false } = takes;
  if (value > most || value < least || (above && value <= least) || (takes.whole && behind !== '')) return no(takesWords(takes));
  if (behind.length > PLACES) return no(currentWords().fields.number.places);
  return { ok: true, value };
}

/** For fields that may be empty: null then. */
export const readOptional = (text: string, takes: Takes, lang = language()): ReadNumber | { readonly ok: true; readonly value: null } =>
  text.trim() === '' ? { ok: true, value: null } : readNumber(text, takes, lang);
