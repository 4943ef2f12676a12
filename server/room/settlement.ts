import type { CommandId } from '../../shared/kernel/ids.ts';
import type { Commit, StoredCommit } from '../../shared/log/commit.ts';
import type { Appended } from '../ports/commit-log.ts';
import { type RoomAnswer, answerOf, CONTENDED, COULD_NOT_SAVE, NOBODY_KNOWS, sameAnswer, selfCheckFailed, TOO_LATE } from './answers.ts';
import type { BoardCopy } from './board-copy.ts';
import { breachOf, decideGroup, type Group, type Refused } from './decide-group.ts';
import type { Mailbox, RoomMessage, Waiting } from './mailbox.ts';
import { Refusals } from './refusals.ts';
import { asError, type Fault, type Point, type RoomParts } from './room-parts.ts';

/**
 * What becomes of one group of commands: decided in order on the growing board, one durable write,
 * and only then the answers. One group at a time.
 */
export class Settlement {
  private readonly refusals: Refusals;
  /** When the first of the group in hand came: for the figures alone. */
  private since = 0;

  /** `publish` is called after the answers; `wake`: something came back into the mailbox. */
  constructor(
    private readonly parts: RoomParts,
    private readonly copy: BoardCopy,
    private readonly mailbox: Mailbox,
    private readonly room: { publish(commits: readonly Commit[]): void; wake(): void },
  ) {
    this.refusals = new Refusals({
      most: parts.sizes.refusals, board: () => copy.board,
      written: (ids) => copy.written(ids),
      unreadable: (cause) => this.report('read', cause),
    });
  }

  /** Refused, and not told yet. */
  get asking(): number {
    return this.refusals.size;
  }

  /**
   * Decides, writes, answers and publishes one group. Whatever happens, each is answered once, but for
   * what waits for a file or goes back into the mailbox: deciding it too would have kept other boards waiting.
   */
  async settle(group: readonly Waiting[], since: number): Promise<void> {
    this.since = since;
    let left = group;
    /** The board was at the head of the log after all of these were asked for. */
    let current = false;
    try {
      for (let attempt = 1; ; attempt += 1) {
        left = this.withoutLate(this.withoutKnown(left));
        if (left.length === 0) return;
        await this.point('before-decide');
        const decided = this.decided(left);
        if (!decided) return await this.settleOneByOne(left);
        left = this.withoutLaterOnes(left, decided);
        if (left.length === 0) return;
        if (decided.commits.length === 0) {
          // I5: a board that another node's commit has made old accepts nothing wrongly, and refuses nothing wrongly either.
          const { hash } = this.copy;
          if (!current && !(await this.copy.follow(true)) && !(await this.copy.reopen())) return this.tell(left, COULD_NOT_SAVE);
          if (this.copy.hash === hash) return this.refuse(decided.refused);
          current = true;
          continue;
        }

        await this.point('before-append');
        const outcome = await this.append(decided.stored);
        await this.point('after-append');
        if (outcome.ok) {
          left = [];
          return await this.confirm(decided);
        }
        if (outcome.why === 'fault') {
          left = this.failed(decided, outcome.cause);
          continue;
        }
        if (outcome.why === 'unknown') {
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
        if (outcome.why === 'duplicate') {
          const unknown = await this.withoutDuplicates(left, outcome.commit);
          if (unknown === null) return this.tell(left, NOBODY_KNOWS);
          left = unknown;
          if (outcome.commit.seq <= this.copy.board.seq && !outcome.kept) continue;
        }
        // Another writer was faster: read on, and decide again.
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

  /** Those that have been decided: a bug's victim is answered, and what is not its turn yet waits where it belongs. */
  private withoutLaterOnes(left: readonly Waiting[], { broken, undecided, aside, wanted }: Group): readonly Waiting[] {
    for (const { waiting, cause } of broken) {
      this.report('bug', cause, waiting.message.id);
      this.answer(waiting, selfCheckFailed(waiting.message.id));
    }
    this.mailbox.putBack(undecided);
    this.mailbox.stepAside(aside);
    for (const order of wanted) {
      void this.copy.files.want(order).then(
        () => {
          this.mailbox.putBack(this.mailbox.takeAside());
          this.room.wake();
        },
        (thrown: unknown) => {
          this.report('read', thrown);
          this.tell(this.mailbox.takeAside(), COULD_NOT_SAVE);
        },
      );
    }
    return left.slice(0, left.length - undecided.length).filter((waiting) => !waiting.answered && !aside.includes(waiting));
  }

  /** Nothing was written. What was refused on its own account is refused all the same, and is what is left. */
  private failed({ written, again, refused }: Group, cause: Error): readonly Waiting[] {
    this.report('append', cause);
    const builtOn = refused.filter((one) => one.builtOn);
    this.tell([...written, ...[...again, ...builtOn].map(({ waiting }) => waiting)], COULD_NOT_SAVE);
    return refused.flatMap((one) => (one.builtOn ? [] : [one.waiting]));
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
    const at = Math.max(clock(), this.copy.board.at);
    const until = clock() + this.parts.sizes.budget;
    const group = decideGroup(left, { board: this.copy.board, hash: this.copy.hash, at, directory: directory(), salt, files: this.copy.files.of, waitsForFiles: this.mailbox.aside, isOver: () => clock() >= until });
    const breach = breachOf(this.copy.board, group.board);
    if (breach === null) return group;
    this.report('invariant', new Error(`Board ${this.copy.id} after commit ${group.board.seq}: ${breach}.`), left.length === 1 ? left[0]?.message.id : undefined);
    return null;
  }

  /** Only the command that breaks the rules fails, not those it happened to wait with. */
  private async settleOneByOne(left: readonly Waiting[]): Promise<void> {
    if (!(await this.copy.reopen())) return this.tell(left, COULD_NOT_SAVE);
    const [only] = left;
    if (only && left.length === 1) return this.answer(only, selfCheckFailed(only.message.id));
    for (const one of left) await this.settle([one], this.since);
  }

  private async append(stored: readonly StoredCommit[]): Promise<Appended> {
    const since = this.parts.metrics.now();
    let outcome: Appended;
    try {
      outcome = await this.parts.log.append(this.copy.id, stored);
    } catch (thrown) {
      outcome = { ok: false, why: 'unknown', cause: asError(thrown) };
    }
    this.parts.metrics.appended(outcome.ok ? 'ok' : outcome.why, stored.length, since);
    return outcome;
  }

  private async confirm(group: Group): Promise<void> {
    this.copy.advance(group);
    await this.point('before-answer');
    group.written.forEach((waiting, index) => this.answer(waiting, this.answerOf(group.commits[index] as Commit)));
    this.parts.metrics.answered(group.written.length, this.since);
    for (const { waiting, first } of group.again) this.answer(waiting, this.sameAnswer(first, waiting.message));
    // The write that was let in behind it proves the board they were decided on.
    this.refuse(group.refused);
    await this.point('after-answer');
    // Whoever awaits `submit` goes first: an answer must not stand behind the fan-out to a thousand screens.
    await Promise.resolve();
    this.room.publish(group.commits);
    await this.point('after-publish');
    this.copy.keepHouse(!this.mailbox.isEmpty || group.commits.length > 1);
  }

  private withoutKnown(left: readonly Waiting[]): readonly Waiting[] {
    const unknown = left.filter((waiting) => {
      const { message } = waiting;
      const commit = this.copy.recent.find(message.id);
      if (commit) {
        this.answer(waiting, this.sameAnswer(commit, message));
        return false;
      }
      waiting.refusedBefore = message.again ? this.refusals.refusalOf(message) : null;
      if (waiting.refusedBefore) return true;
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
    let first: Commit | undefined;
    try {
      written = await this.copy.written(left.flatMap(({ message: { id } }) => (id === named.command ? [] : [id])));
      [first] = this.copy.opened([named]);
    } catch (thrown) {
      this.report('read', thrown);
      return null;
    }
    return left.filter((waiting) => {
      const { message } = waiting;
      const commit = message.id === named.command ? first : written.get(message.id);
      if (commit) this.answer(waiting, this.sameAnswer(commit, message));
      return !commit;
    });
  }

  private answerOf(commit: Commit): RoomAnswer {
    return answerOf(commit, this.copy.board);
  }

  private sameAnswer(commit: Commit, message: RoomMessage): RoomAnswer {
    return sameAnswer(commit, message, this.copy.board);
  }

  private refuse(all: readonly Refused[]): void {
    this.refusals.tell(all, ({ waiting }, said) => this.answer(waiting, said));
  }

  tell(left: readonly Waiting[], answer: RoomAnswer): void {
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
    this.parts.report({ board: this.copy.id, what, cause: asError(cause), command });
  }

  private async point(point: Point): Promise<void> {
    await this.parts.points?.(point, this.copy.id);
  }
}
