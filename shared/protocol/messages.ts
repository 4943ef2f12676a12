import type { CommandType, Command } from '../verbs.ts';
import type { Directory, Person } from '../people/directory.ts';
import type { Event } from '../events.ts';
import type { Actor } from '../kernel/actor.ts';
import type { BoardId, CardId, CommandId, PersonId } from '../kernel/ids.ts';
import type { Refusal } from '../refusals.ts';
import type { Row, RowName } from '../views/view.ts';
import type { ViewName } from '../views/views.ts';

/** Raised when old tabs can no longer speak with the server; such a tab is told to reload. */
export const PROTOCOL = 2;
/** The server says where its head is at least this often, so that a lost last commit shows; ms. */
export const BEACON_EVERY = 1_000;
/** Without any word from the server for this long, the connection counts as half open; ms. */
export const SILENCE_IS_LOSS = 5_000;
/** Without contact for this long a screen is read-only; ms. */
export const READ_ONLY_AFTER = 10_000;
/** A gap up to this many commits is filled from the log, a wider one by a snapshot (REL-22). */
export const CATCH_UP_LIMIT = 500;

/** A commit as the floor's screens hear it: what evolve needs, no more. */
export interface WireCommit {
  readonly seq: number;
  readonly at: number;
  readonly actor: Actor;
  readonly command: CommandId;
  readonly kind: CommandType;
  readonly events: readonly Event[];
  readonly texts: Readonly<Record<string, string>>;
}

/** Where a log stands. The same seq with another hash is another history (a restored backup). */
export interface Head {
  readonly seq: number;
  /** First 16 hex digits of the commit's hash; '' at seq 0. */
  readonly hash: string;
}

export interface CommitsMessage { readonly board: BoardId; readonly commits: readonly WireCommit[]; readonly head: Head }
export interface BeaconMessage { readonly board: BoardId; readonly head: Head; /** The server's clock. */ readonly at: number }

/** `directory`: names alone, and of nobody the roles. */
export interface NamesMessage { readonly board: BoardId; readonly version: number; readonly directory: Directory }
export interface Present { readonly person: PersonId; readonly screens: number; readonly dragging: CardId | null }
export interface PresenceMessage { readonly board: BoardId; readonly people: readonly Present[] }

/** join: what this screen has; null: nothing. `erased`: how many texts were erased when it got that, as it was told; none when it does not say. */
export interface JoinMessage { readonly board: BoardId; readonly have: Head | null; readonly erased?: number | undefined }
export type JoinAnswer =
  /** The commits it lacks, up to `head`. */
  | { readonly ok: true; readonly how: 'catch-up'; readonly commits: readonly WireCommit[]; readonly head: Head; readonly at: number; readonly directory: Directory; readonly erased?: number }
  /** The whole board: gzip of its text (protocol/encode-board.ts). `diverged`: what the screen had is another history. */
  | { readonly ok: true; readonly how: 'snapshot'; readonly packed: Uint8Array | ArrayBuffer; readonly head: Head; readonly at: number; readonly directory: Directory; readonly diverged: boolean; readonly erased?: number }
  /** `sees`: this person sees the board by these rows, and no commit of it. */
  | { readonly ok: false; readonly sentence: string; readonly sees?: ViewName };

/** Where the rows of one key stand: in another epoch, or of another version of the view, they are others. Says nothing of the log. */
export interface RowCursor { readonly version: number; readonly epoch: string; readonly n: number }
export interface WatchMessage { readonly board: BoardId; readonly view: ViewName; readonly have: RowCursor | null }
/** `channel`: by which what follows is known. */
export type WatchAnswer =
  | { readonly ok: true; readonly how: 'same'; readonly channel: string; readonly cursor: RowCursor; readonly at: number; readonly directory: Directory }
  | { readonly ok: true; readonly how: 'snapshot'; readonly channel: string; readonly cursor: RowCursor; readonly rows: readonly Row[]; readonly at: number; readonly directory: Directory }
  /** `sees`: this person sees the board itself. */
  | { readonly ok: false; readonly sentence: string; readonly sees?: 'board' };
/** The next of its channel: what is new or another now, and what is gone. */
export interface RowsMessage { readonly channel: string; readonly cursor: RowCursor; readonly rows: readonly Row[]; readonly gone: readonly RowName[] }
export interface RowsBeacon { readonly channel: string; readonly cursor: RowCursor; /** The server's clock. */ readonly at: number }

/** `again`: it was sent before, and no answer came. Whoever does not say so may be refused and see it done all the same. */
export interface CommandMessage { readonly board: BoardId; readonly id: CommandId; readonly command: Command; readonly again?: boolean | undefined }
export type CommandAnswer =
  | { readonly ok: true; readonly seq: number; readonly at: number }
  | { readonly ok: false; readonly why: 'refused'; readonly refusal: Refusal; readonly sentence: string }
  /** The input is wrong: what, where, what to do. */
  | { readonly ok: false; readonly why: 'invalid'; readonly problems: readonly Problem[]; readonly sentence: string }
  /** The id was used for another command. */
  | { readonly ok: false; readonly why: 'id_reused'; readonly sentence: string }
  /** Could not be saved, or nobody knows yet: ask again with the same id. */
  | { readonly ok: false; readonly why: 'try_again'; readonly sentence: string };

export interface Problem { readonly path: string; readonly message: string }

export interface PresenceUpdate { readonly board: BoardId; readonly dragging: CardId | null }

/** Socket.io's event maps; both sides import these. The acting person and PROTOCOL travel in the handshake's `auth`. */
export interface ClientToServer {
  join(message: JoinMessage, answer: (answer: JoinAnswer) => void): void;
  leave(message: { readonly board: BoardId }): void;
  watch(message: WatchMessage, answer: (answer: WatchAnswer) => void): void;
  command(message: CommandMessage, answer: (answer: CommandAnswer) => void): void;
  presence(message: PresenceUpdate): void;
}
export interface ServerToClient {
  commits(message: CommitsMessage): void;
  beacon(message: BeaconMessage): void;
  rows(message: RowsMessage): void;
  row_beacon(message: RowsBeacon): void;
  /** What this person may see of a board is another thing now: ask for it. */
  audience(message: { readonly board: BoardId; readonly sees: 'board' | ViewName }): void;
  presence(message: PresenceMessage): void;
  /** Whom this board names, and what is new of them. */
  names(message: NamesMessage): void;
  /** Who acts here, as the records have it now: their roles say what they may. */
  you(person: Person): void;
  /** This screen fell too far behind or the board was reopened: join again. `erased`: with nothing of what it has. */
  resync(message: { readonly board: BoardId; readonly reason: 'slow' | 'reopened' | 'erased' }): void;
  /** This build of the page is older than the server: reload. */
  outdated(message: { readonly protocol: number; /** What it is answered in; English when it does not say. */ readonly language?: string }): void;
}
/** Handshake auth. */
export interface Handshake { readonly person: PersonId; readonly protocol: number; /** What it is answered in; English when it does not say. */ readonly language?: string }
