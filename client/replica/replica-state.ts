import type { Board } from '../../shared/board/board.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import type { BoardId, CommandId, PersonId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { CommitsMessage, Head, RowCursor, WireCommit } from '../../shared/protocol/messages.ts';
import type { LookedAt } from './looked-at.ts';
import type { ViewName } from '../../shared/views/views.ts';
import { READ_ONLY_AFTER, SILENCE_IS_LOSS } from '../../shared/protocol/messages.ts';

export interface Pending {
  readonly id: CommandId;
  readonly command: Command;
  /** Server time, as this screen knows it, when the person acted. */
  readonly at: number;
  /** Local time of the same moment. */
  readonly issuedAt: number;
  /** Accepted by the server with this seq; its commit has not arrived here yet. */
  readonly acked: number | null;
  /** Local time from which it may be sent again. */
  readonly resendAt: number;
  readonly tries: number;
  /** It has gone out once: whoever gets it now has to reckon with the first copy. */
  readonly sent: boolean;
  /**
   * shown: decided and visible. asked: the server decides, by a file that no screen has; nothing is shown of it yet. refused: what others did since speaks against it, so it is hidden
   * until the server says so too. unsure: a snapshot came that may contain it already, so it is
   * hidden rather than shown twice.
   */
  readonly outcome: { readonly is: 'shown' } | { readonly is: 'asked' } | { readonly is: 'refused'; readonly refusal: Refusal } | { readonly is: 'unsure' };
}

export interface Replica {
  readonly boardId: BoardId;
  readonly actor: PersonId;
  readonly directory: Directory;
  /** Counts how often somebody's record was said to have changed: whoever has read them all reads them again. */
  readonly peopleChanged: number;
  readonly confirmed: Board;
  /** Where `confirmed` stands: always confirmed.seq. */
  readonly head: Head;
  /** Up to here its commits were told as merged (I7): a snapshot of the same history may go back behind it. */
  readonly told: number;
  /** How many texts of the board were erased when the server was last joined: another number there, and all is asked for anew. */
  readonly erased: number;
  readonly pending: readonly Pending[];
  /** `confirmed` with the pending commands that are still accepted. The same object when there are none. */
  readonly shown: Board;
  /** This person only looks, and is told rows of the board; null: the board itself. */
  readonly sees: ViewName | null;
  readonly look: LookedAt | null;
  readonly up: boolean;
  /** A join was answered on this connection: only now is anything sent. */
  readonly fresh: boolean;
  readonly everJoined: boolean;
  /** Local time at which a join was asked for and not answered yet. */
  readonly joinAt: number | null;
  /** The server's sentence when it does not let this screen join. */
  readonly barred: string | null;
  readonly outdated: boolean;
  /** Local time of the server's last word, and of its last word on a joined connection. */
  readonly heardAt: number;
  readonly contactAt: number;
  /** Commits that came while a join was being answered. */
  readonly early: readonly CommitsMessage[];
  /** Local time since which a beacon has been ahead of us. */
  readonly behindSince: number | null;
  /** Server clock minus local clock, ms. */
  readonly offset: number;
}

export type Effect =
  | { readonly do: 'join'; readonly have: Head | null; readonly erased: number }
  | { readonly do: 'watch'; readonly view: ViewName; readonly have: RowCursor | null }
  /** `again`: what became of it the first time is not known. */
  | { readonly do: 'send'; readonly id: CommandId; readonly command: Command; readonly again: boolean }
  /** Drop the socket, however alive it looks, and connect again. */
  | { readonly do: 'reconnect' }
  /** Commits of the log were applied, own ones included, in order. */
  | { readonly do: 'merged'; readonly commits: readonly WireCommit[]; readonly mine: ReadonlySet<CommandId> }
  | { readonly do: 'tell'; readonly notice: Notice };

export interface Notice {
  /** refused: the server said no. unsure: too old to send again, nobody knows. history: the server's log is another one. */
  readonly about: 'refused' | 'unsure' | 'history';
  readonly command: Command | null;
  readonly id: CommandId | null;
  readonly refusal: Refusal | null;
  readonly sentence: string;
}

export interface Step { readonly state: Replica; readonly effects: readonly Effect[] }

export type Issued =
  | { readonly ok: true; readonly id: CommandId }
  /** `refusal` is null when it is not a rule of the board that speaks against it. */
  | { readonly ok: false; readonly refusal: Refusal | null; readonly sentence: string };

/** What the connection is, as data; the words are the screen's. `at`: local time of the last contact. */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  | { readonly state: 'reconnecting' }
  | { readonly state: 'not_live_since'; readonly at: number }
  | { readonly state: 'barred'; readonly sentence: string }
  | { readonly state: 'outdated' };

export const NOBODY: Directory = { people: {}, suppliers: {} };

export function createReplica(boardId: BoardId, actor: PersonId, now: number): Replica {
  const board = emptyBoard(boardId);
  return {
    boardId, actor, directory: NOBODY, peopleChanged: 0, confirmed: board, head: { seq: 0, hash: '' }, told: 0, erased: 0, pending: [], shown: board, sees: null, look: null,
    up: false, fresh: false, everJoined: false, joinAt: null, barred: null, outdated: false, heardAt: now, contactAt: now,
    early: [], behindSince: null, offset: 0,
  };
}

// ---- questions ----------------------------------------------------------------------------------

export const personOf = (state: Replica): Person | null => state.directory.people[state.actor] ?? null;

/** The server's clock, as well as this screen knows it. */
export const serverTime = (state: Replica, now: number): number => now + state.offset;

export function connectionOf(state: Replica, now: number): Connection {
  if (state.outdated) return { state: 'outdated' };
  if (state.barred !== null) return { state: 'barred', sentence: state.barred };
  if (!state.everJoined) return { state: 'connecting' };
  const silent = now - state.contactAt;
  if (silent > READ_ONLY_AFTER) return { state: 'not_live_since', at: state.contactAt };
  return state.up && state.fresh && silent <= SILENCE_IS_LOSS ? { state: 'live' } : { state: 'reconnecting' };
}

/** Nothing may be issued: never joined, or no contact for too long. */
export const isReadOnly = (state: Replica, now: number): boolean => {
  const { state: is } = connectionOf(state, now);
  return is !== 'live' && is !== 'reconnecting';
};
