import { apart } from '../../shared/kernel/writing.ts';
import type { LimitRoom } from '../../shared/refusals.ts';
import { roomSentence } from '../../shared/words/limit-sentence.ts';
import type { Words } from '../../shared/words/words.ts';

/** A lane with room of its own that another limit keeps shut: which, and what frees it. */
export interface Closed {
  readonly words: string;
  readonly frees: string;
}

/** `Full: Production 9/9`; of hours there may be room, and too little. */
export const closedOf = (room: LimitRoom, words: Words): Closed => ({ words: words.floor.lanes.shut(apart(room)), frees: roomSentence(room, words) });

export const sameClosed = (a: Closed | null, b: Closed | null): boolean => a?.words === b?.words && a?.frees === b?.frees;
