import type { LimitRoom } from '../../shared/refusals.ts';
import { amount, roomSentence } from '../words/said.ts';

/** A lane with room of its own that another limit keeps shut: which, and what frees it. */
export interface Closed {
  readonly words: string;
  readonly frees: string;
}

/** `Full: Production 9/9`; of hours there may be room, and too little. */
export function closedOf(room: LimitRoom): Closed {
  const unit = room.unit === 'hours' ? ' h' : '';
  const state = room.capacity === 0 ? 'Closed' : room.load < room.capacity ? 'No room' : room.load > room.capacity ? 'Over' : 'Full';
  return { words: `${state}: ${room.name} ${amount(room.load)}/${amount(room.capacity)}${unit}`, frees: roomSentence(room) };
}

export const sameClosed = (a: Closed | null, b: Closed | null): boolean => a?.words === b?.words && a?.frees === b?.frees;
