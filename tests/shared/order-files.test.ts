import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { decide } from '../../shared/floor.ts';
import { planOf } from '../../shared/orders/plan.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Job } from '../../shared/jobs/job.ts';
import type { Files } from '../../shared/floor.ts';
import type { Order } from '../../shared/orders/order.ts';
import { anySeeds, play, runs } from '../support/shop/story.ts';
import { DIRECTORY, PEOPLE, card, enter, lane, limit, openShop, part, undo } from '../support/shop/shop.ts';
import { asPerson } from '../../shared/people/directory.ts';

vi.setConfig({ testTimeout: 120_000 });

const orders = (board: Board): Order[] => [...board.cards.values()].filter((one): one is Order => one.kind === 'order');

/** An order's planned jobs in the order of its list. */
const plannedOf = (order: Order, files: Files): Job[] => order.jobs.flatMap((id) => files(order.id)?.planned.get(id) ?? []);

describe('the floor and the file of an order', () => {
  test('whatever is tried: the floor knows of the planned jobs what the file says, and no job is in both or in neither', () => {
    let planned = 0;
    fc.assert(fc.property(anySeeds(), (seeds) => void play(seeds, ({ before, command, files }) => {
      for (const order of orders(before)) {
        const jobs = plannedOf(order, files);
        const onFloor = order.jobs.filter((id) => before.cards.has(id));
        if (order.plan === null) {
          expect([jobs.length, onFloor.length], `${order.id} before ${command.type}`).toEqual([0, order.jobs.length]);
          continue;
        }
        planned += 1;
        const told = { ...planOf(jobs), loads: planOf(jobs).loads.toSorted(byKey) };
        expect({ ...order.plan, loads: order.plan.loads.toSorted(byKey) }, `${order.id} before ${command.type}`).toEqual(told);
        expect(onFloor, `${order.id} before ${command.type}`).toEqual([]);
      }
    })), runs(60));
    expect(planned).toBeGreaterThan(1_000);
  });

  test('whatever is tried: what a browser is told against a release, the server says too', () => {
    const count = { both: 0, serverAlone: 0, neither: 0 };
    fc.assert(fc.property(anySeeds(), (seeds) => void play(seeds, ({ before, context, files }) => {
      for (const order of orders(before)) {
        if (order.phase !== 'confirmed') continue;
        const command = { type: 'ReleaseOrder', order: order.id, earlyReason: 'for the test' } as const;
        const by = { ...context, actor: asPerson(PEOPLE.mona) };
        const [here, there] = [decide(before, command, by), decide(before, command, by, files)];
        if (!here.ok) expect(there.ok, JSON.stringify(here.refusal.violations)).toBe(false);
        count[here.ok ? (there.ok ? 'neither' : 'serverAlone') : 'both'] += 1;
      }
    })), runs(40));
    expect(count.both).toBeGreaterThan(20);
    expect(count.neither).toBeGreaterThan(20);
    // A part larger than a limit, or one to expedite, is for the server to tell.
    expect(count.serverAlone).toBeLessThan(count.both);
  });
});

const byKey = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

describe('a release', () => {
  const ready = (capacity: number, more: object = {}) => limit('ready', capacity, more);
  const without = (shop: ReturnType<typeof openShop>['shop'], order = '1') => decide(shop.board, { type: 'ReleaseOrder', order: card(order) }, { at: shop.at, actor: asPerson(PEOPLE.ada), directory: DIRECTORY });

  test('of jobs that a limit has no room for is refused from what the plan says of them, with the numbers of all of them', () => {
    const road = { scope: { lanes: [lane('ready'), lane('cut'), lane('weld')] } };
    for (const [bound, needs] of [[ready(4), 1], [ready(10, { unit: 'qty' }), 1], [ready(15, { unit: 'hours', ...road }), 5]] as const) {
      const { shop } = openShop({ limits: [bound] });
      enter(shop, '2', { until: 'confirmed', bom: [part('Top'), part('Leg', ['cut', 'weld'], { quantity: 7 }), part('Rail')] });
      expect(without(shop, '2')).toMatchObject({ ok: false, refusal: { violations: [{ code: 'wip_limit', needs }] } });
      expect(shop.violations({ type: 'ReleaseOrder', order: card('2') })).toMatchObject([{ code: 'wip_limit', needs }]);
    }
  });

  test('whose jobs lack an estimate for a limit of hours says so before anybody is asked', () => {
    const { shop } = openShop({ until: 'confirmed', limits: [ready(50, { unit: 'hours', scope: { lanes: [lane('ready'), lane('cut')] } })], bom: [part('Top', [], { routing: [{ lane: lane('cut'), hours: null }] })] });
    expect(without(shop)).toMatchObject({ ok: false, refusal: { violations: [{ code: 'estimate_required' }] } });
  });

  test('that the floor has nothing against is left to whoever has the file, and changes nothing here', () => {
    const { shop } = openShop({ until: 'confirmed' });
    const decision = without(shop);
    expect(decision).toMatchObject({ ok: true, lacks: ['1'], events: [] });
    expect(decision.ok && decision.board).toBe(shop.board);
  });

  test('MODE-2: a part from stock brings nothing into the lanes', () => {
    const { shop } = openShop({ until: 'confirmed', bom: [part('Top'), { title: 'Screws', quantity: 40, source: 'stock', routing: [] }] });
    expect(shop.order('1').plan).toMatchObject({ titles: ['Top', 'Screws'], loads: [{ jobs: 1, quantity: 1 }] });
  });
});

describe('the file', () => {
  test('M-17: keeps each date the customer was given, and forgets what was taken back', () => {
    const { shop } = openShop({ until: 'confirmed', policies: { undoSeconds: 9_999 }, bom: [{ title: 'Screws', quantity: 4, source: 'stock', routing: [] }] });
    const promised = shop.at + 40 * 86_400_000;
    shop.must({ type: 'EditCard', card: card('1'), promisedAt: promised });
    expect(shop.file('1').promises.map(({ promisedAt }) => promisedAt)).toEqual([expect.any(Number), promised]);
    shop.must({ type: 'ReleaseOrder', order: card('1'), earlyReason: 'there is room' });
    expect(shop.file('1').kitted).toMatchObject({ by: 'person:ada' });
    shop.must(undo('1'));
    expect(shop.file('1')).toMatchObject({ kitted: null, planned: { size: 1 } });
    expect(shop.order('1').plan?.titles).toEqual(['Screws']);
  });

  test('has what was said, blocked and set on a planned job, and the release carries it onto the floor', () => {
    const { shop } = openShop({ until: 'confirmed' });
    shop.must({ type: 'CommentOnCard', card: card('1.1'), text: 'mind the grain' });
    shop.must({ type: 'SetClass', card: card('1.1'), class: 'fixed', reason: 'the crane is booked' });
    shop.must({ type: 'AssignCard', card: card('1.1'), assignees: [PEOPLE.olaf.id] });
    shop.must({ type: 'BlockCard', card: card('1.1'), category: 'spec', external: true, text: 'no drawing' });
    const planned = shop.card('1.1');
    expect(planned).toMatchObject({ state: 'planned', comments: 1, class: 'fixed', assignees: ['olaf'], blockers: [{ text: 'no drawing' }] });
    shop.must({ type: 'ReleaseOrder', order: card('1') });
    expect(shop.board.cards.get('1.1')).toMatchObject({ state: 'ready', comments: 1, class: 'fixed', assignees: ['olaf'], blockers: [{ text: 'no drawing', by: 'person:ada' }] });
  });
});
