import { laneOf, placeKey, emptyBoard } from './board.ts';
import type { Board, Card, Job, Lane, Limit, Order, PlaceKey } from './board.ts';
import type { CommitInfo, Event, EventOf, NewException, PlannedJob } from './events.ts';
import { changed, changedBoard } from './changed.ts';
import type { CardId, LaneId, LimitId } from './ids.ts';
import { loadsAfter, recount, recountChanged, relieved, standingExceptions, viewOf, weightOf } from './limits.ts';
import { completed, confirmed, finished, inspected, pulled, readied, released, restored, returned, shipped } from './transitions.ts';

/** How many dwell times a lane remembers: enough for its percentiles, bounded for ever. */
const DWELLS_KEPT = 60;

/** Total: history always loads. An event about something that is not there changes nothing. */
export function evolve(board: Board, event: Event, info: CommitInfo): Board {
  switch (event.type) {
    case 'BoardCreated': return created(board, event);
    case 'LaneAdded': return withLanes(board, insertedBefore(board.lanes, event.lane, event.before));
    case 'LaneEdited': return withLanes(board, board.lanes.map((lane) => (lane.id === event.lane ? { ...lane, ...event.changes } : lane)));
    case 'LaneMoved': {
      const lane = laneOf(board, event.lane);
      return lane ? withLanes(board, insertedBefore(board.lanes.filter((other) => other !== lane), lane, event.before)) : board;
    }
    case 'LaneRemoved': return laneRemoved(board, event);
    case 'LimitSet': return limitSet(board, event.limit);
    case 'LimitRemoved': return limitsChanged(board, board.limits.filter((limit) => limit.id !== event.limit));
    case 'PoliciesSet': return reckoned({ ...board, policies: { ...board.policies, ...event.policies } });
    case 'OrderCreated': return orderCreated(board, event, info);
    case 'BomRevised': return bomRevised(board, event, info);
    case 'OrderConfirmed': return onOrder(board, event.order, (order) => move(board, order, withExceptions(confirmed(order, event.lane, event.promisedAt, info), event.exceptions ?? [], info), null, info));
    case 'OrderReleased': return orderReleased(board, event, info);
    case 'CardPulled': return onCard(board, event.card, (card) => {
      const lane = laneOf(board, event.lane);
      return lane ? move(board, card, withExceptions(pulled(card, lane, info), event.exceptions, info), event.before, info) : board;
    });
    case 'WorkFinished': return onCard(board, event.card, (card) => move(board, card, finished(card, info), null, info));
    case 'InspectionPassed': return onCard(board, event.card, (card) => move(board, card, inspected(board, card, 'passed', info), null, info));
    case 'ConcessionGranted': return onCard(board, event.card, (card) => move(board, card, inspected(board, card, 'concession', info), null, info));
    case 'JobCompleted': return jobCompleted(board, event, info);
    case 'OrderKitted': return onOrder(board, event.order, (order) => put(board, order, changed(order, { phase: 'kitted', kittedAt: info.at })));
    case 'CardReturned': return onCard(board, event.card, (card) => {
      const lane = laneOf(board, event.lane);
      return lane ? move(board, card, withExceptions(returned(card, lane, info, { category: event.category, reason: info.texts[event.reason] ?? '' }), event.exceptions, info, info.texts[event.reason]), null, info) : board;
    });
    case 'OrderShipped': return onOrder(board, event.order, (order) => move(board, order, shipped(order, event.lane, event.carrier, event.reference, info), null, info));
    case 'CardBlocked': return onCard(board, event.card, (card) => put(board, card, changed(card, {
      blockersEver: Math.max(card.blockersEver, event.blocker),
      blockers: [...card.blockers, { id: event.blocker, category: event.category, external: event.external, text: info.texts[event.text] ?? '', at: info.at, by: info.actor }],
    })));
    case 'CardUnblocked': return onCard(board, event.card, (card) => put(board, card, changed(card, { blockers: card.blockers.filter((blocker) => blocker.id !== event.blocker) })));
    case 'CardReordered': return onCard(board, event.card, (card) => card.place ? changedBoard(board, { places: replaced(board.places, card, card, event.before).places }) : board);
    case 'CardQueued': return onCard(board, event.card, (card) => put(board, card, changed(card, { queued: { lane: event.lane, at: info.at } })));
    case 'CardLeftQueue': return onCard(board, event.card, (card) => put(board, card, changed(card, { queued: null })));
    case 'CommentAdded': return onCard(board, event.card, (card) => put(board, card, changed(card, { comments: card.comments + 1 })));
    case 'CardAssigned': return onCard(board, event.card, (card) => put(board, card, withExceptions(changed(card, { assignees: event.assignees }), event.exceptions, info)));
    case 'ClassSet': return onCard(board, event.card, (card) => put(board, card, withExceptions(changed(card, { class: event.class }), event.exceptions, info)));
    case 'CardEdited': return cardEdited(board, event, info);
    case 'CheckTicked': return onCard(board, event.card, (card) => {
      const others = card.checks.filter((item) => item !== event.item);
      return put(board, card, changed(card, { checks: event.done ? [...others, event.item] : others }));
    });
    case 'MoveUndone': return moveUndone(board, event, info);
    case 'WipOverridden': return onCard(board, event.card, (card) => put(board, card, changed(card, {
      exceptions: card.exceptions.map((exception) => exception.kind === 'override' && exception.at === info.at && exception.reason === ''
        ? { ...exception, reason: info.texts[event.reason] ?? '' } : exception),
    })));
    case 'PullSignalled': return board;
  }
}

/** All events of one commit, then its number and time. */
export function applyCommit(board: Board, commit: CommitInfo & { readonly events: readonly Event[] }): Board {
  let next = board;
  for (const event of commit.events) next = evolve(next, event, commit);
  return changedBoard(next, { seq: commit.seq, at: commit.at });
}

// ---- cards ----------------------------------------------------------------------------------------

function onCard(board: Board, id: CardId, change: (card: Card) => Board): Board {
  const card = board.cards.get(id);
  return card ? change(card) : board;
}

function onOrder(board: Board, id: CardId, change: (order: Order) => Board): Board {
  const card = board.cards.get(id);
  return card?.kind === 'order' ? change(card) : board;
}

/** Replaces a card where it stands; loads, doors and standing exceptions follow. */
function put(board: Board, before: Card, after: Card): Board {
  const { loads, lowered } = loadsAfter(board, before, after);
  return excepted(board, changedBoard(board, {
    loads, lowered,
    cards: board.cards.with(after),
    doors: before.queued?.lane === after.queued?.lane ? board.doors : doorsAfter(board.doors, before, after),
  }), after);
}

/** An exception ends when its card leaves the limit, and when nothing is above the limit any more: of the card that changed, and of those it stood with. */
function excepted(before: Board, board: Board, card: Card): Board {
  let { cards } = board;
  for (const one of [card, ...relieved(before, board)]) {
    const exceptions = standingExceptions(board, one);
    if (exceptions !== one.exceptions) cards = cards.with(changed(one, { exceptions }));
  }
  return cards === board.cards ? board : changedBoard(board, { cards });
}

/** Moves a card to its new place, above `above` or to the end, and remembers the move for undo. */
function move(board: Board, before: Card, after: Card, above: CardId | null, info: CommitInfo): Board {
  const { places, below } = replaced(board.places, before, after, above);
  const last = board.lastMoves[info.actor];
  // A finish that completes a job is one move of two events: undo goes back before both.
  const goesOn = last?.seq === info.seq && last.card === after.id ? last : null;
  // A release that takes parts from stock is the move of the order, not of the last part (MODE-2).
  const isPartOf = last?.seq === info.seq && last.card !== after.id;
  const isNewLane = before.place?.lane !== after.place?.lane;
  return changedBoard(put(board, before, after), {
    places,
    dwells: isNewLane && before.place ? dwellsAfter(board.dwells, before.place.lane, info.at - before.laneAt) : board.dwells,
    lastMoves: isPartOf ? board.lastMoves : {
      ...board.lastMoves,
      [info.actor]: {
        card: after.id, seq: info.seq, at: info.at, version: after.version,
        was: goesOn?.was ?? before, before: goesOn ? goesOn.before : below, behind: goesOn ? goesOn.behind : behindIn(board.doors, before),
      },
    },
  });
}

const keyOf = ({ place }: Card): PlaceKey | null => place && placeKey(place.lane, place.sub);

/** The lists after a move, and the card that stood below it: one search and one copy for both. */
function replaced(places: Board['places'], before: Card, after: Card, above: CardId | null): { readonly places: Board['places']; readonly below: CardId | null } {
  const from = keyOf(before);
  const to = keyOf(after);
  const list = (from !== null && places[from]) || [];
  const at = list.indexOf(before.id);
  const left = at < 0 ? list : list.toSpliced(at, 1);
  const below = at < 0 ? null : (list[at + 1] ?? null);
  if (to === null) return { places: from === null ? places : { ...places, [from]: left }, below };
  const entered = insertedAt(from === to ? left : (places[to] ?? []), after.id, above);
  return { places: from === null || from === to ? { ...places, [to]: entered } : { ...places, [from]: left, [to]: entered }, below };
}

function placed(places: Board['places'], card: Card, above: CardId | null): Board['places'] {
  const key = keyOf(card);
  return key === null ? places : { ...places, [key]: insertedAt(places[key] ?? [], card.id, above) };
}

function insertedAt<T>(list: readonly T[], item: T, above: T | null): readonly T[] {
  const at = above === null ? -1 : list.indexOf(above);
  return list.toSpliced(at < 0 ? list.length : at, 0, item);
}

function doorsAfter(doors: Board['doors'], before: Card, after: Card): Board['doors'] {
  let next = doors;
  if (before.queued) next = { ...next, [before.queued.lane]: own(next, before.queued.lane).filter((id) => id !== before.id) };
  if (after.queued) next = { ...next, [after.queued.lane]: [...own(next, after.queued.lane), after.id] };
  return next;
}

function behindIn(doors: Board['doors'], { id, queued }: Card): CardId | null {
  const line = queued ? own(doors, queued.lane) : [];
  return line[line.indexOf(id) + 1] ?? null;
}

/** Back into the line before whoever stood behind it; is that one gone, before those who came later. */
function backInLine(board: Board, card: Card, behind: CardId | null): Board {
  const { queued } = card;
  if (!queued) return board;
  const line = own(board.doors, queued.lane).filter((id) => id !== card.id);
  const next = behind !== null && line.includes(behind) ? behind : line.find((id) => (board.cards.get(id)?.queued?.at ?? 0) > queued.at) ?? null;
  return changedBoard(board, { doors: { ...board.doors, [queued.lane]: insertedAt(line, card.id, next) } });
}

const dwellsAfter = (dwells: Board['dwells'], lane: LaneId, dwell: number): Board['dwells'] => ({
  ...dwells, [lane]: [...own(dwells, lane).slice(1 - DWELLS_KEPT), dwell],
});

/** History always loads, also with an id that every object inherits a property for. */
const own = <Row>(lists: Readonly<Record<string, readonly Row[]>>, id: string): readonly Row[] => (Object.hasOwn(lists, id) ? (lists[id] ?? []) : []);

function withExceptions<C extends Card>(card: C, added: readonly NewException[], info: CommitInfo, reason = ''): C {
  if (added.length === 0) return card;
  const fresh = added.map(({ limit, kind }) => ({ limit, kind, at: info.at, by: info.actor, reason }));
  return changed(card, { exceptions: [...card.exceptions.filter((old) => !added.some((exception) => exception.limit === old.limit)), ...fresh] });
}

function newCard(id: CardId, info: CommitInfo) {
  return {
    id, version: 1, place: null, step: -1, assignees: [], blockers: [], blockersEver: 0, comments: 0, checks: [], exceptions: [],
    reworks: 0, rework: null, queued: null, createdAt: info.at, startedAt: null, laneAt: info.at, subAt: info.at, finishedAt: null,
  } as const;
}

const newJob = (order: Pick<Order, 'id' | 'class'>, job: PlannedJob, info: CommitInfo): Job => ({
  ...newCard(job.id, info), kind: 'job', title: job.title, quantity: job.quantity, unit: job.unit,
  class: order.class === 'expedite' ? 'standard' : order.class, routing: job.routing, order: order.id, source: job.source,
  supplier: job.supplier, state: 'planned', accepted: 0,
});

export const newOrder = (event: EventOf<'OrderCreated'>, info: CommitInfo): Order => ({
  ...newCard(event.order, info), kind: 'order', title: event.title, quantity: event.quantity, unit: event.unit, class: event.class,
  place: { lane: event.lane, sub: 'queue' }, routing: event.routing, phase: 'enquiry', customer: info.texts[event.customer] ?? '',
  requestedAt: event.requestedAt, firstPromisedAt: null, promisedAt: null, confirmedAt: null, kittedAt: null, bomRevision: 1,
  jobs: event.jobs.map((job) => job.id), kitDone: 0, inspection: 'none', finishedBy: null, shipment: null,
});

/** A longer number is somebody's own; counting on from it would leave the numbers people can read. */
const LAST_NUMBER = 99_999_999;

function orderCreated(board: Board, event: EventOf<'OrderCreated'>, info: CommitInfo): Board {
  const order = withExceptions(newOrder(event, info), event.exceptions ?? [], info);
  let { cards } = board;
  for (const job of event.jobs) cards = cards.with(newJob(order, job, info));
  const number = Number(event.order);
  return {
    ...board, ...loadsAfter(board, null, order), cards: cards.with(order), places: placed(board.places, order, null),
    nextNumber: Number.isSafeInteger(number) && number < LAST_NUMBER ? Math.max(board.nextNumber, number + 1) : board.nextNumber,
  };
}

function bomRevised(board: Board, event: EventOf<'BomRevised'>, info: CommitInfo): Board {
  return onOrder(board, event.order, (order) => {
    let { cards } = board;
    for (const id of order.jobs) cards = cards.without(id);
    for (const job of event.jobs) cards = cards.with(newJob(order, job, info));
    return { ...board, cards: cards.with({ ...order, jobs: event.jobs.map((job) => job.id), bomRevision: order.bomRevision + 1 }) };
  });
}

function orderReleased(board: Board, event: EventOf<'OrderReleased'>, info: CommitInfo): Board {
  return onOrder(board, event.order, (order) => {
    let next = move(board, order, withExceptions(released(order, event.lane, info), event.exceptions, info), event.before, info);
    for (const id of order.jobs) {
      const job = next.cards.get(id);
      if (job?.kind !== 'job') continue;
      const ready = withExceptions(readied(job, event.jobsLane, info), event.jobExceptions?.filter(({ card }) => card === id) ?? [], info);
      next = changedBoard(put(next, job, ready), { places: placed(next.places, ready, null) });
    }
    return next;
  });
}

function jobCompleted(board: Board, event: EventOf<'JobCompleted'>, info: CommitInfo): Board {
  return onCard(board, event.card, (job) => {
    if (job.kind !== 'job') return board;
    const moved = move(board, job, completed(job, event.quantity, info), null, info);
    return onOrder(moved, job.order, (order) => put(moved, order, changed(order, { kitDone: order.kitDone + 1 })));
  });
}

function cardEdited(board: Board, event: EventOf<'CardEdited'>, info: CommitInfo): Board {
  return onCard(board, event.card, (card) => {
    const isHeavier = event.quantity !== undefined && event.quantity !== card.quantity;
    const edited: Card = {
      ...card, title: event.title ?? card.title, quantity: event.quantity ?? card.quantity, unit: event.unit ?? card.unit,
      routing: event.routing ?? card.routing, version: card.version + (isHeavier ? 1 : 0),
    };
    const dated: Card = edited.kind === 'order' && event.promisedAt !== undefined
      ? { ...edited, promisedAt: event.promisedAt, firstPromisedAt: edited.firstPromisedAt ?? event.promisedAt } : edited;
    return put(board, card, withExceptions(dated, event.exceptions, info));
  });
}

function moveUndone(board: Board, event: EventOf<'MoveUndone'>, info: CommitInfo): Board {
  const last = board.lastMoves[info.actor];
  const card = board.cards.get(event.card);
  if (!last || !card || last.card !== card.id) return board;
  const back = withExceptions(restored(card, last.was), event.exceptions, info);
  const moved = backInLine(move(board, card, back, last.before, info), back, last.behind);
  const { [info.actor]: _undone, ...lastMoves } = board.lastMoves;
  let next = changedBoard(moved, { lastMoves: lastMoves as Board['lastMoves'] });
  if (card.kind === 'job' && card.state === 'done') {
    // T-O7r: a job that leaves the kit re-opens it.
    const order = next.cards.get(card.order);
    if (order?.kind === 'order')
      next = put(next, order, changed(order, { kitDone: order.kitDone - 1, phase: order.phase === 'kitted' ? 'procurement' : order.phase, kittedAt: null }));
  }
  if (card.kind === 'order' && card.phase !== 'confirmed' && last.was.kind === 'order' && last.was.phase === 'confirmed') {
    const order = next.cards.get(card.id);
    if (order?.kind === 'order') next = put(next, order, changed(order, { kitDone: last.was.kitDone }));
    for (const id of card.jobs) {
      const job = next.cards.get(id);
      if (job?.kind !== 'job') continue;
      const planned = changed(job, { state: 'planned', place: null, queued: null, accepted: 0, finishedAt: null, laneAt: job.createdAt, subAt: job.createdAt, version: job.version + 1 });
      next = changedBoard(put(next, job, planned), { places: replaced(next.places, job, planned, null).places });
    }
  }
  return next;
}

// ---- lanes and limits -------------------------------------------------------------------------------

function created(board: Board, event: EventOf<'BoardCreated'>): Board {
  return recounted({
    ...emptyBoard(board.id), name: event.name, lanes: event.lanes, limits: event.limits, policies: event.policies, nextNumber: event.firstNumber,
    lowered: event.limits.map(() => 0),
  });
}

const recounted = (board: Board): Board => ({ ...board, loads: recount(board) });

function insertedBefore(lanes: readonly Lane[], lane: Lane, before: LaneId | null): readonly Lane[] {
  return insertedAt(lanes, lane, lanes.find((other) => other.id === before) ?? null);
}

const withLanes = (board: Board, lanes: readonly Lane[]): Board => reckoned({ ...board, lanes });

/** After a rule changed: loads from nothing, the exceptions that stand by the new rule, and what is above a limit by that change. */
const reckoned = (board: Board, loads = recount(board)): Board => accounted(swept({ ...board, loads }));

function swept(board: Board): Board {
  let { cards } = board;
  for (const card of board.cards.values()) {
    const exceptions = standingExceptions(board, card);
    if (exceptions !== card.exceptions) cards = cards.with(changed(card, { exceptions }));
  }
  return cards === board.cards ? board : { ...board, cards };
}

function withLimits(board: Board, limits: readonly Limit[]): Board {
  const lowered = limits.map((limit) => board.lowered[board.limits.findIndex((old) => old.id === limit.id)] ?? 0);
  return { ...board, limits, lowered };
}

function limitsChanged(before: Board, limits: readonly Limit[]): Board {
  const board = withLimits(before, limits);
  return reckoned(board, recountChanged(board, before));
}

function limitSet(board: Board, limit: Limit): Board {
  const known = board.limits.some((old) => old.id === limit.id);
  return limitsChanged(board, known ? board.limits.map((old) => (old.id === limit.id ? limit : old)) : [...board.limits, limit]);
}

/** WIP-19: what a changed limit leaves above capacity, and no recorded exception explains, it lowered. */
function accounted(board: Board): Board {
  // Gone through once, not once for each limit: of thousands of cards few are exceptions.
  const excepted = new Map<LimitId, number>();
  for (const card of board.cards.values())
    for (const limit of new Set(card.exceptions.map((exception) => exception.limit))) excepted.set(limit, (excepted.get(limit) ?? 0) + weightOf(board, limit, card));
  const lowered = board.limits.map(({ id }, index) => Math.max(0, viewOf(board, index).over - (excepted.get(id) ?? 0)));
  return { ...board, lowered };
}

function laneRemoved(board: Board, event: EventOf<'LaneRemoved'>): Board {
  const limits = board.limits
    .filter((limit) => !event.limits.includes(limit.id))
    .map((limit) => limit.scope.lanes?.includes(event.lane)
      ? { ...limit, scope: { ...limit.scope, lanes: limit.scope.lanes.filter((id) => id !== event.lane) } } : limit);
  return reckoned(withLimits({ ...board, lanes: board.lanes.filter((lane) => lane.id !== event.lane) }, limits));
}
