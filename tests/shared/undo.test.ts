import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { decide } from '../../shared/floor.ts';
import { cardId, laneId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { limitsView } from '../../shared/limits/admission.ts';
import { PEOPLE, back, block, card, completeKit, enter, finish, lane, limit, openShop, part, pass, pull, ship, undo } from '../support/shop/shop.ts';
import { anySeeds, play, runs } from '../support/shop/story.ts';

vi.setConfig({ testTimeout: 60_000 });

const why = (violations: readonly unknown[]): unknown => (violations[0] as { why?: string }).why;

describe('T-J20: undo of one’s own last move', () => {
  test('a pull goes back to the lane, the place in it and the numbers it came from', () => {
    const { shop } = openShop({ parts: 3, limits: [limit('cut', 2)] });
    const before = shop.board;
    shop.must(pull('1.2', 'cut'));
    shop.must(undo('1.2'));
    expect(shop.board.places['ready/queue']).toEqual(['1.1', '1.2', '1.3']);
    expect(shop.board.loads).toEqual(before.loads);
    expect(shop.card('1.2')).toMatchObject({ state: 'ready', step: -1, assignees: [], startedAt: null });
  });

  test('promise 4: a pull out of a queue gives the place in the line back, also when who stood behind has gone', () => {
    const { shop } = openShop({ parts: 4, limits: [limit('cut', 0)], policies: { undoSeconds: 9_999 } });
    for (const id of ['1.1', '1.2', '1.3']) shop.must({ type: 'QueueCard', card: card(id), lane: lane('cut') });
    const line = () => shop.board.queues[laneId('cut')];
    const { queued } = shop.card('1.2');
    shop.must({ type: 'SetLimit', limit: limit('cut', 1) });
    shop.must(pull('1.2', 'cut'));
    expect(line()).toEqual(['1.1', '1.3']);
    shop.must(undo('1.2'));
    expect([line(), shop.card('1.2').queued]).toEqual([['1.1', '1.2', '1.3'], queued]);
    shop.must(pull('1.1', 'cut'), PEOPLE.olaf);
    shop.must({ type: 'LeaveQueue', card: card('1.2') });
    shop.must({ type: 'QueueCard', card: card('1.4'), lane: lane('cut') });
    shop.must(undo('1.1'), PEOPLE.olaf);
    expect(line()).toEqual(['1.1', '1.3', '1.4']);
  });

  test('only one’s own, and only the last', () => {
    const { shop } = openShop({ policies: { undoSeconds: 9_999 } });
    shop.must(pull('1.1', 'cut'), PEOPLE.olaf);
    expect(why(shop.violations(undo('1.1'), PEOPLE.mona))).toBe('none');
    shop.must(pull('1.2', 'cut'), PEOPLE.olaf);
    expect(why(shop.violations(undo('1.1'), PEOPLE.olaf))).toBe('not_yours');
    shop.must(undo('1.2'), PEOPLE.olaf);
    expect(why(shop.violations(undo('1.2'), PEOPLE.olaf))).toBe('none');
  });

  test('within the seconds the board allows, which a policy sets', () => {
    const { shop } = openShop({ policies: { undoSeconds: 90 } });
    shop.must(pull('1.1', 'cut'));
    shop.at += 31_000;
    expect(why(shop.violations(undo('1.1')))).toBe('too_late');
    shop.must(pull('1.2', 'cut'));
    shop.must(undo('1.2'));
  });

  test('not once something was built upon it: the card moved on, its order was pulled, its lane is gone', () => {
    const { shop } = openShop({ parts: 1, routing: ['cut'], policies: { undoSeconds: 9_999 } });
    shop.must(pull('1.1', 'cut'), PEOPLE.olaf);
    shop.must(finish('1.1'), PEOPLE.lea);
    expect(why(shop.violations(undo('1.1'), PEOPLE.olaf))).toBe('built_upon');
    shop.must(pull('1', 'assemble'), PEOPLE.mona);
    expect(why(shop.violations(undo('1.1'), PEOPLE.lea))).toBe('built_upon');

    enter(shop, '2', { parts: 1, routing: ['cut', 'weld'] });
    for (const step of [pull('2.1', 'cut'), finish('2.1'), pull('2.1', 'weld')]) shop.must(step, PEOPLE.olaf);
    shop.must({ type: 'RemoveLane', lane: lane('cut') });
    expect(why(shop.violations(undo('2.1'), PEOPLE.olaf))).toBe('built_upon');
  });

  test('it must satisfy the limits like any move: the place it left may be taken', () => {
    const { shop } = openShop({ limits: [limit('cut', 1)], policies: { undoSeconds: 9_999 } });
    shop.must(pull('1.1', 'cut'));
    shop.must(finish('1.1'));
    shop.must(pull('1.1', 'weld'), PEOPLE.olaf);
    shop.must(pull('1.2', 'cut'), PEOPLE.lea);
    expect(shop.codes(undo('1.1'), PEOPLE.olaf)).toEqual(['wip_limit']);
    expect(shop.where('1.1')).toBe('weld/doing');
  });

  test('not while it is blocked, and never a shipment or a confirmation', () => {
    const { shop } = openShop({ parts: 1, routing: ['cut'], policies: { undoSeconds: 9_999, makerMayInspect: true } });
    shop.must(pull('1.1', 'cut'));
    shop.must(block('1.1'));
    expect(shop.codes(undo('1.1'))).toEqual(['blocked']);
    shop.must({ type: 'UnblockCard', card: card('1.1'), blocker: 1, resolution: 'wire came' });
    shop.must(finish('1.1'));
    for (const step of [pull('1', 'assemble'), finish('1'), pull('1', 'qc'), pass('1'), pull('1', 'ship'), ship('1')]) shop.must(step);
    expect(why(shop.violations(undo('1')))).toBe('built_upon');
    enter(shop, '2', { until: 'confirmed' });
    expect(why(shop.violations(undo('2')))).toBe('built_upon');
  });

  test('what was said, blocked or put above a limit since stays', () => {
    const { shop } = openShop({ policies: { undoSeconds: 9_999 }, limits: [limit('rush', 0, { scope: { classes: ['expedite'] }, policy: { overage: 0, oversize: 'reject' } })] });
    shop.must(pull('1.1', 'cut'), PEOPLE.olaf);
    shop.must(finish('1.1'), PEOPLE.olaf);
    shop.must({ type: 'CommentOnCard', card: card('1.1'), text: 'edge is fine' });
    shop.must({ type: 'SetClass', card: card('1.1'), class: 'expedite', reason: 'line is down', override: { reason: 'the customer stands here' } }, PEOPLE.mona);
    shop.must(undo('1.1'), PEOPLE.olaf);
    expect(shop.card('1.1')).toMatchObject({ comments: 1, class: 'expedite', place: { lane: 'cut', sub: 'doing' }, exceptions: [{ limit: 'rush', kind: 'override' }] });
  });
});

describe('undo of moves that reach further than one card', () => {
  test('T-J5, T-O7r: a part comes back out of its kit, and the kit is open again', () => {
    const { shop } = openShop({ parts: 2, routing: ['cut'], policies: { undoSeconds: 9_999 } });
    completeKit(shop);
    expect(shop.order('1')).toMatchObject({ phase: 'kitted', kitDone: 2 });
    shop.must(undo('1.2'));
    expect(shop.order('1')).toMatchObject({ phase: 'procurement', kitDone: 1 });
    expect(shop.file('1').kitted).toBeNull();
    expect(shop.card('1.2')).toMatchObject({ state: 'started', accepted: 0, finishedAt: null });
    expect(shop.where('1.2')).toBe('cut/doing');
    expect(shop.codes(pull('1', 'assemble'))).toEqual(['kit_incomplete']);
  });

  test('T-O6, T-J1, MODE-2: a release goes back with all its parts, also those taken from stock and those queued at a door', () => {
    const bom = [part('Leg', ['cut']), part('Screws', [], { source: 'stock', quantity: 40 })];
    const { shop } = openShop({ bom, until: 'confirmed', limits: [limit('cut', 0)], policies: { undoSeconds: 9_999 } });
    const before = shop.board;
    shop.must({ type: 'ReleaseOrder', order: card('1'), earlyReason: 'to try' });
    expect(shop.order('1').kitDone).toBe(1);
    shop.must({ type: 'QueueCard', card: card('1.1'), lane: lane('cut') }, PEOPLE.olaf);
    shop.must(undo('1'));
    expect(shop.order('1')).toMatchObject({ phase: 'confirmed', kitDone: 0, startedAt: null, place: { lane: 'pool' } });
    expect(shop.board.queues[laneId('cut')]).toEqual([]);
    for (const id of ['1.1', '1.2']) expect(shop.card(id)).toMatchObject({ state: 'planned', place: null, queued: null, accepted: 0, finishedAt: null });
    expect(shop.board.loads).toEqual(before.loads);
    shop.must({ type: 'ReleaseOrder', order: card('1'), earlyReason: 'again' });
    expect(shop.order('1').kitDone).toBe(1);
  });

  test('a release whose part was started or blocked stays', () => {
    const { shop } = openShop({ until: 'confirmed', policies: { undoSeconds: 9_999 } });
    shop.must({ type: 'ReleaseOrder', order: card('1') }, PEOPLE.pia);
    shop.must(pull('1.1', 'cut'), PEOPLE.olaf);
    expect(why(shop.violations(undo('1'), PEOPLE.pia))).toBe('built_upon');
  });

  test('WIP-17: a return can be taken back, and the count of reworks with it', () => {
    const { shop } = openShop({ parts: 1, policies: { undoSeconds: 9_999 } });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'weld'), back('1.1', 'cut')]) shop.must(step);
    shop.must(undo('1.1'));
    expect(shop.card('1.1')).toMatchObject({ reworks: 0, rework: null, step: 1, place: { lane: 'weld', sub: 'doing' } });
  });
});

const MOVES = new Set(['PullCard', 'FinishWork', 'PassInspection', 'GrantConcession', 'ReturnCard', 'ReleaseOrder']);

/** What undo has to restore: places, loads, and of every card where it stands and how far it is. */
function flow(board: Board) {
  const of = (each: Card) => ({
    id: each.id, place: each.place, step: each.step, laneAt: each.laneAt, subAt: each.subAt, assignees: each.place ? each.assignees : [], startedAt: each.startedAt, finishedAt: each.finishedAt, reworks: each.reworks, rework: each.rework, queued: each.queued,
    ...(each.kind === 'job' ? { state: each.state, accepted: each.accepted } : { phase: each.phase, kitDone: each.kitDone, inspection: each.inspection, finishedBy: each.finishedBy }),
  });
  const places = Object.fromEntries(Object.entries(board.places).filter(([, ids]) => ids.length > 0));
  const queues = Object.fromEntries(Object.entries(board.queues).filter(([, ids]) => ids.length > 0));
  return { places, queues, loads: board.loads, cards: [...board.cards.values()].map(of).toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

test('T-J20: a move undone at once leaves every place, load and card as it was, and is refused only where a limit was exceeded before', () => {
  let undone = 0;
  fc.assert(fc.property(anySeeds(), (seeds) => {
    play(seeds, ({ before, command, context, decision }) => {
      if (!decision.ok || !MOVES.has(command.type)) return;
      const id: CardId = 'order' in command ? command.order : 'card' in command ? command.card : cardId('');
      const reversed = decide(decision.board, undo(id), context);
      if (reversed.ok) {
        undone += 1;
        const [now, then] = [flow(reversed.board), flow(before)];
        if (!isDeepStrictEqual(now, then)) expect(now, command.type).toEqual(then);
      } else if (reversed.refusal.violations.every(({ code }) => code !== 'blocked' && code !== 'estimate_required')) {
        expect(reversed.refusal.violations.map(({ code }) => code), command.type).not.toContain('nothing_to_undo');
        expect(limitsView(before).some(({ over }) => over > 0), command.type).toBe(true);
      }
    });
  }), runs());
  expect(undone).toBeGreaterThan(1_000);
});
