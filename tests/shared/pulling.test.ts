import { describe, expect, test } from 'vitest';
import { bufferColour, bufferLeft } from '../../shared/board/buffer.ts';
import { percentile } from '../../shared/kernel/percentile.ts';
import { refusalOf } from '../../shared/moves.ts';
import type { Command } from '../../shared/verbs.ts';
import { nextToPull, pullable, queueFor } from '../../shared/cards/pull-order.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { DIRECTORY, PEOPLE, START, back, block, card, completeKit, enter, finish, lane, limit, openShop, pass, pull } from '../support/shop/shop.ts';
import type { Shop } from '../support/shop/shop.ts';

const DAY = 86_400_000;
const context = (shop: Shop, actor = PEOPLE.ada) => ({ at: shop.at, actor: asPerson(actor), directory: DIRECTORY });
const dryRun = (shop: Shop, command: Command, actor = PEOPLE.ada) => refusalOf(shop.board, { does: 'command', command }, context(shop, actor))?.violations.map(({ code }) => code) ?? [];
const next = (shop: Shop, to: string) => nextToPull(shop.board, lane(to), context(shop));

describe('a part on its way', () => {
  test('T-J2, T-J3, T-J4: into the first lane, done in place, and taken by the next lane of its routing', () => {
    const { shop } = openShop({ parts: 1 });
    shop.must(pull('1.1', 'cut'), PEOPLE.olaf);
    expect(shop.card('1.1')).toMatchObject({ state: 'started', step: 0, startedAt: shop.at, assignees: ['olaf'], place: { lane: 'cut', sub: 'doing' } });
    shop.must(finish('1.1'), PEOPLE.olaf);
    expect(shop.where('1.1')).toBe('cut/done');
    shop.must(pull('1.1', 'weld'), PEOPLE.lea);
    expect(shop.card('1.1')).toMatchObject({ step: 1, assignees: ['lea'], place: { lane: 'weld', sub: 'doing' } });
  });

  test('a transition that is not listed is refused with the step that comes next', () => {
    const { shop } = openShop({ parts: 1 });
    expect(shop.violations(pull('1.1', 'weld'))).toEqual([{ code: 'illegal_transition', card: '1.1', from: { is: 'lane', name: 'Ready', done: false }, to: { is: 'lane', name: 'Weld' }, expected: 'Cut' }]);
    expect(shop.codes(pull('1.1', 'assemble'))).toEqual(['illegal_transition']);
    expect(shop.codes(finish('1.1'))).toEqual(['illegal_transition']);
    expect(shop.codes(pass('1.1'))).toEqual(['no_gate']);
    completeKit(shop);
    expect(shop.codes(pull('1.1', 'cut'))).toEqual(['illegal_transition']);
    expect(shop.codes(back('1.1', 'cut'))).toEqual(['illegal_transition']);
  });

  test('T-J5: the last verdict puts the part into its kit', () => {
    const { shop } = openShop({ parts: 1, routing: ['cut', 'check'] });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'check')]) shop.must(step);
    expect(shop.must(pass('1.1'), PEOPLE.ines).map((event) => event.type)).toEqual(['InspectionPassed', 'JobCompleted', 'OrderKitted']);
    expect(shop.card('1.1')).toMatchObject({ state: 'done', place: null, accepted: 1, finishedAt: shop.at });
  });

  test('T-J6, WIP-17: a part that fails goes back to an earlier lane it came through, with a reason', () => {
    const { shop } = openShop({ parts: 1, routing: ['cut', 'weld', 'check'] });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'weld'), finish('1.1'), pull('1.1', 'check')]) shop.must(step);
    expect(shop.codes(back('1.1', 'check'))).toEqual(['not_earlier_lane']);
    expect(shop.codes({ type: 'ReturnCard', card: card('1.1'), lane: lane('cut'), category: 'quality', reason: ' ' })).toEqual(['reason_required']);
    expect(shop.codes(back('1.1', 'cut'), PEOPLE.olaf)).toEqual(['not_your_pull']);
    shop.must(block('1.1'));
    shop.must(back('1.1', 'cut'), PEOPLE.ines); // BL-2: even blocked
    expect(shop.card('1.1')).toMatchObject({ step: 0, reworks: 1, rework: { at: shop.at, by: 'person:ines', from: 'check', category: 'quality', reason: 'seam open' }, place: { lane: 'cut', sub: 'doing' } });
  });

  test('WIP-21: only members of the receiving lane pull; named members before roles', () => {
    const { shop } = openShop({ parts: 2 });
    expect(shop.codes(pull('1.1', 'cut'), PEOPLE.ines)).toEqual(['not_your_pull']);
    shop.must({ type: 'EditLane', lane: lane('cut'), members: [PEOPLE.ines.id] });
    shop.must(pull('1.1', 'cut'), PEOPLE.ines);
    expect(shop.violations(pull('1.2', 'cut'), PEOPLE.olaf)).toMatchObject([{ code: 'not_your_pull', members: [PEOPLE.ines.id] }]);
    expect(shop.says(pull('1.2', 'cut'), PEOPLE.olaf)).toMatch(/^Only Ines may /);
    shop.must(pull('1.2', 'cut'), PEOPLE.mona);
  });

  test('WIP-22: a card is pulled from done, never out of somebody’s hands', () => {
    const { shop } = openShop({ parts: 1, limits: [limit('weld', 0)] });
    shop.must(pull('1.1', 'cut'));
    expect(shop.codes(pull('1.1', 'weld'))).toEqual(['not_done', 'wip_limit']);
  });

  test('BL-1 to BL-4, T-J18: several blockers, each with its own end; the opener, a lead or a planner ends one', () => {
    const { shop } = openShop({ parts: 1 });
    shop.must(pull('1.1', 'cut'));
    shop.must(block('1.1', 'no wire'), PEOPLE.olaf);
    shop.must(block('1.1', 'saw broken'), PEOPLE.ines);
    expect(shop.card('1.1').blockers).toMatchObject([{ id: 1, category: 'material', external: false, text: 'no wire', by: 'person:olaf' }, { id: 2, by: 'person:ines' }]);
    const unblock = (blocker: number) => ({ type: 'UnblockCard', card: card('1.1'), blocker, resolution: 'came' }) as const;
    expect(shop.codes(unblock(1), PEOPLE.ines)).toEqual(['not_allowed']);
    expect(shop.codes(unblock(3))).toEqual(['not_there']);
    shop.must(unblock(1), PEOPLE.olaf);
    expect(shop.codes(finish('1.1'))).toEqual(['blocked']);
    shop.must(unblock(2), PEOPLE.lea);
    expect(shop.commits.at(-1)?.texts).toEqual({ t0: 'came' });
    shop.must(block('1.1'));
    expect(shop.card('1.1').blockers[0]?.id).toBe(3);
    shop.must({ type: 'UnblockCard', card: card('1.1'), blocker: 3, resolution: '' });
    for (const step of [finish('1.1'), pull('1.1', 'weld'), finish('1.1')]) shop.must(step);
    expect(shop.codes(block('1.1'))).toEqual(['already']);
  });
});

describe('which card is next', () => {
  test('WIP-23: rework, expedite, least buffer, earliest authorised, fewest missing, first come', () => {
    const { shop } = openShop({ until: 'entered', parts: 1 });
    const order = (number: string, days: number, parts: number): void => {
      enter(shop, number, { parts, until: 'entered' });
      shop.must({ type: 'ConfirmOrder', order: card(number), promisedAt: START + days * DAY });
      shop.must({ type: 'ReleaseOrder', order: card(number), earlyReason: 'for the test' });
    };
    order('2', 6, 2);
    order('3', 6, 1);
    order('4', 4, 1);
    order('5', 9, 2);
    shop.must({ type: 'SetClass', card: card('5.1'), class: 'expedite', reason: 'line is down' });
    expect(pullable(shop.board, lane('cut'), shop.at)).toEqual(['5.1', '4.1', '3.1', '2.1', '2.2', '5.2']);
    expect(next(shop, 'cut')).toMatchObject({ card: '5.1', because: 'expedite' });
    shop.must(pull('5.1', 'cut'));
    expect(next(shop, 'cut')).toMatchObject({ card: '4.1', because: 'buffer' });
    shop.must(pull('4.1', 'cut'));
    expect(next(shop, 'cut')).toMatchObject({ card: '3.1', because: 'kit', detail: 1 });
    shop.must(pull('3.1', 'cut'));
    expect(next(shop, 'cut')).toMatchObject({ card: '2.1', because: 'first' });
    shop.must(block('2.1'));
    expect(next(shop, 'cut')?.card).toBe('2.2');
    for (const id of ['5.1', '4.1']) shop.must(finish(id));
    for (const step of [pull('4.1', 'weld'), back('4.1', 'cut'), finish('4.1')]) shop.must(step);
    expect(next(shop, 'weld')).toMatchObject({ card: '4.1', because: 'rework' });
  });

  test('WIP-23: enforced by policy, another card is refused; expedite may always go first', () => {
    const { shop } = openShop({ parts: 3, policies: { pullOrder: 'enforced' } });
    expect(shop.violations(pull('1.2', 'cut'))).toMatchObject([{ code: 'not_next', next: '1.1' }]);
    expect(dryRun(shop, pull('1.2', 'cut'))).toEqual(['not_next']);
    shop.must({ type: 'SetClass', card: card('1.3'), class: 'expedite', reason: 'line is down' });
    shop.must(pull('1.3', 'cut'));
    shop.must(pull('1.1', 'cut'));
  });

  test('a lane without room proposes nothing; a card that another limit refuses is passed over', () => {
    const { shop } = openShop({ parts: 2, limits: [limit('cut', 1), limit('heavy', 1, { scope: { lanes: [lane('cut')], classes: ['standard'] } })] });
    shop.must({ type: 'SetClass', card: card('1.2'), class: 'intangible' });
    expect(next(shop, 'cut')?.card).toBe('1.1');
    shop.must({ type: 'SetLimit', limit: limit('heavy', 0, { scope: { lanes: [lane('cut')], classes: ['standard'] } }) });
    expect(next(shop, 'cut')?.card).toBe('1.2');
    shop.must(pull('1.2', 'cut'));
    expect(next(shop, 'cut')).toBeNull();
  });

  test('section 3.7: the pool proposes authorised orders alone, the most urgent first', () => {
    const { shop } = openShop({ until: 'entered', policies: { productionBufferDays: 5 } });
    for (const [number, days] of [['2', 30], ['3', 4], ['4', 3]] as const) {
      enter(shop, number, { until: 'entered' });
      shop.must({ type: 'ConfirmOrder', order: card(number), promisedAt: START + days * DAY });
    }
    expect(pullable(shop.board, lane('kits'), shop.at)).toEqual(['4', '3']);
    expect(next(shop, 'kits')?.card).toBe('4');
  });

  test('WIP-24: the dry run names every violated rule and changes nothing', () => {
    const { shop } = openShop({ parts: 2, limits: [limit('weld', 0)] });
    shop.must(pull('1.1', 'cut'));
    shop.must(block('1.1'));
    const { board } = shop;
    expect(dryRun(shop, pull('1.1', 'weld'), PEOPLE.ines)).toEqual(['not_your_pull', 'not_done', 'blocked', 'wip_limit']);
    expect(shop.board).toBe(board);
    expect(dryRun(shop, pull('1.2', 'cut'), PEOPLE.olaf)).toEqual([]);
  });
});

describe('a door, not a wall', () => {
  const queue = (id: string, to = 'weld') => ({ type: 'QueueCard', card: card(id), lane: lane(to) }) as const;

  test('promise 4, WIP-27: finished cards queue at a full lane, first in line first, and the head is called in the commit that frees it', () => {
    const { shop } = openShop({ parts: 4, limits: [limit('weld', 1)] });
    for (const id of ['1.1', '1.2', '1.3']) for (const step of [pull(id, 'cut'), finish(id)]) shop.must(step);
    expect(shop.codes(queue('1.1'))).toEqual(['has_room']);
    expect(shop.codes(queue('1.1', 'check'))).toEqual(['illegal_transition']);
    shop.must(pull('1.1', 'weld'));
    shop.must(pull('1.4', 'cut'));
    expect(shop.codes(queue('1.4'))).toEqual(['not_done']);
    shop.must(queue('1.3'));
    shop.must(queue('1.2'));
    expect(shop.codes(queue('1.3'))).toEqual(['already']);
    expect(queueFor(shop.board, lane('weld'))).toEqual(['1.3', '1.2']);
    expect(shop.must(finish('1.1'))).toMatchObject([{ type: 'WorkFinished' }, { type: 'JobCompleted' }, { type: 'PullSignalled', signals: [{ limit: 'weld', load: 0, capacity: 1, called: '1.3' }] }]);
    shop.must({ type: 'LeaveQueue', card: card('1.3') });
    expect(shop.codes({ type: 'LeaveQueue', card: card('1.3') })).toEqual(['already']);
    shop.must(pull('1.2', 'weld'));
    expect(queueFor(shop.board, lane('weld'))).toEqual([]);
    expect(shop.card('1.2').queued).toBeNull();
  });
});

describe('numbers that nobody here chose', () => {
  test('X-32: buffer 12 days, remaining 10, 6 and 3 are green, yellow and red; the sides are yellow, an overrun is black', () => {
    const { shop } = openShop({ until: 'entered', policies: { productionBufferDays: 12 } });
    shop.must({ type: 'ConfirmOrder', order: card('1'), promisedAt: START + 100 * DAY });
    const colour = (days: number) => bufferColour(bufferLeft(shop.board, shop.card('1'), START + (100 - days) * DAY));
    expect([10, 6, 3].map(colour)).toEqual(['green', 'yellow', 'red']);
    expect([8.01, 8, 4, 3.99, 0, -0.01].map(colour)).toEqual(['green', 'yellow', 'yellow', 'red', 'red', 'black']);
    expect(bufferColour(null)).toBeNull();
  });

  test('M-2, X-18, X-20, X-21, X-22: percentiles are nearest-rank', () => {
    expect([10, 50, 90].map((p) => percentile([4, 5, 5, 5, 5, 5], p))).toEqual([4, 5, 5]);
    expect(percentile([15, 20, 35, 40, 50], 40)).toBe(20);
    expect([50, 70, 85, 95].map((p) => percentile([3, 4, 4, 5, 5, 6, 6, 6, 7, 7], p))).toEqual([5, 6, 7, 7]);
    expect([50, 80, 100].map((p) => percentile([1, 2, 3, 4, 5], p))).toEqual([3, 4, 5]);
    expect(percentile(Array.from({ length: 100 }, (_, index) => index + 1), 7)).toBe(7);
    expect(percentile([], 50)).toBeNull();
  });
});
