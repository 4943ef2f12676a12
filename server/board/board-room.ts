import type { Board } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Person } from '../../shared/domain/directory.ts';
import type { BoardId, CardId, CommandId } from '../../shared/domain/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { CommandAnswer, Head } from '../../shared/protocol/messages.ts';

/** A command that came through a door: parsed, its actor taken from the session. */
export interface RoomMessage {
  readonly id: CommandId;
  readonly command: Command;
  readonly actor: Person;
}

/** `commit` is there for an accepted command, the first time and each time its id comes again. */
export type RoomAnswer = CommandAnswer & { readonly commit?: Commit };

/**
 * Called once per durable group, after its answers. `reopened`: the log's history was not the one we
 * had (a restored backup); `commits` is then empty and every viewer has to join again.
 */
export type RoomListener = (commits: readonly Commit[], head: Head, reopened: boolean) => void;

/** What the doors see of a board room. */
export interface BoardRoom {
  readonly id: BoardId;
  /** The confirmed board: everything on it is on disk. */
  readonly board: Board;
  readonly head: Head;
  /** The hot path: `answer` is called synchronously, before the group is published. Never throws. */
  post(message: RoomMessage, answer: (answer: RoomAnswer) => void): void;
  /** The same as a promise, which never rejects. */
  submit(message: RoomMessage): Promise<RoomAnswer>;
  subscribe(listener: RoomListener): () => void;
  /** Commits with seq > after, in order, at most `limit`; from memory while they are recent. */
  since(after: number, limit: number): Promise<readonly Commit[]>;
  /** First 16 hex digits of the hash of commit `seq` ('' at 0); null: this history has no such commit. */
  hashAt(seq: number): Promise<string | null>;
  /** Commits about the card's order with seq < before, newest first. */
  story(card: CardId, before: number, limit: number): Promise<readonly Commit[]>;
}
