import type { Board } from '../../shared/board/board.ts';
import { orderIdOf } from '../../shared/floor.ts';
import { isStillFree, orderNumberIn } from '../../shared/kernel/ids.ts';
import type { BoardId, CardId } from '../../shared/kernel/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { Head } from '../../shared/protocol/messages.ts';
import { type RoomAnswer, BUSY, boardBroken, CLOSING, COULD_NOT_SAVE, TOO_LATE } from './answers.ts';
import { BoardCopy } from './board-copy.ts';
import type { BrokenLog } from '../ports/broken-log.ts';
import { Mailbox, type RoomMessage } from './mailbox.ts';
import { asError, type Fault, type Opened, type Reopened, type RoomParts } from './room-parts.ts';
import type { OrderFile } from '../../shared/orders/order-file.ts';
import { Settlement } from './settlement.ts';

/**
 * Called once per durable group, after its answers. `reopened`: the log's history was not the one we
 * had (a restored backup), or too much happened at once; `commits` is then empty and every viewer
 * has to join again.
 */
export type RoomListener = (commits: readonly Commit[], head: Head, reopened: Reopened) => void;

/**
 * One mailbox for one board: everything that waits is decided in order on the growing board, becomes
 * one durable write, is answered, and only then published. The room holds no authority: what it knows
 * may be old, because another process may write the same log; the append finds out (R4).
 */
export class BoardRoom {
  readonly id: BoardId;
  private readonly copy: BoardCopy;
  private readonly parts: RoomParts;
  private readonly mailbox: Mailbox;
  private readonly settlement: Settlement;
  private readonly listeners = new Set<RoomListener>();
  private running = false;
  /** Look whether another process wrote. */
  private look = false;
  /** The furthest seq that the store hinted at since the last look. */
  private hinted = 0;
  private readonly looking: (() => void)[] = [];
  private closed = false;
  /** What everybody is told since the log was found broken. */
  private condemned: RoomAnswer | null = null;
  private usedAt: number;
  private stopFollowing: (() => void) | null = null;
  private readonly erasing: (() => Promise<void>)[] = [];
  private readonly whenStill: (() => void)[] = [];

  constructor(opened: Opened, parts: RoomParts) {
    this.id = opened.board.id;
    this.parts = parts;
    this.copy = new BoardCopy(opened, parts, (commits, reopened) => this.publish(commits, reopened));
    this.mailbox = new Mailbox(() => parts.metrics.now());
    this.settlement = new Settlement(parts, this.copy, this.mailbox, { publish: (commits) => this.publish(commits, false), wake: () => this.wake() });
    this.usedAt = parts.clock();
  }

  /** The confirmed board: everything on it is on disk. */
  get board(): Board {
    return this.copy.board;
  }

  get head(): Head {
    return this.copy.head;
  }

  /** Whoever has no more than this gets the whole board. */
  get erased(): number | null {
    return this.copy.erased;
  }

  /** The hot path: `answer` is called synchronously, before the group is published. Never throws. */
  post(message: RoomMessage, answer: (answer: RoomAnswer) => void): void {
    if (this.condemned) return answer(this.condemned);
    if (this.closed) return answer(CLOSING);
    if (this.parts.pausedJustNow?.()) return answer(TOO_LATE);
    if (this.mailbox.size + this.settlement.asking >= this.parts.sizes.waiting) return answer(BUSY);
    this.mailbox.add({ message, answer, since: this.parts.clock() });
    this.wake();
  }

  /** The same as a promise, which never rejects. */
  submit(message: RoomMessage): Promise<RoomAnswer> {
    return new Promise((resolve) => this.post(message, resolve));
  }

  subscribe(listener: RoomListener): () => void {
    this.listeners.add(listener);
    this.touch();
    this.stopFollowing ??= this.followed();
    return () => {
      this.listeners.delete(listener);
      this.touch();
      if (this.listeners.size > 0) return;
      this.stopFollowing?.();
      this.stopFollowing = null;
    };
  }

  /** Where nobody watches, the next who asks pays for the look. */
  private followed(): () => void {
    const stopPolling = this.parts.timers.every(this.parts.sizes.pollEvery, () => this.lookAtLog());
    const stopHints = this.parts.log.watch?.(this.id, (seq) => this.hint(seq));
    return () => {
      stopPolling();
      stopHints?.();
    };
  }

  /** Commits with seq > after, in order, at most `limit`; from memory while they are recent. */
  since(after: number, limit: number): Promise<readonly Commit[]> {
    return this.copy.since(after, limit);
  }

  /** First 16 hex digits of the hash of commit `seq` ('' at 0); null: this history has no such commit. */
  hashAt(seq: number): Promise<string | null> {
    return this.copy.hashAt(seq);
  }

  /** Commits about the card's order with seq < before, newest first. */
  story(card: CardId, before: number, limit: number): Promise<readonly Commit[]> {
    return this.copy.story(card, before, limit);
  }

  /** What is known of an order besides where it stands, also of one in the archive; null: there was no such order. */
  async file(order: CardId): Promise<OrderFile | null> {
    if (!this.board.cards.has(order) && isStillFree(order, this.board.nextNumber)) return null;
    await this.copy.files.want(order);
    const file = this.copy.files.of(order);
    return file?.entered ? file : null;
  }

  /** The order of a card on the floor, planned or in the archive; null: there was no such card. */
  async orderOf(card: CardId): Promise<CardId | null> {
    const order = orderIdOf(this.board, card);
    if (order !== null) return order;
    const file = await this.file(orderNumberIn(card));
    return file?.closed && (file.id === card || file.closed.jobs.includes(card)) ? file.id : null;
  }

  /** Between two groups: whoever waits, waits for it. Every screen joins again afterwards. Rejects with what `erase` throws. */
  without(erase: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new Error('The board is just being closed.'));
      this.erasing.push(() => this.copy.without(erase).then(resolve, reject));
      this.wake();
    });
  }

  /** ms since anybody used it; 0 while anybody does. */
  quietFor(now: number): number {
    const quiet = this.listeners.size === 0 && !this.running && this.mailbox.size === 0 && this.settlement.asking === 0;
    return quiet ? now - this.usedAt : 0;
  }

  touch(): void {
    this.usedAt = this.parts.clock();
  }

  /** Reads the log's head, when nothing else is going on, and follows what another process wrote. */
  lookAtLog(): void {
    this.look = true;
    this.wake();
  }

  /** The log may reach `seq` now. For what we hold already, as after every write of our own, nothing is read. */
  hint(seq: number): void {
    if (seq <= Math.max(this.board.seq, this.hinted)) return;
    this.hinted = seq;
    this.wake();
  }

  /** Until somebody watches, nothing follows the log; so whoever is to be shown this board waits for one look. */
  async refreshed(): Promise<void> {
    if (this.listeners.size > 0 || this.closed) return;
    await new Promise<void>((resolve) => {
      this.looking.push(resolve);
      this.lookAtLog();
    });
  }

  /** The log was found broken: what waits is answered, whoever watches has to join again, and is told why it cannot. */
  condemn(broken: BrokenLog): void {
    if (this.condemned) return;
    this.condemned = boardBroken(broken);
    this.copy.doubt = true;
    this.settlement.tell([...this.mailbox.takeAside(), ...this.mailbox.take()], this.condemned);
    this.publish([], true);
    void this.close();
  }

  get isCondemned(): boolean {
    return this.condemned !== null;
  }

  /** Finishes what waits and writes a snapshot, so that the next opening is fast. */
  async close(): Promise<void> {
    this.closed = true;
    this.stopFollowing?.();
    this.stopFollowing = null;
    this.listeners.clear();
    if (this.running) await new Promise<void>((resolve) => this.whenStill.push(resolve));
    // Whatever waits for a file would come back to a room that is gone.
    this.settlement.tell(this.mailbox.takeAside(), CLOSING);
    await this.copy.close();
  }

  private wake(): void {
    if (this.running) return;
    this.running = true;
    this.parts.timers.soon(() => void this.run());
  }

  private async run(): Promise<void> {
    try {
      for (;;) {
        const erasing = this.erasing.shift();
        if (erasing) {
          await erasing();
          continue;
        }
        if (this.copy.doubt && !(await this.copy.reopen())) {
          this.settlement.tell(this.mailbox.take(), this.condemned ?? COULD_NOT_SAVE);
          return;
        }
        if (this.look || this.hinted > this.board.seq) {
          // Who was told that there is more reads it without asking for the head first.
          const asked = this.look;
          this.look = false;
          // A hint beyond the head, as after a restored backup, is followed once.
          this.hinted = 0;
          const looking = this.looking.splice(0);
          await (asked ? this.copy.follow() : this.copy.followOn());
          for (const looked of looking) looked();
          continue;
        }
        if (this.mailbox.isEmpty) return;
        const { since } = this.mailbox;
        await this.settlement.settle(this.mailbox.take(this.parts.sizes.group), since);
        if (!this.mailbox.isEmpty) await new Promise<void>((resolve) => this.parts.timers.soon(resolve));
      }
    } catch (thrown) {
      this.report('bug', thrown);
      this.copy.doubt = true;
    } finally {
      this.running = false;
      for (const looked of this.looking.splice(0)) looked();
      this.touch();
      if (!this.mailbox.isEmpty || this.erasing.length > 0) this.wake();
      else for (const still of this.whenStill.splice(0)) still();
    }
  }

  private publish(commits: readonly Commit[], reopened: Reopened): void {
    this.parts.changed?.(this.board);
    for (const listener of this.listeners) {
      try {
        listener(commits, this.head, reopened);
      } catch (thrown) {
        this.report('listener', thrown);
      }
    }
  }

  private report(what: Fault['what'], cause: unknown): void {
    this.parts.report({ board: this.id, what, cause: asError(cause), command: undefined });
  }
}
