import { describe, expect, test } from 'vitest';
import { actsOf } from '../../shared/acts.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { LANE_ROLES, ROLE_LANES } from '../../shared/board/lane-roles.ts';
import type { LaneRole } from '../../shared/board/lane.ts';
import type { Command } from '../../shared/verbs.ts';
import { dropMeaning } from '../../shared/moves.ts';
import { blankShop } from '../../shared/templates/blank.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { DIRECTORY, PEOPLE, Shop, card, completeKit, enter, finish, lane, limit, openShop, part, pass, pull, ship } from '../support/shop/shop.ts';

const without = (...roles: readonly LaneRole[]) => openShop({ until: 'entered', lanes: (all) => all.filter(({ role }) => !role || !roles.includes(role)) }).shop;
const context = (shop: Shop) => ({ at: shop.at, actor: asPerson(PEOPLE.ada), directory: DIRECTORY });
const moves = (shop: Shop, id: string) => actsOf(shop.board, shop.card(id), context(shop)).map(({ key, refusal }) => [key, refusal?.violations[0].code ?? null]);
const confirm = (shop: Shop) => ({ type: 'ConfirmOrder', order: card('1'), promisedAt: shop.at + 5 * 86_400_000 } as const);

describe('a board of jobs alone', () => {
  const shop = () => {
    const blank = blankShop('Jobs');
    return new Shop({ ...blank, lanes: blank.lanes.filter(({ holds }) => holds === 'job'), limits: [limit('make', 3)] });
  };

  test('is a board: its lanes and limits are changed like any other’s', () => {
    const jobs = shop();
    expect(jobs.board.lanes.map(({ id, role }) => [id, role])).toEqual([['ready', 'ready'], ['make', null]]);
    jobs.must({ type: 'AddLane', lane: { name: 'Paint', kind: 'work', holds: 'job' }, capacity: 2 });
    jobs.must({ type: 'SetLimit', limit: limit('make', 4) });
    expect(jobs.board.limits.map(({ id, capacity }) => [id, capacity])).toEqual([['make', 4], ['paint', 2]]);
    expect(brokenInvariants(jobs.board)).toEqual([]);
  });

  test('takes no order, since a job comes out of one, and says what it lacks and what to do', () => {
    const entered = { type: 'CreateOrder', title: 'Frame', customer: 'Larsen', quantity: 1, bom: [part('Leg', ['make'])] } as const;
    expect(shop().violations(entered)).toEqual([{ code: 'lane_missing', command: 'CreateOrder', roles: ['enquiry', 'pool'] }]);
    expect(shop().says(entered)).toBe('Entering an order needs a lane for enquiries or a pool for confirmed orders, and this board has none. A manager adds one in the board settings.');
  });

  test('takes one as soon as the lane is there', () => {
    const jobs = shop();
    jobs.must({ type: 'AddLane', lane: { name: 'Pool', kind: 'queue', role: 'pool', holds: 'order' } });
    jobs.must({ type: 'CreateOrder', number: '1', title: 'Frame', customer: 'Larsen', quantity: 1, bom: [part('Leg', ['make'])] });
    expect(jobs.where('1')).toBe('pool/queue');
  });
});

describe('a lane with a role', () => {
  test('goes while no order is open, and not before', () => {
    const blank = blankShop('Small');
    const shop = new Shop(blank);
    shop.must({ type: 'CreateOrder', number: '1', title: 'Frame', customer: 'Larsen', quantity: 1, bom: [part('Leg', ['make'])] });
    expect(shop.codes({ type: 'RemoveLane', lane: lane('kits') })).toEqual(['lane_is_needed']);
    const empty = new Shop(blank);
    for (const id of ['enquiries', 'pool', 'kits', 'ship', 'shipped']) empty.must({ type: 'RemoveLane', lane: lane(id) });
    expect(empty.board.lanes.map(({ id }) => id)).toEqual(['ready', 'make', 'assemble', 'qc']);
  });
});

describe('a board without a lane for enquiries', () => {
  test('enters orders into the pool, confirms them there, and releases none before', () => {
    const shop = without('enquiry');
    expect([shop.where('1'), shop.order('1').phase]).toEqual(['pool/queue', 'enquiry']);
    expect(shop.codes({ type: 'ReleaseOrder', order: card('1') })).toEqual(['order_not_confirmed']);
    expect(moves(shop, '1')).toContainEqual(['confirm-pool', null]);
    shop.must(confirm(shop));
    expect([shop.where('1'), shop.order('1').phase]).toEqual(['pool/queue', 'confirmed']);
    shop.must({ type: 'ReleaseOrder', order: card('1') });
    expect(shop.where('1.1')).toBe('ready/queue');
    expect(brokenInvariants(shop.board)).toEqual([]);
  });
});

describe('a board without a lane to ship from', () => {
  const passed = () => {
    const { shop } = openShop({ lanes: (all) => all.filter(({ role }) => role !== 'ship') });
    completeKit(shop);
    for (const step of [pull('1', 'assemble'), finish('1')]) shop.must(step);
    shop.must(pull('1', 'qc'), PEOPLE.ines);
    return shop;
  };

  test('ships from its last stage, and not before the verdict (MTO-7)', () => {
    const shop = passed();
    expect(shop.order('1').routing.map((step) => step.lane)).toEqual(['assemble', 'qc']);
    expect(shop.codes(ship('1'))).toContain('not_inspected');
    shop.must(pass('1'), PEOPLE.ines);
    expect(moves(shop, '1')).toContainEqual(['ship-', null]);
    expect(dropMeaning(shop.board, shop.card('1'), lane('shipped'), 'done', null, shop.at)).toMatchObject({ does: 'ask', need: 'shipment' });
    shop.must(ship('1'));
    expect([shop.where('1'), shop.order('1').phase]).toEqual(['shipped/done', 'shipped']);
    expect(brokenInvariants(shop.board)).toEqual([]);
  });

  test('with one, the last stage is not enough', () => {
    const { shop } = openShop();
    completeKit(shop);
    for (const step of [pull('1', 'assemble'), finish('1')]) shop.must(step);
    shop.must(pull('1', 'qc'), PEOPLE.ines);
    shop.must(pass('1'), PEOPLE.ines);
    expect(shop.codes(ship('1'))).toEqual(['illegal_transition']);
  });
});

describe('a role', () => {
  test('fixes what its lane is', () => {
    const shop = without('pool');
    expect(shop.codes({ type: 'AddLane', lane: { name: 'Pool', role: 'pool', kind: 'work', holds: 'order' } })).toEqual(['board_incomplete']);
    shop.must({ type: 'AddLane', lane: { name: 'Pool', role: 'pool', ...ROLE_LANES.pool } });
    shop.must(confirm(shop));
    expect(shop.where('1')).toBe('pool/queue');
  });
});

describe('what cannot do without a lane says which', () => {
  test.each<[LaneRole, (shop: Shop) => Command, string]>([
    ['pool', confirm, 'Confirming an order needs a pool for confirmed orders'],
    ['kit', () => ({ type: 'ReleaseOrder', order: card('1') }), 'Releasing an order needs a lane for kits'],
    ['ready', () => ({ type: 'ReleaseOrder', order: card('1') }), 'Releasing an order needs a lane for parts that are ready'],
    ['shipped', () => ship('1'), 'Shipping an order needs a lane for what is shipped'],
  ])('%s', (role, command, said) => {
    const shop = without(role);
    expect(shop.violations(command(shop))).toEqual([{ code: 'lane_missing', command: command(shop).type, roles: [role] }]);
    expect(shop.says(command(shop))).toBe(`${said}, and this board has none. A manager adds one in the board settings.`);
  });

  test('the card’s menu shows the step with its refusal', () => {
    expect(moves(without('pool'), '1')).toContainEqual(['confirm-', 'lane_missing']);
    const shop = without('kit');
    shop.must(confirm(shop));
    expect(moves(shop, '1')).toContainEqual(['release-', 'lane_missing']);
  });

  test('another order on a board with every role is not touched by any of it', () => {
    const { shop } = openShop();
    enter(shop, '2');
    expect(new Set(shop.board.lanes.flatMap(({ role }) => role ?? []))).toEqual(new Set(LANE_ROLES));
  });
});
