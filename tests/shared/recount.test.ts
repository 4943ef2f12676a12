import { describe, expect, test } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import { isCommitted } from '../../shared/board/board.ts';
import type { Lane } from '../../shared/board/lane.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { BoardEvent } from '../../shared/board/events.ts';
import { evolve } from '../../shared/floor.ts';
import type { Event } from '../../shared/events.ts';
import { laneId, limitId } from '../../shared/kernel/ids.ts';
import { Table } from '../../shared/kernel/table.ts';
import { recount } from '../../shared/limits/admission.ts';
import type { Limit, LimitUnit } from '../../shared/limits/limit.ts';
import { bigBoard } from '../support/shop/big-board.ts';

// What a change of settings costs on a large board: which cards are weighed anew, and that it is enough.

const UNITS: readonly LimitUnit[] = ['count', 'hours', 'qty'];
const limit = (id: string, unit: LimitUnit, scope: Limit['scope'], kind: Limit['kind'] = 'job'): Limit =>
  ({ id: limitId(`${id}-${unit}`), name: id, kind, unit, scope, capacity: 40, policy: { oversize: 'when-empty', overage: 1 } });
const limits = UNITS.flatMap((unit) => [
  limit('all', unit, {}), limit('cut', unit, { lanes: [laneId('cut')] }), limit('group', unit, { group: 'wood' }), limit('ends', unit, { lanes: [laneId('finish'), laneId('upholster')] }),
]);

/** A board whose cards count how often anybody looks what they are. */
function shop(): { readonly board: Board; readonly weighed: () => number } {
  let looks = 0;
  const counting = <C extends Card>(card: C): C => new Proxy(card, { get: (target, key) => ((looks += key === 'kind' ? 1 : 0), Reflect.get(target, key) as unknown) });
  const big = bigBoard(400);
  const grouped = (lane: Lane): Lane => (['drill', 'edge'].includes(lane.id) ? { ...lane, group: 'wood' } : lane);
  const all = [...limits, limit('orders', 'count', {}, 'order')];
  const bare: Board = { ...big, lanes: big.lanes.map(grouped), limits: all, loads: [], lowered: all.map(() => 0), cards: Table.of([...big.cards.values()].map(counting)) };
  const board = { ...bare, loads: recount(bare) };
  looks = 0;
  return { board, weighed: () => looks };
}
const info = { seq: 1, at: 1, actor: 'person:ada' as const, texts: {} };
const edited = (changes: Extract<BoardEvent, { type: 'LaneEdited' }>['changes']): Event => ({ type: 'LaneEdited', lane: laneId('cut'), changes });

describe('a change of settings', () => {
  test.each<[string, Event]>([
    ['another name, policy and checklist of a lane', edited({ name: 'Saw', policy: 'dry first', checklist: [] })],
    ['another place for a lane', { type: 'LaneMoved', lane: laneId('cut'), before: null }],
    ['a policy that no limit asks', { type: 'PoliciesSet', policies: { undoSeconds: 33 } }],
    ['another capacity', { type: 'LimitSet', limit: { ...(limits[0] as Limit), capacity: 3, name: 'Everything' }, reason: null }],
    ['one limit less', { type: 'LimitRemoved', limit: limitId('all-hours'), reason: null }],
  ])('weighs no card for %s', (_, event) => {
    const { board, weighed } = shop();
    const after = evolve(board, event, info);
    expect(weighed()).toBe(0);
    expect(after.loads).toEqual(recount(after));
  });

  test.each<[string, Event]>([
    ['a lane that joins a group', edited({ group: 'wood' })],
    ['another estimate of a lane', edited({ defaultHours: 7 })],
    ['a policy on what is committed', { type: 'PoliciesSet', policies: { orderConwipUntil: 'shipped' } }],
    ['a policy on what is committed, the other way', { type: 'PoliciesSet', policies: { orderConwipUntil: 'ready_to_ship' } }],
    ['a limit that looks elsewhere', { type: 'LimitSet', limit: { ...(limits[1] as Limit), scope: { lanes: [laneId('finish')] } }, reason: null }],
    ['a limit in another unit', { type: 'LimitSet', limit: { ...(limits[1] as Limit), unit: 'qty' }, reason: null }],
    ['a new limit', { type: 'LimitSet', limit: limit('late', 'hours', {}), reason: null }],
    ['a lane less', { type: 'LaneRemoved', lane: laneId('edge'), limits: [] }],
    ['a lane more', { type: 'LaneAdded', lane: { ...(bigBoard(2).lanes[2] as Lane), id: laneId('oil'), group: 'wood' }, before: null }],
  ])('counts as a full recount does for %s', (_, event) => {
    const after = evolve(shop().board, event, info);
    expect(after.loads).toEqual(recount(after));
    expect(after.loads.some((load) => load > 0)).toBe(true);
  });

  test('that moves one lane into a group weighs for the limits of that group alone', () => {
    const { board, weighed } = shop();
    const before = board.loads;
    const after = evolve(board, edited({ group: 'wood' }), info);
    expect(weighed()).toBeGreaterThan(0);
    const changed = after.limits.filter((_one, index) => after.loads[index] !== before[index]).map(({ id }) => id);
    expect(changed).toEqual(['group-count', 'group-hours', 'group-qty']);
    expect([...board.cards.values()].some((card) => isCommitted(board, card))).toBe(true);
  });
});
