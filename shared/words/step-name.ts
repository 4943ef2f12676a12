import type { Board } from '../board/board.ts';
import { nameOfLane } from '../cards/guards.ts';
import { comesAgain } from '../cards/visit.ts';
import type { CardId } from '../kernel/ids.ts';
import { isolated } from '../kernel/writing.ts';
import type { Words } from './words.ts';

/** A lane; with the number of the step, from 1, where a card's way passes it more than once. */
export const visitName = (lane: string, step: number | null, { labels }: Words): string => (step === null ? lane : labels.visit(isolated(lane), step + 1));

/** What the lane of a step of a card's way is called. A card that is gone tells its steps by their numbers alone. */
export function stepName(board: Board, card: CardId, step: number, words: Words): string {
  const way = board.cards.get(card);
  const at = way?.routing[step];
  return at ? visitName(nameOfLane(board, at.lane), comesAgain(way, step) ? step : null, words) : String(step + 1);
}
