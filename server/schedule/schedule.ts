import type { Board } from '../../shared/board/board.ts';
import { dueBy, dueId, nextDue } from '../../shared/due.ts';
import { SCHEDULE } from '../../shared/kernel/actor.ts';
import type { BoardId, CommandId } from '../../shared/kernel/ids.ts';
import type { Time } from '../../shared/kernel/time.ts';
import type { Command } from '../../shared/verbs.ts';
import { BrokenLog } from '../ports/broken-log.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import type { Timers } from '../ports/timers.ts';

/** What became of a command of the schedule: `later` is asked for again with the same id, `refused` under the next one. */
export type Outcome = 'done' | 'refused' | 'later';

export interface ScheduleParts {
  readonly log: Pick<CommitLog, 'boards'>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** A board as it stands, without holding it open; null: there is none. */
  readonly look: (board: BoardId) => Promise<Board | null>;
  /** The same door as everybody's. Several of one call are decided in their order. */
  readonly issue: (board: BoardId, command: { readonly id: CommandId; readonly command: Command; readonly actor: typeof SCHEDULE }) => Promise<Outcome>;
  readonly report: (what: string, cause: unknown) => void;
}

/** What is known of a board: from which commit, and when its next time comes. */
interface Known {
  readonly seq: number;
  readonly at: Time | null;
  readonly tries: Tries;
}

/** What got nowhere of late. */
interface Tries {
  /** Ticks to let pass before the next one. */
  wait: number;
  failures: number;
  /** Of those that were refused, by their first id. */
  readonly attempts: Map<CommandId, number>;
}

/** ms. A timer set for the very moment would sleep through a clock that is put forward, and through a machine that was. */
export const TICK = 1_000;
/** Ticks between two looks at the boards that nobody opened here: an hour. */
const SWEEP = 3_600;
/** Commands in one go: the people at the board wait no longer for it than for each other. */
const AT_ONCE = 50;
/** Ticks, at most, before what got nowhere is tried again. */
const PATIENCE = 30;

const untried = (): Tries => ({ wait: 0, failures: 0, attempts: new Map() });

function failed(tries: Tries): void {
  tries.failures += 1;
  tries.wait = Math.min(PATIENCE, 2 ** tries.failures);
}

/**
 * Where time acts (SCH-1 to SCH-4). It asks each board what is due and issues that as commands whose ids are made of
 * what and when: every node may try, the log's unique (board, command) lets one of them do it. What was due while
 * nobody was there is due still, and is done in its order. Nothing here is stored: boards say it all.
 */
export class Schedule {
  /** By what became of it. */
  readonly outcomes: Record<Outcome, number> = { done: 0, refused: 0, later: 0 };
  private readonly boards = new Map<BoardId, Known>();
  /** Changed since the last tick: what is due next is worked out once a tick, however busy the board. */
  private readonly fresh = new Map<BoardId, Board>();
  private readonly stop: () => void;
  private untilSweep = 0;
  private working: Promise<void> | null = null;
  private closed = false;

  constructor(private readonly parts: ScheduleParts) {
    this.stop = parts.timers.every(TICK, () => this.tick());
  }

  /** A board has these commits, or was opened with them. */
  changed(board: Board): void {
    this.fresh.set(board.id, board);
  }

  /** How long the one that waits longest has been due, ms. */
  get lag(): number {
    const now = this.parts.clock();
    return [...this.boards.values()].reduce((most, { at }) => (at === null ? most : Math.max(most, now - at)), 0);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stop();
    await this.working;
  }

  private tick(): void {
    for (const board of this.fresh.values()) this.note(board);
    this.fresh.clear();
    if (this.working) return;
    this.untilSweep -= 1;
    const sweeps = this.untilSweep < 0;
    if (sweeps) this.untilSweep = SWEEP;
    else if (!this.anyDue()) return;
    const work = (async () => {
      if (sweeps) await this.sweep();
      for (const [board, known] of this.boards) if (this.isDue(known) && !this.closed) await this.act(board, known);
    })();
    this.working = work
      .catch((thrown: unknown) => this.parts.report('schedule', thrown))
      .finally(() => {
        this.working = null;
      });
  }

  private anyDue(): boolean {
    let any = false;
    for (const known of this.boards.values()) {
      known.tries.wait = Math.max(0, known.tries.wait - 1);
      any ||= this.isDue(known);
    }
    return any;
  }

  private isDue({ at, tries }: Known): boolean {
    return at !== null && at <= this.parts.clock() && tries.wait === 0;
  }

  private note(board: Board, tries = this.boards.get(board.id)?.tries ?? untried()): void {
    this.boards.set(board.id, { seq: board.seq, at: nextDue(board), tries });
  }

  /** Boards that were written elsewhere, or before this process began. One after another, and none that is known as it is. */
  private async sweep(): Promise<void> {
    const heads = await this.parts.log.boards().catch((thrown: unknown) => {
      // Not in an hour: the store may be back in a moment.
      this.untilSweep = PATIENCE;
      throw thrown;
    });
    const there = new Set(heads.map(({ board }) => board));
    for (const board of this.boards.keys()) if (!there.has(board)) this.boards.delete(board);
    for (const { board, seq } of heads) {
      if (this.closed) return;
      const known = this.boards.get(board);
      if (known?.seq === seq) continue;
      try {
        const found = await this.parts.look(board);
        // It was changed here meanwhile.
        if (found && this.boards.get(board) === known) this.note(found);
      } catch (thrown) {
        if (!(thrown instanceof BrokenLog)) this.untilSweep = PATIENCE;
        this.parts.report('schedule', thrown);
      }
    }
  }

  /** All that is due on a board, in order, some at a time; whoever else wants the processor comes in between. */
  private async act(id: BoardId, { tries }: Known): Promise<void> {
    for (;;) {
      const board = await this.parts.look(id).catch((thrown: unknown) => {
        this.parts.report('schedule', thrown);
        return undefined;
      });
      if (board === undefined) return failed(tries);
      if (board === null) return void this.boards.delete(id);
      const due = dueBy(board, this.parts.clock()).slice(0, AT_ONCE);
      if (due.length === 0) return this.note(board, untried());
      if (this.closed) return;
      const outcomes = await Promise.all(due.map(async (one) => {
        const first = dueId(one, 0);
        const outcome = await this.parts.issue(id, { id: dueId(one, tries.attempts.get(first) ?? 0), command: one.command, actor: SCHEDULE });
        this.outcomes[outcome] += 1;
        if (outcome === 'refused') tries.attempts.set(first, (tries.attempts.get(first) ?? 0) + 1);
        return outcome;
      }));
      if (!outcomes.includes('done')) return failed(tries);
      tries.failures = 0;
      await new Promise<void>((resolve) => this.parts.timers.soon(resolve));
    }
  }
}
