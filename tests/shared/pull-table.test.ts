import { expect, test } from 'vitest';
import type { Command, CommandOf } from '../../shared/verbs.ts';
import { cardId, laneId, limitId } from '../../shared/kernel/ids.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { loadOf } from '../../shared/limits/admission.ts';
import { blankShop } from '../../shared/templates/blank.ts';
import { PEOPLE, Shop } from '../support/shop/shop.ts';

/** Section 3.3: Cut (3, split), Weld (2, split), QC (1), job CONWIP 6, expedite cap 1, overage 1. */
function weldShop(): CommandOf<'CreateBoard'> {
  const blank = blankShop('Weld shop');
  const one = (id: string, name: string, capacity: number) =>
    ({ id: limitId(id), name, kind: 'job', scope: { lanes: [laneId(id)] }, unit: 'count', capacity }) as const;
  return {
    ...blank,
    lanes: [
      ...blank.lanes.filter((lane) => lane.name !== 'Make'),
      { id: laneId('cut'), name: 'Cut', kind: 'work', holds: 'job', group: 'Production' },
      { id: laneId('weld'), name: 'Weld', kind: 'work', holds: 'job', group: 'Production' },
      { id: laneId('job-qc'), name: 'Job QC', kind: 'gate', holds: 'job', group: 'Production' },
    ],
    limits: [
      one('cut', 'Cut', 3), one('weld', 'Weld', 2), one('job-qc', 'Job QC', 1),
      { id: limitId('jobs'), name: 'CONWIP', kind: 'job', scope: {}, unit: 'count', capacity: 6 },
      { id: limitId('expedite-jobs'), name: 'Expedite cap', kind: 'job', scope: { classes: ['expedite'] }, unit: 'count', capacity: 1, policy: { overage: 0, oversize: 'reject' } },
    ],
  };
}

const JOBS = ['J1', 'J2', 'J3', 'J4', 'J5', 'J6', 'E1', 'E2'];

function releasedShop(): { shop: Shop; id: (job: string) => ReturnType<typeof cardId> } {
  const shop = new Shop(weldShop());
  const routing = ['cut', 'weld', 'job-qc'].map((lane) => ({ lane: laneId(lane), hours: 1 }));
  shop.must({ type: 'CreateOrder', number: '1', title: 'Frames', customer: 'Larsen', quantity: 1, bom: JOBS.map((title) => ({ title, quantity: 1, source: 'make', routing })) });
  shop.must({ type: 'ConfirmOrder', order: cardId('1'), promisedAt: shop.at + 86_400_000 });
  shop.must({ type: 'ReleaseOrder', order: cardId('1') });
  const id = (job: string) => cardId(`1.${JOBS.indexOf(job) + 1}`);
  for (const job of ['E1', 'E2']) shop.must({ type: 'SetClass', card: id(job), class: 'expedite', reason: 'line is down' });
  return { shop, id };
}

type Step = readonly [number: string, commands: (id: (job: string) => ReturnType<typeof cardId>) => readonly Command[], refused: readonly string[] | null, loads: string];

const pull = (job: ReturnType<typeof cardId>, lane: string): Command => ({ type: 'PullCard', card: job, lane: laneId(lane) });
const finish = (card: ReturnType<typeof cardId>): Command => ({ type: 'FinishWork', card });

/** [step, what is done (only the last may be refused), the refusing limits or codes, Cut Weld QC CONWIP afterwards]. */
const TABLE: readonly Step[] = [
  ['1 pull J1, J2, J3 into Cut', (id) => [pull(id('J1'), 'cut'), pull(id('J2'), 'cut'), pull(id('J3'), 'cut')], null, '3/3 0/2 0/1 3/6'],
  ['2 pull J4 into Cut', (id) => [pull(id('J4'), 'cut')], ['Cut'], '3/3 0/2 0/1 3/6'],
  ['3 J1 done in Cut', (id) => [finish(id('J1'))], null, '3/3 0/2 0/1 3/6'],
  ['4 pull J4 into Cut: done still counts', (id) => [pull(id('J4'), 'cut')], ['Cut'], '3/3 0/2 0/1 3/6'],
  ['5 Weld pulls J1', (id) => [pull(id('J1'), 'weld')], null, '2/3 1/2 0/1 3/6'],
  ['6 pull J4 into Cut', (id) => [pull(id('J4'), 'cut')], null, '3/3 1/2 0/1 4/6'],
  ['7 block J1: still counts', (id) => [{ type: 'BlockCard', card: id('J1'), category: 'material', external: false, text: 'no wire' }], null, '3/3 1/2 0/1 4/6'],
  ['8 finish J1', (id) => [finish(id('J1'))], ['blocked'], '3/3 1/2 0/1 4/6'],
  ['9 J2 done in Cut, Weld pulls J2', (id) => [finish(id('J2')), pull(id('J2'), 'weld')], null, '2/3 2/2 0/1 4/6'],
  ['10 J3 done in Cut, Weld pulls J3: blocked J1 counts', (id) => [finish(id('J3')), pull(id('J3'), 'weld')], ['Weld'], '2/3 2/2 0/1 4/6'],
  ['11 pull J5 into Cut', (id) => [pull(id('J5'), 'cut')], null, '3/3 2/2 0/1 5/6'],
  ['12 pull E1 (expedite) into Cut: overage', (id) => [pull(id('E1'), 'cut')], null, '4/3 2/2 0/1 6/6'],
  ['13 pull E2 (expedite) into Cut', (id) => [pull(id('E2'), 'cut')], ['Cut', 'Expedite cap'], '4/3 2/2 0/1 6/6'],
  ['14 pull J6 into Cut: both listed', (id) => [pull(id('J6'), 'cut')], ['Cut', 'CONWIP'], '4/3 2/2 0/1 6/6'],
  ['15 lower Weld 2 to 1: nobody evicted', () => [{ type: 'SetLimit', limit: { id: limitId('weld'), name: 'Weld', kind: 'job', scope: { lanes: [laneId('weld')] }, unit: 'count', capacity: 1 }, reason: 'one welder away' }], null, '4/3 2/1 0/1 6/6'],
  ['16 unblock J1, finish J1 in Weld', (id) => [{ type: 'UnblockCard', card: id('J1'), blocker: 1, resolution: 'wire came' }, finish(id('J1'))], null, '4/3 2/1 0/1 6/6'],
  ['17 QC pulls J1', (id) => [pull(id('J1'), 'job-qc')], null, '4/3 1/1 1/1 6/6'],
  ['18 Weld pulls J3', (id) => [pull(id('J3'), 'weld')], ['Weld'], '4/3 1/1 1/1 6/6'],
  ['19 QC fails J1, back to Weld: return overage', (id) => [{ type: 'ReturnCard', card: id('J1'), lane: laneId('weld'), category: 'quality', reason: 'seam open' }], null, '4/3 2/1 0/1 6/6'],
  ['20 override without a reason', (id) => [{ type: 'PullCard', card: id('J3'), lane: laneId('weld'), override: { reason: '' } }], ['reason_required'], '4/3 2/1 0/1 6/6'],
  ['21 override by the manager with a reason', (id) => [{ type: 'PullCard', card: id('J3'), lane: laneId('weld'), override: { reason: 'customer waits at the door' } }], null, '3/3 3/1 0/1 6/6'],
  ['22 J2 done in Weld, QC pulls J2', (id) => [finish(id('J2')), pull(id('J2'), 'job-qc')], null, '3/3 2/1 1/1 6/6'],
  ['23 QC passes J2: DONE, CONWIP slot signalled', (id) => [{ type: 'PassInspection', card: id('J2') }], null, '3/3 2/1 0/1 5/6'],
  ['24 pull J6 into Cut', (id) => [pull(id('J6'), 'cut')], ['Cut'], '3/3 2/1 0/1 5/6'],
];

const loads = (shop: Shop): string =>
  ['cut', 'weld', 'job-qc', 'jobs']
    .map((id) => `${loadOf(shop.board, limitId(id))}/${shop.board.limits.find((limit) => limit.id === id)?.capacity}`)
    .join(' ');

test('section 3.3: the table of 24 steps runs as it stands (WIP-1, 2, 4, 14, 15, 17, 19, 30, 31, 33)', () => {
  const { shop, id } = releasedShop();
  for (const [name, commands, refused, expected] of TABLE) {
    const steps = commands(id);
    for (const step of steps.slice(0, refused ? -1 : undefined)) shop.must(step);
    if (refused) {
      const outcome = shop.try(steps.at(-1) as Command);
      expect(outcome.ok, name).toBe(false);
      if (!outcome.ok)
        expect(outcome.refusal.violations.map((violation) => (violation.code === 'wip_limit' ? violation.name : violation.code)), name).toEqual(refused);
    }
    expect(loads(shop), name).toBe(expected);
    expect(brokenInvariants(shop.board), name).toEqual([]);
  }
});

test('section 3.3: the exceptions of steps 12, 19, 21 and the signal of step 23 are in the log', () => {
  const { shop, id } = releasedShop();
  for (const [, commands, refused] of TABLE) {
    const steps = commands(id);
    for (const step of refused ? steps.slice(0, -1) : steps) shop.must(step);
  }
  const events = shop.commits.flatMap((commit) => commit.events);
  const kinds = events.flatMap((event) => ('exceptions' in event ? (event.exceptions ?? []).map(({ kind, limit }) => `${kind} ${limit}`) : []));
  expect(kinds).toEqual(['expedite cut', 'return weld', 'override weld']);
  expect(events.filter((event) => event.type === 'WipOverridden')).toMatchObject([{ limits: [{ limit: 'weld', before: 2, after: 3, capacity: 1 }] }]);
  const signalled = events.flatMap((event) => (event.type === 'PullSignalled' ? event.signals : []));
  expect(signalled.at(-1)).toEqual({ limit: 'jobs', load: 5, capacity: 6, called: null });
  expect(PEOPLE.ada.roles).toContain('manager');
});
