import { BoardRooms } from '../../../server/room/board-rooms.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';
import { dueBy, dueId, nextDue } from '../../../shared/due.ts';
import { SCHEDULE } from '../../../shared/kernel/actor.ts';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import type { Command } from '../../../shared/verbs.ts';
import { makeBoard } from '../server/live-server.ts';
import { DIRECTORY } from './shop.ts';

/** A board of whose orders those that were shipped are closed by `now`, ms; nobody has it in memory. */
export async function closedShop(log: CommitLog, name: string, commands: readonly Command[], now: number): Promise<BoardId> {
  let at = now - 60 * 86_400_000;
  const rooms = new BoardRooms({ log, clock: () => at, directory: () => DIRECTORY });
  const board = await makeBoard(rooms, name, [...commands]);
  const room = (await rooms.open(board))!;
  for (at = nextDue(room.board) ?? now; at < now; at = nextDue(room.board) ?? now) {
    for (const due of dueBy(room.board, at)) {
      const answer = await room.submit({ id: dueId(due, 0), command: due.command, actor: SCHEDULE });
      if (!answer.ok) throw new Error(JSON.stringify(answer));
    }
  }
  await rooms.close();
  return board;
}
