import { describe, expect, test } from 'vitest';
import { openSocket } from '../../../client/replica/connection.ts';
import { createBoardStore } from '../../../client/replica/board-store.ts';
import { placeKey } from '../../../shared/board/lane.ts';
import { cardId, laneId } from '../../../shared/kernel/ids.ts';
import type { Role } from '../../../shared/people/directory.ts';
import type { RowCursor, RowsMessage, WatchAnswer } from '../../../shared/protocol/messages.ts';
import { connected, keeper } from '../../support/keep.ts';
import { type LiveServer, makeBoard, startLiveServer } from '../../support/server/live-server.ts';
import { Proxy } from '../../support/server/proxy.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { type Viewer, liveView, view } from '../../support/server/viewer.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { until } from '../../support/until.ts';

/** The audience that only looks: rows of the floor, and nothing else of it. */

const keep = keeper();
const start = async (options?: Parameters<typeof startLiveServer>[0]): Promise<LiveServer> => keep(await startLiveServer(options));
const see = async (...args: Parameters<typeof liveView>): Promise<Viewer> => keep(await liveView(...args));
const connect = (...args: ConstructorParameters<typeof SocketClient>): Promise<SocketClient> => connected(keep, ...args);
const watch = (client: SocketClient, board: string, have: RowCursor | null = null): Promise<WatchAnswer> => client.ask('watch', { board, view: 'floor', have }) as Promise<WatchAnswer>;
const rowsHeard = (client: SocketClient): readonly RowsMessage[] => client.others.flatMap(([event, message]) => (event === 'rows' ? [message as RowsMessage] : []));

const vera = PEOPLE.vera.id;
const CUT = laneId('cut');

function become(server: LiveServer, ...roles: Role[]): void {
  server.directory = { ...server.directory, people: { ...server.directory.people, [vera]: { ...PEOPLE.vera, roles } } };
  server.gateway.directoryChanged();
}

describe('who only looks', () => {
  test('hears what moves, and nothing of who, why, or of the log', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    const room = (await server.rooms.open(board))!;
    const ada = await connect(server.url);
    await ada.join(board);
    const looks = await connect(server.url, { person: vera });
    const heard: unknown[] = [await watch(looks, board)];
    const command = (verb: Parameters<SocketClient['command']>[1]) => ada.command(board, verb).then((answer) => expect(answer).toMatchObject({ ok: true }));
    await command(pull(1));
    await command({ type: 'AssignCard', card: cardId('1041.1'), assignees: [PEOPLE.olaf.id] });
    await command({ type: 'BlockCard', card: cardId('1041.1'), category: 'material', external: false, text: 'kanarienholz' } as never);
    await command({ type: 'CommentOnCard', card: cardId('1041.1'), text: 'kanarienlied' });
    await until('the block is told', () => rowsHeard(looks).some(({ rows }) => JSON.stringify(rows).includes('"material"')));
    await until('a beacon came', () => looks.others.some(([event]) => event === 'row_beacon'));
    heard.push(...looks.others, ...looks.commits, ...looks.beacons, ...looks.presence);
    const wire = JSON.stringify(heard);
    expect(wire).toContain('"1041.1"');
    const customers = [...room.board.cards.values()].flatMap((card) => (card.kind === 'order' ? [card.customer] : []));
    expect(customers.length).toBeGreaterThan(0);
    const people = Object.values(DIRECTORY.people).filter(({ id }) => id !== vera);
    const hidden = [...people.map(({ name }) => `"${name}"`), ...people.map(({ id }) => `"${id}"`), ...people.map(({ id }) => `person:${id}`), ...customers.map((one) => `"${one}"`), 'kanarien', 'Hansen', 'hash', '"seq"', '"actor"', '"head"', '"command"', room.head.hash];
    expect(hidden.filter((word) => wire.includes(word))).toEqual([]);
    // The counter is the rows' own: a comment changes none.
    expect(rowsHeard(looks).map(({ cursor }) => cursor.n)).toEqual(rowsHeard(looks).map((_, at) => at + 1));
    expect(rowsHeard(looks).at(-1)!.cursor.n).toBeLessThan(room.head.seq);
    expect(new Set(looks.others.map(([event]) => event))).toEqual(new Set(['rows', 'row_beacon']));
  });

  test('gets no commit, no order’s file and no answer that tells of the log, and others get no rows', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    const looks = await connect(server.url, { person: vera });
    expect(await looks.join(board)).toEqual({ ok: false, sentence: 'You may look at this board, and see it without names and notes.', sees: 'floor' });
    expect(await looks.once(board, pull(1), 'vera-tries-01' as never)).toMatchObject({ ok: false, why: 'refused', refusal: { violations: [{ code: 'not_allowed' }] } });
    const ada = await connect(server.url);
    expect(await watch(ada, board)).toMatchObject({ ok: false, sees: 'board' });
    expect(await watch(looks, 'nowhere')).toMatchObject({ ok: false });
    expect(await looks.ask('watch', { board, view: 'prices', have: null })).toMatchObject({ ok: false, why: 'invalid' });
  });

  test('sees the floor that the others see, through its own screen: moves, a cut and the way back', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    const proxy = keep(await Proxy.before(server.port));
    const looks = keep(view(`http://127.0.0.1:${proxy.port}`, board, vera));
    const ada = await see(server.url, board);
    await until('it looks', () => looks.isLive());
    const place = () => looks.store.getState().board.places[placeKey(CUT, 'doing')] ?? [];
    expect(ada.store.issue(pull(1))).toMatchObject({ ok: true });
    await until('the pull is seen', () => place().length === 1);
    const same = () => {
      const [mine, theirs] = [looks.store.getState().board, ada.store.getState().confirmed];
      expect(mine.name).toBe(theirs.name);
      expect(mine.places).toMatchObject(Object.fromEntries(Object.entries(theirs.places).filter(([, cards]) => cards.length > 0)));
      expect(mine.loads).toEqual(theirs.loads);
      expect(mine.lanes.map(({ name }) => name)).toEqual(theirs.lanes.map(({ name }) => name));
      for (const card of theirs.cards.values()) expect(mine.cards.get(card.id)).toMatchObject({ title: card.title, place: card.place, laneAt: card.laneAt, class: card.class });
    };
    same();
    proxy.cut();
    await until('it is not live', () => !looks.isLive());
    expect(ada.store.issue(pull(2))).toMatchObject({ ok: true });
    await until('it is back, and has what it missed', () => looks.isLive() && place().length === 2, 15_000);
    same();
    expect(looks.store.getState()).toMatchObject({ looks: true, readOnly: false, head: { seq: 0 } });
    expect(looks.store.issue(pull(3))).toMatchObject({ ok: false, refusal: { violations: [{ code: 'not_allowed' }] } });
  });

  test('a gap, another epoch and another version of the view are given a snapshot, and who has all of it nothing', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    const [looks, other] = [await connect(server.url, { person: vera }), await connect(server.url, { person: vera })];
    const first = await watch(looks, board);
    if (!first.ok || first.how !== 'snapshot') throw new Error('no snapshot');
    expect(await watch(other, board, first.cursor)).toMatchObject({ ok: true, how: 'same', cursor: first.cursor });
    const ada = await connect(server.url);
    await ada.command(board, pull(1));
    await until('both are told', () => rowsHeard(looks).length === 1 && rowsHeard(other).length === 1);
    expect(await watch(looks, board, first.cursor)).toMatchObject({ ok: true, how: 'snapshot', cursor: { n: 1 } });
    const now = { ...first.cursor, n: 1 };
    expect(await watch(looks, board, now)).toMatchObject({ how: 'same' });
    for (const have of [{ ...now, epoch: 'another' }, { ...now, version: now.version + 1 }, { ...now, n: 2 }]) expect(await watch(looks, board, have)).toMatchObject({ how: 'snapshot' });
    // Nobody looks for a while: what happens then is counted by nobody, so it is another epoch.
    looks.close();
    other.close();
    await until('both are gone', () => server.io.of('/').sockets.size === 1);
    await ada.command(board, pull(2));
    const back = await connect(server.url, { person: vera });
    expect(await watch(back, board, now)).toMatchObject({ ok: true, how: 'snapshot' });
  });

  test('a lost message shows by the beacon', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    let losing = false;
    const open = openSocket(server.url);
    const store = createBoardStore({ board, person: vera, openLink: (id, person, hears) => open(id, person, { ...hears, rows: (message) => { if (!losing) hears.rows(message); losing = false; } }) });
    keep(store);
    await until('it looks', () => store.getState().connection.state === 'live' && store.getState().board.lanes.length > 0);
    losing = true;
    const ada = await connect(server.url);
    await ada.command(board, pull(1));
    await until('it has it all the same', () => store.getState().board.places[placeKey(CUT, 'doing')]?.length === 1);
  });

  test('a change of role acts on the open screen, both ways, and leaves nothing behind', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    const screen = await see(server.url, board, vera);
    const raw = await connect(server.url, { person: vera });
    await watch(raw, board);
    expect(screen.store.getState().looks).toBe(true);
    become(server, 'operator');
    await until('it sees the board', () => !screen.store.getState().looks && screen.isLive() && screen.store.getState().head.seq > 0);
    expect(screen.store.issue(pull(1))).toMatchObject({ ok: true });
    await until('it is saved', () => screen.store.getState().confirmed.cards.get(cardId('1041.1'))?.place?.lane === 'cut');
    expect(raw.others.at(-1)?.[0]).toBe('audience');
    const told = rowsHeard(raw).length;
    await raw.join(board);
    become(server, 'viewer');
    await until('it only looks', () => screen.store.getState().looks && screen.isLive() && screen.store.getState().board.lanes.length > 0);
    expect(screen.store.getState().head.seq).toBe(0);
    expect(Object.keys(screen.store.getState().directory.people)).toEqual([vera]);
    expect([...screen.store.getState().board.cards.values()].some((card) => card.kind === 'order' && card.customer !== '')).toBe(false);
    const commits = raw.commits.length;
    const ada = await connect(server.url);
    await ada.join(board);
    await ada.command(board, pull(2));
    await until('the others hear', () => ada.commits.length > 0);
    await until('it sees the move', () => screen.store.getState().board.cards.get(cardId('1041.2'))?.place?.lane === 'cut');
    expect([raw.commits.length, rowsHeard(raw).length]).toEqual([commits, told]);
  });

  test('a board without a card is looked at, too', async () => {
    const server = await start();
    const [create] = contendedShop(1, 1);
    const board = await makeBoard(server.rooms, 'empty', [create!]);
    const looks = await see(server.url, board, vera);
    expect(looks.store.getState().board.lanes.length).toBeGreaterThan(0);
    expect(looks.store.getState().board.cards.size).toBe(0);
  });
});
