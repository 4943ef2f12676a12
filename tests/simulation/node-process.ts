import type { Board } from '../../shared/board/board.ts';
import type { BoardId, PersonId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import type { BeaconMessage, CommandAnswer, CommandMessage, CommitsMessage, Head, JoinAnswer } from '../../shared/protocol/messages.ts';
import { encodeBoard } from '../../shared/protocol/encode-board.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { AUDIENCE_SIZES, Audience } from '../../server/socket/audience.ts';
import { wired } from '../../shared/protocol/wire-commit.ts';
import type { Viewer } from '../../server/socket/audience.ts';
import { COULD_NOT_SAVE, type RoomAnswer, saidIn } from '../../server/room/answers.ts';
import type { BoardRoom } from '../../server/room/board-room.ts';
import { BoardRooms } from '../../server/room/board-rooms.ts';
import type { Fault, Point } from '../../server/room/room-parts.ts';
import type { Timers } from '../../server/ports/timers.ts';
import { NO_METRICS } from '../../server/ports/room-metrics.ts';
import { decodeCommit } from '../../server/log/encode-commit.ts';
import { admit } from '../../server/socket/admission.ts';
import type { Snapshot, Snapshots } from '../../server/socket/snapshots.ts';
import type { Life, Store } from './disk.ts';
import type { Line } from './line.ts';
import type { Random } from '../support/chance.ts';
import type { Schedule as Virtual } from './schedule.ts';
import { Schedule } from '../../server/schedule/schedule.ts';
import type { CommitLog } from '../../server/ports/commit-log.ts';
import { DIRECTORY } from './shop-people.ts';
import { wordsIn } from '../../shared/words/words.ts';

const ENGLISH = wordsIn('en', 'UTC');

/** What a screen at the other end of a line hears. */
export interface Hearer {
  commits(message: CommitsMessage): void;
  beacon(message: BeaconMessage): void;
  resync(): void;
}

export interface Seat extends Viewer { readonly line: Line; readonly hears: Hearer }

export interface ProcessParts {
  readonly board: BoardId;
  readonly disk: Store;
  readonly schedule: Virtual;
  readonly random: Random;
  /** This machine's clock against the true one, ms; may jump. */
  readonly skew: () => number;
  /** Broken off here? True: the process dies at this step. */
  readonly dies: (point: Point, life: Life) => boolean;
  readonly report: (fault: Fault) => void;
  /** Broadcasts are lost just now, however well the lines work. */
  readonly deaf: () => boolean;
  readonly mutant: string | null;
}

/** One server process: the real rooms, audience and admission over a simulated disk, clock and network. */
export class NodeProcess {
  readonly life: Life;
  private readonly rooms: BoardRooms;
  private readonly time: Schedule;
  private audience: Audience | null = null;
  private readonly seats = new Set<Seat>();
  private readonly latest = new WeakMap<Board, Promise<Snapshot>>();

  constructor(number: number, private readonly parts: ProcessParts) {
    this.life = { alive: true, number };
    const { disk, random } = parts;
    const salts = random.fork();
    const opened = disk.opened(this.life);
    const mutated = {
      'old-files': { ...opened, story: async (...of: Parameters<typeof opened.story>) => (await opened.story(...of)).slice(1) },
      'publish-before-write': {
        ...opened,
        append: (board: BoardId, rows: readonly StoredCommit[]) => {
          this.premature?.(rows);
          return opened.append(board, rows);
        },
      },
    };
    const log = mutated[parts.mutant as keyof typeof mutated] ?? opened;
    this.rooms = new BoardRooms({
      log,
      clock: this.clock,
      directory: () => DIRECTORY,
      timers: this.timers,
      changed: (board) => this.time.changed(board),
      report: parts.report,
      points: (point) => (parts.dies(point, this.life) ? new Promise<void>(() => undefined) : undefined),
      salt: () => Math.floor(salts.next() * 2 ** 32).toString(16),
      sizes: { snapshotEvery: 40, recountEvery: 25, recent: parts.mutant === 'no-dedupe' ? 1 : 60, refusals: parts.mutant === 'forgets-refusals' ? 0 : 1_000, group: 8 },
    });
    this.time = this.timeActs(log);
  }

  /** What time does on this machine; its clock may be another's hour. */
  private timeActs(log: Pick<CommitLog, 'boards'>): Schedule {
    return new Schedule({
      log, clock: this.clock, timers: this.timers, look: (board) => this.rooms.look(board), report: () => undefined,
      issue: async (board, message) => {
        const room = await this.rooms.open(board).catch(() => null);
        const answer = await room?.submit(message);
        if (!answer || (!answer.ok && answer.why === 'try_again')) return 'later';
        return answer.ok ? 'done' : 'refused';
      },
    });
  }

  readonly clock = (): number => Math.floor(this.parts.schedule.now + this.parts.skew());

  private readonly timers: Timers = {
    soon: (run) => this.later(0.05, run),
    every: (ms, run) => {
      let stopped = false;
      const again = (): void => this.later(ms, () => {
        if (stopped) return;
        run();
        again();
      });
      again();
      return () => { stopped = true; };
    },
  };

  private later(ms: number, run: () => void): void {
    this.parts.schedule.after(ms, () => {
      if (!this.life.alive) return;
      this.parts.schedule.touched = true;
      run();
    });
  }

  private oldest: Board | null = null;
  private premature: ((rows: readonly StoredCommit[]) => void) | null = null;

  /** The process is gone: nothing it had under way goes on. */
  kill(): void {
    this.life.alive = false;
  }

  join(seat: Seat, have: Head | null, answer: (answer: JoinAnswer) => void): void {
    void this.joining(seat, have, answer).catch(() => answer({ ok: false, sentence: 'try again' }));
  }

  private async joining(seat: Seat, have: Head | null, answer: (answer: JoinAnswer) => void): Promise<void> {
    const room = this.audience?.room ?? (await this.rooms.open(this.parts.board));
    if (!room) return answer({ ok: false, sentence: 'no such board' });
    const audience = this.audience ?? this.open(room);
    audience.expect(seat);
    try {
      const known = this.parts.mutant === 'believes-any-history' && have ? { seq: have.seq, hash: (await room.hashAt(have.seq)) ?? have.hash } : have;
      await admit(audience, { have: known }, this.snapshots, () => Promise.resolve(), (admission) => {
        if (!seat.line.open) return;
        const { head } = room;
        const common = { ok: true, at: this.clock(), directory: DIRECTORY } as const;
        if (admission.how === 'catch-up') {
          answer({ ...common, how: 'catch-up', commits: overWire(admission.commits.map(wired)), head });
        } else {
          const { snapshot, tail, diverged } = admission;
          answer({ ...common, how: 'snapshot', packed: snapshot.packed, head: snapshot.head, diverged });
          if (tail.length > 0) this.tell(seat, { board: this.parts.board, commits: overWire(tail.map(wired)), head });
        }
        this.seats.add(seat);
        audience.enter(seat);
      });
    } finally {
      audience.expectNoMore(seat);
      this.closeIfEmpty(audience);
    }
  }

  private tell(seat: Seat, message: CommitsMessage): void {
    seat.line.down(() => seat.hears.commits(message));
  }

  private readonly snapshots = {
    of: (room: BoardRoom): Promise<Snapshot> => {
      const { board, head } = room;
      const known = this.latest.get(board);
      if (known) return known;
      const snapshot = new Promise<Snapshot>((resolve) => {
        this.oldest ??= board;
        const text = encodeBoard(this.parts.mutant === 'stale-snapshot' ? { ...this.oldest, seq: board.seq } : board);
        this.later(1, () => resolve({ head, packed: new TextEncoder().encode(text) }));
      });
      this.latest.set(board, snapshot);
      return snapshot;
    },
  } as unknown as Snapshots;

  private open(room: BoardRoom): Audience {
    const audience: Audience = new Audience(room, {
      clock: this.clock,
      timers: this.timers,
      sizes: AUDIENCE_SIZES,
      broadcast: (_board, event, message) => this.broadcast(event, message),
      emptied: () => this.seats.clear(),
      metrics: NO_METRICS,
      directory: () => DIRECTORY,
    });
    this.audience = audience;
    this.premature = (rows) => {
      const commits = rows.map((row) => wired(decodeCommit(row)));
      const last = rows.at(-1);
      if (last) this.broadcast('commits', { board: this.parts.board, commits, head: { seq: last.seq, hash: last.hash.slice(0, 16) } });
    };
    return audience;
  }

  private broadcast(event: string, message: unknown): void {
    if (event === 'presence' || event === 'names') return;
    if (event === 'commits' && this.parts.deaf()) return;
    const told = overWire(message);
    for (const { line, hears } of this.seats) {
      if (event === 'commits') line.down(() => hears.commits(told as CommitsMessage));
      else if (event === 'beacon') line.down(() => hears.beacon(told as BeaconMessage));
      else line.down(() => hears.resync());
    }
  }

  command({ id, command, again }: CommandMessage, person: PersonId, answer: (answer: CommandAnswer) => void): void {
    const actor = DIRECTORY.people[person];
    if (!actor) return;
    const told = (said: RoomAnswer): void => {
      if (!this.life.alive) return;
      answer(saidIn(said, ENGLISH, DIRECTORY));
    };
    const room = this.audience?.room;
    const message = { id, command, actor: personActor(actor.id), again };
    if (room) return room.post(message, told);
    this.rooms.open(this.parts.board).then(
      (opened) => opened?.post(message, told),
      () => told(COULD_NOT_SAVE),
    );
  }

  leave(seat: Seat): void {
    if (!this.life.alive) return;
    this.seats.delete(seat);
    this.audience?.leave(seat);
    if (this.audience) this.closeIfEmpty(this.audience);
  }

  private closeIfEmpty(audience: Audience): void {
    if (!audience.isEmpty || this.audience !== audience) return;
    audience.close();
    this.audience = null;
  }
}

/** As JSON and back: what does not survive the wire must not arrive. */
const overWire = <T>(message: T): T => JSON.parse(JSON.stringify(message)) as T;
