import type { Board } from '../board/board.ts';
import { shipped } from '../cards/transitions.ts';
import { move, onOrder } from '../cards/standing.ts';
import type { CommitInfo } from '../kernel/commit-info.ts';
import type { Folds } from '../kernel/fold.ts';
import type { CardId, LaneId } from '../kernel/ids.ts';

export type ShippingEvent =
  | { readonly type: 'OrderShipped'; readonly order: CardId; readonly lane: LaneId; readonly carrier: string; readonly reference: string };

export const shippingFolds: Folds<ShippingEvent, Board, CommitInfo> = {
  OrderShipped: (board, event, info) => onOrder(board, event.order, (order) =>
    move(board, order, shipped(order, event.lane, event.carrier, event.reference, info), null, info)),
};
