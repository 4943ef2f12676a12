import type { Format } from '../format.ts';
import { bars } from './floor-bars.ts';
import { face } from './floor-face.ts';
import { hand } from './floor-hand.ts';
import { lanes } from './floor-lanes.ts';
import { refused } from './floor-refused.ts';

/** The board: what cards and lanes say, what a card in the hand is told, what became of an act, the bars above and below. */
export const floor = (f: Format) => ({ face: face(f), lanes: lanes(f), hand: hand(f), refused: refused(f), bars: bars(f) });

export type FloorWords = ReturnType<typeof floor>;
