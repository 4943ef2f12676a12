import { json, Router } from 'express';
import { boardId, cardId, personId } from '../../shared/kernel/ids.ts';
import { boardIdField } from '../../shared/kernel/fields.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { notAllowed } from '../../shared/people/rights.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { refused } from '../room/answers.ts';
import type { BoardRooms } from '../room/board-rooms.ts';
import type { Erasing } from '../people/erasing.ts';
import { actingPerson } from './acting-person.ts';
import { bodyOf } from './boards-router.ts';
import { invalid, notFound, objected, reply, utf8Only, whoActs, wordsFor } from './replies.ts';
import { erasureBody } from './schemas.ts';

const SIZE = 4_096;
const shown = (id: string): string => JSON.stringify(id.slice(0, 64));

/** Erasing is no command: nothing of it may stand in the log that it takes words out of. */
export function erasuresRouter({ rooms, erasing, directory }: { readonly rooms: BoardRooms; readonly erasing: Erasing; readonly directory: () => Directory }): Router {
  const router = Router();

  router.post('/:board/erasures', json({ limit: SIZE, verify: utf8Only }), async (request, response) => {
    const acting = actingPerson(request.headers, directory());
    if (!acting.ok) return whoActs(response, acting);
    const body = bodyOf(erasureBody, request.body, 'an erasure', SIZE);
    if (!body.ok) return invalid(response, body.faults);
    const board = boardIdField.safeParse(request.params.board);
    const room = board.success ? await rooms.openCurrent(boardId(board.data)) : null;
    if (!room) return notFound(response, (doors) => doors.noBoard(shown(request.params.board)));
    const { person: actor } = acting;
    const [no] = notAllowed('Erase', { actor: asPerson(actor) });
    if (no) return reply(response, refused({ command: 'Erase', card: null, violations: [no] }), wordsFor(request, room.board.policies.timeZone), directory());
    const { order, person = '' } = body.value;
    if (order !== undefined) {
      const file = await room.file(cardId(order));
      if (!file) return notFound(response, (doors) => doors.noOrder(shown(order)));
      response.json({ ok: true, texts: await erasing.order(room, file, actor.id) });
      return;
    }
    const id = personId(person);
    if (!Object.hasOwn(directory().people, id)) return notFound(response, (doors) => doors.noPerson(shown(person)));
    if (id === actor.id) return objected(response, (doors) => [{ path: 'person', message: doors.notThemselves }]);
    response.json({ ok: true, texts: await erasing.person(id, actor.id) });
  });

  return router;
}
