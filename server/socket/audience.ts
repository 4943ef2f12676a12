import type { BoardId, CardId, PersonId } from '../../shared/kernel/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { Head, Present, ServerToClient, WireCommit } from '../../shared/protocol/messages.ts';
import type { Clock } from '../ports/clock.ts';
import type { BoardRoom } from '../room/board-room.ts';
import { wired } from '../../shared/protocol/wire-commit.ts';
import type { Reopened } from '../room/room-parts.ts';
import { type Timers, after } from '../ports/timers.ts';
import type { RoomMetrics } from '../ports/room-metrics.ts';
import type { Turn } from './event-loop-throttle.ts';

/** One screen that looks at one board. */
export interface Viewer {
  readonly person: PersonId;
  /** What it drags just now. */
  dragging: CardId | null;
  /** What has been sent to it and not yet taken. */
  backlog(): { readonly packets: number; readonly bytes: number };
  /** Ends its connection; it comes back by itself and joins again. */
  drop(): void;
}

type Say<Event extends keyof ServerToClient> = Parameters<ServerToClient[Event]>[0];
/** Says one thing to all screens of a board, encoded once however many they are. */
export type Broadcast = <Event extends 'commits' | 'beacon' | 'presence' | 'resync'>(board: BoardId, event: Event, message: Say<Event>) => void;

/** Who looks at a board on the other nodes. */
export interface Elsewhere {
  tell(board: BoardId, here: readonly Present[]): void;
  people(board: BoardId): readonly Present[];
}

export interface AudienceParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly broadcast: Broadcast;
  /** The room was reopened with another history: nobody hears more of it before joining again. */
  readonly emptied: (board: BoardId) => void;
  readonly sizes: AudienceSizes;
  readonly metrics: RoomMetrics;
  /** Without it this is the only node. */
  readonly elsewhere?: Elsewhere | undefined;
  /** Awaited before a crowd is told what does not matter this very moment; without it, it is told at once. */
  readonly turn?: Turn | undefined;
}

export interface AudienceSizes {
  /** R9: a screen with this much unread is dropped to a resync. */
  readonly packets: number;
  readonly bytes: number;
  /** Half a beat below BEACON_EVERY, so that a late timer still keeps the promise; ms. */
  readonly beaconEvery: number;
  readonly presenceEvery: number;
  /** While a board is busy, its commits are told together this often, one frame of a screen; after a pause at once; ms. */
  readonly commitsEvery: number;
}

export const AUDIENCE_SIZES: AudienceSizes = { packets: 500, bytes: 1024 * 1024, beaconEvery: 800, presenceEvery: 200, commitsEvery: 16 };

/** Everybody who looks at one board on this server: they hear commits, the head's beacon, and each other. */
export class Audience {
  /** Counts the histories this board has had while somebody watched. */
  history = 0;
  private readonly viewers = new Set<Viewer>();
  private readonly expected = new Set<Viewer>();
  private unsaid: WireCommit[] = [];
  private unsaidSince = 0;
  /** The head after the last of `unsaid`. */
  private heardTo: Head;
  private lastSaid = 0;
  /** Who is here, as everybody was told last, and the text of it. */
  private lastTold: readonly Present[] = [];
  private lastPresence = '[]';
  private presenceDue = false;
  private presenceAt = 0;
  private closed = false;
  private readonly itsTurn = new Set<'beacon' | 'presence'>();
  private readonly stops: readonly (() => void)[];

  constructor(readonly room: BoardRoom, private readonly parts: AudienceParts) {
    this.heardTo = room.head;
    this.stops = [
      room.subscribe((commits, head, reopened) => this.heard(commits, head, reopened)),
      parts.timers.every(parts.sizes.beaconEvery, () => this.inTurn('beacon')),
      parts.timers.every(parts.sizes.presenceEvery, () => this.inTurn('presence')),
    ];
  }

  get isEmpty(): boolean {
    return this.viewers.size + this.expected.size === 0;
  }

  /** Somebody is on the way in: the board stays open, nothing is said to them yet. */
  expect(viewer: Viewer): void {
    this.expected.add(viewer);
  }

  expectNoMore(viewer: Viewer): void {
    this.expected.delete(viewer);
  }

  /** Says what waits. false: the room has commits it has not published yet. */
  isSettled(): boolean {
    this.say();
    return this.heardTo.seq === this.room.head.seq;
  }

  enter(viewer: Viewer): void {
    this.viewers.add(viewer);
    this.changed();
  }

  leave(viewer: Viewer): void {
    if (this.viewers.delete(viewer)) this.changed();
  }

  /** Who is here, or what somebody drags, may have changed. */
  changed(): void {
    this.presenceDue = true;
    if (this.parts.clock() - this.presenceAt >= this.parts.sizes.presenceEvery) this.presence();
  }

  /** For a newcomer: what the others know. Counted anew for each, a crowd would be counted once for everybody in it. */
  people(): readonly Present[] {
    return this.lastTold;
  }

  private here(): readonly Present[] {
    return summed([...this.viewers].map(({ person, dragging }) => ({ person, dragging, screens: 1 })));
  }

  close(): void {
    this.closed = true;
    this.parts.elsewhere?.tell(this.room.id, []);
    for (const stop of this.stops) stop();
    this.viewers.clear();
    this.unsaid = [];
  }

  private heard(commits: readonly Commit[], head: Head, reopened: Reopened): void {
    this.heardTo = head;
    if (reopened) {
      this.history += 1;
      this.unsaid = [];
      this.parts.broadcast(this.room.id, 'resync', { board: this.room.id, reason: reopened === 'erased' ? 'erased' : 'reopened' });
      this.parts.emptied(this.room.id);
      this.viewers.clear();
      return;
    }
    const first = this.unsaid.length === 0;
    if (first) this.unsaidSince = this.parts.metrics.now();
    for (const commit of commits) this.unsaid.push(wired(commit));
    if (first && commits.length > 0) this.sayShortly();
  }

  /** Groups that end together go out as one message: a frame to every screen costs more than what is in it. */
  private sayShortly(): void {
    const { commitsEvery } = this.parts.sizes;
    const since = this.parts.clock() - this.lastSaid;
    if (since < 0 || since >= commitsEvery) return this.parts.timers.soon(() => this.say());
    after(this.parts.timers, commitsEvery - since, () => this.say());
  }

  private say(): void {
    const commits = this.unsaid;
    if (commits.length === 0) return;
    this.unsaid = [];
    this.dropSlow();
    this.parts.broadcast(this.room.id, 'commits', { board: this.room.id, commits, head: this.heardTo });
    this.lastSaid = this.parts.clock();
    this.parts.metrics.told(commits.length, this.unsaidSince);
  }

  /** The timers of all boards run out together sooner or later, and a frame to each of thousands of screens would be one long breath. */
  private inTurn(what: 'beacon' | 'presence'): void {
    const { turn } = this.parts;
    if (!turn) return this[what]();
    if (this.itsTurn.has(what) || (what === 'presence' && !this.presenceDue)) return;
    this.itsTurn.add(what);
    void turn(this.viewers.size).then(() => {
      this.itsTurn.delete(what);
      if (!this.closed) this[what]();
    });
  }

  private beacon(): void {
    if (this.viewers.size === 0) return;
    this.say();
    this.dropSlow();
    // Also right after commits were said: theirs may be the broadcast that is lost.
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
    const pause = sameButForScreens(people, this.lastTold) ? Math.min(5_000, 5 * this.viewers.size) : Math.min(900, this.viewers.size);
    if (told !== this.lastPresence && since >= 0 && since < pause) return;
    this.presenceDue = false;
    if (told === this.lastPresence) return;
    this.lastPresence = told;
    this.lastTold = people;
    this.presenceAt = this.parts.clock();
    this.parts.broadcast(this.room.id, 'presence', { board: this.room.id, people });
  }

  /** REL-25: what a screen does not read waits in this process's memory, so it may not wait for long. */
  private dropSlow(): void {
    for (const viewer of this.viewers) {
      const { packets, bytes } = viewer.backlog();
      if (packets < this.parts.sizes.packets && bytes < this.parts.sizes.bytes) continue;
      this.leave(viewer);
      viewer.drop();
    }
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
