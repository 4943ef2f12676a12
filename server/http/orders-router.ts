import { Router } from 'express';
import { momentOf } from '../../shared/kernel/calendar.ts';
import { boardIdField } from '../../shared/kernel/fields.ts';
import { boardId } from '../../shared/kernel/ids.ts';
import type { Time } from '../../shared/kernel/time.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { seesWhoAndWhy } from '../../shared/people/rights.ts';
import { parseWith } from '../../shared/protocol/parse.ts';
import { orderRecordFor } from '../../shared/views/order-record.ts';
import type { FindOrders, Reader } from '../projections/find-orders.ts';
import type { BoardRoom } from '../room/board-room.ts';
import type { BoardRooms } from '../room/board-rooms.ts';
import { actingPerson } from './acting-person.ts';
import type { SendLarge } from './large.ts';
import { invalid, notFound } from './replies.ts';
import { archiveQuery, type Day, searchQuery } from './schemas.ts';

/** What is found among the orders of a board is shown as far as this: `behind` says how many commits are not in it yet. */
export interface OrdersFound {
  readonly find: FindOrders;
  /** Reads on, but nobody waits long for it. */
  readonly refreshed: (board: BoardRoom['id']) => Promise<void>;
  readonly behind: (board: BoardRoom['id']) => number;
}

interface Parts extends OrdersFound { readonly rooms: BoardRooms; readonly directory: () => Directory; readonly sendLarge: SendLarge }

const PAGE = 20;

/** The archive of closed orders, and the search over all of them. */
export function ordersRouter({ find, refreshed, behind, rooms, directory, sendLarge }: Parts): Router {
  const router = Router();

  router.get('/:board/archive', async (request, response) => {
    const query = parseWith(archiveQuery, { ...request.query }, 'the question');
    if (!query.ok) return invalid(response, query.faults);
    const room = await roomOf(request.params.board);
    if (!room) return notFound(response, (doors) => doors.noBoard(JSON.stringify(request.params.board.slice(0, 64))));
    const { from, to, before, ...asked } = query.value;
    const zone = room.board.policies.timeZone;
    const reader = readerOf(request.headers);
    await refreshed(room.id);
    const { records, last } = await find.archive(room.id, { ...asked, from: from && startOf(from, zone), to: to && startOf({ ...to, day: to.day + 1 }, zone), after: before }, reader);
    const answer = { board: room.id, orders: records.map((record) => orderRecordFor(record, reader.isWorking)), next: last && `${last.at}.${last.id}`, behind: behind(room.id) };
    sendLarge(request, response, () => Buffer.from(JSON.stringify(answer)));
  });

  router.get('/:board/search', async (request, response) => {
    const query = parseWith(searchQuery, { ...request.query }, 'the question');
    if (!query.ok) return invalid(response, query.faults);
    const room = await roomOf(request.params.board);
    if (!room) return notFound(response, (doors) => doors.noBoard(JSON.stringify(request.params.board.slice(0, 64))));
    const reader = readerOf(request.headers);
    await refreshed(room.id);
    const { records, next, more } = await find.search(room.id, query.value.q, { page: query.value.page, size: PAGE }, reader);
    const answer = { board: room.id, orders: records.map((record) => orderRecordFor(record, reader.isWorking)), next, more, behind: behind(room.id) };
    sendLarge(request, response, () => Buffer.from(JSON.stringify(answer)));
  });

  async function roomOf(id: string): Promise<BoardRoom | null> {
    const board = boardIdField.safeParse(id);
    return board.success ? rooms.openCurrent(boardId(board.data)) : null;
  }

  function readerOf(headers: Parameters<typeof actingPerson>[0]): Reader {
    const acting = actingPerson(headers, directory());
    return { directory: directory(), isWorking: acting.ok && seesWhoAndWhy(acting.person) };
  }

  return router;
}

const startOf = (day: Day, zone: string): Time => momentOf(day, 0, zone);
