import { mayOverride } from '../../shared/acts.ts';
import { entrySub, subsOf } from '../../shared/board/lane.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Lane, Sub } from '../../shared/board/lane.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Context } from '../../shared/people/directory.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { apart } from '../../shared/kernel/writing.ts';
import { dropMeaning, refusalOf } from '../../shared/moves.ts';
import type { Meaning, Move } from '../../shared/moves.ts';
import type { Refusal, Violation } from '../../shared/refusals.ts';
import { sentenceOf } from '../../shared/words/sentences.ts';
import type { Words } from '../../shared/words/words.ts';
import type { DialogRequest } from '../app/contracts.ts';

/** What a lane says to the card in the hand, before it is let go. */
export type Verdict =
  | { readonly says: 'home' }
  | { readonly says: 'yes'; readonly words: string }
  | { readonly says: 'no'; readonly words: string; readonly refusal: Refusal };

/** One dry run a lane, once per drag and board: the browser's own decider answers (WIP-24). */
export function verdictsFor(board: Board, card: Card, context: Context, words: Words): Map<LaneId, Verdict> {
  return new Map(board.lanes.map((lane) => [lane.id, verdictOf(board, card, lane, context, words)]));
}

function verdictOf(board: Board, card: Card, lane: Lane, context: Context, words: Words): Verdict {
  if (card.place?.lane === lane.id) return { says: 'home' };
  const meaning = dropMeaning(board, card, lane.id, entrySub(lane), null, context.at);
  const refusal = refusalOf(board, meaning, context);
  if (refusal) return { says: 'no', words: shortly(tellingOf(refusal), words, context.directory), refusal };
  if (meaning.does === 'nothing') return { says: 'home' };
  const { hand } = words.floor;
  return { says: 'yes', words: meaning.does === 'ask' ? hand.asks[meaning.need] : meaning.command.type === 'ReleaseOrder' ? hand.releaseHere : hand.pullHere };
}

/** Where the card is not on its way at all, that is what to say, not who may pull there. */
const TELLING: readonly Violation['code'][] = ['illegal_transition', 'order_not_confirmed', 'order_not_released', 'not_done', 'kit_incomplete', 'blocked', 'wip_limit'];
const tellingOf = (refusal: Refusal): Violation =>
  TELLING.map((code) => refusal.violations.find((violation) => violation.code === code)).find((violation) => violation !== undefined) ?? refusal.violations[0];

/** The rule in the fewest words, for a lane's header while a card hangs over it. */
export function shortly(told: Violation, words: Words, directory?: Directory): string {
  const violation = apart(told);
  const { refused } = words.floor;
  switch (violation.code) {
    case 'wip_limit': return refused.limit(violation);
    case 'not_done': return refused.inWork;
    case 'illegal_transition': return violation.expected ? refused.nextStep(violation.expected) : refused.notOnItsWay;
    case 'blocked': return refused.blocked;
    case 'kit_incomplete': return refused.kit(violation.done, violation.of);
    case 'order_not_confirmed': return refused.notConfirmed;
    case 'order_not_released': return refused.notReleased;
    case 'not_inspected': return refused.notInspected;
    default: return sentenceOf(told, words, directory);
  }
}

/** What letting go here does. */
export type Drop =
  | { readonly do: 'nothing' }
  | { readonly do: 'issue'; readonly command: Command }
  | { readonly do: 'ask'; readonly request: DialogRequest }
  /** Refused by what no form can mend: say so instead of asking. */
  | { readonly do: 'refuse'; readonly refusal: Refusal; readonly command: Command | null };

/** Where inside a lane a card was let go: its sub-lane, and the card it should stand above. */
export interface Spot { readonly lane: LaneId; readonly sub: Sub | null; readonly before: CardId | null }

export function dropOf(board: Board, card: Card, spot: Spot, context: Context): Drop {
  const lane = board.lanes.find((other) => other.id === spot.lane);
  if (!lane) return { do: 'nothing' };
  const home = card.place?.lane === lane.id;
  const sub = home ? (spot.sub ?? card.place?.sub ?? entrySub(lane)) : entrySub(lane);
  const before = home || sub === spot.sub || subsOf(lane).length === 1 ? spot.before : null;
  if (home && card.place?.sub === sub && standsThere(board, card, before)) return { do: 'nothing' };
  return of(dropMeaning(board, card, lane.id, sub, before === card.id ? null : before, context.at), board, context);
}

/** Dropped where it stands already. */
function standsThere(board: Board, card: Card, before: CardId | null): boolean {
  if (!card.place || before === card.id) return true;
  const ids = board.places[`${card.place.lane}/${card.place.sub}`] ?? [];
  return (ids[ids.indexOf(card.id) + 1] ?? null) === before;
}

/** A move of the menu does what the same drop does. */
export const moveOf = (move: Move, board: Board, context: Context): Drop => of(move.meaning, board, context);

function of(meaning: Meaning, board: Board, context: Context): Drop {
  if (meaning.does === 'nothing') return { do: 'nothing' };
  if (meaning.does === 'command') return { do: 'issue', command: meaning.command };
  const refusal = refusalOf(board, meaning, context);
  // Early and above a limit: its form asks for the one reason, and goes on to the other.
  if (refusal && meaning.need === 'early' && mayOverride(context.actor, refusal)) return { do: 'ask', request: requestOf(meaning) };
  if (refusal) return { do: 'refuse', refusal, command: meaning.need === 'early' ? { type: 'ReleaseOrder', order: meaning.card } : null };
  return { do: 'ask', request: requestOf(meaning) };
}

export function requestOf(meaning: Extract<Meaning, { does: 'ask' }>): DialogRequest {
  const { card, step, before } = meaning;
  switch (meaning.need) {
    case 'promise': return { kind: 'confirm', card };
    case 'early': return { kind: 'release-early', card, before };
    case 'shipment': return { kind: 'ship', card };
    case 'return': return step === undefined ? { kind: 'return', card } : { kind: 'return', card, step };
  }
}
