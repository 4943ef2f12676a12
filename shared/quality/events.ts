import type { Board } from '../board/board.ts';
import type { BlockCategory } from '../cards/card-common.ts';
import { inspected, returned } from '../cards/transitions.ts';
import { move, onCard, put, withExceptions } from '../cards/standing.ts';
import { visitAt } from '../cards/visit.ts';
import { changed } from '../board/changed.ts';
import type { CommitInfo, TextRef } from '../kernel/commit-info.ts';
import type { Folds, Named } from '../kernel/fold.ts';
import type { CardId } from '../kernel/ids.ts';
import type { NewException } from '../limits/exceptions.ts';

export type QualityEvent =
  | { readonly type: 'InspectionPassed'; readonly card: CardId }
  | { readonly type: 'ConcessionGranted'; readonly card: CardId; readonly reason: TextRef }
  | { readonly type: 'CardReturned'; readonly card: CardId; /** Indexes in its routing: the step it stood in, and the one it is back in. */ readonly from: number; readonly step: number; readonly category: BlockCategory; readonly reason: TextRef; readonly exceptions: readonly NewException[] }
  | { readonly type: 'CheckTicked'; readonly card: CardId; readonly item: string; readonly done: boolean };

export const qualityNames: Named<QualityEvent, CardId> = {
  InspectionPassed: ({ card }) => [card],
  ConcessionGranted: ({ card }) => [card],
  CardReturned: ({ card }) => [card],
  CheckTicked: ({ card }) => [card],
};

export const qualityFolds: Folds<QualityEvent, Board, CommitInfo> = {
  InspectionPassed: (board, event, info) => onCard(board, event.card, (card) => move(board, card, inspected(board, card, 'passed', info), null, info)),
  ConcessionGranted: (board, event, info) => onCard(board, event.card, (card) => move(board, card, inspected(board, card, 'concession', info), null, info)),
  CardReturned: (board, event, info) => onCard(board, event.card, (card) => {
    const to = visitAt(board, card, event.step);
    return to ? move(board, card, withExceptions(returned(card, to, info, { category: event.category, reason: info.texts[event.reason] ?? '' }), event.exceptions, info, info.texts[event.reason]), null, info) : board;
  }),
  CheckTicked: (board, event) => onCard(board, event.card, (card) => {
    const others = card.checks.filter((item) => item !== event.item);
    return put(board, card, changed(card, { checks: event.done ? [...others, event.item] : others }));
  }),
};
