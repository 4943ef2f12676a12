import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { cardId, laneId, limitId } from '../../shared/kernel/ids.ts';
import { loadOf } from '../../shared/limits/admission.ts';
import { blankShop } from '../../shared/templates/blank.ts';
import { PEOPLE, Shop } from '../support/shop/shop.ts';

vi.setConfig({ testTimeout: 60_000 });

const LANES = ['cut', 'weld', 'paint'] as const;
type LaneName = (typeof LANES)[number];

/** Three stages and one released order; each part's first stage is given. */
function contended(first: readonly LaneName[], limits: readonly { readonly lanes: readonly LaneName[] | null; readonly capacity: number }[]): Shop {
  const blank = blankShop('Contended');
  const shop = new Shop({
    ...blank,
    lanes: [...blank.lanes.filter((lane) => lane.name !== 'Make'), ...LANES.map((id) => ({ id: laneId(id), name: id, kind: 'work' as const, holds: 'job' as const }))],
    limits: limits.map(({ lanes, capacity }, index) => ({
      id: limitId(`l${index}`), name: `l${index}`, kind: 'job', scope: lanes ? { lanes: lanes.map(laneId) } : {}, unit: 'count', capacity,
    })),
  });
  shop.must({
    type: 'CreateOrder', number: '1', title: 'Frames', customer: 'Larsen', quantity: 1,
    bom: first.map((lane, index) => ({ title: `Part ${index}`, quantity: 1, source: 'make', routing: [{ lane: laneId(lane), hours: 1 }] })),
  });
  shop.must({ type: 'ConfirmOrder', order: cardId('1'), promisedAt: shop.at + 86_400_000 });
  shop.must({ type: 'ReleaseOrder', order: cardId('1') });
  return shop;
}

const PULLERS = [PEOPLE.olaf, PEOPLE.lea, PEOPLE.mona, PEOPLE.ada];

const pullAll = (shop: Shop, order: readonly number[], first: readonly LaneName[]): boolean[] =>
  order.map((index, turn) => shop.try({ type: 'PullCard', card: cardId(`1.${index + 1}`), lane: laneId(first[index] as string) }, PULLERS[turn % PULLERS.length]).ok);

test('WIP-25: of N pulls into s free slots, in any order, exactly min(s, N) are accepted', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0, max: 26 }), fc.nat(), (n, s, seed) => {
    const first = Array.from({ length: n }, (): LaneName => 'cut');
    const order = shuffled(n, seed);
    const shop = contended(first, [{ lanes: ['cut'], capacity: s }]);
    expect(pullAll(shop, order, first).filter(Boolean).length).toBe(Math.min(s, n));
    expect(loadOf(shop.board, limitId('l0'))).toBe(Math.min(s, n));
  }), { numRuns: 200 });
});

test('WIP-25, WIP-4: limits that overlap in part accept exactly the pulls that all of them have room for', () => {
  const anyLimits = fc.array(fc.record({ lanes: fc.option(fc.subarray([...LANES], { minLength: 1 })), capacity: fc.integer({ min: 0, max: 8 }) }), { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(fc.array(fc.constantFrom(...LANES), { minLength: 1, maxLength: 20 }), anyLimits, fc.nat(), (first, limits, seed) => {
    const order = shuffled(first.length, seed);
    const shop = contended(first, limits);
    const taken = limits.map(() => 0);
    const expected = order.map((index) => {
      const lane = first[index] as LaneName;
      const mine = limits.map(({ lanes }, at) => (lanes === null || lanes.includes(lane) ? at : -1)).filter((at) => at >= 0);
      const fits = mine.every((at) => (taken[at] as number) < (limits[at] as { capacity: number }).capacity);
      if (fits) for (const at of mine) (taken[at] as number) += 1;
      return fits;
    });
    expect(pullAll(shop, order, first)).toEqual(expected);
    expect(shop.board.loads).toEqual(taken);
  }), { numRuns: 300 });
});

function shuffled(n: number, seed: number): number[] {
  const list = Array.from({ length: n }, (_, index) => index);
  let state = seed + 1;
  for (let at = n - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const other = state % (at + 1);
    [list[at], list[other]] = [list[other] as number, list[at] as number];
  }
  return list;
}
