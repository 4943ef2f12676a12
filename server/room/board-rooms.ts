import { type Board, emptyBoard } from '../../shared/board/board.ts';
import type { CommandOf } from '../../shared/verbs.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { type BoardId, boardId, type CommandId, idFromName } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import { GENESIS } from '../../shared/log/commit.ts';
import type { Actor } from '../../shared/kernel/actor.ts';
import { type OpenedBoard, openBoard, snapshotOf } from '../log/open-board.ts';
import { checkLog } from '../log/check-log.ts';
import { decodeVerified } from '../log/encode-commit.ts';
import { BrokenLog } from '../ports/broken-log.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import { type RoomAnswer, refused } from './answers.ts';
import { BoardRoom } from './board-room.ts';
import { asError, DEFAULT_SIZES, type Fault, type Points, type RoomParts, type Sizes } from './room-parts.ts';
import { type Timers, after, realTimers } from '../ports/timers.ts';
import { NO_METRICS, type RoomMetrics } from '../ports/room-metrics.ts';

/** What the tests, the simulation and the app give; all but the log, the clock and the people has a default. */
export interface BoardRoomsParts {
  readonly log: CommitLog;
  readonly clock: Clock;
  readonly directory: () => Directory;
  readonly timers?: Timers;
  readonly report?: (fault: Fault) => void;
  readonly metrics?: RoomMetrics;
  readonly pausedJustNow?: () => boolean;
  readonly points?: Points;
  readonly salt?: () => string;
  readonly sizes?: Partial<Sizes>;
  /** A board was opened, or has commits more. */
  readonly changed?: (board: Board) => void;
  /** Awaited before each stretch of a board's replay. */
  readonly turn?: () => Promise<void>;
  /** A room nobody uses for this long is closed, ms. */
  readonly idleAfter?: number;
  /** Boards there may be; the next is refused. */
  readonly mostBoards?: number;
}

export interface BoardSummary {
  readonly id: BoardId;
  readonly name: string;
  readonly seq: number;
}

export interface NewBoard {
  readonly command: CommandOf<'CreateBoard'>;
  readonly id: CommandId;
  readonly actor: Actor;
  /** Without one it is made of the name. */
  readonly board?: BoardId | undefined;
}

/** A replay of this many commits is slow enough to be worth a snapshot. */
const SLOW_REPLAY = 2_000;

/** Each can hold as much as a shop: whoever may make boards could else fill any disk and memory. */
export const MOST_BOARDS = 200;

/** A board whose log was found broken is looked at again after so long, because somebody may have put it right; ms. */
const LOOK_AGAIN = 60_000;
/** Between two pages of the check in the background, ms. */
const UNHURRIED = 25;

/** The rooms that are open now. Boards open on demand and close when nobody uses them. */
export class BoardRooms {
  private readonly parts: RoomParts;
  private readonly fromLog: (board: BoardId) => Promise<OpenedBoard | null>;
  private readonly rooms = new Map<BoardId, Promise<BoardRoom | null>>();
  /** A board's name never changes, so it is read once. */
  private readonly names = new Map<BoardId, string>();
  /** Boards whose log is not what was written, and when that was found. */
  private readonly broken = new Map<BoardId, { readonly cause: BrokenLog; readonly at: number }>();
  /** Boards whose log was checked below their snapshot, once a process. */
  private readonly checked = new Set<BoardId>();
  private checking: Promise<void> = Promise.resolve();
  private readonly idleAfter: number;
  private readonly mostBoards: number;
  /** Boards whose first commit is being written: they count too. */
  private readonly coming = new Set<symbol>();
  private readonly stopSweeping: () => void;
  private closed = false;

  constructor({ log, clock, directory, timers = realTimers, report = () => {}, metrics = NO_METRICS, pausedJustNow, points, salt, sizes, changed, turn, idleAfter = 300_000, mostBoards = MOST_BOARDS }: BoardRoomsParts) {
    this.idleAfter = idleAfter;
    this.mostBoards = mostBoards;
    this.fromLog = (board) => openBoard(log, board, turn);
    this.parts = {
      log, clock, directory, timers, report, metrics, pausedJustNow, points, salt, changed,
      sizes: { ...DEFAULT_SIZES, ...sizes },
      open: this.fromLog,
      condemn: (broken) => this.condemn(broken),
      saveSnapshot: async (board, hash) => log.saveSnapshot(await snapshotOf(board, hash, () => new Promise((resolve) => timers.soon(resolve)))),
    };
    this.stopSweeping = timers.every(Math.max(1, idleAfter / 2), () => this.sweep());
  }

  /** null: there is no such board. Throws BrokenLog, and Error when the log cannot be read. */
  async open(board: BoardId): Promise<BoardRoom | null> {
    if (this.closed) throw new Error('The board rooms are closed.');
    const broken = this.broken.get(board);
    if (broken && this.parts.clock() - broken.at < LOOK_AGAIN) throw broken.cause;
    const known = this.rooms.get(board);
    const opening = known ?? this.opening(board);
    if (!known) this.rooms.set(board, opening);
    const room = await opening;
    room?.touch();
    // A board whose first commit is just being decided is not there yet.
    return room && room.board.seq > 0 ? room : null;
  }

  /** The same for whoever is to be shown the board: another node may have written since it was opened. */
  async openCurrent(board: BoardId): Promise<BoardRoom | null> {
    const known = this.rooms.has(board);
    const room = await this.open(board);
    if (known) await room?.refreshed();
    return room;
  }

  /** The board as it stands, which is not held open for it: nobody is there. null: there is no such board. Throws as `open` does. */
  async look(board: BoardId): Promise<Board | null> {
    const open = await this.rooms.get(board)?.catch(() => null);
    return open ? open.board : ((await this.fromLog(board))?.board ?? null);
  }

  private async opening(board: BoardId): Promise<BoardRoom | null> {
    try {
      const found = await this.fromLog(board);
      if (!found) {
        this.rooms.delete(board);
        return null;
      }
      const room = new BoardRoom(found, this.parts);
      this.broken.delete(board);
      this.parts.changed?.(found.board);
      if (found.snapshotAt > 0) this.checkBelow(board, found.snapshotAt);
      // Later, because packing a board takes as long as a screen may wait for it.
      if (found.replayed >= SLOW_REPLAY)
        this.parts.timers.soon(() => void this.parts.saveSnapshot(found.board, found.hash).catch((cause: Error) => this.parts.report({ board, what: 'snapshot', cause })));
      return room;
    } catch (thrown) {
      if (thrown instanceof BrokenLog) this.condemn(thrown);
      this.rooms.delete(board);
      throw thrown;
    }
  }

  private condemn(cause: BrokenLog): void {
    const { board } = cause;
    if (this.broken.get(board)?.cause.fault !== cause.fault) this.parts.report({ board, what: 'broken', cause });
    this.broken.set(board, { cause, at: this.parts.clock() });
    const opening = this.rooms.get(board);
    this.rooms.delete(board);
    void opening?.then((room) => room?.condemn(cause), () => {});
  }

  /** One board after another, and none twice. */
  private checkBelow(board: BoardId, seq: number): void {
    if (this.checked.has(board)) return;
    this.checked.add(board);
    const { log, timers, report } = this.parts;
    const pause = (): Promise<boolean> => new Promise((resolve) => after(timers, UNHURRIED, () => resolve(!this.closed)));
    this.checking = this.checking.then(pause).then((goesOn) => (goesOn ? checkLog(log, board, seq, pause) : undefined)).catch((thrown: unknown) => {
      if (thrown instanceof BrokenLog) return this.condemn(thrown);
      // It could not be read: the next who opens the board begins anew.
      this.checked.delete(board);
      if (!this.closed) report({ board, what: 'read', cause: asError(thrown) });
    });
  }

  /** A board's first commit. Two boards of one name get two ids; an id of one's own is kept. */
  async create(asked: NewBoard): Promise<{ readonly board: BoardId; readonly answer: RoomAnswer }> {
    const claim = Symbol('board');
    this.coming.add(claim);
    try {
      return await this.created(asked);
    } finally {
      this.coming.delete(claim);
    }
  }

  private async created({ command, id, actor, board }: NewBoard): Promise<{ readonly board: BoardId; readonly answer: RoomAnswer }> {
    for (;;) {
      const taken = new Set<string>((await this.parts.log.boards()).map((head) => head.board));
      if (taken.size + this.coming.size > this.mostBoards && !(board !== undefined && taken.has(board))) {
        const refusal: Refusal = { command: command.type, card: null, violations: [{ code: 'too_many_boards', most: this.mostBoards }] };
        return { board: board ?? boardId(idFromName(command.name, () => false)), answer: refused(refusal) };
      }
      const name = board ?? boardId(idFromName(command.name, (one) => taken.has(one)));
      const room = (await this.open(name)) ?? (await this.emptyRoom(name));
      const answer = await room.submit({ id, command, actor });
      const lost = !answer.ok && answer.why === 'refused' && answer.refusal.violations[0].code === 'board_exists';
      if (!answer.ok && room.board.seq === 0) await this.forget(room);
      // Somebody took the id between the look and the write: with a made name, make another one.
      if (!lost || board !== undefined) return { board: name, answer };
    }
  }

  private async emptyRoom(board: BoardId): Promise<BoardRoom> {
    const known = this.rooms.get(board);
    const room = known ? await known : null;
    if (room) return room;
    const fresh = new BoardRoom({ board: emptyBoard(board), hash: GENESIS, snapshotAt: 0, erased: 0 }, this.parts);
    this.rooms.set(board, Promise.resolve(fresh));
    return fresh;
  }

  private async forget(room: BoardRoom): Promise<void> {
    this.rooms.delete(room.id);
    await room.close();
  }

  /** Another node erased something: what is open here is read again. */
  async readAnew(): Promise<void> {
    const open = await Promise.all([...this.rooms.values()].map((room) => room.catch(() => null)));
    await Promise.all(open.map(async (room) => room?.without(() => Promise.resolve()).catch(() => {})));
  }

  /** Opens none of them: a name stands in a board's first commit. One whose log is broken is listed with the rest. */
  async list(): Promise<readonly BoardSummary[]> {
    const summaries: BoardSummary[] = [];
    for (const { board, seq } of await this.parts.log.boards()) {
      // One that is just being read is not waited for.
      const open = await Promise.race([this.rooms.get(board)?.catch(() => null), Promise.resolve(null)]);
      summaries.push({ id: board, name: await this.nameOf(board), seq: Math.max(seq, open?.board.seq ?? 0) });
    }
    return summaries;
  }

  private async nameOf(board: BoardId): Promise<string> {
    const known = this.names.get(board);
    if (known !== undefined) return known;
    try {
      const [first] = await this.parts.log.read(board, 0, 1);
      const created = first && decodeVerified(first, { seq: 0, hash: GENESIS }).events.find((event) => event.type === 'BoardCreated');
      if (!created) return board;
      this.names.set(board, created.name);
      return created.name;
    } catch (thrown) {
      if (!(thrown instanceof BrokenLog)) throw thrown;
      this.condemn(thrown);
      return board;
    }
  }

  get size(): number {
    return this.rooms.size;
  }

  private sweep(): void {
    for (const [board, opening] of this.rooms) {
      void opening.then(
        async (room) => {
          if (!room || this.rooms.get(board) !== opening || room.quietFor(this.parts.clock()) < this.idleAfter) return;
          this.rooms.delete(board);
          await room.close();
        },
        () => {},
      );
    }
  }

  /** Stops taking commands, finishes what waits, and lets the log be closed. */
  async close(): Promise<void> {
    this.closed = true;
    this.stopSweeping();
    const open = await Promise.all([...this.rooms.values()].map((room) => room.catch(() => null)));
    this.rooms.clear();
    await Promise.all(open.map(async (room) => room?.close()));
  }
}
