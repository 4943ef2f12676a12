import { describe, expect, test } from 'vitest';
import type { Violation } from '../../shared/refusals.ts';
import { ENGLISH } from '../support/shop/words.ts';
import { sentence, sentenceOf } from '../../shared/words/sentences.ts';
import { cardId, laneId, limitId, personId } from '../../shared/kernel/ids.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { DIRECTORY, PEOPLE, block, card, completeKit, finish, lane, limit, openShop, part, pass, pull } from '../support/shop/shop.ts';

const c = cardId('1041.3');
const l = laneId('paint');
const at = { card: c, lane: l, name: 'Paint' };

/** One of each, with a part of the sentence that tells its numbers or its way out. */
const SAMPLES: { readonly [Code in Exclude<Violation['code'], 'wip_limit'>]: readonly [Extract<Violation, { code: Code }>, RegExp] } = {
  estimate_required: [{ code: 'estimate_required', card: c, limit: 'x' as never, name: 'Paint hours' }, /1041·3 has no estimate\. Enter its hours first/],
  not_your_pull: [{ code: 'not_your_pull', lane: l, name: 'Paint', members: [personId('Olaf'), personId('Lea')], roles: [] }, /Only Olaf or Lea may .* in Paint/],
  not_allowed: [{ code: 'not_allowed', command: 'ShipOrder', roles: ['shipping', 'manager'] }, /Only shipping or a manager may ship an order/],
  not_done: [{ code: 'not_done', ...at }, /still in work in Paint\. Finish it there first/],
  illegal_transition: [{ code: 'illegal_transition', card: c, from: { is: 'lane', name: 'Cut', done: true }, to: { is: 'lane', name: 'QC' }, expected: 'Paint' }, /from Cut to QC\. Its next step is Paint/],
  order_not_confirmed: [{ code: 'order_not_confirmed', order: cardId('1041'), phase: 'enquiry' }, /1041 is not confirmed\..*confirm it first/],
  order_not_released: [{ code: 'order_not_released', order: cardId('1041'), phase: 'confirmed' }, /in the pool\. Release it first/],
  blocked: [{ code: 'blocked', card: c, category: 'material', text: 'no wire', since: 0, age: 7_200_000 }, /blocked.*2 h.*no wire\. Unblock it first/],
  kit_incomplete: [{ code: 'kit_incomplete', order: cardId('1041'), done: 1, of: 3, missing: [{ job: c, title: 'Leg', state: 'started', lane: 'Cut', blocked: true }, { job: c, title: 'Top', state: 'planned', lane: null, blocked: false }] }, /1\/3\. Missing: 1041·3 Leg in Cut, blocked; 1041·3 Top/],
  not_inspected: [{ code: 'not_inspected', order: cardId('1041') }, /no passed inspection\. Pass it .*concession/],
  inspector_made_it: [{ code: 'inspector_made_it', card: c, person: personId('Olaf') }, /Olaf worked on 1041·3, so somebody else/],
  checklist_incomplete: [{ code: 'checklist_incomplete', card: c, missing: ['Dry', 'Even'] }, /lacks: Dry and Even\. Tick them/],
  gate_needs_verdict: [{ code: 'gate_needs_verdict', ...at }, /pass it, or return it/],
  no_gate: [{ code: 'no_gate', card: c }, /1041·3 is not at an inspection/],
  too_early: [{ code: 'too_early', order: cardId('1041'), authorisedAt: Date.UTC(2026, 10, 27) }, /from Fri 27 Nov 2026\..*give a reason/],
  reason_required: [{ code: 'reason_required', for: 'override', atLeast: 10 }, /at least 10 characters/],
  not_next: [{ code: 'not_next', card: c, next: cardId('1044.1'), why: 'rework' }, /1044·1 is next/],
  stale: [{ code: 'stale', card: c, seen: 1, now: 2, by: personActor(personId('Rune Solberg')), did: { is: 'finished' }, age: 180_000, where: { is: 'lane', name: 'Cut', done: true } }, /1041·3 was not as you saw it: Rune Solberg finished it 3 min ago\. It is done in Cut now/],
  bom_frozen: [{ code: 'bom_frozen', order: cardId('1041') }, /1041 is frozen/],
  bom_empty: [{ code: 'bom_empty', order: cardId('1041') }, /no parts\. Add/],
  routing_wrong_lane: [{ code: 'routing_wrong_lane', lane: 'Oil', title: 'Leg', why: 'no_such_lane' }, /Leg should pass Oil/],
  routing_empty: [{ code: 'routing_empty', title: 'Leg' }, /Name the lanes/],
  lane_holds_cards: [{ code: 'lane_holds_cards', lane: l, name: 'Paint', cards: 2 }, /holds 2 cards\. Move them/],
  lane_in_routing: [{ code: 'lane_in_routing', lane: l, name: 'Paint', cards: [c], more: 4 }, /ahead of 1041·3 and 4 more/],
  lane_is_needed: [{ code: 'lane_is_needed', lane: l, name: 'Pool', role: 'pool' }, /cannot be removed/],
  lane_missing: [{ code: 'lane_missing', command: 'CreateOrder', roles: ['enquiry', 'pool'] }, /Entering an order needs a lane for enquiries or a pool.*none\. A manager adds one in the board settings/],
  name_taken: [{ code: 'name_taken', name: 'Paint' }, /called Paint already\. Choose another/],
  limit_over_kit: [{ code: 'limit_over_kit', name: 'Kits' }, /Limit the orders there instead/],
  limit_scope: [{ code: 'limit_scope', name: 'Paint', why: { is: 'no_lane' } }, /it names no lane/],
  number_taken: [{ code: 'number_taken', number: '1041' }, /order 1041 already\. Leave the number out/],
  order_closed: [{ code: 'order_closed', order: cardId('1041'), at: Date.UTC(2026, 10, 27) }, /1041 is closed: it has been in the archive since Fri 27 Nov 2026.*a new order/],
  closes_later: [{ code: 'closes_later', order: cardId('1041'), at: null }, /1041 is not shipped\. Only what is shipped/],
  not_earlier_lane: [{ code: 'not_earlier_lane', ...at }, /not an earlier step/],
  nothing_to_undo: [{ code: 'nothing_to_undo', card: c, why: 'too_late', seconds: 60 }, /for 60 seconds/],
  already: [{ code: 'already', what: { is: 'finished_by', card: c, by: personActor(personId('Paint')), lane: 'Cut' } }, /Paint has finished it already/],
  has_room: [{ code: 'has_room', ...at }, /has room.*Pull it/],
  promise_in_past: [{ code: 'promise_in_past', order: cardId('1041') }, /Choose a later one/],
  not_there: [{ code: 'not_there', what: 'card', id: '1041.3' }, /no card 1041·3 on this board/],
  too_many: [{ code: 'too_many', what: 'lanes', most: 200 }, /200 lanes already.*Remove one first/],
  board_exists: [{ code: 'board_exists' }, /exists already/],
  too_many_boards: [{ code: 'too_many_boards', most: 200 }, /There are 200 boards.*MAX_BOARDS/],
  no_board: [{ code: 'no_board' }, /does not exist/],
  board_incomplete: [{ code: 'board_incomplete', why: { is: 'role_count', role: 'pool', has: 2 } }, /has 2 lanes with the role pool, and one is the most/],
};

describe('every rule has its sentence', () => {
  test.each(Object.entries(SAMPLES))('%s', (_, [violation, expected]) => {
    const said = sentenceOf(violation, ENGLISH, DIRECTORY);
    expect(said).toMatch(expected);
    expect(said).toMatch(/^[^a-z].*[.!?]$/);
    expect(said).not.toMatch(/undefined|null|NaN/);
  });

  test('all that is violated is said, one sentence after the other', () => {
    const said = sentence({ command: 'PullCard', card: c, violations: [SAMPLES.not_done[0], SAMPLES.blocked[0]] }, ENGLISH);
    expect(said).toBe(`${sentenceOf(SAMPLES.not_done[0], ENGLISH)} ${sentenceOf(SAMPLES.blocked[0], ENGLISH)}`);
  });

  test('days are told as people tell them', () => {
    expect([0, Date.UTC(2024, 1, 29), Date.UTC(2026, 11, 31, 23, 59), Date.UTC(2100, 2, 1)].map(ENGLISH.f.dayInFull)).toEqual(['Thu 1 Jan 1970', 'Thu 29 Feb 2024', 'Thu 31 Dec 2026', 'Mon 1 Mar 2100']);
  });
});

describe('promise 2: a refusal by a limit helps', () => {
  const road = ['cut', 'weld', 'check'];

  test('it names limit, load, occupants with their ages, what the oldest waits for, and the first move that makes room', () => {
    const { shop } = openShop({ parts: 5, routing: road, limits: [limit('cut', 3, { name: 'Cut' }), limit('weld', 1, { name: 'Weld', scope: { lanes: [lane('weld')] } })] });
    for (const id of ['1.1', '1.2', '1.3']) shop.must(pull(id, 'cut'));
    shop.must(finish('1.1'));
    shop.must(pull('1.1', 'weld'));
    shop.must(finish('1.2'));
    shop.must(pull('1.4', 'cut'));
    shop.at += 2 * 86_400_000;
    const said = shop.says(pull('1.5', 'cut'));
    expect(said).toMatch(/^Cut is 3\/3: 1·2 \(2 d\), 1·3 \(2 d\), 1·4\./);
    expect(said).toMatch(/Oldest waits for Weld\./);
    expect(said).toMatch(/To make room, Weld has to pull 1·2, and Weld is 1\/1\. 1·1 has to be finished in Weld first\.$/);
    shop.must(finish('1.1'));
    expect(shop.says(pull('1.5', 'cut'))).toMatch(/Weld is 1\/1\. Pull 1·1 into Check first\.$/);
    shop.must(pull('1.1', 'check'));
    expect(shop.says(pull('1.5', 'cut'))).toMatch(/Pull 1·2 into Weld first\.$/);
  });

  test('a blocked lane, hours over the limit, a closed lane', () => {
    const { shop } = openShop({ parts: 3, limits: [limit('cut', 3, { name: 'Cut hours', unit: 'hours' })] });
    shop.must(pull('1.1', 'cut'));
    shop.must(block('1.1', 'no wire'));
    expect(shop.says(pull('1.2', 'cut'))).toBe('Cut hours is 2/3 h: 1·1 (2 min). This card would add 2 h. Oldest is blocked: no wire. Unblock 1·1: no wire.');
    shop.must({ type: 'SetLimit', limit: limit('cut', 1, { name: 'Cut', unit: 'hours' }) });
    expect(shop.says(pull('1.2', 'cut'))).toBe('Cut is 2/1 h (1 h over): 1·1 (4 min). This card would add 2 h. Oldest is blocked: no wire. It is larger than the whole limit and comes in when nothing else is there. Unblock 1·1: no wire.');
    shop.must({ type: 'SetLimit', limit: limit('cut', 1, { name: 'Cut', unit: 'hours', policy: { oversize: 'reject' } }) });
    expect(shop.says(pull('1.2', 'cut'))).toMatch(/It is larger than the whole limit: raise the limit, or make it smaller\./);
    shop.must({ type: 'SetLimit', limit: limit('cut', 0, { name: 'Cut' }) });
    expect(shop.says(pull('1.2', 'cut'))).toBe('Cut is closed (limit 0). Raise its limit to open it.');
  });

  test('where a wider limit keeps the next lane from pulling, that limit is named and its cards are asked', () => {
    const { shop } = openShop({ parts: 3, routing: road, limits: [limit('cut', 1, { name: 'Cut' }), limit('weld', 3, { name: 'Weld' }), limit('hall', 1, { name: 'Hall 2', scope: { lanes: [lane('weld'), lane('check')] } })] });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'weld'), pull('1.2', 'cut'), finish('1.2')]) shop.must(step);
    expect(shop.says(pull('1.3', 'cut'))).toMatch(/To make room, Weld has to pull 1·2, and Hall 2 is 1\/1\. Room comes when 1·1 has left Hall 2: it has to be finished in Weld next\.$/);
  });

  const reason = { override: { reason: 'the customer stands here' } };

  test('n over needs n + 1 to leave, and says so, also of the next lane', () => {
    const { shop } = openShop({ parts: 7, routing: road, limits: [limit('cut', 2, { name: 'Cut' }), limit('weld', 1, { name: 'Weld' })] });
    for (const id of ['1.1', '1.2']) for (const step of [pull(id, 'cut'), finish(id), pull(id, 'weld', reason)]) shop.must(step);
    for (const id of ['1.3', '1.4', '1.5']) shop.must(pull(id, 'cut', reason));
    const room = () => shop.says(pull('1.6', 'cut')).replace(/^.*(Ada\.|Weld\.) /, '');
    expect(room()).toBe('2 cards have to leave before it comes in. Room comes when 1·3 is finished and pulled on.');
    shop.must(finish('1.3'));
    expect(room()).toBe('2 cards have to leave before it comes in. To make room, Weld has to pull 1·3, and Weld is 2/1: 2 cards have to leave it before. 1·1 has to be finished in Weld first.');
    for (const step of [finish('1.1'), pull('1.1', 'check')]) shop.must(step);
    expect(room()).toMatch(/Weld has to pull 1·3, and Weld is 1\/1\. 1·2 has to be finished in Weld first\.$/);
    shop.must({ type: 'SetLimit', limit: limit('weld', 5, { name: 'Weld' }) });
    expect(room()).toBe('2 cards have to leave before it comes in. Pull 1·3 into Weld first.');
    shop.must(pull('1.3', 'weld'));
    expect(shop.violations(pull('1.6', 'cut'))).toMatchObject([{ load: 2, capacity: 2, needs: 1 }]);
    expect(room()).toBe('Room comes when 1·4 is finished and pulled on.');
  });

  test.each([['hours', '6 h have'], ['qty', 'A quantity of 6 has']] as const)('as many %s have to leave as the card itself needs', (unit, words) => {
    const bom = [2, 2, 2, 5].map((size) => part('Leg', ['cut', 'weld'], { quantity: size, routing: [{ lane: lane('cut'), hours: size }, { lane: lane('weld'), hours: 1 }] }));
    const { shop } = openShop({ bom, limits: [limit('cut', 5, { name: 'Cut', unit })] });
    for (const id of ['1.1', '1.2']) shop.must(pull(id, 'cut'));
    shop.must(pull('1.3', 'cut', reason));
    expect(shop.violations(pull('1.4', 'cut'))).toMatchObject([{ load: 6, capacity: 5, weight: 5, needs: 6, room: [{ frees: 2 }] }]);
    expect(shop.says(pull('1.4', 'cut'))).toContain(`${words} to leave before it comes in. Room comes when 1·1 is finished`);
    for (const step of [finish('1.1'), pull('1.1', 'weld'), finish('1.2'), pull('1.2', 'weld')]) shop.must(step);
    expect(shop.violations(pull('1.4', 'cut'))).toMatchObject([{ needs: 2, room: [{ frees: 2 }] }]);
    expect(shop.says(pull('1.4', 'cut'))).not.toContain('before it comes in');
  });

  test('WIP-14: an expedite card needs the limit to be back at its number, and no more', () => {
    const { shop } = openShop({ parts: 4, limits: [limit('cut', 1, { name: 'Cut', policy: { overage: 1 } })] });
    shop.must(pull('1.1', 'cut'));
    shop.must(pull('1.2', 'cut', reason));
    shop.must({ type: 'SetClass', card: card('1.4'), class: 'expedite', reason: 'line is down' });
    expect([shop.violations(pull('1.3', 'cut'))[0], shop.violations(pull('1.4', 'cut'))[0]]).toMatchObject([{ needs: 2 }, { needs: 1 }]);
  });

  test('a card that moves on inside a group makes no room in it', () => {
    const group = limit('hall', 2, { name: 'Hall', scope: { lanes: [lane('cut'), lane('weld')] } });
    const { shop } = openShop({ parts: 3, routing: road, limits: [group] });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.2', 'cut')]) shop.must(step);
    const room = () => shop.says(pull('1.3', 'cut')).replace(/^.*(Ada\.|Weld\.|Check\.) /, '');
    expect(room()).toBe('Room comes when 1·1 has left Hall: pull it into Weld next.');
    shop.must(pull('1.1', 'weld'));
    expect(room()).toBe('Room comes when 1·1 is finished and pulled on.');
    shop.must(finish('1.1'));
    expect(room()).toBe('Pull 1·1 into Check first.');
    shop.must({ type: 'SetLimit', limit: limit('floor', 2, { name: 'Parts', scope: {} }) });
    shop.must({ type: 'RemoveLimit', limit: limitId('hall') });
    expect(room()).toBe('Room comes when 1·1 has left Parts: pull it into Check next.');
    shop.must(pull('1.1', 'check'));
    expect(room()).toBe('1·1 waits for its inspection in Check.');
  });

  test('where finishing makes room by itself, that is what is said', () => {
    const { shop } = openShop({ parts: 2, routing: ['cut'], limits: [limit('saws', 1, { name: 'Saws', scope: { lanes: [lane('cut')], subs: ['doing'] } })] });
    shop.must(pull('1.1', 'cut'));
    expect(shop.says(pull('1.2', 'cut'))).toMatch(/1·1 has to be finished in Cut first\.$/);
  });

  test('parts that become ready together need room for all of them', () => {
    const { shop } = openShop({ parts: 2, limits: [limit('ready', 3, { name: 'Ready' })] });
    shop.must({ type: 'CreateOrder', number: '2', title: 'Stool', customer: '', quantity: 1, bom: [part('Leg'), part('Leg'), part('Leg')] });
    shop.must({ type: 'ConfirmOrder', order: card('2'), promisedAt: shop.at + 86_400_000 });
    expect(shop.violations({ type: 'ReleaseOrder', order: card('2') })).toMatchObject([{ limit: 'ready', load: 2, capacity: 3, weight: 3, needs: 2 }]);
    expect(shop.says({ type: 'ReleaseOrder', order: card('2') })).toMatch(/^Ready is 2\/3: .* 2 cards have to leave before it comes in\. Pull 1·1 into Cut first\.$/);
  });

  test('the usual wait is told of as many departures as it takes', () => {
    const { shop } = openShop({ parts: 13, routing: ['cut', 'weld'], limits: [limit('cut', 1)] });
    for (let at = 1; at <= 10; at += 1) for (const step of [pull(`1.${at}`, 'cut'), finish(`1.${at}`), pull(`1.${at}`, 'weld')]) shop.must(step);
    shop.must(pull('1.11', 'cut'));
    expect(shop.violations(pull('1.13', 'cut'))).toMatchObject([{ needs: 1, usually: 60_000 }]);
    shop.must(pull('1.12', 'cut', reason));
    expect(shop.violations(pull('1.13', 'cut'))).toMatchObject([{ needs: 2, usually: 80_000 }]);
  });

  test('orders wait for parts or for their shipment', () => {
    const { shop } = openShop({ parts: 1, routing: ['cut'], limits: [limit('orders', 1, { name: 'Orders', kind: 'order', scope: {} })] });
    shop.must({ type: 'CreateOrder', number: '2', title: 'Stool', customer: '', quantity: 1, bom: [part('Leg')] });
    shop.must({ type: 'ConfirmOrder', order: card('2'), promisedAt: shop.at + 86_400_000 });
    expect(shop.says({ type: 'ReleaseOrder', order: card('2') }, PEOPLE.pia)).toMatch(/^Orders is 1\/1: 1 \(.*\)\. 1 still waits for parts\.$/);
    completeKit(shop);
    expect(shop.says({ type: 'ReleaseOrder', order: card('2') }, PEOPLE.pia)).toMatch(/Room comes when 1 has left Orders: pull it into Assemble next\.$/);
    for (const step of [pull('1', 'assemble'), finish('1')]) shop.must(step);
    shop.must(pull('1', 'qc'), PEOPLE.ines);
    shop.must(pass('1'), PEOPLE.ines);
    shop.must(pull('1', 'ship'));
    expect(shop.says({ type: 'ReleaseOrder', order: card('2') }, PEOPLE.pia)).toMatch(/Ship 1 first\.$/);
  });

  test('promise 4: a ring of full lanes is detected and the move that frees it is named', () => {
    const there = part('Leg', ['cut', 'weld']);
    const other = part('Arm', ['weld', 'cut']);
    const { shop } = openShop({ bom: [there, other, there], limits: [limit('cut', 1, { name: 'Cut' }), limit('weld', 1, { name: 'Weld' })] });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.2', 'weld'), finish('1.2')]) shop.must(step);
    expect(shop.says(pull('1.3', 'cut'))).toMatch(/The full lanes wait for each other in a ring: moving 1·1 would free them all\.$/);
    expect(shop.violations(pull('1.3', 'cut'))).toMatchObject([{ code: 'wip_limit', room: [{ do: 'pull', card: '1.1', full: true }, { do: 'pull', card: '1.2', full: true }, { do: 'ring', card: '1.1' }] }]);
  });
});
