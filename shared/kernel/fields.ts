import { z } from 'zod/mini';
import { isZone } from './calendar.ts';
import { BOUNDS, SMALLEST, isCounted } from './quantity.ts';
import { asLine, asText, isSeen } from './writing.ts';
import type { BoardId, CardId, CommandId, LaneId, LimitId, PersonId, SupplierId } from './ids.ts';

/**
 * The fields commands are made of. Every string is trimmed and bounded, every number finite and
 * bounded, every list bounded, so that no input costs more than a small one. `error` is the end of a
 * sentence that begins with the field's name.
 */

/** `constructor` as an id would find a function in a plain object. In the pattern itself, so that the published document says it too. */
const notInherited = (pattern: RegExp): RegExp => new RegExp(`^(?!(?:${Object.getOwnPropertyNames(Object.prototype).join('|')})$)${pattern.source.slice(1)}`);

function id<T extends string>(what: string, pattern: RegExp, example: string) {
  const error = `must be ${what} like "${example}"`;
  return z.string({ error }).check(z.regex(notInherited(pattern), { error })) as unknown as z.ZodMiniType<T, T>;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export const boardIdField = id<BoardId>("a board's id", NAME, 'furniture');
export const laneIdField = id<LaneId>("a lane's id", NAME, 'paint-shop');
export const limitIdField = id<LimitId>("a limit's id", NAME, 'paint-shop');
export const personIdField = id<PersonId>("a person's id", NAME, 'mira');
export const supplierIdField = id<SupplierId>("a supplier's id", NAME, 'glass-works');
export const itemIdField = id<string>("a checklist item's id", NAME, 'edges');
export const cardIdField = id<CardId>("a card's number", /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}(\.[0-9]{1,4})?$/, '1041.3');
export const commandIdField = id<CommandId>("the command's own id: 8 to 64 letters, digits, - or _,", /^[A-Za-z0-9_-]{8,64}$/, '5f0c7a1e-9b1d-4c55-8a53-2f7d3b1c9e10');
export const orderNumberField = id<string>('an order number: up to 32 letters, digits, - or _,', /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, '1041');

/** Text a person wrote. `least` 0: may be empty, and a rule of the board says when it may not. */
function cleaned(most: number, least: number, clean: (text: string) => string) {
  const error = least === 0 ? `must be text of at most ${most} characters` : `must be text of ${least} to ${most} characters`;
  const cleanText = z.string({ error }).check(z.overwrite(clean), z.minLength(least, { error }), z.maxLength(most, { error }));
  return least === 0 ? cleanText : cleanText.check(z.refine<string>((text) => text === '' || isSeen(text), { error }));
}

export const text = (most: number, least = 1) => cleaned(most, least, asText);
const line = (most: number, least = 1) => cleaned(most, least, asLine);

export const titleField = line(200);
export const customerField = line(200, 0);
export const nameField = line(80);
export const unitField = line(12);
export const reasonField = text(500, 0);
export const commentField = text(4_000);

function number({ least, most, above = false }: { readonly least: number; readonly most: number; readonly above?: boolean }) {
  const error = `${above ? `must be a number above ${least} and at most ${most}` : `must be a number from ${least} to ${most}`}, in steps of ${SMALLEST}`;
  // zod's own multipleOf takes 4e-7 for a multiple of 0.001.
  const bounds = [z.lte(most, { error }), above ? z.gt(least, { error }) : z.gte(least, { error }), z.refine<number>(isCounted, { error })] as const;
  return z.number({ error }).check(...bounds).register(z.globalRegistry, { description: `In steps of ${SMALLEST}` });
}

function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).check(z.gte(least, { error }), z.lte(most, { error }));
}

export const quantityField = number(BOUNDS.quantity);
export const hoursField = number(BOUNDS.hours);
export const capacityField = number(BOUNDS.capacity);
export const daysField = number(BOUNDS.days);
export const overageField = whole(BOUNDS.overage.least, BOUNDS.overage.most);
export const secondsField = whole(BOUNDS.seconds.least, BOUNDS.seconds.most);
export const versionField = whole(0, 2_147_483_647);
export const seqField = whole(0, 2_147_483_647);
export const countField = whole(0, 2_147_483_647);
/** Of an entry of a list of at most `length`, from 0. */
export const indexField = (length: number) => whole(0, length - 1);
export const firstNumberField = whole(1, 99_999_999);
const time = 'must be a time in milliseconds since 1970, UTC';
/** Up to the end of the year 9999. */
export const timeField = z.int({ error: time }).check(z.gte(0, { error: time }), z.lte(253_402_300_799_999, { error: time }));
const zone = 'must be a time zone like "Europe/Berlin"';
export const timeZoneField = z.string({ error: zone }).check(z.minLength(1, { error: zone }), z.maxLength(64, { error: zone }), z.refine(isZone, { error: zone }));
export const flagField = z.boolean({ error: 'must be true or false' });

export function oneOf<const V extends readonly [string, ...string[]]>(values: V) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

export function list<S extends z.ZodMiniType>(of: S, most: number, least = 0) {
  const error = `must be a list of ${least === 0 ? 'at most' : `${least} to`} ${most}`;
  return z.array(of, { error }).check(z.minLength(least, { error }), z.maxLength(most, { error }));
}
