import type { Board } from '../../shared/board/board.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import type { BoardId, CardId, CommandId, PersonId } from '../../shared/kernel/ids.ts';
import type { BeaconMessage, CommandAnswer, CommandMessage, CommitsMessage, Head, JoinAnswer, PresenceMessage, RowCursor, RowsBeacon, RowsMessage, WatchAnswer } from '../../shared/protocol/messages.ts';
import type { ViewName } from '../../shared/views/views.ts';

/** What the store hears. After `down`, nothing of the old socket is heard any more. */
export interface Hears {
  up(): void;
  down(): void;
  /** `snapshot`: unpacked already when the answer brings one. */
  joined(answer: JoinAnswer, snapshot: Board | null): void;
  commits(message: CommitsMessage): void;
  beacon(message: BeaconMessage): void;
  answered(id: CommandId, answer: CommandAnswer): void;
  presence(message: PresenceMessage): void;
  /** Names that are new or others now; of nobody the roles. */
  directory(names: Directory): void;
  you(person: Person): void;
  /** `erased`: what this screen has may hold words that are gone. */
  /** What this person sees of the board is another thing now. */
  audience(sees: 'board' | ViewName): void;
  watched(answer: WatchAnswer): void;
  rows(message: RowsMessage): void;
  rowBeacon(message: RowsBeacon): void;
  resync(erased: boolean): void;
  outdated(): void;
  /** No connection came about. `why`: the server's sentence; null: it was not even heard. */
  turnedAway(why: string | null): void;
}

/** One board's connection to the server, as the store needs it. What is said while it is down is not kept. */
export interface Link {
  join(have: Head | null, erased: number): void;
  watch(view: ViewName, have: RowCursor | null): void;
  send(message: CommandMessage): void;
  dragging(card: CardId | null): void;
  /** Drops the socket and connects again, as this person from now on. */
  reconnect(person: PersonId): void;
  close(): void;
}

export type OpenLink = (board: BoardId, person: PersonId, hears: Hears) => Link;
