import { gunzipSync } from 'node:zlib';
import type * as store from '../../../client/replica/board-store.ts';
import { newCommandId } from '../../../client/replica/command-id.ts';
import type { Hears } from '../../../client/replica/link.ts';
import type * as memory from '../../../server/adapters/memory/memory-log.ts';
import { wired } from '../../../shared/protocol/wire-commit.ts';
import type * as boardRooms from '../../../server/room/board-rooms.ts';
import type { Point } from '../../../server/room/room-parts.ts';
import type * as gateway from '../../../server/socket/board-gateway.ts';
import type { Command } from '../../../shared/verbs.ts';
import type { Person } from '../../../shared/people/directory.ts';
import { type CommandId, cardId, commandId, limitId } from '../../../shared/kernel/ids.ts';
import { decodeBoard } from '../../../shared/protocol/encode-board.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { wordsIn } from '../../../shared/words/words.ts';
import { saidIn } from '../../../server/room/answers.ts';
import { draws } from '../chance.ts';
import { interceptBroadcasts } from './broadcasts.ts';
import { Recorder, operators } from './contention.ts';
import { overtaken } from './overtaken.ts';
import { type Answer, checkHistory } from '../shop/history.ts';
import { makeBoard, startLiveServer } from './live-server.ts';
import { DIRECTORY, PEOPLE } from '../shop/shop.ts';
import { SocketClient } from './socket-client.ts';
import { tell } from '../shop/told-board.ts';
import { until } from '../until.ts';
import { wholeLog } from '../store/whole-log.ts';
import { CUT, contendedShop, pull, undo } from '../shop/workshop.ts';

/** The parts under test: the product's own, or a mutant's. */
export type Parts = Pick<typeof boardRooms, 'BoardRooms'> & Pick<typeof gateway, 'attachGateway'> & Pick<typeof memory, 'MemoryLog'> & Pick<typeof store, 'createBoardStore'>;

const CREW = operators(6);
const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, ...Object.fromEntries(CREW.map((one) => [one.id, one])) } };

/** The drivers of section 6 in short forms: what each finds wrong, in words; nothing for the true product. */
export const DRIVERS: Readonly<Record<string, (parts: Parts) => Promise<readonly string[]>>> = { contention, crash, live, lostAnswer, overtaken };

/** REL-1, 2, 5: two processes on one log, six people, one slot; every id is sent again to the other process. */
async function contention({ BoardRooms, MemoryLog }: Parts): Promise<readonly string[]> {
  const log = new MemoryLog();
  // All hints are lost: with them two processes in one know of one another at the same instant.
  log.watch = () => () => {};
  const nodes = [0, 1].map(() => new BoardRooms({ log, clock: Date.now, directory: () => directory }));
  const board = await makeBoard(nodes[0] as never, 'shop', contendedShop(10, 2));
  const before = (await log.head(board))?.seq ?? 0;
  const recorder = new Recorder();
  const send = async (node: number, id: CommandId, command: Command, actor: Person): Promise<Answer> => {
    const room = await nodes[node]?.open(board);
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const answer = await room?.submit({ id, command, actor: personActor(actor.id) });
      if (answer && (answer.ok || answer.why !== 'try_again')) {
        recorder.heard(id, answer);
        return answer;
      }
    }
    throw new Error('no answer');
  };
  const ask = async (node: number, person: number, command: Command): Promise<Answer> => {
    const actor = CREW[person] ?? PEOPLE.ada;
    const id = recorder.begin(person, actor, command);
    const answer = await send(node, id, command, actor);
    await send(node, id, command, actor);
    // An accepted one also to the other process; of a refusal only the one that said it knows.
    if (answer.ok) await send(1 - node, id, command, actor);
    return answer;
  };
  const everybody = () => Promise.all(CREW.map(async (_, person) => {
    const next = draws(person + 1);
    for (let i = 0; i < 12; i += 1) {
      const job = 1 + Math.floor(next() * 10);
      if ((await ask(person % 2, person, pull(job))).ok) await ask(person % 2, person, undo(job));
    }
  }));
  try {
    await everybody();
    await ask(0, 99, { type: 'SetLimit', limit: { id: limitId('cut'), name: 'Cut', kind: 'job', scope: { lanes: [CUT] }, unit: 'count', capacity: 1 }, reason: 'one place less' });
    await everybody();
    // One process alone takes the slot and gives it back; what the other still holds says that it is full.
    for (const [node, command] of [[0, pull(1)], [1, pull(2)], [0, undo(1)], [1, pull(2)], [1, undo(2)]] as const) {
      const actor = CREW[node] ?? PEOPLE.ada;
      await send(node, recorder.begin(node, actor, command), command, actor);
    }
    return checkHistory({ attempts: recorder.attempts, commits: await wholeLog(log, board), before, directory }).faults;
  } finally {
    for (const node of nodes) void node.close();
  }
}

/** REL-4: dies at a point of the write; the same ids come again to the next process, twice. */
async function crash({ BoardRooms, MemoryLog }: Parts): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const at of ['before-append', 'after-append', 'before-answer', 'after-answer'] as const satisfies readonly Point[]) {
    const log = new MemoryLog();
    const board = await makeBoard(new BoardRooms({ log, clock: Date.now, directory: () => directory }) as never, 'shop', contendedShop(10, 2));
    const before = (await log.head(board))?.seq ?? 0;
    const recorder = new Recorder();
    const dying = new BoardRooms({ log, clock: Date.now, directory: () => directory, points: (point) => (point === at ? new Promise(() => {}) : undefined) });
    const heard: string[] = [];
    const room = await dying.open(board);
    room?.subscribe((commits) => void heard.push(...commits.map((commit) => commit.command)));
    const asked = CREW.map((actor, person) => {
      // Half of them ask for what could be done any number of times.
      const command: Command = person % 2 === 0 ? pull(person + 1) : { type: 'CommentOnCard', card: cardId('1041.9'), text: `from ${actor.id}` };
      return { actor, command, id: recorder.begin(person, actor, command) };
    });
    for (const { id, command, actor } of asked) room?.post({ id, command, actor: personActor(actor.id) }, (answer) => recorder.heard(id, answer));
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    for (const id of heard) if (!(await log.find(board, commandId(id)))) faults.push(`heard: ${id} was broadcast and is in no log`);
    for (const { id } of asked) if (recorder.wasAcked(id) && !(await log.find(board, id))) faults.push(`lost: ${id} was acknowledged and is in no log`);
    for (let life = 0; life < 2; life += 1) {
      const next = await new BoardRooms({ log, clock: Date.now, directory: () => directory }).open(board);
      const answers = await Promise.all(asked.map(async ({ id, command, actor }) => next?.submit({ id, command, actor: personActor(actor.id) })));
      answers.forEach((answer, i) => answer && recorder.heard(asked[i]?.id as CommandId, answer));
    }
    faults.push(...checkHistory({ attempts: recorder.attempts, commits: await wholeLog(log, board), before, directory }).faults);
  }
  return faults;
}

/** REL-14, 20, 22: what joiners get, and whether a lost last broadcast shows. */
async function live(parts: Parts): Promise<readonly string[]> {
  const faults: string[] = [];
  const server = await startLiveServer({ parts });
  const client = new SocketClient(server.url);
  try {
    const board = await makeBoard(server.rooms, 'shop', contendedShop(10, 5));
    const room = await server.rooms.open(board);
    await client.connected();
    const first = await client.join(board);
    if (!room || !first.ok) return ['join: refused'];
    const move = (job: number) => room.submit({ id: newCommandId(), command: pull(job), actor: personActor(PEOPLE.ada.id) });
    await move(1);
    await move(2);
    const again = await client.join(board);
    if (!again.ok || again.how !== 'snapshot') faults.push('join: no snapshot');
    else {
      const packed = decodeBoard(gunzipSync(new Uint8Array(again.packed as ArrayBuffer)).toString());
      const same = again.head.seq === first.head.seq ? packed.seq === first.head.seq : tell(packed) === tell(room.board);
      if (!same) faults.push('snapshot: it is not the board it says it is');
    }
    const rest = await client.join(board, first.head);
    if (!rest.ok || rest.how !== 'catch-up' || rest.commits.at(-1)?.seq !== rest.head.seq) faults.push('catch-up: it does not lead to its head');
    interceptBroadcasts(server.io, (event, _, send) => void (event === 'commits' || send()));
    await move(3);
    await until('the beacon', () => client.beacons.some(({ head }) => head.seq === room.head.seq), 2_000).catch(() => faults.push('beacon: a lost last broadcast does not show'));
    return faults;
  } finally {
    client.close();
    await server.close();
  }
}

/** REL-23: the answer and the broadcast are lost, the screen sends again. */
async function lostAnswer({ BoardRooms, MemoryLog, createBoardStore }: Parts): Promise<readonly string[]> {
  const log = new MemoryLog();
  const rooms = new BoardRooms({ log, clock: Date.now, directory: () => directory });
  const board = await makeBoard(rooms as never, 'shop', contendedShop(4, 2));
  const room = await rooms.open(board);
  if (!room) return ['no room'];
  const commits = await wholeLog(log, board);
  let now = Date.now();
  let tick = (): void => {};
  let lost = 2;
  const sent: Promise<unknown>[] = [];
  const screen = createBoardStore({
    board, person: PEOPLE.ada.id, clock: () => now, ticks: (run) => ((tick = run), () => {}),
    openLink: (_, __, hears: Hears) => {
      queueMicrotask(() => hears.up());
      return {
        watch: () => {},
        join: () => hears.joined({ ok: true, how: 'catch-up', commits: commits.map(wired), head: room.head, at: now, directory }, null),
        send: ({ id, command }) => void sent.push(room.submit({ id, command, actor: personActor(PEOPLE.ada.id) }).then((answer) => void ((lost -= 1) < 0 && hears.answered(id, saidIn(answer, wordsIn('en', 'UTC'), directory))))),
        dragging: () => {}, reconnect: () => {}, close: () => {},
      };
    },
  });
  await until('joined', () => screen.getState().head.seq === commits.length);
  screen.issue({ type: 'CommentOnCard', card: cardId('1041.1'), text: 'said once' });
  for (let i = 0; i < 3; i += 1) {
    await Promise.all(sent);
    now += 2_100;
    tick();
  }
  await Promise.all(sent);
  screen.close();
  const times = (await wholeLog(log, board)).length - commits.length;
  await rooms.close();
  return times === 1 ? [] : [`twice: one comment is in the log ${times} times`];
}
