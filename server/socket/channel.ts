import type { Clock } from '../ports/clock.ts';
import { type Timers, after } from '../ports/timers.ts';
import type { BoardRoom } from '../room/board-room.ts';
import type { Turn } from './event-loop-throttle.ts';

/** One screen that hears a channel. */
export interface Listener {
  /** What has been sent to it and not yet taken. */
  backlog(): { readonly packets: number; readonly bytes: number };
  /** Ends its connection; it comes back by itself and joins again. */
  drop(): void;
}

export interface ChannelSizes {
  /** R9: a screen with this much unread is dropped to a resync. */
  readonly packets: number;
  readonly bytes: number;
  /** Half a beat below BEACON_EVERY, so that a late timer still keeps the promise; ms. */
  readonly beaconEvery: number;
  /** While a board is busy, what happens is told together this often, one frame of a screen; after a pause at once; ms. */
  readonly commitsEvery: number;
}

export interface ChannelParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly sizes: ChannelSizes;
  /** Awaited before a crowd is told what does not matter this very moment; without it, it is told at once. */
  readonly turn?: Turn | undefined;
}

/**
 * What all channels have in common, whatever they tell: who hears them, a beacon, and that nobody is told
 * more than they read. A channel is there while somebody hears it, and costs nothing otherwise.
 */
export abstract class Channel<L extends Listener> {
  protected readonly listeners = new Set<L>();
  private readonly expected = new Set<L>();
  private readonly itsTurn = new Set<string>();
  private readonly stops: (() => void)[] = [];
  private lastSaid = 0;
  private closed = false;

  constructor(readonly room: BoardRoom, private readonly common: ChannelParts) {
    this.every(common.sizes.beaconEvery, 'beacon', () => this.sign());
  }

  get isEmpty(): boolean {
    return this.listeners.size + this.expected.size === 0;
  }

  /** Somebody is on the way in: the board stays open, nothing is said to them yet. */
  expect(listener: L): void {
    this.expected.add(listener);
  }

  expectNoMore(listener: L): void {
    this.expected.delete(listener);
  }

  enter(listener: L): void {
    this.listeners.add(listener);
  }

  leave(listener: L): boolean {
    return this.listeners.delete(listener);
  }

  close(): void {
    this.closed = true;
    for (const stop of this.stops) stop();
    this.listeners.clear();
  }

  /** Tells what waits to be told. */
  protected abstract tell(): void;
  /** Where it stands and what time it is: a lost last message shows by it, and so does a wire that is dead. */
  protected abstract beacon(): void;

  protected until(stop: () => void): void {
    this.stops.push(stop);
  }

  /** The timers of all boards run out together sooner or later, and a frame to each of thousands of screens would be one long breath. */
  protected every(ms: number, what: string, act: () => void, due: () => boolean = () => true): void {
    const { timers, turn } = this.common;
    this.until(timers.every(ms, () => {
      if (!turn) return act();
      if (this.itsTurn.has(what) || !due()) return;
      this.itsTurn.add(what);
      void turn(this.listeners.size).then(() => {
        this.itsTurn.delete(what);
        if (!this.closed) act();
      });
    }));
  }

  /** Groups that end together go out as one message: a frame to every screen costs more than what is in it. */
  protected tellShortly(): void {
    const { timers, clock, sizes: { commitsEvery } } = this.common;
    const since = clock() - this.lastSaid;
    if (since < 0 || since >= commitsEvery) return timers.soon(() => this.tell());
    after(timers, commitsEvery - since, () => this.tell());
  }

  protected told(): void {
    this.lastSaid = this.common.clock();
  }

  /** REL-25: what a screen does not read waits in this process's memory, so it may not wait for long. */
  protected dropSlow(): void {
    const { packets: most, bytes: mostBytes } = this.common.sizes;
    for (const listener of this.listeners) {
      const { packets, bytes } = listener.backlog();
      if (packets < most && bytes < mostBytes) continue;
      this.leave(listener);
      listener.drop();
    }
  }

  private sign(): void {
    if (this.listeners.size === 0) return;
    this.tell();
    this.dropSlow();
    // Also right after something was told: that may be the message that is lost.
    this.beacon();
  }
}
