import { createServer, type Server as HttpServer } from 'node:http';
import type { Express } from 'express';
import pino, { type Logger } from 'pino';
import { Server } from 'socket.io';
import type { Directory } from '../shared/domain/directory.ts';
import { BoardRooms, type BoardRoomsParts } from './board/board-rooms.ts';
import { PERSON_COOKIE } from './http/acting-person.ts';
import { httpDoor } from './http/http-door.ts';
import { originGuard } from './http/origin.ts';
import type { CommitLog } from './ports/commit-log.ts';
import type { Clock } from './ports/clock.ts';
import type { DirectoryStore } from './ports/directory-store.ts';
import { attachGateway, type Gateway, type GatewayParts } from './socket/board-gateway.ts';
import { socketOptions } from './socket/handshake.ts';

export interface AppParts {
  readonly log: CommitLog;
  readonly directory: DirectoryStore;
  readonly clock: Clock;
  /** The address it will listen on; its name is an allowed Host. */
  readonly host?: string;
  readonly allowedHosts?: readonly string[];
  /** The built client; null: no pages. */
  readonly clientDir?: string | null;
  readonly logger?: Logger;
  /** For tests and the simulation. */
  readonly rooms?: Pick<BoardRoomsParts, 'timers' | 'points' | 'salt' | 'sizes' | 'idleAfter'>;
  readonly gateway?: Pick<GatewayParts, 'audience' | 'allowance'>;
}

export interface App {
  readonly httpServer: HttpServer;
  readonly express: Express;
  readonly io: Gateway;
  readonly rooms: BoardRooms;
  readonly directory: () => Directory;
  readonly originAllowed: ReturnType<typeof originGuard>;
  /** Stops taking, finishes what waits, answers, and lets everybody go. The log stays open: it is its opener's. */
  close(): Promise<void>;
}

/** Wires the two doors to the board rooms. Tests call the same function with a memory log. */
export async function createApp(parts: AppParts): Promise<App> {
  const { log, clock, host = '127.0.0.1', allowedHosts = [], clientDir = null, logger = pino({ level: 'silent' }) } = parts;
  const people = await parts.directory.load();
  const directory = (): Directory => people;
  const originAllowed = originGuard(host, allowedHosts);
  const rooms = new BoardRooms({
    ...parts.rooms, log, clock, directory,
    report: ({ board, what, cause }) => logger.error({ board, what, err: cause }, 'survived a fault'),
  });
  let closing = false;

  const express = httpDoor({ rooms, log, directory, originAllowed, logger, clientDir, closing: () => closing });
  const httpServer = createServer(express);
  const io: Gateway = new Server(httpServer, socketOptions(originAllowed));
  const gateway = attachGateway(io, {
    ...parts.gateway, ...(parts.rooms?.timers && { timers: parts.rooms.timers }), rooms, directory, clock, originAllowed, personCookie: PERSON_COOKIE,
    report: (what, cause) => logger.error({ what, err: cause }, 'survived a fault'),
  });

  return {
    httpServer, express, io, rooms, directory, originAllowed,
    async close() {
      closing = true;
      const listening = httpServer.listening;
      const closed = new Promise<void>((resolve) => (listening ? httpServer.close(() => resolve()) : resolve()));
      await rooms.close();
      gateway.close();
      await io.close();
      httpServer.closeAllConnections();
      await closed;
    },
  };
}
