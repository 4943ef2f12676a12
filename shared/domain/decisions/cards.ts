import { cardsAt, isPullable, laneOf, nextStep, orderOf } from '../board.ts';
import type { Board, Card, Step } from '../board.ts';
import type { CommandOf, Context } from '../commands.ts';
import { admission } from '../limits.ts';
import { MAY_EXPEDITE, MAY_UNBLOCK, hasRole } from '../policy.ts';
import type { Violation } from '../refusals.ts';
import { BLOCKERS } from '../sizes.ts';
import { pulled } from '../transitions.ts';
import type { Draft } from './draft.ts';
import { admit, nameOfLane, notYours, standsIn, notThere } from './guards.ts';

const EXPEDITE_REASON = 3;

function isOver(card: Card): boolean {
  return card.kind === 'job' ? card.state === 'done' || card.state === 'cancelled' || card.state === 'scrapped' : card.finishedAt !== null;
}

const finishedAlready = (card: Card): Violation[] => (isOver(card) ? [{ code: 'already', what: `${card.id} is finished` }] : []);

/** BL-1: several blockers may be open at once; the card keeps its place and counts (WIP-15). */
export function blockCard(board: Board, command: CommandOf<'BlockCard'>, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  const { category, external } = command;
  draft.event({ type: 'CardBlocked', card: card.id, blocker: card.blockersEver + 1, category, external, text: draft.text(command.text.trim()) });
  return [...finishedAlready(card), ...(card.blockers.length < BLOCKERS ? [] : [{ code: 'too_many' as const, what: 'open blockers' as const, most: BLOCKERS }])];
}

/** BL-3. */
export function unblockCard(board: Board, command: CommandOf<'UnblockCard'>, { actor }: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  const blocker = card.blockers.find((open) => open.id === command.blocker);
  if (!blocker) return [notThere('blocker', String(command.blocker))];
  draft.event({ type: 'CardUnblocked', card: card.id, blocker: blocker.id, resolution: draft.text(command.resolution.trim()) });
  return blocker.by === actor.id || hasRole(actor, MAY_UNBLOCK) ? [] : [{ code: 'not_allowed', command: 'UnblockCard', roles: MAY_UNBLOCK }];
}

/** The order in a lane is advice; it changes no load. */
export function reorderCard(board: Board, command: CommandOf<'ReorderCard'>, context: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  const lane = card.place && laneOf(board, card.place.lane);
  if (!lane || !card.place) return [{ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: 'another place', expected: null }];
  const before = command.before !== null && command.before !== card.id && cardsAt(board, lane.id, card.place.sub).includes(command.before) ? command.before : null;
  draft.event({ type: 'CardReordered', card: card.id, before });
  return notYours(board, lane, context);
}

/** Promise 4: a finished card queues at the door of a full stage. */
export function queueCard(board: Board, command: CommandOf<'QueueCard'>, context: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  const lane = laneOf(board, command.lane);
  if (!card || !lane) return [...(card ? [] : [notThere('card', command.card)]), ...(lane ? [] : [notThere('lane', command.lane)])];
  if (nextStep(card)?.lane !== lane.id)
    return [{ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: lane.name, expected: nextStep(card) ? nameOfLane(board, nextStep(card)?.lane) : null }];
  if (!isPullable(board, card)) return [{ code: 'not_done', card: card.id, lane: card.place?.lane ?? lane.id, name: standsIn(board, card) }];
  if (card.queued?.lane === lane.id) return [{ code: 'already', what: `${card.id} waits at ${lane.name}` }];
  const { refused } = admission(board, card, pulled(card, lane, { at: context.at, actor: context.actor.id }));
  draft.event({ type: 'CardQueued', card: card.id, lane: lane.id });
  return refused.length === 0 ? [{ code: 'has_room', card: card.id, lane: lane.id, name: lane.name }] : [];
}

export function leaveQueue(board: Board, command: CommandOf<'LeaveQueue'>, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  draft.event({ type: 'CardLeftQueue', card: card.id });
  return card.queued ? [] : [{ code: 'already', what: `${card.id} is in no queue` }];
}

export function commentOnCard(board: Board, command: CommandOf<'CommentOnCard'>, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  draft.event({ type: 'CommentAdded', card: card.id, text: draft.text(command.text.trim()) });
  return [];
}

/** WIP-8: a person's limit is a limit like any other, and assigning is a door to it. */
export function assignCard(board: Board, command: CommandOf<'AssignCard'>, context: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  const assignees = [...new Set(command.assignees)];
  const strangers = assignees.filter((person) => !context.directory.people[person]);
  if (strangers.length > 0) return strangers.map((person) => notThere('person', person));
  const { violations, exceptions, record } = admit(board, card, { ...card, assignees }, context, { override: command.override });
  draft.event({ type: 'CardAssigned', card: card.id, assignees, exceptions });
  record(draft);
  return [...finishedAlready(card), ...violations];
}

/** WIP-18: to expedite is privileged, reasoned, and checked against its limit; back never evicts. */
export function setClass(board: Board, command: CommandOf<'SetClass'>, context: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  if (card.class === command.class) return [{ code: 'already', what: `${card.id} is ${command.class}` }];
  const reason = command.reason?.trim() ?? '';
  const guards = finishedAlready(card);
  if (command.class === 'expedite') {
    if (!hasRole(context.actor, MAY_EXPEDITE)) guards.push({ code: 'not_allowed', command: 'Expedite', roles: MAY_EXPEDITE });
    if (reason.length < EXPEDITE_REASON) guards.push({ code: 'reason_required', for: 'an expedite', atLeast: EXPEDITE_REASON });
  }
  const { violations, exceptions, record } = admit(board, card, { ...card, class: command.class }, context, { override: command.override });
  draft.event({ type: 'ClassSet', card: card.id, class: command.class, reason: reason ? draft.text(reason) : null, exceptions });
  record(draft);
  return [...guards, ...violations];
}

/** Fields of a card. A re-estimate is always accepted and accounted for (WIP-9); a quantity is a door to a limit. */
export function editCard(board: Board, command: CommandOf<'EditCard'>, context: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  const guards = finishedAlready(card);
  if (command.promisedAt !== undefined && (card.kind !== 'order' || card.confirmedAt === null))
    guards.push({ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: 'another promise', expected: null });
  if (command.promisedAt !== undefined && command.promisedAt <= context.at) guards.push({ code: 'promise_in_past', order: card.id });
  if (command.quantity !== undefined && card.kind === 'order' && card.confirmedAt !== null) guards.push({ code: 'bom_frozen', order: card.id }); // MTO-4
  if (command.quantity !== undefined && card.kind === 'job' && orderOf(board, card)?.confirmedAt !== null) guards.push({ code: 'bom_frozen', order: card.order });
  const routing = command.hours && reestimated(card, command.hours);
  const heavier = { ...card, quantity: command.quantity ?? card.quantity };
  const byQuantity = admit(board, card, heavier, context);
  const byHours = routing ? admit(board, heavier, { ...heavier, routing }, context, { always: 'estimate' }) : null;
  const { title, unit, quantity, promisedAt } = command;
  draft.event({
    type: 'CardEdited', card: card.id, ...(title === undefined ? {} : { title }), ...(quantity === undefined ? {} : { quantity }),
    ...(unit === undefined ? {} : { unit }), ...(promisedAt === undefined ? {} : { promisedAt }), ...(routing ? { routing } : {}),
    exceptions: [...byQuantity.exceptions, ...(byHours?.exceptions ?? [])],
  });
  return [...guards, ...byQuantity.violations, ...(byHours?.violations ?? [])];
}

const reestimated = (card: Card, hours: readonly Step[]): readonly Step[] =>
  card.routing.map((step) => hours.find((change) => change.lane === step.lane) ?? step);

/** QC-1 in its simplest form: a tick for each item of the lane's exit checklist. */
export function tickCheck(board: Board, command: CommandOf<'TickCheck'>, context: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  const lane = card.place && laneOf(board, card.place.lane);
  if (!lane?.checklist.some((item) => item.id === command.item)) return [notThere('item', command.item)];
  draft.event({ type: 'CheckTicked', card: card.id, item: command.item, done: command.done });
  return notYours(board, lane, context);
}
