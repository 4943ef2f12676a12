import { type Board, cardsAt } from '../../shared/board/board.ts';
import { subsOf } from '../../shared/board/lane.ts';
import { byNumber } from '../../shared/kernel/ids.ts';
import { limitsView } from '../../shared/limits/admission.ts';
import type { Head } from '../../shared/protocol/messages.ts';

const texts = new WeakMap<Board, Buffer>();

/** A whole board as JSON, built once per sequence number however many ask, and however many do not read it: as bytes, so that no answer has its own copy. */
export function boardState(board: Board, head: Head): Buffer {
  let text = texts.get(board);
  if (text === undefined) {
    text = Buffer.from(JSON.stringify(stateOf(board, head)));
    texts.set(board, text);
  }
  return text;
}

function stateOf(board: Board, head: Head) {
  return {
    board: board.id,
    name: board.name,
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
