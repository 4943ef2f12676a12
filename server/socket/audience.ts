import type { BoardId, CardId, PersonId } from '../../shared/kernel/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { Head, Present, ServerToClient, WireCommit } from '../../shared/protocol/messages.ts';
import type { BoardRoom } from '../room/board-room.ts';
import { wired } from '../../shared/protocol/wire-commit.ts';
import type { Reopened } from '../room/room-parts.ts';
import type { RoomMetrics } from '../ports/room-metrics.ts';
import { Names } from './names.ts';
import { Channel, type ChannelParts, type ChannelSizes, type Listener } from './channel.ts';

/** One screen that looks at one board. */
export interface Viewer extends Listener {
  readonly person: PersonId;
  /** What it drags just now. */
  dragging: CardId | null;
}

type Say<Event extends keyof ServerToClient> = Parameters<ServerToClient[Event]>[0];
/** Says one thing to all screens of a board, encoded once however many they are. */
export type Broadcast = <Event extends 'commits' | 'beacon' | 'presence' | 'names' | 'resync'>(board: BoardId, event: Event, message: Say<Event>) => void;

/** Who looks at a board on the other nodes. */
export interface Elsewhere {
  tell(board: BoardId, here: readonly Present[]): void;
  people(board: BoardId): readonly Present[];
}

export interface AudienceParts extends ChannelParts {
  readonly broadcast: Broadcast;
  /** The room was reopened with another history: nobody hears more of it before joining again. */
  readonly emptied: (board: BoardId) => void;
  readonly sizes: AudienceSizes;
  readonly metrics: RoomMetrics;
  readonly directory: () => Directory;
  /** Without it this is the only node. */
  readonly elsewhere?: Elsewhere | undefined;
}

export interface AudienceSizes extends ChannelSizes {
  readonly presenceEvery: number;
}

export const AUDIENCE_SIZES: AudienceSizes = { packets: 500, bytes: 1024 * 1024, beaconEvery: 800, presenceEvery: 200, commitsEvery: 16 };

/** Everybody who looks at one board on this server: they hear commits, the head's beacon, and each other. */
export class Audience extends Channel<Viewer> {
  /** Counts the histories this board has had while somebody watched. */
  history = 0;
  readonly names: Names;
  private unsaid: WireCommit[] = [];
  private unsaidSince = 0;
  /** The head after the last of `unsaid`. */
  private heardTo: Head;
  /** Who is here, as everybody was told last, and the text of it. */
  private lastTold: readonly Present[] = [];
  private lastPresence = '[]';
  private presenceDue = false;
  private presenceAt = 0;

  constructor(room: BoardRoom, private readonly parts: AudienceParts) {
    super(room, parts);
    this.heardTo = room.head;
    this.names = new Names(room.board, parts.directory);
    this.until(room.subscribe((commits, head, reopened) => this.heard(commits, head, reopened)));
    this.every(parts.sizes.presenceEvery, 'presence', () => this.presence(), () => this.presenceDue);
  }

  /** Says what waits. false: the room has commits it has not published yet. */
  isSettled(): boolean {
    this.tell();
    return this.heardTo.seq === this.room.head.seq;
  }

  override enter(viewer: Viewer): void {
    super.enter(viewer);
    if (this.names.looks(viewer.person)) this.tellNames();
    this.changed();
  }

  override leave(viewer: Viewer): boolean {
    const left = super.leave(viewer);
    if (left) this.changed();
    return left;
  }

  /** Who is here, or what somebody drags, may have changed. */
  changed(): void {
    this.presenceDue = true;
    if (this.parts.clock() - this.presenceAt >= this.parts.sizes.presenceEvery) this.presence();
  }

  /** Somebody is new on it, or called otherwise now. */
  tellNames(): void {
    this.parts.broadcast(this.room.id, 'names', { board: this.room.id, version: this.names.version, directory: this.names.told() });
  }

  /** For a newcomer: what the others know. Counted anew for each, a crowd would be counted once for everybody in it. */
  people(): readonly Present[] {
    return this.lastTold;
  }

  private here(): readonly Present[] {
    return summed([...this.listeners].map(({ person, dragging }) => ({ person, dragging, screens: 1 })));
  }

  override close(): void {
    this.parts.elsewhere?.tell(this.room.id, []);
    super.close();
    this.unsaid = [];
  }

  private heard(commits: readonly Commit[], head: Head, reopened: Reopened): void {
    this.heardTo = head;
    if (reopened) {
      this.history += 1;
      this.unsaid = [];
      this.parts.broadcast(this.room.id, 'resync', { board: this.room.id, reason: reopened === 'erased' ? 'erased' : 'reopened' });
      this.parts.emptied(this.room.id);
      this.listeners.clear();
      return;
    }
    const first = this.unsaid.length === 0;
    if (first) this.unsaidSince = this.parts.metrics.now();
    // Before the commits that bring them.
    if (this.names.after(this.room.board, commits)) this.tellNames();
    for (const commit of commits) this.unsaid.push(wired(commit));
    if (first && commits.length > 0) this.tellShortly();
  }

  protected tell(): void {
    const commits = this.unsaid;
    if (commits.length === 0) return;
    this.unsaid = [];
    this.dropSlow();
    this.parts.broadcast(this.room.id, 'commits', { board: this.room.id, commits, head: this.heardTo });
    this.told();
    this.parts.metrics.told(commits.length, this.unsaidSince);
  }

  protected beacon(): void {
    this.parts.broadcast(this.room.id, 'beacon', { board: this.room.id, head: this.room.head, at: this.parts.clock() });
  }

  private presence(): void {
    if (!this.presenceDue) return;
    const here = this.here();
    this.parts.elsewhere?.tell(this.room.id, here);
    // On all nodes: whoever has screens at two of them counts with both.
    const people = summed([...here, ...(this.parts.elsewhere?.people(this.room.id) ?? [])]);
    const told = JSON.stringify(people);
    const since = this.parts.clock() - this.presenceAt;
    // A crowd hears a little later, and of mere numbers of screens much later: telling it takes as long as letting it in.
    const pause = sameButForScreens(people, this.lastTold) ? Math.min(5_000, 5 * this.listeners.size) : Math.min(900, this.listeners.size);
    if (told !== this.lastPresence && since >= 0 && since < pause) return;
    this.presenceDue = false;
    if (told === this.lastPresence) return;
    this.lastPresence = told;
    this.lastTold = people;
    this.presenceAt = this.parts.clock();
    this.parts.broadcast(this.room.id, 'presence', { board: this.room.id, people });
  }
}

function summed(all: readonly Present[]): readonly Present[] {
  const people = new Map<PersonId, Present>();
  for (const { person, screens, dragging } of all) {
    const known = people.get(person);
    people.set(person, { person, screens: (known?.screens ?? 0) + screens, dragging: dragging ?? known?.dragging ?? null });
  }
  return [...people.values()].sort((a, b) => (a.person < b.person ? -1 : 1));
}

const sameButForScreens = (some: readonly Present[], others: readonly Present[]): boolean =>
  some.length === others.length && some.every(({ person, dragging }, at) => person === others[at]?.person && dragging === others[at].dragging);
