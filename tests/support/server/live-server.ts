import { type Server as HttpServer, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { Command } from '../../../shared/verbs.ts';
import type { Directory } from '../../../shared/people/directory.ts';
import { type BoardId, boardId, commandId } from '../../../shared/kernel/ids.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { BoardRooms, type BoardRoomsParts } from '../../../server/room/board-rooms.ts';
import { originGuard } from '../../../server/http/origin.ts';
import { type GatewayParts, attachGateway } from '../../../server/socket/board-gateway.ts';
import type { Gateway } from '../../../server/socket/sockets.ts';
import { socketOptions } from '../../../server/socket/handshake.ts';
import { EventLoopThrottle } from '../../../server/socket/event-loop-throttle.ts';
import { type Bounds, ConnectionQuota } from '../../../server/http/connection-quota.ts';
import { ROOMY } from './roomy.ts';
import { DIRECTORY, PEOPLE } from '../shop/shop.ts';
import { outcomeOf } from '../../../server/room/answers.ts';

export interface LiveServer {
  readonly port: number;
  readonly url: string;
  readonly rooms: BoardRooms;
  readonly io: Gateway;
  readonly http: HttpServer;
  readonly faults: unknown[];
  readonly gateway: ReturnType<typeof attachGateway>;
  directory: Directory;
  close(): Promise<void>;
}

/** The parts of which it is made: the product's own unless a test brings mutants. */
export interface LiveParts {
  readonly BoardRooms: typeof BoardRooms;
  readonly MemoryLog: typeof MemoryLog;
  readonly attachGateway: typeof attachGateway;
}
const PRODUCT: LiveParts = { BoardRooms, MemoryLog, attachGateway };

/** The live door on a port of its own, with a log in memory unless another is given. */
export async function startLiveServer(options: { readonly rooms?: Partial<BoardRoomsParts>; readonly gateway?: Partial<GatewayParts>; readonly bounds?: Partial<Bounds>; readonly port?: number; readonly parts?: LiveParts } = {}): Promise<LiveServer> {
  const { BoardRooms, MemoryLog, attachGateway } = options.parts ?? PRODUCT;
  const faults: unknown[] = [];
  const http = createServer();
  const server = { directory: DIRECTORY } as LiveServer;
  const clock = options.rooms?.clock ?? Date.now;
  const rooms = new BoardRooms({
    log: new MemoryLog(), clock, directory: () => server.directory, report: (fault) => void faults.push(fault), ...options.rooms,
  });
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const originAllowed = options.gateway?.originAllowed ?? originGuard('127.0.0.1', []);
  const { turn } = new EventLoopThrottle(16);
  const quota = new ConnectionQuota({ ...ROOMY, ...options.bounds }, 0, Date.now);
  const io: Gateway = new Server(http, socketOptions(originAllowed, turn, quota));
  const gateway = attachGateway(io, {
    rooms, clock, turn, quota, directory: () => server.directory, personCookie: 'acting-person', report: (...fault) => void faults.push(fault),
    ...options.gateway, originAllowed,
  });
  return Object.assign(server, {
    port, url: `http://127.0.0.1:${port}`, rooms, io, http, faults, gateway,
    async close() {
      gateway.close();
      await io.close();
      await rooms.close();
    },
  });
}

/** A board made by commands through its room, as every board is. */
export async function makeBoard(rooms: BoardRooms, name: string, commands: readonly Command[]): Promise<BoardId> {
  const board = boardId(name);
  let room = null;
  for (const [index, command] of commands.entries()) {
    const id = commandId(`setup-${name}-${index}`.padEnd(12, '0'));
    const answer = command.type === 'CreateBoard'
      ? (await rooms.create({ command, id, actor: personActor(PEOPLE.ada.id), board })).answer
      : await (room ??= await rooms.open(board))?.submit({ id, command, actor: personActor(PEOPLE.ada.id) });
    if (!answer?.ok) throw new Error(`${command.type} was not done: ${answer ? outcomeOf(answer) : 'no board'}`);
  }
  return board;
}
