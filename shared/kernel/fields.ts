import { z } from 'zod/mini';
import { isZone } from './calendar.ts';
import { type IdOf, toMessage } from './input-fault.ts';
import { BOUNDS, SMALLEST, isCounted } from './quantity.ts';
import { asLine, asText, isSeen } from './writing.ts';
import type { BoardId, CardId, CommandId, LaneId, LimitId, PersonId, SupplierId } from './ids.ts';

/**
 * The fields commands are made of. Every string is trimmed and bounded, every number finite and
 * bounded, every list bounded, so that no input costs more than a small one. `error` says what the
 * field takes, as data.
 */

/** `constructor` as an id would find a function in a plain object. In the pattern itself, so that the published document says it too. */
const notInherited = (pattern: RegExp): RegExp => new RegExp(`^(?!(?:${Object.getOwnPropertyNames(Object.prototype).join('|')})$)${pattern.source.slice(1)}`);

function id<T extends string>(of: IdOf, pattern: RegExp, like: string) {
  const error = toMessage({ is: 'id', of, like });
  return z.string({ error }).check(z.regex(notInherited(pattern), { error })) as unknown as z.ZodMiniType<T, T>;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export const boardIdField = id<BoardId>('board', NAME, 'furniture');
export const laneIdField = id<LaneId>('lane', NAME, 'paint-shop');
export const limitIdField = id<LimitId>('limit', NAME, 'paint-shop');
export const personIdField = id<PersonId>('person', NAME, 'mira');
export const supplierIdField = id<SupplierId>('supplier', NAME, 'glass-works');
export const itemIdField = id<string>('item', NAME, 'edges');
export const cardIdField = id<CardId>('card', /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, '1041.3');
export const commandIdField = id<CommandId>('command', /^[A-Za-z0-9_-]{8,64}$/, '5f0c7a1e-9b1d-4c55-8a53-2f7d3b1c9e10');
export const orderNumberField = id<string>('order', /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, '1041');

/** Text a person wrote. `least` 0: may be empty, and a rule of the board says when it may not. */
function cleaned(most: number, least: number, clean: (text: string) => string) {
  const error = toMessage({ is: 'text', least, most });
  const cleanText = z.string({ error }).check(z.overwrite(clean), z.minLength(least, { error }), z.maxLength(most, { error }));
  return least === 0 ? cleanText : cleanText.check(z.refine<string>((text) => text === '' || isSeen(text), { error }));
}

export const text = (most: number, least = 1) => cleaned(most, least, asText);
const line = (most: number, least = 1) => cleaned(most, least, asLine);

export const titleField = line(200);
export const customerField = line(200, 0);
export const nameField = line(80);
export const initialsField = line(4);
export const unitField = line(12);
export const reasonField = text(500, 0);
export const commentField = text(4_000);

function number({ least, most, above = false }: { readonly least: number; readonly most: number; readonly above?: boolean }) {
  const error = toMessage({ is: 'number', least, most, above, step: SMALLEST });
  // zod's own multipleOf takes 4e-7 for a multiple of 0.001.
  const bounds = [z.lte(most, { error }), above ? z.gt(least, { error }) : z.gte(least, { error }), z.refine<number>(isCounted, { error })] as const;
  return z.number({ error }).check(...bounds).register(z.globalRegistry, { description: `In steps of ${SMALLEST}` });
}

function whole(least: number, most: number) {
  const error = toMessage({ is: 'whole', least, most });
  return z.int({ error }).check(z.gte(least, { error }), z.lte(most, { error }));
}

export const quantityField = number(BOUNDS.quantity);
export const hoursField = number(BOUNDS.hours);
export const capacityField = number(BOUNDS.capacity);
export const daysField = number(BOUNDS.days);
export const overageField = whole(BOUNDS.overage.least, BOUNDS.overage.most);
export const secondsField = whole(BOUNDS.seconds.least, BOUNDS.seconds.most);
export const closeAfterDaysField = whole(BOUNDS.closeAfterDays.least, BOUNDS.closeAfterDays.most);
export const versionField = whole(0, 2_147_483_647);
export const seqField = whole(0, 2_147_483_647);
export const countField = whole(0, 2_147_483_647);
/** Of an entry of a list of at most `length`, from 0. */
export const indexField = (length: number) => whole(0, length - 1);
export const firstNumberField = whole(1, 99_999_999);
const time = toMessage({ is: 'time' });
/** Up to the end of the year 9999. */
export const timeField = z.int({ error: time }).check(z.gte(0, { error: time }), z.lte(253_402_300_799_999, { error: time }));
const zone = toMessage({ is: 'zone' });
export const timeZoneField = z.string({ error: zone }).check(z.minLength(1, { error: zone }), z.maxLength(64, { error: zone }), z.refine(isZone, { error: zone }));
export const flagField = z.boolean({ error: toMessage({ is: 'flag' }) });

export function oneOf<const V extends readonly [string, ...string[]]>(values: V) {
  return z.enum(values, { error: toMessage({ is: 'one_of', values }) });
}

export function list<S extends z.ZodMiniType>(of: S, most: number, least = 0) {
  const error = toMessage({ is: 'list', least, most });
  return z.array(of, { error }).check(z.minLength(least, { error }), z.maxLength(most, { error }));
}
