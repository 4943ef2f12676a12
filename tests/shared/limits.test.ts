import { describe, expect, test } from 'vitest';
import { accountFor, laneLimit, loadOf } from '../../shared/limits/admission.ts';
import { limitId } from '../../shared/kernel/ids.ts';
import { PEOPLE, back, block, card, completeKit, enter, finish, lane, limit, openShop, part, pass, pull, ship } from '../support/shop/shop.ts';
import type { Shop } from '../support/shop/shop.ts';

const load = (shop: Shop, id: string): number => loadOf(shop.board, limitId(id));
/** The limits that refuse, in the order told. */
const refusing = (shop: Shop, ...of: Parameters<Shop['violations']>): string[] => shop.violations(...of).map((one) => (one.code === 'wip_limit' ? one.limit : one.code));
const reason = { reason: 'the customer stands here' };

describe('counting', () => {
  test('WIP-1, WIP-2: a finished card keeps its slot until it is pulled on; leaving is never refused', () => {
    const { shop } = openShop({ limits: [limit('cut', 1)] });
    shop.must(pull('1.1', 'cut'));
    shop.must(finish('1.1'));
    expect(load(shop, 'cut')).toBe(1);
    expect(refusing(shop, pull('1.2', 'cut'))).toEqual(['cut']);
    shop.must({ type: 'SetLimit', limit: limit('cut', 0) });
    shop.must(pull('1.1', 'weld'));
    expect(load(shop, 'cut')).toBe(0);
  });

  test('WIP-3: a limit on doing alone is an extra; both must admit', () => {
    const { shop } = openShop({ parts: 3, limits: [limit('cut', 2), limit('saws', 1, { scope: { lanes: [lane('cut')], subs: ['doing'] } })] });
    shop.must(pull('1.1', 'cut'));
    expect(refusing(shop, pull('1.2', 'cut'))).toEqual(['saws']);
    shop.must(finish('1.1'));
    shop.must(pull('1.2', 'cut'));
    expect(refusing(shop, pull('1.3', 'cut'))).toEqual(['saws', 'cut']);
  });

  test('WIP-4: every violated limit is named, the innermost first', () => {
    const { shop } = openShop({
      limits: [limit('floor', 0, { scope: {} }), limit('group', 0, { scope: { group: 'Production' } }), limit('pair', 0, { scope: { lanes: [lane('cut'), lane('weld')] } }), limit('cut', 0), limit('saws', 0, { scope: { lanes: [lane('cut')], subs: ['doing'] } })],
    });
    expect(refusing(shop, pull('1.1', 'cut'))).toEqual(['saws', 'cut', 'pair', 'group', 'floor']);
  });

  test('WIP-5: orders and jobs are never added together, and a limit over lanes of the other kind is refused', () => {
    const { shop } = openShop({ parts: 2, limits: [limit('jobs', 9, { scope: {} }), limit('orders', 9, { kind: 'order', scope: {} })] });
    shop.must(pull('1.1', 'cut'));
    expect([load(shop, 'jobs'), load(shop, 'orders')]).toEqual([1, 1]);
    expect(shop.codes({ type: 'SetLimit', limit: limit('cut', 1, { kind: 'order' }) })).toEqual(['limit_scope']);
    expect(shop.codes({ type: 'SetLimit', limit: limit('assemble', 1) })).toEqual(['limit_scope']);
  });

  test('WIP-6, WIP-11: an order counts from its release until it is shipped, a part from its first pull until it is in the kit', () => {
    const limits = [limit('jobs', 9, { scope: {} }), limit('orders', 9, { kind: 'order', scope: {} })];
    const { shop } = openShop({ parts: 1, limits, until: 'confirmed', policies: { makerMayInspect: true } });
    const counts = (): number[] => [load(shop, 'orders'), load(shop, 'jobs')];
    expect(counts()).toEqual([0, 0]);
    shop.must({ type: 'ReleaseOrder', order: card('1') });
    expect(counts()).toEqual([1, 0]);
    shop.must(pull('1.1', 'cut'));
    expect(counts()).toEqual([1, 1]);
    for (const step of [finish('1.1'), pull('1.1', 'weld'), finish('1.1')]) shop.must(step);
    expect(counts()).toEqual([1, 0]);
    for (const step of [pull('1', 'assemble'), finish('1'), pull('1', 'qc'), pass('1'), pull('1', 'ship')]) shop.must(step);
    expect(counts()).toEqual([1, 0]);
    shop.must({ type: 'SetPolicies', policies: { orderConwipUntil: 'ready_to_ship' } });
    expect(counts()).toEqual([0, 0]);
    shop.must({ type: 'SetPolicies', policies: { orderConwipUntil: 'shipped' } });
    shop.must(ship('1'));
    expect(counts()).toEqual([0, 0]);
  });

  test('WIP-7: a limit of a class counts its class alone, and a change of class is a door to it', () => {
    const { shop } = openShop({ limits: [limit('fixed', 1, { scope: { classes: ['fixed'] } })] });
    shop.must({ type: 'SetClass', card: card('1.1'), class: 'fixed' });
    shop.must(pull('1.1', 'cut'));
    shop.must(pull('1.2', 'cut'));
    expect(refusing(shop, { type: 'SetClass', card: card('1.2'), class: 'fixed' })).toEqual(['fixed']);
    shop.must({ type: 'SetClass', card: card('1.1'), class: 'standard' });
    shop.must({ type: 'SetClass', card: card('1.2'), class: 'fixed' });
  });

  test('WIP-8: a person’s limit counts what is in doing with them, each card once; pulling and assigning are doors to it', () => {
    const { shop } = openShop({ parts: 3, limits: [limit('olaf', 1, { scope: { assignee: PEOPLE.olaf.id, subs: ['doing'] } })] });
    shop.must(pull('1.1', 'cut'), PEOPLE.olaf);
    expect(refusing(shop, pull('1.2', 'cut'), PEOPLE.olaf)).toEqual(['olaf']);
    shop.must(pull('1.2', 'cut'), PEOPLE.lea);
    expect(refusing(shop, { type: 'AssignCard', card: card('1.2'), assignees: [PEOPLE.lea.id, PEOPLE.olaf.id] })).toEqual(['olaf']);
    shop.must(finish('1.1'), PEOPLE.olaf);
    expect(load(shop, 'olaf')).toBe(0);
    shop.must({ type: 'AssignCard', card: card('1.2'), assignees: [PEOPLE.lea.id, PEOPLE.olaf.id, PEOPLE.olaf.id] });
    expect(load(shop, 'olaf')).toBe(1);
  });

  test('WIP-13: a limit over the lanes from request to receipt is a supplier’s', () => {
    const hansen = 'hansen' as never;
    const bought = part('Hinge', ['at-hansen'], { source: 'buy', supplier: hansen });
    const { shop } = openShop({
      lanes: (all) => [...all, { id: lane('at-hansen'), name: 'At suppliers', kind: 'external', holds: 'job' }],
      limits: [limit('hansen', 1, { scope: { lanes: [lane('at-hansen')], supplier: hansen } })], bom: [bought, bought, { ...bought, supplier: null }],
    });
    shop.must(pull('1.1', 'at-hansen'), PEOPLE.ben);
    expect(refusing(shop, pull('1.2', 'at-hansen'), PEOPLE.ben)).toEqual(['hansen']);
    shop.must(pull('1.3', 'at-hansen'), PEOPLE.ben);
    shop.must(finish('1.1'), PEOPLE.ben);
    shop.must(pull('1.2', 'at-hansen'), PEOPLE.ben);
  });
});

describe('hours and quantities', () => {
  const hours = (id: string, capacity: number, more = {}) => limit(id, capacity, { unit: 'hours', ...more });

  test('WIP-9: a card weighs the hours still ahead in the scope; the present step counts until the card leaves it', () => {
    const { shop } = openShop({ parts: 2, limits: [hours('cut', 3), hours('both', 5, { scope: { lanes: [lane('cut'), lane('weld')] } })] });
    shop.must(pull('1.1', 'cut'));
    expect([load(shop, 'cut'), load(shop, 'both')]).toEqual([2, 4]);
    expect(refusing(shop, pull('1.2', 'cut'))).toEqual(['cut', 'both']);
    shop.must(finish('1.1'));
    expect(load(shop, 'both')).toBe(4);
    shop.must(pull('1.1', 'weld'));
    expect([load(shop, 'cut'), load(shop, 'both')]).toEqual([0, 2]);
  });

  test('WIP-9: without an estimate the lane’s default weighs; without either the pull is refused until hours are entered', () => {
    const bom = [part('Leg', [], { routing: [{ lane: lane('cut'), hours: null }] })];
    const { shop } = openShop({ bom, limits: [hours('cut', 8)] });
    expect(shop.codes(pull('1.1', 'cut', { override: reason }))).toEqual(['estimate_required']);
    shop.must({ type: 'EditLane', lane: lane('cut'), defaultHours: 3 });
    shop.must(pull('1.1', 'cut'));
    expect(load(shop, 'cut')).toBe(3);
  });

  test('WIP-9: a re-estimate that overruns is accepted and on record; an estimate is not taken away inside the limit', () => {
    const { shop } = openShop({ parts: 3, limits: [hours('cut', 4)] });
    shop.must(pull('1.1', 'cut'));
    shop.must(pull('1.2', 'cut'));
    shop.must({ type: 'EditCard', card: card('1.1'), hours: [{ step: 0, hours: 3.5 }] });
    expect(load(shop, 'cut')).toBe(5.5);
    expect(accountFor(shop.board, limitId('cut'))).toMatchObject({ over: 1.5, exceptions: [{ kind: 'estimate', weight: 3.5 }] });
    expect(refusing(shop, pull('1.3', 'cut'))).toEqual(['cut']);
    expect(shop.codes({ type: 'EditCard', card: card('1.1'), hours: [{ step: 0, hours: null }] })).toEqual(['estimate_required']);
  });

  test('WIP-9: a card that stood in a lane before its hours were counted can be estimated, edited and assigned', () => {
    const bom = [part('Leg', [], { routing: [{ lane: lane('cut'), hours: null }] })];
    const { shop } = openShop({ bom });
    shop.must(pull('1.1', 'cut'));
    shop.must({ type: 'SetLimit', limit: hours('cut', 2) });
    shop.must({ type: 'EditCard', card: card('1.1'), title: 'Long leg' });
    shop.must({ type: 'AssignCard', card: card('1.1'), assignees: [] });
    shop.must({ type: 'EditCard', card: card('1.1'), hours: [{ step: 0, hours: 1.5 }] });
    expect(load(shop, 'cut')).toBe(1.5);
  });

  test('WIP-10: a card heavier than the whole limit enters an empty scope alone, or never', () => {
    const bom = [part('Top', [], { quantity: 9, routing: [{ lane: lane('cut'), hours: 1 }] }), part('Peg', ['cut'])];
    const qty = (oversize: 'when-empty' | 'reject') => limit('cut', 4, { unit: 'qty', policy: { oversize } });
    const { shop } = openShop({ bom, limits: [qty('reject')] });
    expect(refusing(shop, pull('1.1', 'cut'))).toEqual(['cut']);
    shop.must({ type: 'SetLimit', limit: qty('when-empty') });
    shop.must(pull('1.2', 'cut'));
    expect(refusing(shop, pull('1.1', 'cut'))).toEqual(['cut']);
    shop.must(finish('1.2'));
    shop.must(pull('1.1', 'cut'));
    expect(accountFor(shop.board, limitId('cut')).exceptions).toMatchObject([{ kind: 'oversize', weight: 9 }]);
    shop.must({ type: 'SetLimit', limit: limit('cut', 0, { unit: 'qty' }) }); // closed is closed
    enter(shop, '2', { bom });
    shop.must(finish('1.1'));
    expect(refusing(shop, pull('2.1', 'cut'))).toEqual(['cut']);
  });

  test('WIP-10: a heavy part that becomes ready in an empty, limited lane is on record too', () => {
    const { shop } = openShop({ bom: [part('Top', ['cut'], { quantity: 9 })], limits: [limit('ready', 4, { unit: 'qty' })] });
    expect(accountFor(shop.board, limitId('ready'))).toMatchObject({ over: 5, exceptions: [{ kind: 'oversize' }] });
    enter(shop, '2', { parts: 1, until: 'confirmed' });
    expect(refusing(shop, { type: 'ReleaseOrder', order: card('2') })).toEqual(['ready']);
  });
});

test('promise 1, WIP-10: an order that enters or is confirmed above a limit is on record too', () => {
  const few = (id: string) => limit(id, 4, { kind: 'order', unit: 'qty' });
  const { shop } = openShop({ until: 'entered', limits: [few('enquiries'), few('pool')] });
  shop.must({ type: 'ConfirmOrder', order: card('1'), promisedAt: shop.at + 86_400_000 });
  shop.must({ type: 'ReleaseOrder', order: card('1') });
  shop.must({ type: 'CreateOrder', number: '2', title: 'Stools', customer: '', quantity: 9, bom: [part('Leg')] });
  expect(accountFor(shop.board, limitId('enquiries'))).toMatchObject({ over: 5, exceptions: [{ kind: 'oversize', card: { id: '2' } }] });
  shop.must({ type: 'ConfirmOrder', order: card('2'), promisedAt: shop.at + 86_400_000 });
  expect(accountFor(shop.board, limitId('pool'))).toMatchObject({ over: 5, exceptions: [{ kind: 'oversize', card: { id: '2' } }] });
});

describe('what may stand above a limit', () => {
  test('WIP-12: a part in its kit has left every job limit, so its siblings can always be pulled', () => {
    const { shop } = openShop({ parts: 4, routing: ['cut'], limits: [limit('cut', 1), limit('jobs', 1, { scope: {} })] });
    completeKit(shop);
    expect([load(shop, 'cut'), load(shop, 'jobs')]).toEqual([0, 0]);
    expect(shop.codes({ type: 'SetLimit', limit: limit('kits', 3) })).toEqual(['limit_over_kit']);
  });

  test('WIP-14: expedite goes above by its overage, once, counts, and closes the scope until it is under again', () => {
    const { shop } = openShop({ parts: 4, limits: [limit('cut', 1), limit('rush', 2, { scope: { classes: ['expedite'] }, policy: { overage: 0, oversize: 'reject' } })] });
    for (const id of ['1.2', '1.3']) shop.must({ type: 'SetClass', card: card(id), class: 'expedite', reason: 'line is down' }, PEOPLE.mona);
    shop.must(pull('1.1', 'cut'));
    shop.must(pull('1.2', 'cut'));
    expect(accountFor(shop.board, limitId('cut'))).toMatchObject({ over: 1, exceptions: [{ kind: 'expedite', card: { id: '1.2' } }] });
    expect(refusing(shop, pull('1.3', 'cut'))).toEqual(['cut']);
    shop.must(finish('1.1'));
    shop.must(pull('1.1', 'weld'));
    expect(refusing(shop, pull('1.4', 'cut'))).toEqual(['cut']);
    shop.must(pull('1.3', 'cut'));
  });

  test('WIP-15, BL-2: a blocked card keeps its slot', () => {
    const { shop } = openShop({ limits: [limit('cut', 1)] });
    shop.must(pull('1.1', 'cut'));
    shop.must(block('1.1'));
    expect(refusing(shop, pull('1.2', 'cut'))).toEqual(['cut']);
  });

  test('WIP-17: a return is always admitted, marked when it exceeds, and closes the lane until it is under', () => {
    const { shop } = openShop({ parts: 3, limits: [limit('cut', 1)] });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'weld'), pull('1.2', 'cut'), back('1.1', 'cut')]) shop.must(step);
    expect(accountFor(shop.board, limitId('cut'))).toMatchObject({ over: 1, exceptions: [{ kind: 'return', reason: 'seam open', by: 'person:ada' }] });
    shop.must(finish('1.2'));
    shop.must(pull('1.2', 'weld'));
    expect(refusing(shop, pull('1.3', 'cut'))).toEqual(['cut']);
    for (const step of [finish('1.1'), pull('1.1', 'weld')]) shop.must(step);
    expect(shop.card('1.1').exceptions).toEqual([]);
    shop.must(pull('1.3', 'cut'));
  });

  test('WIP-18: to expedite is a manager’s, with a reason, within its cap; back never evicts', () => {
    const { shop } = openShop({ limits: [limit('rush', 1, { scope: { classes: ['expedite'] }, policy: { overage: 0, oversize: 'reject' } })] });
    const rush = (id: string, why = 'line is down') => ({ type: 'SetClass', card: card(id), class: 'expedite', reason: why }) as const;
    shop.must(pull('1.1', 'cut'));
    shop.must(pull('1.2', 'cut'));
    expect(shop.codes(rush('1.1'), PEOPLE.pia)).toEqual(['not_allowed']);
    expect(shop.codes(rush('1.1', ' '), PEOPLE.mona)).toEqual(['reason_required']);
    shop.must(rush('1.1'), PEOPLE.mona);
    expect(refusing(shop, rush('1.2'), PEOPLE.mona)).toEqual(['rush']);
    shop.must({ type: 'SetClass', card: card('1.1'), class: 'standard' }, PEOPLE.pia);
    expect(shop.where('1.1')).toBe('cut/doing');
  });

  test('WIP-19: lowering evicts nobody, shows over and closes; raising signals in the same commit', () => {
    const { shop } = openShop({ parts: 4, limits: [limit('cut', 3)] });
    for (const id of ['1.1', '1.2', '1.3']) shop.must(pull(id, 'cut'));
    shop.must({ type: 'SetLimit', limit: limit('cut', 1), reason: 'a saw is away' }, PEOPLE.mona);
    expect(laneLimit(shop.board, lane('cut'))).toMatchObject({ load: 3, over: 2, state: 'over' });
    expect(accountFor(shop.board, limitId('cut'))).toMatchObject({ over: 2, exceptions: [], lowered: 2 });
    shop.must(finish('1.1'));
    shop.must(pull('1.1', 'weld'));
    expect(accountFor(shop.board, limitId('cut'))).toMatchObject({ over: 1, lowered: 1 });
    expect(refusing(shop, pull('1.4', 'cut'))).toEqual(['cut']);
    const events = shop.must({ type: 'SetLimit', limit: limit('cut', 4), reason: 'saw is back' }, PEOPLE.mona);
    expect(events).toMatchObject([{ type: 'LimitSet', reason: 't0' }, { type: 'PullSignalled', signals: [{ limit: 'cut', load: 2, capacity: 4 }] }]);
    shop.must(pull('1.4', 'cut'));
  });

  test('WIP-19: a change of groups or of what counts moves nobody and is accounted for', () => {
    const { shop } = openShop({ limits: [limit('cut', 1), limit('rest', 0, { scope: { group: 'Rest' } })], lanes: (all) => all.map((one) => (one.name === 'Weld' ? { ...one, group: 'Rest' } : one)) });
    shop.must(pull('1.1', 'cut'));
    shop.must({ type: 'EditLane', lane: lane('cut'), group: 'Rest' });
    expect(accountFor(shop.board, limitId('rest'))).toMatchObject({ over: 1, lowered: 1 });
    shop.must({ type: 'EditLane', lane: lane('shipped'), group: 'Rest' });
    expect(load(shop, 'rest')).toBe(1);
  });

  test('WIP-26: a stale version is refused with the present one', () => {
    const { shop } = openShop();
    const { version } = shop.card('1.1');
    shop.must(pull('1.1', 'cut', { version }));
    expect(shop.violations({ type: 'FinishWork', card: card('1.1'), version })).toEqual([{ code: 'stale', card: '1.1', seen: version, now: version + 1, by: 'person:ada', did: { is: 'moved', to: 'Cut' }, age: 60_000, where: { is: 'lane', name: 'Cut', done: false } }]);
    shop.must({ type: 'CommentOnCard', card: card('1.1'), text: 'seen' });
    shop.must({ type: 'FinishWork', card: card('1.1'), version: version + 1 });
    // Two finish one card: the second hears of the first, whether or not it saw that version.
    expect(shop.says({ type: 'FinishWork', card: card('1.1'), version: version + 1 })).toBe(`1·1 was not as you saw it: ${PEOPLE.ada.name} finished it 1 min ago. It is done in Cut now: go on from there.`);
    expect(shop.says(finish('1.1'))).toBe(`${PEOPLE.ada.name} has finished it already.`);
  });

  test('WIP-30, WIP-31: an override lifts every limit of one move and no other rule; a manager’s, with ten characters', () => {
    const { shop } = openShop({ limits: [limit('cut', 0), limit('floor', 0, { scope: {} })] });
    expect(shop.codes(pull('1.1', 'cut', { override: reason }), PEOPLE.olaf)).toEqual(['not_allowed']);
    expect(shop.codes(pull('1.1', 'cut', { override: { reason: '  nine chr ' } }), PEOPLE.mona)).toEqual(['reason_required']);
    shop.must(block('1.1'));
    expect(shop.codes(pull('1.1', 'cut', { override: reason }), PEOPLE.mona)).toEqual(['blocked']);
    shop.must({ type: 'UnblockCard', card: card('1.1'), blocker: 1, resolution: 'came' });
    const events = shop.must(pull('1.1', 'cut', { override: reason }), PEOPLE.mona);
    expect(events.find((event) => event.type === 'WipOverridden')).toMatchObject({ card: '1.1', lane: 'cut', limits: [{ limit: 'cut', before: 0, after: 1, capacity: 0 }, { limit: 'floor', before: 0, after: 1, capacity: 0 }] });
    expect(shop.commits.at(-1)?.texts).toMatchObject({ t0: reason.reason });
  });

  test('WIP-32, WIP-33: an override shows on card and limit, changes no limit, and the scope is closed until it drains', () => {
    const { shop } = openShop({ parts: 3, limits: [limit('cut', 1)] });
    shop.must(pull('1.1', 'cut'));
    shop.must(pull('1.2', 'cut', { override: reason }), PEOPLE.mona);
    expect(shop.card('1.2').exceptions).toEqual([{ limit: 'cut', kind: 'override', at: shop.at, by: 'person:mona', reason: reason.reason }]);
    expect(laneLimit(shop.board, lane('cut'))).toMatchObject({ load: 2, capacity: 1, over: 1 });
    for (const step of [finish('1.1'), pull('1.1', 'weld')]) shop.must(step);
    expect(refusing(shop, pull('1.3', 'cut'))).toEqual(['cut']);
    for (const step of [finish('1.2'), pull('1.2', 'weld'), pull('1.3', 'cut')]) shop.must(step);
    expect(shop.card('1.2').exceptions).toEqual([]);
  });

  test('promise 1: an exception ends with what it excepted: its limit is gone, looks elsewhere or was raised, or another card left', () => {
    const above = (): Shop => {
      const { shop } = openShop({ parts: 3, limits: [limit('cut', 1)] });
      for (const step of [pull('1.1', 'cut'), finish('1.1')]) shop.must(step);
      shop.must(pull('1.2', 'cut', { override: reason }), PEOPLE.mona);
      return shop;
    };
    const kept = (shop: Shop): string[] => shop.card('1.2').exceptions.map((exception) => exception.kind);
    const [removed, elsewhere, raised, left] = [above(), above(), above(), above()];
    removed.must({ type: 'RemoveLimit', limit: limitId('cut') });
    expect(kept(removed)).toEqual([]);
    removed.must({ type: 'SetLimit', limit: limit('cut', 1) });
    expect([kept(removed), accountFor(removed.board, limitId('cut'))]).toEqual([[], { over: 1, exceptions: [], lowered: 1 }]);

    elsewhere.must({ type: 'SetLimit', limit: limit('cut', 0, { scope: { lanes: [lane('weld')] } }) });
    for (const step of [finish('1.2'), pull('1.2', 'weld', { override: reason })]) elsewhere.must(step);
    expect(elsewhere.card('1.2').exceptions).toMatchObject([{ at: elsewhere.at, by: 'person:ada' }]);

    for (const capacity of [5, 1]) raised.must({ type: 'SetLimit', limit: limit('cut', capacity) });
    expect([kept(raised), accountFor(raised.board, limitId('cut'))]).toEqual([[], { over: 1, exceptions: [], lowered: 1 }]);

    expect(kept(left)).toEqual(['override']);
    left.must(pull('1.1', 'weld'));
    expect(kept(left)).toEqual([]);
  });

  test('promise 1: another group of a lane and another policy end exceptions too', () => {
    const { shop } = openShop({ parts: 1, limits: [limit('hall', 0, { scope: { group: 'Production' } }), limit('orders', 0, { kind: 'order', scope: {} })], until: 'confirmed', policies: { makerMayInspect: true } });
    shop.must({ type: 'ReleaseOrder', order: card('1'), override: reason });
    shop.must(pull('1.1', 'cut', { override: reason }));
    expect([shop.card('1'), shop.card('1.1')].map(({ exceptions }) => exceptions.length)).toEqual([1, 1]);
    shop.must({ type: 'EditLane', lane: lane('cut'), group: 'Yard' });
    expect(shop.card('1.1').exceptions).toEqual([]);
    for (const step of [finish('1.1'), pull('1.1', 'weld', { override: reason }), finish('1.1'), pull('1', 'assemble'), finish('1'), pull('1', 'qc'), pass('1'), pull('1', 'ship')]) shop.must(step);
    expect(shop.card('1').exceptions).toHaveLength(1);
    for (const until of ['ready_to_ship', 'shipped'] as const) shop.must({ type: 'SetPolicies', policies: { orderConwipUntil: until } });
    expect(shop.card('1').exceptions).toEqual([]);
  });

  test('an override where nothing refuses leaves no trace', () => {
    const { shop } = openShop({ limits: [limit('cut', 1)] });
    expect(shop.must(pull('1.1', 'cut', { override: { reason: '' } }), PEOPLE.olaf).map((event) => event.type)).toEqual(['CardPulled']);
  });
});
