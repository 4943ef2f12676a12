import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitId } from '../../shared/kernel/ids.ts';
import { loadOf, recount, viewOf } from '../../shared/limits/admission.ts';
import { SMALLEST, counted, isCounted, rounded, total } from '../../shared/kernel/quantity.ts';
import { ENGLISH } from '../support/shop/words.ts';
import { parseCommand } from '../../shared/protocol/parse.ts';
import { enter, lane, limit, openShop, part, pull } from '../support/shop/shop.ts';
import { told } from '../support/shop/words.ts';

const order = (quantity: unknown, hours: unknown = 1): unknown => ({
  type: 'CreateOrder', title: 'Rod', customer: 'A', quantity, bom: [{ title: 'Rod', quantity, source: 'make', routing: [{ lane: 'cut', hours }] }],
});
const setLimit = (more: object): unknown => ({ type: 'SetLimit', limit: { name: 'Cut', kind: 'job', scope: { lanes: ['cut'] }, unit: 'qty', capacity: 1, ...more } });
const steps = fc.integer({ min: 1, max: 1_000_000_000 });

describe('WIP-8a: the smallest amount', () => {
  test('is taken at the door, and what is finer is refused with what it takes', () => {
    for (const amountOfIt of [SMALLEST, 0.004, 1.255, 999_999.999, 1_000_000]) expect(parseCommand(order(amountOfIt)).ok).toBe(true);
    for (const finer of [0.0004, 4e-7, 1.0005, 0.1 + 0.2]) {
      expect(told(parseCommand(order(finer))), `quantity ${finer}`).toMatchObject([{ path: 'quantity', message: 'The field "quantity" must be a number above 0 and at most 1000000, in steps of 0.001.' }, {}]);
      expect(parseCommand(order(1, finer)), `hours ${finer}`).toMatchObject({ ok: false, faults: [{ path: 'bom[0].routing[0].hours' }] });
      expect(parseCommand(setLimit({ capacity: finer })), `capacity ${finer}`).toMatchObject({ ok: false, faults: [{ path: 'limit.capacity' }] });
      expect(parseCommand({ type: 'SetPolicies', policies: { productionBufferDays: finer } }).ok).toBe(false);
      expect(parseCommand({ type: 'EditCard', card: '1.1', quantity: finer }).ok).toBe(false);
      expect(parseCommand({ type: 'EditLane', lane: 'cut', defaultHours: finer }).ok).toBe(false);
    }
    expect(parseCommand(setLimit({ policy: { overage: 0.5 } })).ok).toBe(false);
  });

  test('every number of a thousandth is one that counts, and reads back as it is shown', () => {
    fc.assert(fc.property(steps, (n) => {
      const value = Number(`${Math.floor(n / 1_000)}.${String(n % 1_000).padStart(3, '0')}`);
      expect(isCounted(value)).toBe(true);
      expect(counted(value)).toBe(value);
      expect(Number(ENGLISH.f.amount(value))).toBe(value);
    }));
  });

  test('sums are those of whole multiples, in any order', () => {
    expect(total([0.1, 0.2])).toBe(0.3);
    expect(total([0.7, 0.1, 0.3])).toBe(1.1);
    fc.assert(fc.property(fc.array(steps, { maxLength: 50 }), (all) => {
      expect(total(all.map((n) => n / 1_000))).toBe(all.reduce((sum, n) => sum + n, 0) / 1_000);
    }));
  });

  test.each([[0.004, '0.004'], [0.25, '0.25'], [1.255, '1.255'], [0.1 + 0.2, '0.3'], [7.500000001, '7.500000001'], [0.0000004, '0.0000004'], [1_000_000, '1000000'], [0, '0']])('%d is shown as %s', (n, words) => {
    expect(ENGLISH.f.amount(n)).toBe(words);
  });
});

describe('loads', () => {
  const metres = limit('cut', 0.3, { unit: 'qty' });

  test('0.1 and 0.2 fill a limit of 0.3, and one thousandth more is refused', () => {
    const { shop } = openShop({ limits: [metres], bom: [part('A', ['cut'], { quantity: 0.1 }), part('B', ['cut'], { quantity: 0.2 }), part('C', ['cut'], { quantity: 0.001 })] });
    shop.must(pull('1.1', 'cut'));
    shop.must(pull('1.2', 'cut'));
    expect(viewOf(shop.board, 0)).toMatchObject({ load: 0.3, free: 0, over: 0, state: 'full' });
    expect(shop.codes(pull('1.3', 'cut'))).toEqual(['wip_limit']);
  });

  test('hours of 0.001 count each', () => {
    const bom = Array.from({ length: 20 }, (_, index) => part(`Part ${index}`, [], { routing: [{ lane: lane('cut'), hours: 0.001 }] }));
    const { shop } = openShop({ limits: [limit('cut', 0.02, { unit: 'hours' })], bom: [...bom, part('One more', [], { routing: [{ lane: lane('cut'), hours: 0.001 }] })] });
    for (let n = 1; n <= 20; n += 1) shop.must(pull(`1.${n}`, 'cut'));
    expect(loadOf(shop.board, limitId('cut'))).toBe(0.02);
    expect(shop.codes(pull('1.21', 'cut'))).toEqual(['wip_limit']);
  });

  test('what an older log holds in finer amounts counts as something: twenty of 0.0000004 are twenty of the smallest', () => {
    const { shop } = openShop({ limits: [limit('cut', 1, { unit: 'qty' })], bom: [part('Dust', ['cut'], { quantity: 0.0000004 })] });
    for (let n = 2; n <= 20; n += 1) enter(shop, String(n), { bom: [part('Dust', ['cut'], { quantity: 0.0000004 })] });
    for (let n = 1; n <= 20; n += 1) shop.must(pull(`${n}.1`, 'cut'));
    expect(loadOf(shop.board, limitId('cut'))).toBe(0.02);
    expect(recount(shop.board)).toEqual([0.02]);
    expect(rounded(0.0000004)).toBe(0);
  });

  test('a limit in cards is a whole number, whoever sets it', () => {
    const { shop } = openShop();
    expect(shop.says({ type: 'SetLimit', limit: limit('cut', 2.5) })).toBe('cut cannot be set: it counts cards, and 2.5 is no number of cards.');
    expect(shop.codes({ type: 'AddLane', lane: { name: 'Oil', kind: 'work', holds: 'job' }, capacity: 2.5 })).toEqual(['limit_scope']);
    shop.must({ type: 'SetLimit', limit: limit('cut', 2.5, { unit: 'hours' }) });
  });
});
