import type { Board } from './board/board.ts';
import { changedBoard } from './board/changed.ts';
import { boardFolds, boardNames } from './board/events.ts';
import { cardFolds, cardNames } from './cards/events.ts';
import type { Event, EventType } from './events.ts';
import { jobFolds, jobNames } from './jobs/events.ts';
import type { CommitInfo } from './kernel/commit-info.ts';
import { Draft } from './kernel/draft.ts';
import { joined, joinedNames } from './kernel/fold.ts';
import { sameJson } from './kernel/same-json.ts';
import type { Folds } from './kernel/fold.ts';
import { isStillFree, orderNumberIn } from './kernel/ids.ts';
import type { CardId } from './kernel/ids.ts';
import { verdictOf } from './kernel/verb.ts';
import type { Decides } from './kernel/verb.ts';
import { limitFolds, limitNames } from './limits/events.ts';
import { pullSignals } from './limits/signals.ts';
import type { Job } from './jobs/job.ts';
import { orderFolds, orderNames } from './orders/events.ts';
import type { OrderFile } from './orders/order-file.ts';
import { planOf, plannedBy, withJobs } from './orders/plan.ts';
import type { Context } from './people/directory.ts';
import { mayIssue, rolesThatMay } from './policy.ts';
import { qualityFolds, qualityNames } from './quality/events.ts';
import { VIOLATIONS_TOLD } from './refusals.ts';
import type { Refusal, Violation } from './refusals.ts';
import { shippingFolds, shippingNames } from './shipping/events.ts';
import type { Draft as FloorDraft } from './verb.ts';
import { verbOf } from './verbs.ts';
import type { Command } from './verbs.ts';

const folds: Folds<Event, Board, CommitInfo> = { ...boardFolds, ...limitFolds, ...orderFolds, ...jobFolds, ...cardFolds, ...qualityFolds, ...shippingFolds };

/** Every event there is: each has a fold, or this does not compile. */
export const EVENT_TYPES = Object.keys(folds) as readonly EventType[];

/** Total: history always loads. An event about something that is not there changes nothing. */
export const evolve = joined<Event, Board, CommitInfo>(folds);

/** The cards an event changes; the first is the one it is about. */
export const cardsOf = joinedNames<Event, CardId>({ ...boardNames, ...limitNames, ...orderNames, ...jobNames, ...cardNames, ...qualityNames, ...shippingNames });

/** The order a card belongs to, be the card on the floor or planned; null: there is no such card. */
export function orderIdOf(board: Board, id: CardId): CardId | null {
  const card = board.cards.get(id);
  if (card) return card.kind === 'job' ? card.order : card.id;
  return plannedBy(board, id)?.id ?? null;
}

/** The files of orders that are at hand. */
export type Files = (order: CardId) => OrderFile | undefined;
const NO_FILES: Files = () => undefined;
const NONE: readonly never[] = [];

/**
 * The orders whose files a command cannot be decided without: those the verb asks for, and that of a card it names
 * which is not on the floor: planned, in the archive, or never there. Of an order on the floor whose jobs are there, too, none.
 */
export function filesFor(board: Board, command: Command): readonly CardId[] {
  const verb = verbOf(command.type) as unknown as { files?(command: Command): readonly CardId[] } | undefined;
  const named = namedOffFloor(board, command);
  if ((!verb?.files && named === null) || board.seq === 0) return NONE;
  const planner = named === null ? null : (plannedBy(board, named)?.id ?? orderNumberIn(named));
  const asked = new Set([...(verb?.files?.(command) ?? []), ...(planner === null ? [] : [planner])]);
  return [...asked].filter((id) => {
    const card = board.cards.get(id);
    return card ? card.kind === 'order' && card.plan !== null : !isStillFree(id, board.nextNumber);
  });
}

/**
 * Whether an event stands in a card's story: an order's has all of its jobs' in it, a job's has what is
 * about it or its order, and not its sisters'. Also of one that has left the floor.
 */
export function tellsOf(board: Board, event: Event, card: CardId): boolean {
  const named = cardsOf(event);
  const of = (id: CardId): CardId => orderIdOf(board, id) ?? orderNumberIn(id);
  const order = of(card);
  return order === card ? named.some((id) => of(id) === order) : named.includes(card) || named[0] === order;
}

/** The orders that a commit is about: those of the cards it changes, also of cards that are gone with it. */
function subjectsOf(before: Board, after: Board, events: readonly Event[]): readonly CardId[] {
  return [...new Set(events.flatMap(cardsOf).flatMap((id) => orderIdOf(after, id) ?? orderIdOf(before, id) ?? []))];
}

/** All events of one commit, then its number and time. */
export function applyCommit(board: Board, commit: CommitInfo & { readonly events: readonly Event[] }): Board {
  let next = board;
  for (const event of commit.events) next = evolve(next, event, commit);
  return changedBoard(next, { seq: commit.seq, at: commit.at });
}

export type Decision =
  | {
      readonly ok: true;
      readonly events: readonly Event[];
      readonly texts: Readonly<Record<string, string>>;
      /** The orders it is about; none for the board itself. */
      readonly subjects: readonly string[];
      /** The board with this decision as its next commit (seq + 1). */
      readonly board: Board;
      readonly lacks?: undefined;
    }
  /** Nothing on the floor speaks against it; whoever has the files of these orders decides. */
  | { readonly ok: true; readonly lacks: readonly CardId[]; readonly events: readonly []; readonly texts: Readonly<Record<string, string>>; readonly subjects: readonly string[]; readonly board: Board }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * What a command makes of a board, or every rule it violates. Pure: the same board, command, context and
 * files always give the same answer, on the server, in the browser and in the simulation. A browser has
 * no files: it hears what the floor has against a command, and leaves the rest to the server.
 */
export function decide(floor: Board, command: Command, context: Context, files: Files = NO_FILES): Decision {
  const draft = new Draft<Event>();
  const asked = filesFor(floor, command);
  const known = asked.length === 0 ? NONE : asked.flatMap((order) => files(order) ?? []);
  const lacks = known.length < asked.length;
  const board = withJobs(floor, known.flatMap(({ planned }) => [...planned.values()]));
  const violations = mayIssue(command.type, context.actor)
    // Of a planned job the floor has nothing to say.
    ? lacks && namedOffFloor(floor, command) !== null ? [] : closedAlready(command, known) ?? verdict(board, command, context, draft)
    : [{ code: 'not_allowed' as const, command: command.type, roles: rolesThatMay(command.type) }];
  const refusal = refusalOf(command, violations);
  if (refusal) return { ok: false, refusal };
  if (lacks) return { ok: true, lacks: asked, events: [], texts: {}, subjects: [], board: floor };

  const info = { seq: board.seq + 1, at: context.at, actor: context.actor.id, texts: draft.texts };
  const next = applyCommit(board, { ...info, events: draft.events });
  const signals = pullSignals(board, next);
  if (signals.length > 0) draft.event({ type: 'PullSignalled', signals });
  for (const file of known) draft.events.push(...planChanged(board, next, file));
  return {
    ok: true, events: draft.events, texts: draft.texts, subjects: subjectsOf(board, next, draft.events),
    board: known.length === 0 ? next : applyCommit(floor, { ...info, events: draft.events }),
  };
}

/** What is in the archive stays as it is, and its number is its own for ever. */
function closedAlready(command: Command, known: readonly OrderFile[]): readonly Violation[] | null {
  const archived = known.find(({ closed }) => closed !== null);
  if (!archived?.closed) return null;
  return command.type === 'CreateOrder' ? [{ code: 'number_taken', number: archived.id }] : [{ code: 'order_closed', order: archived.id, at: archived.closed.at }];
}

/** The first of them are told, the others counted; null: none. */
function refusalOf(command: Command, violations: readonly Violation[]): Refusal | null {
  const untold = violations.reduce((n, violation) => n + (violation.code === 'wip_limit' ? violation.untold ?? 0 : 0), 0);
  const [first, ...rest] = violations.slice(0, VIOLATIONS_TOLD).map(withoutCount);
  const more = Math.max(0, violations.length - VIOLATIONS_TOLD) + untold;
  return first ? { command: command.type, card: cardOf(command), violations: [first, ...rest], ...(more > 0 ? { more } : {}) } : null;
}

function withoutCount(violation: Violation): Violation {
  if (violation.code !== 'wip_limit' || violation.untold === undefined) return violation;
  const { untold: _, ...told } = violation;
  return told;
}

/** The card a command is about, where it is not on the floor: planned, or none. */
function namedOffFloor(floor: Board, command: Command): CardId | null {
  const card = cardOf(command);
  return card === null || floor.cards.has(card) ? null : card;
}

/** What an order's planned jobs will bring, where it is another now: no fold works it out again. */
function planChanged(before: Board, after: Board, { id, planned }: OrderFile): readonly Event[] {
  const order = after.cards.get(id);
  if (order?.kind !== 'order' || order.plan === null || order !== before.cards.get(id)) return [];
  const changes = [...planned.values()].some((job) => after.cards.get(job.id) !== job);
  const jobs = order.jobs.flatMap((job): Job[] => { const card = after.cards.get(job); return card?.kind === 'job' ? [card] : []; });
  const plan = changes ? planOf(jobs) : order.plan;
  return sameJson(plan, order.plan) ? [] : [{ type: 'PlanChanged', order: id, plan }];
}

function verdict(board: Board, command: Command, context: Context, draft: FloorDraft): readonly Violation[] {
  if (command.type === 'CreateBoard' && board.seq > 0) return [{ code: 'board_exists' }];
  if (command.type !== 'CreateBoard' && board.seq === 0) return [{ code: 'no_board' }];
  // A verb takes its own command alone, and here that is the one it was found by.
  const verb = verbOf(command.type) as unknown as Decides<Board, Command, Context, FloorDraft, Violation> | undefined;
  return verb ? verdictOf(verb, board, command, context, draft) : [];
}

/** The card a command names, where it names one. */
export function cardOf(command: Command): Refusal['card'] {
  if ('card' in command) return command.card;
  return 'order' in command ? command.order : null;
}
