import { isCommitted, laneOf } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import type { Card, Standing } from '../cards/card.ts';
import type { CardKind, Lane } from '../board/lane.ts';
import type { Exception } from '../cards/card-common.ts';
import { isOwn } from './limit.ts';
import type { Limit, Scope } from './limit.ts';
import type { Exceeded, NewException } from './exceptions.ts';
import type { Actor } from '../kernel/actor.ts';
import type { LaneId, LimitId, PersonId } from '../kernel/ids.ts';
import { counted, rounded } from '../kernel/quantity.ts';

/** Where a limit looks, worked out once per set of lanes and limits. */
interface Compiled {
  /** Per limit: its lanes; null for the whole board. */
  readonly scopes: readonly (ReadonlySet<LaneId> | null)[];
  /** Indexes of the limits that look at a lane. */
  readonly byLane: ReadonlyMap<LaneId, readonly number[]>;
  /** Indexes of the limits that look at the whole board. */
  readonly wide: readonly number[];
  readonly byId: ReadonlyMap<LimitId, number>;
  /** Indexes of the limits of one person. */
  readonly byPerson: ReadonlyMap<PersonId, readonly number[]>;
  /** The other limits to weigh for a move from one lane to another, worked out at the first such move. */
  readonly touched: Readonly<Record<CardKind, Map<string, Map<string, readonly number[]>>>>;
}

/** A change of lanes is weighed against what was, so both are kept as long as somebody holds them. */
const compiledScopes = new WeakMap<readonly Limit[], WeakMap<readonly Lane[], Compiled>>();

function compiled(board: Board): Compiled {
  let byLanes = compiledScopes.get(board.limits);
  if (!byLanes) compiledScopes.set(board.limits, (byLanes = new WeakMap()));
  const known = byLanes.get(board.lanes);
  if (known) return known;
  // Limits that look at the same lanes have one set of them: so it is seen at once that they weigh a card alike.
  const sets = new Map<string, ReadonlySet<LaneId> | null>();
  const scopes = board.limits.map(({ scope }) => {
    const key = JSON.stringify([scope.lanes, scope.group]);
    const set = sets.get(key) ?? lanesInScope(board.lanes, scope);
    sets.set(key, set);
    return set;
  });
  const wide = scopes.flatMap((scope, index) => (scope === null ? [index] : []));
  const byLane = new Map<LaneId, number[]>(board.lanes.map((lane) => [lane.id, []]));
  for (const [index, scope] of scopes.entries()) for (const lane of scope ?? byLane.keys()) byLane.get(lane)?.push(index);
  const byId = new Map(board.limits.map((limit, index) => [limit.id, index]));
  const byPerson = new Map<PersonId, number[]>();
  for (const [index, { scope: { assignee } }] of board.limits.entries()) if (assignee) byPerson.set(assignee, [...(byPerson.get(assignee) ?? []), index]);
  const fresh: Compiled = { scopes, byLane, wide, byId, byPerson, touched: { order: new Map(), job: new Map() } };
  byLanes.set(board.lanes, fresh);
  return fresh;
}

export function lanesInScope(lanes: readonly Lane[], scope: Scope): ReadonlySet<LaneId> | null {
  if (!scope.lanes && scope.group === undefined) return null;
  return new Set([
    ...(scope.lanes ?? []),
    // A group may hold the end of the road; what is gone is nobody's work in progress (WIP-1).
    ...lanes.filter((lane) => scope.group !== undefined && lane.group === scope.group && lane.kind !== 'terminal').map((lane) => lane.id),
  ]);
}

/** Does `card` count against the limit at `index`, by where and what it is? */
function inScopeAt(board: Board, c: Compiled, index: number, card: Standing): boolean {
  const limit = board.limits[index] as Limit;
  if (limit.kind !== card.kind) return false; // WIP-5
  const { scope } = limit;
  const lanes = c.scopes[index];
  if (lanes) {
    if (!card.place || !lanes.has(card.place.lane)) return false;
  } else if (!isCommitted(board, card)) {
    return false; // WIP-6, WIP-11, WIP-12
  }
  if (scope.subs && !(card.place && scope.subs.includes(card.place.sub))) return false;
  if (scope.classes && !scope.classes.includes(card.class)) return false;
  if (scope.assignee && !card.assignees.includes(scope.assignee)) return false; // WIP-8
  if (scope.supplier && !(card.kind === 'job' && card.supplier === scope.supplier)) return false;
  return true;
}

/** What the card adds to the limit, in its unit; null: an estimate is missing (WIP-9). */
function weightAt(board: Board, c: Compiled, index: number, card: Standing): number | null {
  const limit = board.limits[index] as Limit;
  switch (limit.unit) {
    case 'count':
      return 1;
    case 'qty':
      return counted(card.quantity);
    case 'hours': {
      let hours = 0;
      for (const step of card.routing.slice(Math.max(0, card.step))) {
        if (c.scopes[index] && !c.scopes[index].has(step.lane)) continue;
        const estimate = step.hours ?? laneOf(board, step.lane)?.defaultHours ?? null;
        if (estimate === null) return null;
        hours += counted(estimate);
      }
      return rounded(hours);
    }
  }
}

const loadAt = (board: Board, c: Compiled, index: number, card: Standing | null): number =>
  card && inScopeAt(board, c, index, card) ? (weightAt(board, c, index, card) ?? 0) : 0;

/** The limits a card in either state may count against: those of its lanes, the wide ones, those of its people. */
function touched(board: Board, c: Compiled, before: Standing | null, after: Standing | null): readonly number[] {
  const from = before?.place?.lane ?? NOWHERE;
  const to = after?.place?.lane ?? NOWHERE;
  const kind = (after ?? before)?.kind ?? 'job';
  let ways = c.touched[kind].get(from);
  if (!ways) c.touched[kind].set(from, (ways = new Map()));
  let indexes = ways.get(to);
  if (!indexes) {
    const left = c.byLane.get(from as LaneId) ?? c.wide;
    const entered = c.byLane.get(to as LaneId) ?? c.wide;
    indexes = [...new Set([...left, ...entered])].filter((index) => board.limits[index]?.kind === kind && !board.limits[index].scope.assignee);
    ways.set(to, indexes);
  }
  return c.byPerson.size === 0 ? indexes : withPersonal(c, indexes, before, after);
}

/** A shop of a hundred people with a limit each weighs only those of the people at work on the card. */
function withPersonal(c: Compiled, indexes: readonly number[], before: Standing | null, after: Standing | null): readonly number[] {
  const people = new Set([...(before?.assignees ?? []), ...(after?.assignees ?? [])]);
  if (people.size === 0) return indexes;
  return [...indexes, ...[...people].flatMap((person) => c.byPerson.get(person) ?? [])];
}

const NOWHERE = '';

/** Loads after a card changed: only the limits it can touch are weighed, whatever the board's size. */
export function loadsAfter(board: Board, before: Standing | null, after: Standing | null): Pick<Board, 'loads' | 'lowered'> {
  const c = compiled(board);
  let loads: number[] | null = null;
  let lowered: number[] | null = null;
  for (const index of touched(board, c, before, after)) {
    const change = loadAt(board, c, index, after) - loadAt(board, c, index, before);
    if (change === 0) continue;
    loads ??= board.loads.slice();
    const load = rounded((loads[index] ?? 0) + change);
    loads[index] = load;
    const over = Math.max(0, load - ((board.limits[index] as Limit).capacity ?? Infinity));
    if ((board.lowered[index] ?? 0) > over) {
      lowered ??= board.lowered.slice();
      lowered[index] = over;
    }
  }
  return { loads: loads ?? board.loads, lowered: lowered ?? board.lowered };
}

/** The exceptions of a card that still count: those of limits it stands in, while these are above their capacity. */
export function standingExceptions(board: Board, card: Standing): readonly Exception[] {
  if (card.exceptions.length === 0) return card.exceptions;
  const c = compiled(board);
  const kept = card.exceptions.filter(({ limit }) => {
    const index = c.byId.get(limit);
    return index !== undefined && isOver(board, index) && inScopeAt(board, c, index, card);
  });
  return kept.length === card.exceptions.length ? card.exceptions : kept;
}

const isOver = (board: Board, index: number): boolean => (board.loads[index] ?? 0) > ((board.limits[index] as Limit).capacity ?? Infinity);

/** Cards whose exceptions ended because their limit, above its capacity before, is not any more. */
export function relieved(before: Board, after: Board): readonly Card[] {
  if (before.loads === after.loads) return NO_CARDS;
  let cards = NO_CARDS;
  for (const [index, { id }] of after.limits.entries())
    if (isOver(before, index) && !isOver(after, index)) cards = [...cards, ...cardsIn(after, id).filter((card) => card.exceptions.some(({ limit }) => limit === id))];
  return cards;
}

const NO_CARDS: readonly Card[] = [];

/** Loads from nothing: after limits or lanes changed, and as the measure of `loadsAfter`. */
export function recount(board: Board): number[] {
  const c = compiled(board);
  const loads: number[] = board.limits.map(() => 0);
  for (const card of board.cards.values()) weighInto(loads, board, c, card);
  return loads;
}

/**
 * The same where limits, lanes or policies changed: a limit that looks at the same cards in the same way
 * keeps its load, and the others look at their own lanes. On a board of 200 lanes, 400 limits and 5,000
 * cards a full recount takes as long as other boards may wait.
 */
export function recountChanged(board: Board, before: Board): number[] {
  const [c, was] = [compiled(board), compiled(before)];
  const estimates = estimatesChanged(board, before);
  const isCommittedAlike = board.policies.orderConwipUntil === before.policies.orderConwipUntil;
  const isKept = (limit: Limit, index: number, at: number): boolean => {
    const old = before.limits[at] as Limit;
    const scope = c.scopes[index] ?? null;
    return (old === limit || looksAlike(old, limit)) && sameLanes(scope, was.scopes[at] ?? null) && (scope !== null || isCommittedAlike || limit.kind === 'job')
      && (limit.unit !== 'hours' || estimates.size === 0 || (scope !== null && ![...estimates].some((lane) => scope.has(lane))));
  };
  const stale: boolean[] = board.limits.map(() => false);
  const loads = board.limits.map((limit, index) => {
    const at = was.byId.get(limit.id);
    if (at !== undefined && isKept(limit, index, at)) return before.loads[at] ?? 0;
    stale[index] = true;
    return 0;
  });
  if (stale.includes(true)) for (const card of board.cards.values()) weighInto(loads, board, c, card, stale);
  return loads;
}

/** Adds a card to the loads of the limits it counts against, or of those among them that are asked for. Limits that look at the same lanes weigh it once. */
function weighInto(loads: number[], board: Board, c: Compiled, card: Standing, among?: readonly boolean[]): void {
  let hours: Map<ReadonlySet<LaneId> | null, number> | null = null;
  for (const index of touched(board, c, card, card)) {
    if ((among && !among[index]) || !inScopeAt(board, c, index, card)) continue;
    let weight: number | undefined;
    if (board.limits[index]?.unit === 'hours') {
      const scope = c.scopes[index] ?? null;
      hours ??= new Map();
      weight = hours.get(scope) ?? weightAt(board, c, index, card) ?? 0;
      hours.set(scope, weight);
    } else weight = weightAt(board, c, index, card) ?? 0;
    loads[index] = rounded((loads[index] ?? 0) + weight);
  }
}

/** They may differ in name, capacity and policy: what is inside is the same. */
const looksAlike = (a: Limit, b: Limit): boolean => a.kind === b.kind && a.unit === b.unit && JSON.stringify(a.scope) === JSON.stringify(b.scope);

const sameLanes = (a: ReadonlySet<LaneId> | null, b: ReadonlySet<LaneId> | null): boolean =>
  a === b || (a !== null && b !== null && a.size === b.size && [...a].every((lane) => b.has(lane)));

/** Lanes whose estimate, for steps that have none of their own, is another one now (WIP-9). */
function estimatesChanged(board: Board, before: Board): ReadonlySet<LaneId> {
  if (board.lanes === before.lanes) return new Set();
  const ids = new Set([...board.lanes, ...before.lanes].map(({ id }) => id));
  return new Set([...ids].filter((id) => (laneOf(board, id)?.defaultHours ?? null) !== (laneOf(before, id)?.defaultHours ?? null)));
}

export interface Admission {
  /** Limits that refuse, innermost first (WIP-4). */
  readonly refused: readonly number[];
  /** Limits in hours that cannot weigh the card (WIP-9). */
  readonly unestimated: readonly number[];
  /** Limits that let it in above their capacity, and by what right. */
  readonly exceptions: readonly NewException[];
}

/**
 * The one place that says what admits what. Changing `before` (null: not on the board) into `after`
 * is checked against every limit whose load would increase (WIP-1), whichever command asks.
 */
export function admission(board: Board, before: Standing | null, after: Standing): Admission {
  const c = compiled(board);
  const refused: number[] = [];
  const unestimated: number[] = [];
  const exceptions: NewException[] = [];
  for (const index of touched(board, c, before, after)) {
    if (!inScopeAt(board, c, index, after)) continue;
    const { capacity, policy, id } = board.limits[index] as Limit;
    if (capacity === null) continue;
    const weight = weightAt(board, c, index, after);
    if (weight === null) {
      // What stood here unweighed before goes on so: only an entry, or an estimate taken away, is asked for hours.
      const isNew = !before || !inScopeAt(board, c, index, before) || weightAt(board, c, index, before) !== null;
      if (isNew) unestimated.push(index);
      continue;
    }
    const was = loadAt(board, c, index, before);
    if (weight <= was) continue; // WIP-1
    const load = board.loads[index] ?? 0;
    const next = rounded(load - was + weight);
    if (next <= capacity) continue;
    if (after.class === 'expedite' && load <= capacity && next <= capacity + policy.overage * weight) {
      exceptions.push({ limit: id, kind: 'expedite' }); // WIP-14
    } else if (policy.oversize === 'when-empty' && capacity > 0 && weight > capacity && rounded(load - was) === 0) {
      exceptions.push({ limit: id, kind: 'oversize' }); // WIP-10
    } else {
      refused.push(index);
    }
  }
  return { refused: innermostFirst(board, c, refused), unestimated, exceptions };
}

function innermostFirst(board: Board, c: Compiled, indexes: readonly number[]): readonly number[] {
  const depth = (index: number): number => {
    const lanes = c.scopes[index];
    if (!lanes) return 1_000;
    return lanes.size * 2 - ((board.limits[index] as Limit).scope.subs ? 1 : 0);
  };
  return indexes.toSorted((a, b) => depth(a) - depth(b));
}

/** What a card takes of a limit where it stands. */
export const heldBy = (board: Board, index: number, card: Standing): number => loadAt(board, compiled(board), index, card);

/** What a change of a card takes off a limit; below 0: puts on it. */
export const freedBy = (board: Board, index: number, before: Standing, after: Standing): number => rounded(heldBy(board, index, before) - heldBy(board, index, after));

/** What has to leave a limit before it lets a change in, in its unit: n over needs n and the card's own. null: however much leaves. */
export function missingRoom(board: Board, index: number, before: Standing | null, after: Standing): number | null {
  const c = compiled(board);
  const { capacity, policy } = board.limits[index] as Limit;
  if (capacity === null) return 0;
  const weight = weightAt(board, c, index, after) ?? 0;
  const load = board.loads[index] ?? 0;
  const others = rounded(load - loadAt(board, c, index, before));
  const amounts = [others + weight - capacity];
  if (after.class === 'expedite') amounts.push(Math.max(load - capacity, others + weight - capacity - policy.overage * weight)); // WIP-14
  if (policy.oversize === 'when-empty' && capacity > 0 && weight > capacity) amounts.push(others); // WIP-10
  const possible = amounts.map(rounded).filter((amount) => amount <= others);
  return possible.length === 0 ? null : Math.max(0, Math.min(...possible));
}

/** WIP-31: what an override or a return exceeds, before and after. */
export function exceededBy(board: Board, before: Standing | null, after: Standing, indexes: readonly number[]): Exceeded[] {
  const c = compiled(board);
  return indexes.map((index) => {
    const load = board.loads[index] ?? 0;
    const limit = board.limits[index] as Limit;
    return {
      limit: limit.id,
      before: load,
      after: rounded(load + loadAt(board, c, index, after) - loadAt(board, c, index, before)),
      capacity: limit.capacity ?? Infinity,
    };
  });
}

/** What each of many cards weighs against one limit, in its unit. */
export function weigherOf(board: Board, limit: LimitId): (card: Standing) => number {
  const c = compiled(board);
  const index = c.byId.get(limit);
  return (card) => (index === undefined ? 0 : (weightAt(board, c, index, card) ?? 0));
}

export const weightOf = (board: Board, limit: LimitId, card: Standing): number => weigherOf(board, limit)(card);

export const limitOf = (board: Board, id: LimitId): Limit | undefined => {
  const index = compiled(board).byId.get(id);
  return index === undefined ? undefined : board.limits[index];
};

/** Load in the limit's unit. */
export const loadOf = (board: Board, id: LimitId): number => {
  const index = compiled(board).byId.get(id);
  return index === undefined ? 0 : (board.loads[index] ?? 0);
};

/** Cards that count against a limit, in board order; O(cards in its lanes). */
export function cardsIn(board: Board, id: LimitId): Card[] {
  const c = compiled(board);
  const index = c.byId.get(id);
  if (index === undefined) return [];
  const cards: Card[] = [];
  for (const lane of board.lanes) {
    if (c.scopes[index] && !c.scopes[index].has(lane.id)) continue;
    for (const sub of ['queue', 'doing', 'done'] as const)
      for (const id of board.places[`${lane.id}/${sub}`] ?? []) {
        const card = board.cards.get(id);
        if (card && inScopeAt(board, c, index, card)) cards.push(card);
      }
  }
  return cards;
}

export type LimitState = 'unlimited' | 'room' | 'one_left' | 'full' | 'over';

export interface LimitView {
  readonly limit: Limit;
  readonly load: number;
  readonly capacity: number | null;
  /** Room left; null when unlimited. */
  readonly free: number | null;
  readonly over: number;
  readonly state: LimitState;
}

export function viewOf(board: Board, index: number): LimitView {
  const limit = board.limits[index] as Limit;
  const load = board.loads[index] ?? 0;
  const { capacity } = limit;
  if (capacity === null) return { limit, load, capacity, free: null, over: 0, state: 'unlimited' };
  const free = Math.max(0, rounded(capacity - load));
  const over = Math.max(0, rounded(load - capacity));
  let state: LimitState = 'room';
  if (over > 0) state = 'over';
  else if (free === 0) state = 'full';
  else if (free <= 1) state = 'one_left';
  return { limit, load, capacity, free, over, state };
}

export const limitsView = (board: Board): LimitView[] => board.limits.map((_, index) => viewOf(board, index));

/** The lane's own limit, which its header shows; of several the first. */
export function laneLimit(board: Board, id: LaneId): LimitView | null {
  const lane = laneOf(board, id);
  const index = lane && compiled(board).byLane.get(id)?.find((one) => isOwn(board.limits[one] as Limit, lane));
  return index === undefined ? null : viewOf(board, index);
}

/** Is a place free by the lane's own limit? Wider limits depend on where a card comes from: ask `admission`. */
export function hasRoom(board: Board, lane: Lane): boolean {
  const view = laneLimit(board, lane.id);
  return !view || view.free === null || view.free > 0;
}

export interface Account {
  readonly over: number;
  readonly exceptions: readonly { readonly card: Standing; readonly kind: Exception['kind']; readonly at: number; readonly by: Actor; readonly reason: string; readonly weight: number }[];
  readonly lowered: number;
}

/** Promise 1: every unit above a limit, and the recorded exception that put it there. */
export function accountFor(board: Board, id: LimitId): Account {
  const c = compiled(board);
  const index = c.byId.get(id);
  if (index === undefined) return { over: 0, exceptions: [], lowered: 0 };
  const { over } = viewOf(board, index);
  if (over === 0) return { over, exceptions: [], lowered: 0 };
  const exceptions = cardsIn(board, id).flatMap((card) =>
    card.exceptions
      .filter((exception) => exception.limit === id)
      .map(({ kind, at, by, reason }) => ({ card, kind, at, by, reason, weight: weightAt(board, c, index, card) ?? 0 })),
  );
  return { over, exceptions, lowered: board.lowered[index] ?? 0 };
}
