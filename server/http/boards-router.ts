import { json, Router } from 'express';
import type { z } from 'zod';
import type { CommandOf } from '../../shared/verbs.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { type CommandId, boardId, cardId } from '../../shared/kernel/ids.ts';
import { tradeOf } from '../../shared/templates/trades.ts';
import type { Thing } from '../../shared/kernel/input-fault.ts';
import type { Language } from '../../shared/kernel/language.ts';
import type { Doors } from '../../shared/words/en/doors.ts';
import { boardIdField, cardIdField } from '../../shared/kernel/fields.ts';
import { orderFileFor } from '../../shared/views/order-file-view.ts';
import { harmless } from '../../shared/protocol/harmless.ts';
import { BOARD_SIZE, COMMAND_SIZE, type Parsing, parseCommand, parseWith } from '../../shared/protocol/parse.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { seesWhoAndWhy } from '../../shared/people/rights.ts';
import { wired } from '../../shared/protocol/wire-commit.ts';
import type { Noted } from '../room/answers.ts';
import type { BoardRoom } from '../room/board-room.ts';
import type { BoardRooms } from '../room/board-rooms.ts';
import { actingPerson } from './acting-person.ts';
import { boardState } from './board-state.ts';
import type { SendLarge } from './large.ts';
import { fitting, invalid, languageFor, notFound, reply, requestIdOf, toldBy, utf8Only, whoActs, wordsFor } from './replies.ts';
import { boardBody, commandBody, commitsQuery, storyQuery } from './schemas.ts';
import { storyOf } from './story.ts';

export interface BoardsRouterParts {
  readonly rooms: BoardRooms;
  readonly directory: () => Directory;
  /** An id for a command whose sender gave none. */
  readonly newId: () => CommandId;
  readonly noted: Noted;
  readonly sendLarge: SendLarge;
}

/** The second door: for scripts, stations and tests. Every change takes the same road as a drag. */
export function boardsRouter({ rooms, directory, newId, noted, sendLarge }: BoardsRouterParts): Router {
  const router = Router();

  router.get('/', async (_, response) => {
    const boards = await rooms.list();
    // A store lists them in an order of its own.
    response.json({ boards: boards.toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
  });

  router.post('/', json({ limit: BOARD_SIZE, verify: utf8Only }), async (request, response) => {
    const acting = actingPerson(request.headers, directory());
    if (!acting.ok) return whoActs(response, acting);
    const body = bodyOf(boardBody, request.body, 'a new board', BOARD_SIZE);
    if (!body.ok) return invalid(response, body.faults);
    const { board, id } = body.value;
    const command = id ?? newId();
    const made = await rooms.create({ command: newBoard(body.value, languageFor(request)), id: command, actor: personActor(acting.person.id), board });
    noted(made.board, command, made.answer, requestIdOf(request));
    reply(response, made.answer, wordsFor(request, body.value.policies?.timeZone), directory(), { board: made.board });
  });

  // Who only looks has the rows of the live door. Until there are accounts, whoever does not say who they are is a script of the house.
  router.get(['/:board', '/:board/commits', '/:board/cards/:card/story'], (request, response, next) => {
    const acting = actingPerson(request.headers, directory());
    if (!acting.ok || seesWhoAndWhy(acting.person)) return next();
    response.status(403).json({ ok: false, why: 'not_yours', sentence: toldBy(response, (doors) => doors.onlyLooks) });
  });

  router.get('/:board', async (request, response) => {
    const room = await findCurrent(request.params.board);
    if (!room) return notFound(response, noBoard(request.params.board));
    sendLarge(request, response, () => boardState(room.board, room.head));
  });

  router.post('/:board/commands', json({ limit: COMMAND_SIZE, verify: utf8Only }), async (request, response) => {
    const acting = actingPerson(request.headers, directory());
    if (!acting.ok) return whoActs(response, acting);
    const body = bodyOf(commandBody, request.body, 'a command request', COMMAND_SIZE);
    if (!body.ok) return invalid(response, body.faults);
    const parsed = parseCommand(body.value.command);
    if (!parsed.ok) return invalid(response, parsed.faults.map(({ path, fault }) => ({ path: path === '' ? 'command' : `command.${path}`, fault })));
    const room = await find(request.params.board);
    if (!room) return notFound(response, noBoard(request.params.board));
    const answer = await room.submit({ id: body.value.id, command: parsed.command, actor: personActor(acting.person.id), again: body.value.again });
    noted(room.id, body.value.id, answer, requestIdOf(request));
    reply(response, answer, wordsFor(request, room.board.policies.timeZone), directory());
  });

  router.get('/:board/commits', async (request, response) => {
    const query = parseWith(commitsQuery, { ...request.query }, 'the question');
    if (!query.ok) return invalid(response, query.faults);
    const room = await findCurrent(request.params.board);
    if (!room) return notFound(response, noBoard(request.params.board));
    const { after, limit } = query.value;
    const { head } = room;
    const commits = fitting(await room.since(after, limit));
    const last = commits.at(-1)?.seq ?? head.seq;
    sendLarge(request, response, () => Buffer.from(JSON.stringify({ board: room.id, head, commits: commits.map(wired), next: last < head.seq ? last : null })));
  });

  router.get('/:board/cards/:card/story', async (request, response) => {
    const query = parseWith(storyQuery, { ...request.query }, 'the question');
    if (!query.ok) return invalid(response, query.faults);
    const room = await findCurrent(request.params.board);
    if (!room) return notFound(response, noBoard(request.params.board));
    const card = cardIdField.safeParse(request.params.card);
    const story = card.success ? await storyOf(room, cardId(card.data), query.value.before, query.value.limit) : null;
    if (!story) return notFound(response, (doors) => doors.noCard(shown(request.params.card)));
    sendLarge(request, response, () => Buffer.from(JSON.stringify({ card: request.params.card, commits: story.commits.map(wired), next: story.next })));
  });

  router.get('/:board/orders/:order', async (request, response) => {
    const room = await findCurrent(request.params.board);
    if (!room) return notFound(response, noBoard(request.params.board));
    const order = cardIdField.safeParse(request.params.order);
    const file = order.success ? await room.file(cardId(order.data)) : null;
    if (!file) return notFound(response, (doors) => doors.noOrder(shown(request.params.order)));
    const acting = actingPerson(request.headers, directory());
    sendLarge(request, response, () => Buffer.from(JSON.stringify(orderFileFor(file, acting.ok ? acting.person : null))));
  });

  async function find(id: string): Promise<BoardRoom | null> {
    const board = boardIdField.safeParse(id);
    return board.success ? rooms.open(boardId(board.data)) : null;
  }

  /** To be read: also what another node has just written. */
  async function findCurrent(id: string): Promise<BoardRoom | null> {
    const board = boardIdField.safeParse(id);
    return board.success ? rooms.openCurrent(boardId(board.data)) : null;
  }

  return router;
}

const shown = (id: string): string => JSON.stringify(id.slice(0, 64));
const noBoard = (id: string) => (doors: Doors): string => doors.noBoard(shown(id));

export function bodyOf<T>(schema: z.ZodType<T>, input: unknown, what: Thing, size: number): Parsing<T> {
  const wicked = harmless(input, size);
  return wicked ? { ok: false, faults: [wicked] } : parseWith(schema, input, what);
}

function newBoard({ name, template, lanes, limits, policies, firstNumber }: z.output<typeof boardBody>, language: Language): CommandOf<'CreateBoard'> {
  const made: CommandOf<'CreateBoard'> = tradeOf(template ?? '')?.board(name, language) ?? { type: 'CreateBoard', name, lanes: lanes ?? [], limits: limits ?? [] };
  return { ...made, ...(policies && { policies: { ...made.policies, ...policies } }), ...(firstNumber !== undefined && { firstNumber }) };
}
