import { type Board, cardsAt } from '../../shared/board/board.ts';
import { subsOf } from '../../shared/board/lane.ts';
import { byNumber } from '../../shared/kernel/ids.ts';
import { limitsView } from '../../shared/limits/admission.ts';
import type { Head } from '../../shared/protocol/messages.ts';
import { textOf } from './large.ts';

/** A whole board as JSON, built once per sequence number however many ask, and however many do not read it. */
export const boardState = (board: Board, head: Head): Buffer => textOf(board, () => stateOf(board, head));

function stateOf(board: Board, head: Head) {
  return {
    board: board.id,
    name: board.name,
    trade: board.trade,
    seq: board.seq,
    at: board.at,
    head,
    lanes: board.lanes.map((lane) => ({
      ...lane,
      places: Object.fromEntries(subsOf(lane).map((sub) => [sub, cardsAt(board, lane.id, sub)])),
    })),
    limits: limitsView(board).map(({ limit, load, free, over, state }) => ({ ...limit, load, free, over, state })),
    cards: [...board.cards.values()].sort((a, b) => byNumber(a.id, b.id)),
    policies: board.policies,
    nextNumber: board.nextNumber,
  };
}
