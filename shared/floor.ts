import type { Board } from './board/board.ts';
import { changedBoard } from './board/changed.ts';
import { boardFolds, boardNames } from './board/events.ts';
import { cardFolds, cardNames } from './cards/events.ts';
import type { Event, EventType } from './events.ts';
import { jobFolds, jobNames } from './jobs/events.ts';
import type { CommitInfo } from './kernel/commit-info.ts';
import { Draft } from './kernel/draft.ts';
import { joined, joinedNames } from './kernel/fold.ts';
import type { Folds } from './kernel/fold.ts';
import type { CardId } from './kernel/ids.ts';
import { verdictOf } from './kernel/verb.ts';
import type { Decides } from './kernel/verb.ts';
import { limitFolds, limitNames } from './limits/events.ts';
import { pullSignals } from './limits/signals.ts';
import { orderFolds, orderNames } from './orders/events.ts';
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
export const evolve = joined(folds);

/** The cards an event changes; the first is the one it is about. */
export const cardsOf = joinedNames<Event, CardId>({ ...boardNames, ...limitNames, ...orderNames, ...jobNames, ...cardNames, ...qualityNames, ...shippingNames });

/** The order a card belongs to; null: there is no such card. */
function orderIdOf(board: Board, id: CardId): CardId | null {
  const card = board.cards.get(id);
  return card ? (card.kind === 'job' ? card.order : card.id) : null;
}

/**
 * Whether an event stands in a card's story: an order's has all of its jobs' in it, a job's has what is
 * about it or its order, and not its sisters'. `gone`: the order that a card counts to which is no more.
 */
export function tellsOf(board: Board, event: Event, card: CardId, gone: CardId | null = null): boolean {
  const named = cardsOf(event);
  const order = orderIdOf(board, card);
  if (order === card) return named.some((id) => (orderIdOf(board, id) ?? gone) === order);
  return named.includes(card) || (order !== null && named[0] === order);
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
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * What a command makes of a board, or every rule it violates. Pure: the same board, command and
 * context always give the same answer, on the server, in the browser and in the simulation.
 */
export function decide(board: Board, command: Command, context: Context): Decision {
  const draft = new Draft<Event>();
  const violations = mayIssue(command.type, context.actor)
    ? verdict(board, command, context, draft)
    : [{ code: 'not_allowed' as const, command: command.type, roles: rolesThatMay(command.type) }];
  const [first, ...rest] = violations.slice(0, VIOLATIONS_TOLD);
  const more = violations.length - VIOLATIONS_TOLD;
  if (first) return { ok: false, refusal: { command: command.type, card: cardOf(command), violations: [first, ...rest], ...(more > 0 ? { more } : {}) } };

  const info = { seq: board.seq + 1, at: context.at, actor: context.actor.id, texts: draft.texts };
  const next = applyCommit(board, { ...info, events: draft.events });
  const signals = pullSignals(board, next);
  if (signals.length > 0) draft.event({ type: 'PullSignalled', signals });
  return { ok: true, events: draft.events, texts: draft.texts, subjects: subjectsOf(board, next, draft.events), board: next };
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
