import type { FloorWords } from '../en/floor.ts';
import type { Format } from '../format.ts';
import { bars } from './floor-bars.ts';
import { face } from './floor-face.ts';
import { hand } from './floor-hand.ts';
import { lanes } from './floor-lanes.ts';
import { refused } from './floor-refused.ts';

export const floor = (f: Format): FloorWords => ({ face: face(f), lanes: lanes(f), hand: hand(f), refused: refused(f), bars: bars(f) });
