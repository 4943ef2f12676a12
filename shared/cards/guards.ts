import { laneOf } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import { lastMovesOf } from '../board/last-moves.ts';
import type { Lane } from '../board/lane.ts';
import { isBlocked } from './card-common.ts';
import type { Standing } from './card.ts';
import { personOf } from '../kernel/actor.ts';
import type { Actor } from '../kernel/actor.ts';
import type { CardId, LaneId, PersonId } from '../kernel/ids.ts';
import type { Acting, Context } from '../people/directory.ts';
import { isMember, rolesFor } from '../people/membership.ts';
import type { Deed, Violation, Whereabouts } from '../refusals.ts';

/** The guards that several commands share. None of them can be overridden (WIP-30). */
export const notThere = (what: 'card' | 'order' | 'lane' | 'limit' | 'person' | 'supplier' | 'blocker' | 'item' | 'step', id: string): Violation => ({ code: 'not_there', what, id });

/** One more does not fit. */
export const tooMany = (what: 'lanes' | 'limits', are: number, most: number): Violation[] => (are < most ? [] : [{ code: 'too_many', what, most }]);

export function staleness(board: Board, card: Standing, seen: number | undefined, context: Context): Violation[] {
  if (seen === undefined || seen === card.version) return []; // WIP-26
  const last = lastMove(board, card, context);
  return [{ code: 'stale', card: card.id, seen, now: card.version, by: last?.by ?? null, did: last?.did ?? null, age: last?.age ?? 0, where: standsIn(board, card) }];
}

/** Who made the move that stands: two people at one card are told of each other. */
export function lastMove(board: Board, card: Standing, { at }: Context): { readonly by: Actor; readonly did: Deed; readonly age: number } | null {
  for (const [by, move] of lastMovesOf(board)) {
    if (move.card !== card.id || move.version !== card.version) continue;
    return { by, did: whatItDid(board, move.was, card), age: Math.max(0, at - move.at) };
  }
  return null;
}

function whatItDid(board: Board, was: Standing, card: Standing): Deed {
  if (!card.place || (card.place.lane === was.place?.lane && card.place.sub === 'done')) return { is: 'finished' };
  if (card.step < was.step) return { is: 'returned', to: nameOfLane(board, card.place.lane) };
  if (card.kind === 'order' && was.kind === 'order' && was.phase !== card.phase && was.phase === 'enquiry') return { is: 'confirmed' };
  return { is: 'moved', to: nameOfLane(board, card.place.lane) };
}

/** BL-2. */
export function hindrance(card: Standing, now: number): Violation[] {
  if (!isBlocked(card)) return [];
  const oldest = card.blockers.reduce((a, b) => (b.at < a.at ? b : a));
  return [{ code: 'blocked', card: card.id, category: oldest.category, text: oldest.text, since: oldest.at, age: now - oldest.at }];
}

/** WIP-21: the receiving lane's own people pull. */
export function notYours(board: Board, lane: Lane, context: Context): Violation[] {
  if (isMember(board, lane.id, context.actor)) return [];
  return [{ code: 'not_your_pull', lane: lane.id, name: lane.name, members: lane.members, roles: rolesFor(lane) }];
}

/** The person who acts, when the card is theirs. */
export function assignedTo(card: Standing, actor: Acting): PersonId | null {
  const person = personOf(actor.id);
  return person !== null && card.assignees.includes(person) ? person : null;
}

/** T-O10: whoever finished the work does not inspect it. */
export function makerInspects(board: Board, card: Standing, lane: Lane, { actor }: Context): Violation[] {
  if (lane.kind !== 'gate' || board.policies.makerMayInspect || card.kind !== 'order' || card.finishedBy === null) return [];
  const person = personOf(actor.id);
  return person !== null && person === personOf(card.finishedBy) ? [{ code: 'inspector_made_it', card: card.id, person }] : [];
}

export const nameOfLane = (board: Board, id: LaneId): string => laneOf(board, id)?.name ?? id;

export function standsIn(board: Board, card: Standing): Whereabouts {
  if (card.place) return { is: 'lane', name: nameOfLane(board, card.place.lane), done: card.place.sub === 'done' && laneOf(board, card.place.lane)?.kind !== 'terminal' };
  if (card.kind === 'job' && card.state === 'done') return { is: 'kit' };
  return { is: card.kind === 'job' && card.state === 'planned' ? 'unreleased' : 'nowhere' };
}

export function missingChecks(board: Board, card: Standing): Violation[] {
  const lane = card.place && laneOf(board, card.place.lane);
  const missing = (lane ? lane.checklist : []).filter((item) => item.mandatory && !card.checks.includes(item.id));
  return missing.length > 0 ? [{ code: 'checklist_incomplete', card: card.id, missing: missing.map((item) => item.text) }] : [];
}

/** Only a neighbour that stands in the target place counts; any other means the end. */
export function neighbourIn(board: Board, before: CardId | null | undefined, lane: LaneId, sub: string): CardId | null {
  if (!before) return null;
  const card = board.cards.get(before);
  return card?.place?.lane === lane && card.place.sub === sub ? before : null;
}

export function isOver(card: Standing): boolean {
  return card.kind === 'job' ? card.state === 'done' : card.finishedAt !== null;
}

export const finishedAlready = (card: Standing): Violation[] => (isOver(card) ? [{ code: 'already', what: { is: 'finished', card: card.id } }] : []);
