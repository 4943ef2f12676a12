import { describe, expect, test } from 'vitest';
import type { Command, CommandType } from '../../shared/verbs.ts';
import type { NewLane } from '../../shared/board/lane-fields.ts';
import { decide } from '../../shared/floor.ts';
import type { Role } from '../../shared/people/directory.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import { boardId } from '../../shared/kernel/ids.ts';
import { laneLimit } from '../../shared/limits/admission.ts';
import { blankShop } from '../../shared/templates/blank.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { DIRECTORY, type OpenShop, PEOPLE, START, block, card, finish, lane, limit, openShop, person, pull } from '../support/shop/shop.ts';

const ALL_ROLES: readonly Role[] = ['sales', 'planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager', 'viewer', 'admin'];
const c = card('1');
const l = lane('cut');

/** One command of each kind, and the roles of domain.md, section 2, that may issue it: S P B O L I H M V A. */
const MATRIX: readonly (readonly [Command, string])[] = [
  [{ ...blankShop('Another') }, 'MA'],
  [{ type: 'AddLane', lane: { name: 'Oil', kind: 'work', holds: 'job' } }, 'MA'],
  [{ type: 'EditLane', lane: l, policy: 'dry first' }, 'MA'],
  [{ type: 'MoveLane', lane: l, before: null }, 'MA'],
  [{ type: 'RemoveLane', lane: l }, 'MA'],
  [{ type: 'SetLimit', limit: limit('cut', 2) }, 'MA'],
  [{ type: 'RemoveLimit', limit: 'cut' as never }, 'MA'],
  [{ type: 'SetPolicies', policies: {} }, 'MA'],
  [{ type: 'CreateOrder', title: 'Stool', customer: '', quantity: 1, bom: [] }, 'SPM'],
  [{ type: 'ReviseBom', order: c, bom: [] }, 'SPM'],
  [{ type: 'ConfirmOrder', order: c, promisedAt: START + 99 }, 'SM'],
  [{ type: 'ReleaseOrder', order: c }, 'PM'],
  [{ type: 'CloseOrder', order: c }, ''],
  [{ type: 'PullCard', card: c, lane: l }, 'PBOLIHM'],
  [{ type: 'FinishWork', card: c }, 'PBOLIHM'],
  [{ type: 'PassInspection', card: c }, 'I'],
  [{ type: 'GrantConcession', card: c, reason: '' }, 'M'],
  [{ type: 'ReturnCard', card: c, lane: l, category: 'quality', reason: '' }, 'OLIM'],
  [{ type: 'ShipOrder', order: c, carrier: '', reference: '' }, 'H'],
  [{ type: 'BlockCard', card: c, category: 'other', external: false, text: '' }, 'SPBOLIHM'],
  [{ type: 'UnblockCard', card: c, blocker: 1, resolution: '' }, 'SPBOLIHM'],
  [{ type: 'ReorderCard', card: c, before: null }, 'PBOLIHM'],
  [{ type: 'QueueCard', card: c, lane: l }, 'PBOLIHM'],
  [{ type: 'LeaveQueue', card: c }, 'PBOLIHM'],
  [{ type: 'CommentOnCard', card: c, text: 'seen' }, 'SPBOLIHMA'],
  [{ type: 'AssignCard', card: c, assignees: [] }, 'PBOLIHM'],
  [{ type: 'SetClass', card: c, class: 'fixed' }, 'PM'],
  [{ type: 'EditCard', card: c, title: 'Stool' }, 'SPM'],
  [{ type: 'TickCheck', card: c, item: 'x', done: true }, 'PBOLIHM'],
  [{ type: 'UndoMove', card: c }, 'SPBOLIHM'],
];
const LETTERS: Readonly<Record<Role, string>> = { sales: 'S', planner: 'P', buyer: 'B', operator: 'O', lead: 'L', inspector: 'I', shipping: 'H', manager: 'M', viewer: 'V', admin: 'A' };

describe('who may issue what', () => {
  test.each(MATRIX.map(([command, roles]) => [command.type, command, roles] as const))('%s', (_, command, roles) => {
    const { shop } = openShop({ until: 'entered' });
    const board = command.type === 'CreateBoard' ? emptyBoard(boardId('new')) : shop.board;
    const allowed = ALL_ROLES.filter((role) => {
      const decision = decide(board, command, { at: START, actor: asPerson(person('zoe', role)), directory: DIRECTORY });
      return decision.ok || !decision.refusal.violations.some((one) => one.code === 'not_allowed' && one.command === command.type);
    });
    // UnblockCard asks further who opened the blocker; this board has none, so only the table speaks.
    expect(allowed.map((role) => LETTERS[role]).join('')).toBe(roles);
  });

  test('the matrix covers every command', () => {
    const kinds: Readonly<Record<CommandType, true>> = {
      CreateBoard: true, AddLane: true, EditLane: true, MoveLane: true, RemoveLane: true, SetLimit: true, RemoveLimit: true, SetPolicies: true, CreateOrder: true, ReviseBom: true, ConfirmOrder: true, ReleaseOrder: true, CloseOrder: true, PullCard: true,
      FinishWork: true, PassInspection: true, GrantConcession: true, ReturnCard: true, ShipOrder: true, BlockCard: true, UnblockCard: true, ReorderCard: true, QueueCard: true, LeaveQueue: true, CommentOnCard: true, AssignCard: true, SetClass: true, EditCard: true, TickCheck: true, UndoMove: true,
    };
    expect(MATRIX.map(([command]) => command.type).toSorted()).toEqual(Object.keys(kinds).toSorted());
  });

  test('lanes without members belong to their trade: planners the kits, buyers suppliers, inspectors gates, shipping the door', () => {
    const { shop } = openShop({ routing: ['cut', 'check'], lanes: (all) => [...all, { id: lane('buy'), name: 'Buy', kind: 'external', holds: 'job' }] });
    const mine = (who: keyof typeof PEOPLE): string[] => shop.board.lanes.filter(({ id }) => {
      const outcome = decide(shop.board, { type: 'PullCard', card: card('1.1'), lane: id }, { at: shop.at, actor: asPerson(PEOPLE[who]), directory: DIRECTORY });
      return outcome.ok || !outcome.refusal.violations.some(({ code }) => code === 'not_your_pull');
    }).map(({ id }) => id);
    expect(mine('pia')).toEqual(['enquiries', 'pool', 'ready', 'kits']);
    expect(mine('ben')).toEqual(['buy']);
    expect(mine('ines')).toEqual(['qc', 'check']);
    expect(mine('shay')).toEqual(['ship', 'shipped']);
    expect(mine('olaf')).toEqual(['assemble', 'cut', 'weld']);
    expect(mine('mona').length).toBe(shop.board.lanes.length);
  });
});

describe('lanes', () => {
  test('a lane is added where it is asked for, with its limit, and named only once', () => {
    const { shop } = openShop();
    shop.must({ type: 'AddLane', lane: { name: 'Paint shop', kind: 'work', holds: 'job' }, before: lane('weld'), capacity: 2 });
    expect(shop.board.lanes.map(({ id }) => id).slice(-4)).toEqual(['cut', 'paint-shop', 'weld', 'check']);
    expect(shop.board.limits.at(-1)).toMatchObject({ name: 'Paint shop', kind: 'job', scope: { lanes: ['paint-shop'] }, capacity: 2 });
    expect(shop.codes({ type: 'AddLane', lane: { name: ' PAINT shop ', kind: 'work', holds: 'job' } })).toEqual(['name_taken']);
    expect(shop.codes({ type: 'AddLane', lane: { name: 'Second pool', kind: 'queue', role: 'pool', holds: 'order' } })).toEqual(['board_incomplete']);
    expect(shop.codes({ type: 'AddLane', lane: { name: 'Scrap', kind: 'terminal', holds: 'job' } })).toEqual(['board_incomplete']);
  });

  test('a lane called Constructor is a lane like any other', () => {
    const { shop } = openShop({ parts: 1, routing: ['cut'], lanes: (all) => [...all, { name: 'Constructor', kind: 'work', holds: 'job' }] });
    expect(shop.board.lanes.at(-1)?.id).toBe('constructor-2');
  });

  test('a renamed lane keeps its id, and its own limit is called as it is', () => {
    const { shop } = openShop({ limits: [limit('cut', 2, { name: 'Cut' })] });
    shop.must({ type: 'EditLane', lane: lane('cut'), name: 'Saw', policy: 'Grain first' });
    expect(shop.board.lanes.find(({ id }) => id === 'cut')).toMatchObject({ name: 'Saw', policy: 'Grain first' });
    expect(shop.board.limits[0]?.name).toBe('Saw');
    expect(shop.codes({ type: 'EditLane', lane: lane('cut'), name: 'weld' })).toEqual(['name_taken']);
    expect(shop.codes({ type: 'EditLane', lane: lane('cut'), members: ['nobody' as never] })).toEqual(['not_there']);
    expect(shop.codes({ type: 'EditLane', lane: lane('nowhere'), name: 'X' })).toEqual(['not_there']);
  });

  test('a lane’s own limit is its own by the lane’s id, whatever it is called; another of the same name is not', () => {
    const { shop } = openShop({ limits: [limit('busy', 1, { name: 'Cut', scope: { lanes: [lane('cut')], subs: ['doing'] } }), limit('saws', 2, { name: 'Saws', scope: { lanes: [lane('cut')] } })] });
    expect(laneLimit(shop.board, lane('cut'))?.limit.id).toBe('saws');
    shop.must({ type: 'EditLane', lane: lane('cut'), name: 'Sawing' });
    expect(shop.board.limits.map(({ id, name }) => [id, name])).toEqual([['busy', 'Cut'], ['saws', 'Sawing']]);
  });

  test('a limit on a group is no lane’s own, even when one lane alone is in the group', () => {
    const { shop } = openShop();
    shop.must({ type: 'EditLane', lane: lane('cut'), group: 'Sawdust' });
    shop.must({ type: 'SetLimit', limit: limit('dust', 2, { name: 'Sawdust', scope: { group: 'Sawdust' } }) });
    expect(laneLimit(shop.board, lane('cut'))).toBeNull();
    shop.must({ type: 'EditLane', lane: lane('cut'), name: 'Sawing' });
    expect(shop.board.limits.find(({ id }) => id === 'dust')?.name).toBe('Sawdust');
  });

  test('lanes move before a neighbour or to the end', () => {
    const { shop } = openShop();
    shop.must({ type: 'MoveLane', lane: lane('check'), before: lane('cut') });
    shop.must({ type: 'MoveLane', lane: lane('cut'), before: null });
    expect(shop.board.lanes.map(({ id }) => id).slice(-3)).toEqual(['check', 'weld', 'cut']);
    expect(shop.codes({ type: 'MoveLane', lane: lane('cut'), before: lane('cut') })).toEqual(['already']);
    expect(shop.codes({ type: 'MoveLane', lane: lane('cut'), before: lane('nowhere') })).toEqual(['not_there']);
  });

  test('a lane that holds cards, is ahead of one, or belongs to every order’s life refuses to go', () => {
    const { shop } = openShop({ parts: 2, limits: [limit('cut', 2), limit('pair', 5, { scope: { lanes: [lane('cut'), lane('weld')] } })] });
    shop.must(pull('1.1', 'cut'));
    expect(shop.violations({ type: 'RemoveLane', lane: lane('cut') })).toMatchObject([{ code: 'lane_holds_cards', cards: 1 }, { code: 'lane_in_routing', cards: ['1.2'] }]);
    expect(shop.codes({ type: 'RemoveLane', lane: lane('weld') })).toEqual(['lane_in_routing']);
    expect(shop.codes({ type: 'RemoveLane', lane: lane('pool') })).toEqual(['lane_is_needed']);
    for (const step of [pull('1.2', 'cut'), finish('1.1'), finish('1.2'), pull('1.1', 'weld'), pull('1.2', 'weld')]) shop.must(step);
    shop.must({ type: 'RemoveLane', lane: lane('cut') });
    expect(shop.board.limits.map(({ id, scope }) => [id, scope.lanes])).toEqual([['pair', ['weld']]]);
    expect(shop.board.loads).toEqual([2]);
  });
});

describe('limits and boards', () => {
  test('a limit that could not be kept is refused when it is set', () => {
    const { shop } = openShop();
    const codes = (scope: object, kind: 'job' | 'order' = 'job') => shop.codes({ type: 'SetLimit', limit: limit('x', 1, { scope, kind }) });
    expect(codes({ lanes: [] })).toEqual(['limit_scope']);
    expect(codes({ lanes: ['nowhere'] })).toEqual(['not_there']);
    expect(codes({ lanes: ['cut'], subs: ['done'] })).toEqual(['limit_scope']);
    expect(codes({ group: 'Nobody’s' })).toEqual(['limit_scope']);
    expect(codes({ lanes: ['shipped'] }, 'order')).toEqual(['limit_scope']);
    expect(codes({ lanes: ['kits'] })).toEqual(['limit_over_kit']);
    expect(shop.codes({ type: 'RemoveLimit', limit: 'x' as never })).toEqual(['not_there']);
    shop.must({ type: 'SetLimit', limit: limit('kits', 1, { kind: 'order' }) });
    shop.must({ type: 'RemoveLimit', limit: 'kits' as never });
    expect(shop.board.limits).toEqual([]);
  });

  test('a changed limit keeps the policies that were not named', () => {
    const { shop } = openShop({ limits: [limit('cut', 2, { policy: { overage: 0, oversize: 'reject' } })] });
    shop.must({ type: 'SetLimit', limit: limit('cut', 3) });
    expect(shop.board.limits[0]).toMatchObject({ capacity: 3, policy: { overage: 0, oversize: 'reject' } });
  });

  test('a board is created once, whole, with each lane of an order’s life at most once', () => {
    const { shop } = openShop();
    expect(shop.codes(furnitureShop())).toEqual(['board_exists']);
    const create = (lanes: (typeof blank)['lanes'], limits = blank.limits) => decide(emptyBoard(boardId('new')), { ...blank, lanes, limits }, { at: START, actor: asPerson(PEOPLE.adam), directory: DIRECTORY });
    const blank = blankShop('New');
    expect(create(blank.lanes).ok).toBe(true);
    const twice = create([...blank.lanes, { name: 'Second pool', kind: 'queue', role: 'pool', holds: 'order' }]);
    expect(twice).toMatchObject({ ok: false, refusal: { violations: [{ code: 'board_incomplete', why: { is: 'role_count', role: 'pool', has: 2 } }] } });
    expect(create([], [])).toMatchObject({ ok: false, refusal: { violations: [{ code: 'board_incomplete', why: { is: 'no_lanes' } }] } });
    expect(create([...blank.lanes, { name: 'make', kind: 'work', holds: 'job' }])).toMatchObject({ ok: false, refusal: { violations: [{ code: 'name_taken' }] } });
    expect(create(blank.lanes.map((one) => (one.role === 'ready' ? { ...one, holds: 'order' as const } : one))).ok).toBe(false);
    expect(decide(emptyBoard(boardId('new')), pull('1', 'cut'), { at: START, actor: asPerson(PEOPLE.ada), directory: DIRECTORY })).toMatchObject({ ok: false, refusal: { violations: [{ code: 'no_board' }] } });
  });

  test('the templates are boards', () => {
    for (const template of [furnitureShop(), blankShop('Blank')]) expect(decide(emptyBoard(boardId('new')), template, { at: START, actor: asPerson(PEOPLE.mona), directory: DIRECTORY }).ok).toBe(true);
  });
});

describe('what a board may hold', () => {
  const wide = (count: number): NonNullable<OpenShop['limits']> => Array.from({ length: count }, (_, n) => limit(`limit-${n}`, 5, { scope: { lanes: [lane('cut')] } }));

  test('a lane, a limit or a blocker more than fits is refused at every door, not at the making of a board alone', () => {
    const { shop } = openShop({ limits: wide(400), lanes: (lanes) => [...lanes, ...Array.from({ length: 200 - lanes.length - 1 }, (_, n): NewLane => ({ name: `Bench ${n}`, kind: 'work', holds: 'job' }))] });
    const another = { name: 'Another', kind: 'work', holds: 'job' } as const;
    expect(shop.violations({ type: 'SetLimit', limit: limit('more', 3, { scope: { lanes: [lane('cut')] } }) })).toEqual([{ code: 'too_many', what: 'limits', most: 400 }]);
    expect(shop.violations({ type: 'AddLane', lane: another, capacity: 3 })).toEqual([{ code: 'too_many', what: 'limits', most: 400 }]);
    shop.must({ type: 'SetLimit', limit: limit('limit-7', 3, { scope: { lanes: [lane('cut')] } }) });
    shop.must({ type: 'AddLane', lane: another });
    expect(shop.violations({ type: 'AddLane', lane: { ...another, name: 'And another' } })).toEqual([{ code: 'too_many', what: 'lanes', most: 200 }]);
    for (let n = 0; n < 20; n += 1) shop.must(block('1.1'));
    expect(shop.says(block('1.1'))).toBe('There are 20 open blockers already, and there is no place for more. End one first.');
  });

  test('a refusal tells twenty violated rules and counts the rest', () => {
    const { shop } = openShop({ limits: wide(30) });
    const lanes = Array.from({ length: 200 }, (_, n) => lane(`nowhere-${n}`));
    const outcome = shop.try({ type: 'SetLimit', limit: limit('all', 3, { scope: { lanes } }) });
    expect(outcome.ok ? null : [outcome.refusal.violations.length, outcome.refusal.more]).toEqual([20, 180]);
    expect(shop.says({ type: 'SetLimit', limit: limit('all', 3, { scope: { lanes } }) })).toMatch(/And 180 more of the kind\.$/);
    for (let n = 0; n < 30; n += 1) shop.must({ type: 'SetLimit', limit: limit(`limit-${n}`, 0, { scope: { lanes: [lane('cut')] } }) });
    const full = shop.try(pull('1.1', 'cut'));
    expect(full.ok ? null : [full.refusal.violations.length, full.refusal.more]).toEqual([20, 10]);
    expect(JSON.stringify(full)).not.toContain('untold');
  });
});
