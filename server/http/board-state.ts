import { type Board, cardsAt, subsOf } from '../../shared/domain/board.ts';
import { byNumber } from '../../shared/domain/ids.ts';
import { limitsView } from '../../shared/domain/limits.ts';
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
