import type { Board } from '../board/board.ts';
import { placeKey } from '../board/lane.ts';
import { lastMoveBy, withLastMove, withoutMovesOf } from '../board/last-moves.ts';
import type { PlaceKey } from '../board/lane.ts';
import type { Card } from './card.ts';
import { changed, changedBoard } from '../board/changed.ts';
import type { CommitInfo } from '../kernel/commit-info.ts';
import type { CardId, LaneId } from '../kernel/ids.ts';
import { loadsAfter, relieved, standingExceptions } from '../limits/admission.ts';
import type { NewException } from '../limits/exceptions.ts';
import type { Order } from '../orders/order.ts';

/** What every fold about a card is made of: put it back changed, move it, and let loads, queues and the last move follow. */

/** How many dwell times a lane remembers: enough for its percentiles, bounded for ever. */
const DWELLS_KEPT = 60;

export function onCard(board: Board, id: CardId, change: (card: Card) => Board): Board {
  const card = board.cards.get(id);
  return card ? change(card) : board;
}

export function onOrder(board: Board, id: CardId, change: (order: Order) => Board): Board {
  const card = board.cards.get(id);
  return card?.kind === 'order' ? change(card) : board;
}

/** Replaces a card where it stands; loads, queues and standing exceptions follow. */
export function put(board: Board, before: Card, after: Card): Board {
  const { loads, lowered } = loadsAfter(board, before, after);
  return excepted(board, changedBoard(board, {
    loads, lowered,
    cards: board.cards.with(after),
    queues: before.queued?.lane === after.queued?.lane ? board.queues : queuesAfter(board.queues, before, after),
  }), after);
}

/** Another lane, or the same on another visit: what it took there is over. */
export const isElsewhere = (before: Card, after: Card): boolean => before.place?.lane !== after.place?.lane || before.step !== after.step;

/** Moves a card to its new place, above `above` or to the end, and remembers the move for undo. */
export function move(board: Board, before: Card, after: Card, above: CardId | null, info: CommitInfo): Board {
  const { places, below } = replaced(board.places, before, after, above);
  const last = lastMoveBy(board, info.actor);
  // A finish that completes a job is one move of two events: undo goes back before both.
  const goesOn = last?.seq === info.seq && last.card === after.id ? last : null;
  // A release that takes parts from stock is the move of the order, not of the last part (MODE-2).
  const isPartOf = last?.seq === info.seq && last.card !== after.id;
  return changedBoard(put(board, before, after), {
    places,
    dwells: before.place && isElsewhere(before, after) ? dwellsAfter(board.dwells, before.place.lane, info.at - before.laneAt) : board.dwells,
    lastMoves: isPartOf ? board.lastMoves : withLastMove(board, info.actor, {
      card: after.id, seq: info.seq, at: info.at, version: after.version,
      was: goesOn?.was ?? before, before: goesOn ? goesOn.before : below, behind: goesOn ? goesOn.behind : behindIn(board.queues, before),
    }),
  });
}

/** Off the floor: what it held, where it stood and waited, is free again. */
export function takenOff(board: Board, card: Card): Board {
  const { places } = replaced(board.places, card, { ...card, place: null }, null);
  const next = put(board, card, changed(card, { place: null, queued: null }));
  return changedBoard(next, { places, cards: next.cards.without(card.id) });
}

/** Cards that are done with, and all that is kept of them: their moves are nobody's to take back any more. */
export function leftTheFloor(board: Board, ids: readonly CardId[]): Board {
  const gone = ids.reduce((next, id) => onCard(next, id, (card) => takenOff(next, card)), board);
  return changedBoard(gone, { lastMoves: withoutMovesOf(gone, new Set(ids)) });
}

const keyOf = ({ place }: Card): PlaceKey | null => place && placeKey(place.lane, place.sub);

/** The lists after a move, and the card that stood below it: one search and one copy for both. */
export function replaced(places: Board['places'], before: Card, after: Card, above: CardId | null): { readonly places: Board['places']; readonly below: CardId | null } {
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

export function placed(places: Board['places'], card: Card, above: CardId | null): Board['places'] {
  const key = keyOf(card);
  return key === null ? places : { ...places, [key]: insertedAt(places[key] ?? [], card.id, above) };
}

export function insertedAt<T>(list: readonly T[], item: T, above: T | null): readonly T[] {
  const at = above === null ? -1 : list.indexOf(above);
  return list.toSpliced(at < 0 ? list.length : at, 0, item);
}

function queuesAfter(queues: Board['queues'], before: Card, after: Card): Board['queues'] {
  let next = queues;
  if (before.queued) next = { ...next, [before.queued.lane]: own(next, before.queued.lane).filter((id) => id !== before.id) };
  if (after.queued) next = { ...next, [after.queued.lane]: [...own(next, after.queued.lane), after.id] };
  return next;
}

export const dwellsAfter = (dwells: Board['dwells'], lane: LaneId, dwell: number): Board['dwells'] => ({
  ...dwells, [lane]: [...own(dwells, lane).slice(1 - DWELLS_KEPT), dwell],
});

/** History always loads, also with an id that every object inherits a property for. */
export const own = <Row>(lists: Readonly<Record<string, readonly Row[]>>, id: string): readonly Row[] => (Object.hasOwn(lists, id) ? (lists[id] ?? []) : []);

export function withExceptions<C extends Card>(card: C, added: readonly NewException[], info: CommitInfo, reason = ''): C {
  if (added.length === 0) return card;
  const fresh = added.map(({ limit, kind }) => ({ limit, kind, at: info.at, by: info.actor, reason }));
  return changed(card, { exceptions: [...card.exceptions.filter((old) => !added.some((exception) => exception.limit === old.limit)), ...fresh] });
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

function behindIn(queues: Board['queues'], { id, queued }: Card): CardId | null {
  const line = queued ? own(queues, queued.lane) : [];
  return line[line.indexOf(id) + 1] ?? null;
}

/** Back in its queue it stands before whoever stood behind it; is that one gone, before those who came later. */
export function aheadOf(board: Board, card: Card, behind: CardId | null): CardId | null {
  const { queued } = card;
  if (!queued) return null;
  const line = own(board.queues, queued.lane).filter((id) => id !== card.id);
  return behind !== null && line.includes(behind) ? behind : line.find((id) => (board.cards.get(id)?.queued?.at ?? 0) > queued.at) ?? null;
}

export function inLineBefore(board: Board, card: Card, ahead: CardId | null): Board {
  const { queued } = card;
  if (!queued) return board;
  const line = own(board.queues, queued.lane).filter((id) => id !== card.id);
  return changedBoard(board, { queues: { ...board.queues, [queued.lane]: insertedAt(line, card.id, ahead) } });
}
