import { randomUUID } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { Express } from 'express';
import pino, { type Logger } from 'pino';
import { Server } from 'socket.io';
import type { BoardId } from '../shared/kernel/ids.ts';
import type { Directory } from '../shared/people/directory.ts';
import { type Noted, outcomeOf } from './room/answers.ts';
import { AUDIENCE_SIZES } from './socket/audience.ts';
import { BoardRooms, type BoardRoomsParts } from './room/board-rooms.ts';
import { Erasing } from './people/erasing.ts';
import { KnownPeople } from './people/known-people.ts';
import { Neighbours } from './cluster/neighbours.ts';
import { PauseDetector } from './cluster/pause-detector.ts';
import { after, realTimers } from './ports/timers.ts';
import { Counts, oneMore } from './http/counts.ts';
import { EventLoopThrottle } from './socket/event-loop-throttle.ts';
import { MemoryProjections } from './adapters/memory/memory-projections.ts';
import { FindOrders } from './projections/find-orders.ts';
import { orders } from './projections/orders.ts';
import { Projections } from './projections/projections.ts';
import { PERSON_COOKIE } from './http/acting-person.ts';
import { ConnectionQuota, type Bounds, BOUNDS } from './http/connection-quota.ts';
import { Schedule } from './schedule/schedule.ts';
import { headers } from './http/headers.ts';
import { unlessTooMany } from './http/front.ts';
import { httpDoor } from './http/http-door.ts';
import { originGuard } from './http/origin.ts';
import { REQUEST_TIMES, Connections } from './http/connections.ts';
import { eraseAgain } from './log/erased-again.ts';
import type { CommitLog } from './ports/commit-log.ts';
import type { Clock } from './ports/clock.ts';
import type { NodeNotes } from './ports/node-notes.ts';
import type { RecordStore } from './ports/record-store.ts';
import { attachGateway } from './socket/board-gateway.ts';
import type { Gateway } from './socket/sockets.ts';
import { socketOptions } from './socket/handshake.ts';

export interface AppParts {
  readonly log: CommitLog;
  /** People and suppliers. */
  readonly records: RecordStore;
  readonly clock: Clock;
  /** By which the nodes of one store know of one another; without them this is the only node. */
  readonly notes?: NodeNotes;
  /** The address it will listen on; its name is an allowed Host. */
  readonly host?: string;
  readonly allowedHosts?: readonly string[];
  /** The built client; null: no pages. */
  readonly clientDir?: string | null;
  readonly logger?: Logger;
  /** Proxies of one's own in front. */
  readonly hops?: number;
  /** What one address may take. */
  readonly bounds?: Partial<Bounds>;
  /** What a connection may leave unread. */
  readonly slow?: { readonly packets: number; readonly bytes: number };
  readonly rooms?: Pick<BoardRoomsParts, 'timers' | 'points' | 'salt' | 'sizes' | 'idleAfter' | 'mostBoards'>;
}

export interface App {
  readonly httpServer: HttpServer;
  readonly express: Express;
  readonly io: Gateway;
  readonly rooms: BoardRooms;
  readonly directory: () => Directory;
  /** Their records: saved ones are in force on all nodes within 2 s. */
  readonly people: KnownPeople;
  readonly originAllowed: ReturnType<typeof originGuard>;
  readonly counts: Counts;
  /** Says that it is not ready any more, and goes on serving. */
  drain(): void;
  /** Stops taking, finishes what waits, answers, and lets everybody go. The log stays open: it is its opener's. */
  close(): Promise<void>;
}

/** Connections the two doors to the board rooms. Tests call the same function with a memory log. */
export async function createApp(parts: AppParts): Promise<App> {
  const { log, clock, host = '127.0.0.1', allowedHosts = [], clientDir = null, logger = pino({ level: 'silent' }), hops = 0 } = parts;
  const originAllowed = originGuard(host, allowedHosts);
  const quota = new ConnectionQuota({ ...BOUNDS, ...parts.bounds }, hops, clock);
  const counts = new Counts();
  const survived = (what: string, line: object): void => {
    oneMore(counts.faults, what);
    logger.error({ what, ...line }, 'survived a fault');
  };
  const noted = note(counts, logger);
  const timers = parts.rooms?.timers ?? realTimers;
  const report = (what: string, cause: unknown): void => survived(what, { err: cause });
  const neighbours = parts.notes ? new Neighbours({ notes: parts.notes, node: randomUUID(), timers, report }) : null;
  await eraseAgain(log, parts.records);
  const people = await KnownPeople.open({ store: parts.records, clock, timers, report, neighbours });
  const directory = people.current;
  const pauses = new PauseDetector(clock, timers);
  const rooms = new BoardRooms({
    ...parts.rooms, changed: (board) => schedule.changed(board), turn: new EventLoopThrottle(REPLAYED_AT_ONCE).turn, pausedJustNow: () => pauses.justNow(), log, clock, directory, metrics: counts,
    report: ({ board, what, cause, command }) => survived(what, { board, command, err: cause }),
  });
  const rows = log.projections ?? new MemoryProjections();
  const projections = new Projections({
    log, store: rows, projections: [orders], timers, turn: new EventLoopThrottle(FOLDED_AT_ONCE).turn,
    report: (cause, projection, board) => survived('projection', { projection, board, err: cause }),
  });
  const refreshed = (board: BoardId): Promise<void> => Promise.race([projections.lookAt(board), new Promise<void>((late) => after(timers, NEWS_WAIT, late))]);
  const schedule = new Schedule({
    log, clock, timers, report, look: (board) => rooms.look(board),
    issue: async (board, message) => {
      const room = await rooms.open(board).catch(() => null);
      if (!room) return 'later';
      const answer = await room.submit(message);
      noted(board, message.id, answer, null);
      if (answer.ok) return 'done';
      return answer.why === 'refused' || answer.why === 'id_reused' ? 'refused' : 'later';
    },
  });
  let draining = false;
  let closing = false;

  const express = httpDoor({
    rooms, log, directory, people, erasing: new Erasing({ log, rooms, people, clock, projections, neighbours }), found: { find: new FindOrders(rows), refreshed, behind: (board) => projections.behind(board, orders.name) },
    originAllowed, logger, clientDir, clock, noted, quota,
    draining: () => draining, closing: () => closing,
    figures: { counts, sockets: () => io.of('/').sockets.size, boards: () => rooms.size, snapshots: () => gateway.snapshotsBuilt(), lag: () => projections.lag(), schedule },
  });
  const httpServer = createServer(REQUEST_TIMES, unlessTooMany(express, quota));
  const connections = new Connections(quota);
  connections.watch(httpServer, timers);
  // Who cannot listen ends in a moment, and nothing is to be read of a store that is being closed.
  httpServer.once('listening', () => projections.start());
  const { turn } = new EventLoopThrottle(IN_AT_ONCE);
  const io: Gateway = new Server(httpServer, socketOptions(originAllowed, turn, quota));
  const gateway = attachGateway(io, {
    timers, neighbours, quota, headers: headers(),
    rooms, directory, clock, originAllowed, turn, personCookie: PERSON_COOKIE, noted, metrics: counts, closing: () => closing,
    audience: { ...AUDIENCE_SIZES, ...parts.slow },
    report,
  });
  people.onChange(() => gateway.directoryChanged());

  return {
    httpServer, express, io, rooms, directory, originAllowed, counts,
    people,
    drain() {
      draining = true;
    },
    async close() {
      draining = true;
      closing = true;
      const listening = httpServer.listening;
      const closed = new Promise<void>((resolve) => (listening ? httpServer.close(() => resolve()) : resolve()));
      pauses.close();
      await projections.close();
      await schedule.close();
      await rooms.close();
      gateway.close();
      // What is being answered is answered to its end, unless somebody does not read it. A screen behind
      // a wire that is dead never answers its farewell, and io.close() would wait for it for ever.
      const late = setTimeout(() => connections.cutAll(), ANSWERS_TAKE_AT_MOST);
      const idle = setInterval(() => httpServer.closeIdleConnections(), 20);
      // The screens first: they have somewhere to go, and a store that does not answer may hold up the rest.
      await io.close();
      people.close();
      await neighbours?.close();
      await closed;
      connections.close();
      clearTimeout(late);
      clearInterval(idle);
    },
  };
}

/** Boards of which a stretch is replayed in one turn of the event loop: ten half-made boards hold more memory than one, and none is there earlier. */
const REPLAYED_AT_ONCE = 1;
/** Pages that projections fold in one turn of the event loop. */
const FOLDED_AT_ONCE = 1;
/** Whoever looks for an order waits at most this long for what was just written, ms. */
const NEWS_WAIT = 300;
/** Steps of screens on their way in, in one turn of the event loop: a few milliseconds of work. */
const IN_AT_ONCE = 16;
const ANSWERS_TAKE_AT_MOST = 1_500;
const FAULTS = new Set(['could_not_save', 'unknown', 'self_check']);

/** Counts what was not done, and writes down every command by its id: never what it says, nor who said it. */
function note(counts: Counts, logger: Logger): Noted {
  return (board, command, answer, request) => {
    if (answer.ok && !logger.isLevelEnabled('debug')) return;
    const outcome = outcomeOf(answer);
    if (!answer.ok) oneMore(counts.refusals, outcome);
    const line = { board, command, outcome, ...(answer.ok && { seq: answer.seq }), ...(request !== null && { id: request }) };
    if (FAULTS.has(outcome)) logger.info(line, 'command');
    else logger.debug(line, 'command');
  };
}
