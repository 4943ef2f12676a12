import type { EventOf, EventType } from '../events.ts';
import type { TextRef } from '../kernel/commit-info.ts';
import type { CardId, LaneId, LimitId, PersonId, SupplierId } from '../kernel/ids.ts';

/** What the ids of events are called now. Things that are gone keep their id. */
export interface Names {
  readonly person: (id: PersonId) => string;
  readonly supplier: (id: SupplierId) => string;
  readonly lane: (id: LaneId) => string;
  /** The lane of a step of a card's way. */
  readonly step: (card: CardId, step: number) => string;
  readonly limit: (id: LimitId) => string;
  /** Text of an exit checklist's item. */
  readonly item: (id: string) => string;
  /** Whose story it is: its number is not said again in every line. */
  readonly of: CardId | null;
}

/** What a sentence about an event is made with; names and words of people are set apart already. */
export interface Telling extends Names {
  /** What somebody wrote: '' for nothing, and something in its place where it was erased. */
  readonly said: (text: TextRef | null) => string;
}

/** The end of a sentence that begins with who did it. An event without one does not compile. */
export type Stories = { readonly [T in EventType]: (event: EventOf<T>, telling: Telling) => string };
