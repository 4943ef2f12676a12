import type { Board } from '../board/board.ts';
import { shipped } from '../cards/transitions.ts';
import { move, onOrder } from '../cards/standing.ts';
import type { CommitInfo, TextRef } from '../kernel/commit-info.ts';
import type { Folds, Named } from '../kernel/fold.ts';
import type { CardId, LaneId } from '../kernel/ids.ts';

export type ShippingEvent =
  | { readonly type: 'OrderShipped'; readonly order: CardId; readonly lane: LaneId; readonly carrier: TextRef | null; readonly reference: TextRef | null };

export const shippingNames: Named<ShippingEvent, CardId> = {
  OrderShipped: ({ order }) => [order],
};

export const shippingFolds: Folds<ShippingEvent, Board, CommitInfo> = {
  OrderShipped: (board, event, info) => onOrder(board, event.order, (order) =>
    move(board, order, shipped(order, event.lane, info), null, info)),
};
