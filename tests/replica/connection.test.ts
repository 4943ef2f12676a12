import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Server } from 'socket.io';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Person } from '../../shared/people/directory.ts';
import { cardsAt } from '../../shared/board/board.ts';
import { nextStep } from '../../shared/cards/card-common.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import type { ClientToServer, ServerToClient } from '../../shared/protocol/messages.ts';
import { PROTOCOL } from '../../shared/protocol/messages.ts';
import { encodeBoard } from '../../shared/protocol/encode-board.ts';
import type { BoardStore } from '../../client/replica/board-store.ts';
import { createBoardStore } from '../../client/replica/board-store.ts';
import { openSocket } from '../../client/replica/connection.ts';
import { speak } from '../../client/words/words-now.ts';
import { DIRECTORY, PEOPLE } from '../simulation/shop-people.ts';
import { BOARD, TinyServer } from './tiny-server.ts';

const [, , mara, paul] = PEOPLE as [Person, Person, Person, Person];
let io: Server<ClientToServer, ServerToClient>;
let tiny: TinyServer;
let store: BoardStore;
let handshakes: unknown[];
/** Swallows the next answer to a command, which is accepted nevertheless. */
let mute = false;

beforeEach(async () => {
  tiny = new TinyServer(Date.now());
  handshakes = [];
  const http = createServer();
  io = new Server(http, { serveClient: false });
  io.on('connection', (socket) => {
    handshakes.push(socket.handshake.auth);
    const actor = DIRECTORY.people[socket.handshake.auth['person']] as Person;
    socket.on('join', ({ have }, answer) => {
      void socket.join('board');
      const { answer: told, snapshot } = tiny.join(have);
      if (told.ok && told.how === 'snapshot' && snapshot) answer({ ...told, packed: gzipSync(encodeBoard(snapshot)) });
      else answer(told);
    });
    socket.on('command', ({ id, command }, answer) => {
      const { seq } = tiny.board;
      const told = tiny.command(id, command, actor);
      if (mute) {
        mute = false;
        socket.disconnect(true);
        return;
      }
      answer(told);
      if (tiny.board.seq > seq) io.to('board').emit('commits', tiny.since(seq));
    });
  });
  await new Promise<void>((resolve) => { http.listen(0, '127.0.0.1', resolve); });
  const { port } = http.address() as AddressInfo;
  store = createBoardStore({ board: BOARD, person: mara.id, openLink: openSocket(`http://127.0.0.1:${port}`) });
});

afterEach(async () => {
  store.close();
  await io.close();
});

const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 10_000, interval: 10 });
const live = (): Promise<void> => until(() => expect(store.getState().connection).toEqual({ state: 'live' }));

test('a packed snapshot is unzipped, a command goes and its commit comes back', async () => {
  await live();
  expect(handshakes).toEqual([{ person: mara.id, protocol: PROTOCOL, language: 'en' }]);
  const { board } = store.getState();
  expect(board.cards.size).toBe(tiny.board.cards.size);
  const card = board.cards.get(cardsAt(board, laneId('ready'), 'queue')[0] as CardId);
  const lane = card && nextStep(card)?.lane;
  if (!card || !lane) throw new Error('nothing is ready');
  expect(store.issue({ type: 'PullCard', card: card.id, lane }).ok).toBe(true);
  await until(() => expect(store.getState().confirmed.cards.get(card.id)?.place?.lane).toBe(lane));
  expect(store.getState().unconfirmed.size).toBe(0);
});

// The way back is tried after a random pause, longer each time.
test('cut by the server with an answer on the way: it comes back by itself and the command is there once', { timeout: 30_000 }, async () => {
  await live();
  mute = true;
  const { seq } = tiny.board;
  expect(store.issue({ type: 'SetPolicies', policies: { undoSeconds: 33 } }).ok).toBe(true);
  await until(() => expect(handshakes).toHaveLength(2));
  await live();
  expect(store.getState().confirmed.policies.undoSeconds).toBe(33);
  expect(store.getState().head.seq).toBe(seq + 1);
  expect(tiny.log).toHaveLength(seq + 1);
});

test('turned away, greeted or not: the screen says the server’s sentence, and is live when it is let in', { timeout: 30_000 }, async () => {
  await live();
  let refusal: string | null = 'Ten screens of Mara are open.';
  io.use((_, next) => next(refusal === null ? undefined : Object.assign(new Error('too_many_screens'), { data: { sentence: refusal } })));
  store.switchPerson(paul.id);
  await until(() => expect(store.getState().connection).toEqual({ state: 'barred', sentence: 'Ten screens of Mara are open.' }));
  refusal = null;
  await live();
  let full = true;
  io.engine.opts.allowRequest = (_request, answer) => answer(full ? 'Fifty screens of this address are open.' : null, !full);
  store.switchPerson(mara.id);
  await until(() => expect(store.getState().connection).toEqual({ state: 'barred', sentence: 'Fifty screens of this address are open.' }));
  full = false;
  await live();
});

test('another person: a new connection in that name', async () => {
  await live();
  store.switchPerson(paul.id);
  await until(() => expect(handshakes).toHaveLength(2));
  expect(handshakes[1]).toMatchObject({ person: paul.id });
  await until(() => expect(store.getState()).toMatchObject({ me: { id: paul.id }, connection: { state: 'live' } }));
});

test('another language is told to the server at once, on a new greeting', async () => {
  await live();
  speak('de');
  await until(() => expect(handshakes).toHaveLength(2));
  expect(handshakes[1]).toMatchObject({ person: mara.id, language: 'de' });
  await live();
  speak('en');
  await until(() => expect(handshakes).toHaveLength(3));
});
