import type { Board } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Person } from '../../shared/domain/directory.ts';
import type { BoardId, CardId, CommandId } from '../../shared/domain/ids.ts';
import type { Commit, StoredCommit } from '../../shared/log/commit.ts';
import type { CommandAnswer, Head } from '../../shared/protocol/messages.ts';
import { open } from '../log/seal.ts';
import type { Appended } from '../ports/commit-log.ts';
import { answerOf, BUSY, CLOSING, CONTENDED, COULD_NOT_SAVE, NOBODY_KNOWS, sameAnswer, selfCheckFailed, TOO_LATE } from './answers.ts';
import { BoardCopy } from './board-copy.ts';
import { asError, breachOf, decideGroup, type Group, type Refused, type Waiting } from './decide-group.ts';
import { Mailbox } from './mailbox.ts';
import { Refusals } from './refusals.ts';
import { type Fault, type Opened, type Point, type RoomParts, after } from './room-parts.ts';
import { Turns } from './turns.ts';
import { PLEAD_AFTER } from './yields.ts';

/** A command that came through a door: parsed, its actor taken from the session. */
export interface RoomMessage {
  readonly id: CommandId;
  readonly command: Command;
  readonly actor: Person;
  /** It was sent before: its refusal is written down, because a copy may still be on its way through another node. */
  readonly again?: boolean | undefined;
}

/** `commit` is there for an accepted command, the first time and each time its id comes again. */
export type RoomAnswer = CommandAnswer & { readonly commit?: Commit };

/**
 * Called once per durable group, after its answers. `reopened`: the log's history was not the one we
 * had (a restored backup), or too much happened at once; `commits` is then empty and every viewer
 * has to join again.
 */
export type RoomListener = (commits: readonly Commit[], head: Head, reopened: boolean) => void;

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
  private readonly refusals: Refusals;
  private readonly turns: Turns;
  private readonly listeners = new Set<RoomListener>();
  /** When the first of the group in hand came: for the figures alone. */
  private groupSince = 0;
  private running = false;
  /** Look whether another process wrote. */
  private look = false;
  /** The furthest seq that the store hinted at since the last look. */
  private hinted = 0;
  private readonly looking: (() => void)[] = [];
  private closed = false;
  private usedAt: number;
  private stopFollowing: (() => void) | null = null;
  private readonly whenStill: (() => void)[] = [];

  constructor(opened: Opened, parts: RoomParts) {
    this.id = opened.board.id;
    this.parts = parts;
    this.copy = new BoardCopy(opened, parts, (commits, reopened) => this.publish(commits, reopened));
    this.mailbox = new Mailbox(parts);
    this.turns = new Turns(parts);
    this.refusals = new Refusals({
      most: parts.sizes.refusals, directory: parts.directory,
      written: (ids) => this.copy.written(ids),
      unreadable: (cause) => this.report('read', cause),
    });
    this.usedAt = parts.clock();
  }

  /** The confirmed board: everything on it is on disk. */
  get board(): Board {
    return this.copy.board;
  }

  get head(): Head {
    return this.copy.head;
  }

  /** The hot path: `answer` is called synchronously, before the group is published. Never throws. */
  post(message: RoomMessage, answer: (answer: RoomAnswer) => void): void {
    if (this.closed) return answer(CLOSING);
    if (this.parts.slept?.()) return answer(TOO_LATE);
    if (this.mailbox.size + this.refusals.size >= this.parts.sizes.waiting) return answer(BUSY);
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
    const stopHints = this.parts.log.watch?.(this.id, (seq, commit) => this.hint(seq, commit));
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

  /** ms since anybody used it; 0 while anybody does. */
  quietFor(now: number): number {
    const quiet = this.listeners.size === 0 && !this.running && this.mailbox.size === 0 && this.refusals.size === 0;
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
  hint(seq: number, commit?: StoredCommit): void {
    if (seq <= this.board.seq) return;
    if (commit) this.copy.hear(commit);
    if (seq <= this.hinted) return;
    this.hinted = seq;
    this.turns.heard();
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

  /** Finishes what waits and writes a snapshot, so that the next opening is fast. */
  async close(): Promise<void> {
    this.closed = true;
    this.stopFollowing?.();
    this.stopFollowing = null;
    this.listeners.clear();
    if (this.running) await new Promise<void>((resolve) => this.whenStill.push(resolve));
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
        if (this.copy.doubt && !(await this.copy.reopen())) {
          this.tell(this.mailbox.take(this.mailbox.size), COULD_NOT_SAVE);
          return;
        }
        if (this.look || this.hinted > this.board.seq) {
          // Who was told that there is more reads it without asking for the head first.
          const asked = this.look;
          this.look = false;
          // A hint beyond the head, as after a restored backup, is followed once.
          const { hinted } = this;
          this.hinted = 0;
          const { seq } = this.board;
          const looking = this.looking.splice(0);
          if (asked) await this.copy.follow();
          else if (!this.copy.foldHeard() || this.board.seq < hinted) await this.copy.followOn();
          if (this.board.seq > seq) this.turns.met();
          for (const looked of looking) looked();
          continue;
        }
        if (this.mailbox.size === 0) return;
        this.groupSince = this.mailbox.since;
        const group = this.mailbox.take(this.parts.sizes.group);
        await this.settle(group);
        const rest = this.closed ? 0 : (this.parts.yields?.rest(this.id) ?? 0);
        if (rest > 0) await new Promise<void>((resolve) => after(this.parts.timers, rest, resolve));
        else if (this.turns.others && !this.closed && !this.parts.yields?.pleads(this.id)) await this.turns.pass();
        else if (group.length > 1 && !this.closed) await this.mailbox.gathered(group.length);
        else if (this.mailbox.size > 0) await new Promise<void>((resolve) => this.parts.timers.soon(resolve));
      }
    } catch (thrown) {
      this.report('bug', thrown);
      this.copy.doubt = true;
    } finally {
      this.running = false;
      for (const looked of this.looking.splice(0)) looked();
      this.touch();
      if (this.mailbox.size > 0) this.wake();
      else for (const still of this.whenStill.splice(0)) still();
    }
  }

  /** Decides, writes, answers and publishes one group. Whatever happens, each is answered once. */
  private async settle(group: readonly Waiting[]): Promise<void> {
    let left = group;
    /** The board was at the head of the log after all of these were asked for. */
    let current = false;
    const began = this.parts.clock();
    try {
      for (let attempt = 0; ; ) {
        left = this.withoutLate(this.withoutKnown(left));
        if (left.length === 0) return;
        if (this.parts.points) await this.point('before-decide');
        const decided = this.decided(left);
        if (!decided) {
          await this.settleOneByOne(left);
          return;
        }
        for (const { waiting, cause } of decided.broken) {
          this.report('bug', cause, waiting.message.id);
          this.answer(waiting, selfCheckFailed(waiting.message.id));
        }
        left = left.filter((waiting) => !waiting.answered);
        if (decided.commits.length === 0) {
          // I5: a board that another node's commit has made old accepts nothing wrongly, and refuses nothing wrongly either.
          const { hash } = this.copy;
          if (!current && !(await this.copy.follow()) && !(await this.copy.reopen())) return this.tell(left, COULD_NOT_SAVE);
          if (current || this.copy.hash === hash) return this.refuse(decided.refused);
          current = true;
          continue;
        }

        if (this.parts.points) await this.point('before-append');
        const outcome = await this.append(decided.stored);
        if (this.parts.points) await this.point('after-append');
        if (outcome.ok) {
          left = [];
          await this.confirm(decided);
          return;
        }
        switch (outcome.why) {
          case 'fault':
            this.report('append', outcome.cause);
            // What was refused on its own account is refused all the same.
            left = decided.refused.flatMap(({ waiting, builtOn }) => (builtOn ? [] : [waiting]));
            this.tell([...decided.written, ...decided.again.map((one) => one.waiting), ...decided.refused.flatMap(({ waiting, builtOn }) => (builtOn ? [waiting] : []))], COULD_NOT_SAVE);
            continue;
          case 'unknown': {
            this.report('unknown', outcome.cause);
            const fate = await this.copy.fateOf(decided.stored);
            if (fate === 'written') {
              left = [];
              return await this.confirm(decided);
            }
            // The next group starts from what the log says; these may come again with their ids.
            this.copy.doubt = true;
            return this.tell(left, fate === 'unresolved' || outcome.pending ? NOBODY_KNOWS : COULD_NOT_SAVE);
          }
          case 'conflict':
            attempt += 1;
            this.turns.met();
            if (attempt % PLEAD_AFTER === 0) this.parts.yields?.plead(this.id, (this.parts.clock() - began) / attempt);
            break;
          case 'duplicate': {
            const unknown = await this.withoutDuplicates(left, outcome.commit);
            if (unknown === null) return this.tell(left, NOBODY_KNOWS);
            left = unknown;
            if (outcome.commit.seq <= this.board.seq && !outcome.kept) continue;
            break;
          }
        }
        const followed = (await this.copy.followOn(outcome.why === 'conflict' ? outcome.since : [])) || (await this.copy.reopen());
        left = this.withoutKept(left, decided, outcome.kept ?? 0);
        if (!followed) return this.tell(left, COULD_NOT_SAVE);
        if (attempt >= this.parts.sizes.attempts) return this.tell(left, CONTENDED);
        current = true;
      }
    } catch (thrown) {
      this.report('bug', thrown);
      this.copy.doubt = true;
      this.tell(left, NOBODY_KNOWS);
    }
  }

  /** A store without transactions wrote the first `kept` of a refused group all the same. */
  private withoutKept(left: readonly Waiting[], { written: waiting, commits, again }: Group, kept: number): readonly Waiting[] {
    if (kept === 0) return left;
    const written = commits.slice(0, kept);
    written.forEach((commit, index) => this.answer(waiting[index] as Waiting, this.answerOf(commit)));
    for (const one of again) if (written.includes(one.first)) this.answer(one.waiting, this.sameAnswer(one.first, one.waiting.message));
    return left.filter(({ answered }) => !answered);
  }

  /** null: the group would break the board's own rules, which no decision may (R10). */
  private decided(left: readonly Waiting[]): Group | null {
    const { clock, directory, salt } = this.parts;
    const at = Math.max(clock(), this.board.at);
    const group = decideGroup(left, { board: this.board, hash: this.copy.hash, at, directory: directory(), salt });
    const breach = breachOf(this.board, group.board);
    if (breach === null) return group;
    this.report('invariant', new Error(`Board ${this.id} after commit ${group.board.seq}: ${breach}.`), left.length === 1 ? left[0]?.message.id : undefined);
    return null;
  }

  /** Only the command that breaks the rules fails, not those it happened to wait with. */
  private async settleOneByOne(left: readonly Waiting[]): Promise<void> {
    if (!(await this.copy.reopen())) return this.tell(left, COULD_NOT_SAVE);
    const [only] = left;
    if (only && left.length === 1) return this.answer(only, selfCheckFailed(only.message.id));
    for (const one of left) await this.settle([one]);
  }

  private async append(stored: readonly StoredCommit[]): Promise<Appended> {
    const since = this.parts.tally.now();
    const began = this.parts.clock();
    let outcome: Appended;
    try {
      outcome = await this.parts.log.append(this.id, stored);
    } catch (thrown) {
      outcome = { ok: false, why: 'unknown', cause: asError(thrown) };
    }
    if (outcome.ok) this.turns.took(this.parts.clock() - began);
    this.parts.tally.appended(outcome.ok ? 'ok' : outcome.why, stored.length, since);
    return outcome;
  }

  private async confirm(group: Group): Promise<void> {
    this.copy.advance(group);
    if (this.parts.points) await this.point('before-answer');
    group.written.forEach((waiting, index) => this.answer(waiting, this.answerOf(group.commits[index] as Commit)));
    this.parts.tally.answered(group.written.length, this.groupSince);
    for (const { waiting, first } of group.again) this.answer(waiting, this.sameAnswer(first, waiting.message));
    // The write that was let in behind it proves the board they were decided on.
    this.refuse(group.refused);
    if (this.parts.points) await this.point('after-answer');
    // Whoever awaits `submit` goes first: an answer must not stand behind the fan-out to a thousand screens.
    await Promise.resolve();
    await Promise.resolve();
    this.publish(group.commits, false);
    if (this.parts.points) await this.point('after-publish');
    this.copy.keepHouse(this.mailbox.size > 0 || group.commits.length > 1);
  }

  private withoutKnown(left: readonly Waiting[]): readonly Waiting[] {
    const unknown = left.filter((waiting) => {
      const { message } = waiting;
      const commit = this.copy.recent.find(message.id);
      if (commit) {
        this.answer(waiting, this.sameAnswer(commit, message));
        return false;
      }
      const refusal = this.refusals.of(message);
      if (refusal) void Promise.resolve(refusal).then((answer) => this.answer(waiting, answer));
      return !refusal;
    });
    return unknown.length === left.length ? left : unknown;
  }

  private withoutLate(left: readonly Waiting[]): readonly Waiting[] {
    const latest = this.parts.clock() - this.parts.sizes.patience;
    if (left.every(({ since }) => since >= latest)) return left;
    this.tell(left.filter(({ since }) => since < latest), TOO_LATE);
    return left.filter(({ answered }) => !answered);
  }

  /** The log named one; the others are looked up too, so that a crowd that sends again costs one round. null: it cannot be read now. */
  private async withoutDuplicates(left: readonly Waiting[], named: StoredCommit): Promise<readonly Waiting[] | null> {
    let written: ReadonlyMap<CommandId, Commit>;
    try {
      written = await this.copy.written(left.flatMap(({ message: { id } }) => (id === named.command ? [] : [id])));
    } catch (thrown) {
      this.report('read', thrown);
      return null;
    }
    return left.filter((waiting) => {
      const { message } = waiting;
      const commit = message.id === named.command ? open(named) : written.get(message.id);
      if (commit) this.answer(waiting, this.sameAnswer(commit, message));
      return !commit;
    });
  }

  private answerOf(commit: Commit): RoomAnswer {
    return answerOf(commit, this.parts.directory());
  }

  private sameAnswer(commit: Commit, message: RoomMessage): RoomAnswer {
    return sameAnswer(commit, message, this.parts.directory());
  }

  private refuse(all: readonly Refused[]): void {
    this.refusals.tell(all, ({ waiting }, said) => this.answer(waiting, said));
  }

  private publish(commits: readonly Commit[], reopened: boolean): void {
    for (const listener of this.listeners) {
      try {
        listener(commits, this.head, reopened);
      } catch (thrown) {
        this.report('listener', thrown);
      }
    }
  }

  private tell(left: readonly Waiting[], answer: RoomAnswer): void {
    for (const waiting of left) this.answer(waiting, answer);
  }

  private answer(waiting: Waiting, answer: RoomAnswer): void {
    if (waiting.answered) return;
    waiting.answered = true;
    try {
      waiting.answer(answer);
    } catch (thrown) {
      this.report('listener', thrown);
    }
  }

  private report(what: Fault['what'], cause: unknown, command?: CommandId): void {
    this.parts.report({ board: this.id, what, cause: asError(cause), command });
  }

  private async point(point: Point): Promise<void> {
    await this.parts.points?.(point, this.id);
  }
}
