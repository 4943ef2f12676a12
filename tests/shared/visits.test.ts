import { describe, expect, test } from 'vitest';
import { actsOf } from '../../shared/acts.ts';
import { laneOf } from '../../shared/board/board.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { entrySub } from '../../shared/board/lane.ts';
import type { Lane } from '../../shared/board/lane.ts';
import { nextToPull, ranking } from '../../shared/cards/pull-order.ts';
import { loadOf } from '../../shared/limits/admission.ts';
import { dropMeaning, movesOf } from '../../shared/moves.ts';
import { actName, sentence } from '../../shared/words/sentences.ts';
import { wordsIn } from '../../shared/words/words.ts';
import { limitId } from '../../shared/kernel/ids.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { DIRECTORY, PEOPLE, back, card, completeKit, finish, lane, limit, openShop, part, pull } from '../support/shop/shop.ts';
import type { Shop } from '../support/shop/shop.ts';

/** One part on the saw, under the drill, and on the saw again: 2, 1 and 3 hours. */
const BACK_ON_THE_SAW = ['cut', 'weld', 'cut', 'weld'];
const hours = [2, 1, 3, 1];
const sawn = () => part('Leg', [], { routing: BACK_ON_THE_SAW.map((id, step) => ({ lane: lane(id), hours: hours[step] ?? null })) });
const opened = (more: Parameters<typeof openShop>[0] = {}): Shop => openShop({ bom: [sawn()], ...more }).shop;
const context = (shop: Shop, actor = PEOPLE.ada) => ({ at: shop.at, actor: asPerson(actor), directory: DIRECTORY });
const toSecondCut = (shop: Shop): void => {
  for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'weld'), finish('1.1'), pull('1.1', 'cut')]) shop.must(step);
};
const words = wordsIn('en', 'UTC');
const stands = (shop: Shop) => [shop.where('1.1'), shop.card('1.1').step];
const asDropped = (shop: Shop, on: string) => dropMeaning(shop.board, shop.card('1.1'), lane(on), entrySub(laneOf(shop.board, lane(on)) as Lane), null, shop.at);

describe('a lane that stands in a routing more than once', () => {
  test('WIP-22: the part passes it on each of its visits, and the events say which step', () => {
    const shop = opened();
    const steps: unknown[] = [];
    for (const to of BACK_ON_THE_SAW) {
      steps.push(shop.must(pull('1.1', to)).find(({ type }) => type === 'CardPulled'));
      expect(shop.where('1.1')).toBe(`${to}/doing`);
      shop.must(finish('1.1'));
    }
    expect(steps).toMatchObject([0, 1, 2, 3].map((step) => ({ type: 'CardPulled', card: '1.1', step })));
    expect(shop.card('1.1')).toMatchObject({ kind: 'job', state: 'done', place: null });
  });

  test('WIP-22: from its second visit it goes on, not back to what followed the first', () => {
    const shop = openShop({ bom: [part('Leg', ['cut', 'weld', 'cut', 'check'])] }).shop;
    toSecondCut(shop);
    shop.must(finish('1.1'));
    expect(shop.violations(pull('1.1', 'weld'))).toMatchObject([{ code: 'illegal_transition', expected: 'Check' }]);
    expect(shop.must(pull('1.1', 'check'))).toMatchObject([{ type: 'CardPulled', step: 3 }]);
  });

  test('T-J20: back on an earlier visit to the lane it is in, and undone, it stands above whom it stood above', () => {
    const { shop } = openShop({ bom: [sawn(), part('Top', ['cut'])], policies: { undoSeconds: 9_999 } });
    toSecondCut(shop);
    shop.must(pull('1.2', 'cut'));
    expect(shop.board.places['cut/doing']).toEqual(['1.1', '1.2']);
    shop.must(back('1.1', 'cut'));
    expect(shop.board.places['cut/doing']).toEqual(['1.2', '1.1']);
    shop.must({ type: 'UndoMove', card: card('1.1') });
    expect(shop.board.places['cut/doing']).toEqual(['1.1', '1.2']);
    expect(stands(shop)).toEqual(['cut/doing', 2]);
  });

  test('WIP-9: hours count for each visit that is still ahead, the present one with them', () => {
    const shop = opened({ limits: [limit('cut', 20, { unit: 'hours' })] });
    const load = () => loadOf(shop.board, limitId('cut'));
    const loads = BACK_ON_THE_SAW.map((to) => {
      shop.must(pull('1.1', to));
      const now = load();
      shop.must(finish('1.1'));
      return now;
    });
    expect(loads).toEqual([5, 0, 3, 0]);
  });

  test('WIP-9: each visit has an estimate of its own; a step that is not there is told', () => {
    const shop = opened({ limits: [limit('cut', 20, { unit: 'hours' })] });
    shop.must(pull('1.1', 'cut'));
    shop.must({ type: 'EditCard', card: card('1.1'), hours: [{ step: 2, hours: 7 }] });
    expect(shop.card('1.1').routing.map((step) => step.hours)).toEqual([2, 1, 7, 1]);
    expect(loadOf(shop.board, limitId('cut'))).toBe(9);
    expect(shop.says({ type: 'EditCard', card: card('1.1'), hours: [{ step: 4, hours: 7 }] })).toBe('There is no step 5 on this card’s way.');
  });

  test('T-J6: back to the nearest visit, unless the step says which', () => {
    const shop = opened();
    toSecondCut(shop);
    shop.must(finish('1.1'));
    shop.must(pull('1.1', 'weld'));
    const before = shop.board;
    expect(shop.must(back('1.1', 'cut'))).toMatchObject([{ type: 'CardReturned', from: 3, step: 2 }]);
    expect(stands(shop)).toEqual(['cut/doing', 2]);
    shop.board = before;
    expect(shop.must({ ...back('1.1', 'cut'), step: 0 } as never)).toMatchObject([{ type: 'CardReturned', from: 3, step: 0 }]);
    expect(stands(shop)).toEqual(['cut/doing', 0]);
    expect(shop.card('1.1').rework).toMatchObject({ from: 'weld' });
  });

  test('T-J6: a step that is not behind it, or leads to another lane, is refused', () => {
    const shop = opened();
    toSecondCut(shop);
    expect(shop.codes({ ...back('1.1', 'cut'), step: 2 } as never)).toEqual(['not_earlier_lane']);
    expect(shop.codes({ ...back('1.1', 'cut'), step: 1 } as never)).toEqual(['not_earlier_lane']);
    expect(shop.codes({ ...back('1.1', 'weld'), step: 3 } as never)).toEqual(['not_earlier_lane']);
  });

  test('T-J6: from its second visit back to the first: it was here before, and its time in the lane begins anew', () => {
    const shop = opened();
    toSecondCut(shop);
    const came = shop.at;
    shop.must(back('1.1', 'cut'));
    expect(stands(shop)).toEqual(['cut/doing', 0]);
    expect(shop.card('1.1').laneAt).toBe(shop.at);
    expect(shop.board.dwells[lane('cut')]?.at(-1)).toBe(shop.at - came);
  });

  test('T-J20: undo puts the visit back', () => {
    const shop = opened({ policies: { undoSeconds: 9_999 } });
    toSecondCut(shop);
    shop.must({ type: 'UndoMove', card: card('1.1') });
    expect(stands(shop)).toEqual(['weld/done', 1]);
    shop.must(pull('1.1', 'cut'));
    shop.must(back('1.1', 'cut'));
    shop.must({ type: 'UndoMove', card: card('1.1') });
    expect(stands(shop)).toEqual(['cut/doing', 2]);
    expect(brokenInvariants(shop.board)).toEqual([]);
  });

  test('WIP-23, promise 4: it stands in the pull order and in the queue of the lane on each visit', () => {
    const shop = opened({ bom: [sawn(), part('Rail', ['cut'])], limits: [limit('cut', 1)] });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'weld'), finish('1.1')]) shop.must(step);
    expect(ranking(shop.board, lane('cut'), shop.at).map((rank) => rank.card.id).toSorted()).toEqual(['1.1', '1.2']);
    shop.must(pull('1.2', 'cut'));
    shop.must({ type: 'QueueCard', card: card('1.1'), lane: lane('cut') });
    shop.must(finish('1.2'));
    expect(nextToPull(shop.board, lane('cut'), context(shop))).toMatchObject({ card: '1.1', called: true });
  });

  test('MTO-6: the kit is complete after the last visit', () => {
    const shop = opened();
    completeKit(shop);
    expect(shop.order('1')).toMatchObject({ phase: 'kitted', kitDone: 1 });
    expect(brokenInvariants(shop.board)).toEqual([]);
  });

  test('a lane that some card comes to once more is not removed', () => {
    const shop = opened();
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'weld')]) shop.must(step);
    expect(shop.codes({ type: 'RemoveLane', lane: lane('cut') })).toEqual(['lane_in_routing']);
  });

  test('an order may pass a stage twice, too', () => {
    const shop = openShop({ parts: 1 }).shop;
    const routing = ['assemble', 'qc', 'assemble', 'qc'].map((id) => ({ lane: lane(id), hours: null }));
    shop.must({ type: 'CreateOrder', number: '2', title: 'Stool', customer: '', quantity: 1, bom: [part('Leg')], routing });
    expect(shop.order('2').routing.map((step) => step.lane)).toEqual(['assemble', 'qc', 'assemble', 'qc', 'ship']);
    expect(shop.says({ type: 'CreateOrder', title: 'Stool', customer: '', quantity: 1, bom: [part('Leg', ['cut', 'cut'])] })).toBe('Leg passes Cut twice in a row: that is one step. Name it once there.');
  });

  test('the menu names each visit it can go back to; a drop goes on with what is done, and back with what is in work', () => {
    const shop = opened();
    toSecondCut(shop);
    shop.must(finish('1.1'));
    shop.must(pull('1.1', 'weld'));
    const returns = movesOf(shop.board, shop.card('1.1'), context(shop)).filter(({ verb }) => verb === 'return');
    expect(returns.map(({ meaning }) => meaning)).toMatchObject([{ lane: 'cut', step: 2 }, { lane: 'weld', step: 1 }, { lane: 'cut', step: 0 }]);
    const acts = actsOf(shop.board, shop.card('1.1'), context(shop));
    expect(new Set(acts.map(({ key }) => key)).size).toBe(acts.length);
    expect(acts.filter(({ key }) => key.startsWith('return')).map((act) => actName(act, words).replaceAll(/[\u2068\u2069]/g, ''))).toEqual(['Return to Cut, step 3…', 'Return to Weld, step 2…', 'Return to Cut, step 1…']);
    expect(asDropped(shop, 'cut')).toMatchObject({ does: 'ask', need: 'return', step: 2 });

    const first = opened();
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'weld')]) first.must(step);
    expect(asDropped(first, 'cut')).toMatchObject({ does: 'ask', need: 'return', step: 0 });
    first.must(finish('1.1'));
    expect(asDropped(first, 'cut')).toMatchObject({ does: 'command', command: { type: 'PullCard', lane: 'cut' } });
  });

  test('the German words for it', () => {
    const outcome = openShop({ until: 'entered' }).shop.try({ type: 'CreateOrder', title: 'Stool', customer: '', quantity: 1, bom: [part('Leg', ['cut', 'cut'])] });
    expect(outcome.ok ? '' : sentence(outcome.refusal, wordsIn('de', 'UTC'), DIRECTORY)).toBe('Leg geht zweimal direkt nacheinander durch Cut: das ist ein Schritt. Dort nur einmal nennen.');
  });
});
