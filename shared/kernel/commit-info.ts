import type { Actor } from './actor.ts';
import type { Time } from './time.ts';

/**
 * Points into a commit's `texts`: free text and names of persons stand beside the events, not in them,
 * so that they can be erased while the log stays whole.
 */
export type TextRef = string;

/** What an event's fold may know besides the board: the commit it belongs to. */
export interface CommitInfo {
  readonly seq: number;
  readonly at: Time;
  readonly actor: Actor;
  readonly texts: Readonly<Record<TextRef, string>>;
}
