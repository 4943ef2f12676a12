import type { Board } from '../board/board.ts';
import type { Step, BlockCategory, ServiceClass } from './card-common.ts';
import type { Card } from './card.ts';
import { afterPutBack, putInPlace, type PutBack } from './put-back.ts';
import { finished, pulled } from './transitions.ts';
import { dwellsAfter, isElsewhere, move, onCard, put, replaced, takenOff, withExceptions } from './standing.ts';
import { visitAt } from './visit.ts';
import { changed, changedBoard } from '../board/changed.ts';
import { withoutLastMove } from '../board/last-moves.ts';
import type { CarriedJob } from '../jobs/planned.ts';
import type { CommitInfo, TextRef } from '../kernel/commit-info.ts';
import type { Folds, Named } from '../kernel/fold.ts';
import type { Time } from '../kernel/time.ts';
import type { CardId, LaneId, PersonId } from '../kernel/ids.ts';
import type { NewException } from '../limits/exceptions.ts';

type Before = CardId | null;

export type CardEvent =
  | { readonly type: 'CardPulled'; readonly card: CardId; /** Index in its routing; the lane follows from it. */ readonly step: number; readonly before: Before; readonly exceptions: readonly NewException[] }
  | { readonly type: 'WorkFinished'; readonly card: CardId }
  | { readonly type: 'CardBlocked'; readonly card: CardId; readonly blocker: number; readonly category: BlockCategory; readonly external: boolean; readonly text: TextRef }
  | { readonly type: 'CardUnblocked'; readonly card: CardId; readonly blocker: number; readonly resolution: TextRef }
  | { readonly type: 'CardReordered'; readonly card: CardId; readonly before: Before }
  | { readonly type: 'CardQueued'; readonly card: CardId; readonly lane: LaneId }
  | { readonly type: 'CardLeftQueue'; readonly card: CardId }
  | { readonly type: 'CommentAdded'; readonly card: CardId; readonly text: TextRef }
  | { readonly type: 'CardAssigned'; readonly card: CardId; readonly assignees: readonly PersonId[]; readonly exceptions: readonly NewException[] }
  | { readonly type: 'ClassSet'; readonly card: CardId; readonly class: ServiceClass; readonly reason: TextRef | null; readonly exceptions: readonly NewException[] }
  | { readonly type: 'CardEdited'; readonly card: CardId; readonly title?: string; readonly quantity?: number; readonly unit?: string; readonly promisedAt?: Time; readonly routing?: readonly Step[]; readonly exceptions: readonly NewException[] }
  | { readonly type: 'MoveUndone'; readonly card: CardId; readonly undoes: number; /** All that it changes, the card of the move first. */ readonly cards: readonly PutBack[]; /** Jobs of a release that is taken back: off the floor, and planned again. */ readonly planned?: readonly CarriedJob[]; readonly exceptions: readonly NewException[] };

type Of<T extends CardEvent['type']> = Extract<CardEvent, { type: T }>;

export const cardNames: Named<CardEvent, CardId> = {
  CardPulled: ({ card }) => [card],
  WorkFinished: ({ card }) => [card],
  CardBlocked: ({ card }) => [card],
  CardUnblocked: ({ card }) => [card],
  CardReordered: ({ card }) => [card],
  CardQueued: ({ card }) => [card],
  CardLeftQueue: ({ card }) => [card],
  CommentAdded: ({ card }) => [card],
  CardAssigned: ({ card }) => [card],
  ClassSet: ({ card }) => [card],
  CardEdited: ({ card }) => [card],
  MoveUndone: ({ cards, planned }) => [...cards.map(({ card }) => card), ...(planned ?? []).map(({ id }) => id)],
};

export const cardFolds: Folds<CardEvent, Board, CommitInfo> = {
  CardPulled: (board, event, info) => onCard(board, event.card, (card) => {
    const to = visitAt(board, card, event.step);
    return to ? move(board, card, withExceptions(pulled(card, to, info), event.exceptions, info), event.before, info) : board;
  }),
  WorkFinished: (board, event, info) => onCard(board, event.card, (card) => move(board, card, finished(card, info), null, info)),
  CardBlocked: (board, event, info) => onCard(board, event.card, (card) => put(board, card, changed(card, {
    blockersEver: Math.max(card.blockersEver, event.blocker),
    blockers: [...card.blockers, { id: event.blocker, category: event.category, external: event.external, text: info.texts[event.text] ?? '', at: info.at, by: info.actor }],
  }))),
  CardUnblocked: (board, event) => onCard(board, event.card, (card) =>
    put(board, card, changed(card, { blockers: card.blockers.filter((blocker) => blocker.id !== event.blocker) }))),
  CardReordered: (board, event) => onCard(board, event.card, (card) =>
    card.place ? changedBoard(board, { places: replaced(board.places, card, card, event.before).places }) : board),
  CardQueued: (board, event, info) => onCard(board, event.card, (card) => put(board, card, changed(card, { queued: { lane: event.lane, at: info.at } }))),
  CardLeftQueue: (board, event) => onCard(board, event.card, (card) => put(board, card, changed(card, { queued: null }))),
  CommentAdded: (board, event) => onCard(board, event.card, (card) => put(board, card, changed(card, { comments: card.comments + 1 }))),
  CardAssigned: (board, event, info) => onCard(board, event.card, (card) =>
    put(board, card, withExceptions(changed(card, { assignees: event.assignees }), event.exceptions, info))),
  ClassSet: (board, event, info) => onCard(board, event.card, (card) =>
    put(board, card, withExceptions(changed(card, { class: event.class }), event.exceptions, info))),
  CardEdited: cardEdited,
  MoveUndone: moveUndone,
};

function cardEdited(board: Board, event: Of<'CardEdited'>, info: CommitInfo): Board {
  return onCard(board, event.card, (card) => {
    const isHeavier = event.quantity !== undefined && event.quantity !== card.quantity;
    const edited: Card = {
      ...card, title: event.title ?? card.title, quantity: event.quantity ?? card.quantity, unit: event.unit ?? card.unit,
      routing: event.routing ?? card.routing, version: card.version + (isHeavier ? 1 : 0),
    };
    const dated: Card = edited.kind === 'order' && event.promisedAt !== undefined
      ? { ...edited, due: event.promisedAt } : edited;
    return put(board, card, withExceptions(dated, event.exceptions, info));
  });
}

function moveUndone(board: Board, event: Of<'MoveUndone'>, info: CommitInfo): Board {
  let next = changedBoard(board, { lastMoves: withoutLastMove(board, info.actor) });
  for (const { id } of event.planned ?? []) next = onCard(next, id, (job) => takenOff(next, job));
  for (const back of event.cards) {
    const now = next.cards.get(back.card);
    if (!now) continue;
    const then = afterPutBack(now, back, info);
    if (now.id !== event.card) {
      next = putInPlace(next, now, then, back);
      continue;
    }
    const moved = putInPlace(next, now, withExceptions(then, event.exceptions, info), back);
    const left = now.place && isElsewhere(now, then) ? now.place.lane : null;
    next = left === null ? moved : changedBoard(moved, { dwells: dwellsAfter(moved.dwells, left, info.at - now.laneAt) });
  }
  return next;
}
