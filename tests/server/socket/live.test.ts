import { describe, expect, test } from 'vitest';
import { cardId, commandId, personId } from '../../../shared/kernel/ids.ts';
import { PROTOCOL } from '../../../shared/protocol/messages.ts';
import { decodeBoard } from '../../../shared/protocol/encode-board.ts';
import { gunzipSync } from 'node:zlib';
import { connected, keeper } from '../../support/keep.ts';
import { type LiveServer, makeBoard, startLiveServer } from '../../support/server/live-server.ts';
import { PEOPLE } from '../../support/shop/shop.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { until } from '../../support/until.ts';
import { type Viewer, liveView } from '../../support/server/viewer.ts';
import { contendedShop, pull, undo } from '../../support/shop/workshop.ts';

const keep = keeper();

const start = async (options?: Parameters<typeof startLiveServer>[0]): Promise<LiveServer> => keep(await startLiveServer(options));
const see = async (...args: Parameters<typeof liveView>): Promise<Viewer> => keep(await liveView(...args));
const connect = (...args: ConstructorParameters<typeof SocketClient>): Promise<SocketClient> => connected(keep, ...args);
const placeOf = (viewer: Viewer, card: string) => viewer.store.getState().confirmed.cards.get(cardId(card))?.place;

describe('a move', () => {
  test('is seen by the others, and its number is the same in the answer and in the broadcast', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    const [ada, mona] = [await see(server.url, board), await see(server.url, board, PEOPLE.mona.id)];
    const raw = await connect(server.url, { person: PEOPLE.olaf.id });
    await raw.join(board);
    const answer = await raw.command(board, pull(1));
    expect(answer).toMatchObject({ ok: true });
    for (const viewer of [ada, mona]) await until('the pull is seen', () => placeOf(viewer, '1041.1')?.lane === 'cut');
    await until('the mover hears it too', () => raw.commits.length > 0);
    const heard = raw.commits.flatMap((message) => message.commits);
    expect(heard.map((commit) => commit.seq)).toEqual([answer.ok && answer.seq]);
    expect(heard[0]).not.toHaveProperty('fingerprint');
    expect(heard[0]?.actor).toBe('person:olaf');
    expect(ada.store.getState().head).toEqual(mona.store.getState().head);
  });

  test('of a screen goes through its own replica to the others', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    const [ada, mona] = [await see(server.url, board), await see(server.url, board, PEOPLE.mona.id)];
    expect(ada.store.issue(pull(2))).toMatchObject({ ok: true });
    await until('the other sees it', () => placeOf(mona, '1041.2')?.lane === 'cut');
    await until('nothing is left pending', () => ada.store.getState().board === ada.store.getState().confirmed);
  });

  test('that is refused, and all of another board, is heard by nobody', async () => {
    const server = await start();
    const [one, two] = [await makeBoard(server.rooms, 'one', contendedShop(4, 1)), await makeBoard(server.rooms, 'two', contendedShop(4, 1))];
    const raw = await connect(server.url);
    const silent = await connect(server.url);
    const elsewhere = await connect(server.url);
    await silent.join(one);
    await elsewhere.join(two);
    const nobody = await connect(server.url);
    expect(await raw.command(one, pull(1))).toMatchObject({ ok: true });
    const refused = await raw.command(one, pull(2));
    expect(refused).toMatchObject({ ok: false, why: 'refused' });
    expect(!refused.ok && refused.sentence).toContain('1/1');
    expect(await raw.command(two, pull(3))).toMatchObject({ ok: true });
    // Both have heard what came last; so they would have heard what came before it.
    await until('each board hears its own', () => silent.commits.length > 0 && elsewhere.commits.length > 0);
    await until('a beacon came', () => silent.beacons.length > 0);
    expect(silent.commits.flatMap((message) => message.commits.map((commit) => [message.board, commit.kind]))).toEqual([[one, 'PullCard']]);
    expect(elsewhere.commits.flatMap((message) => message.commits.map((commit) => [message.board, commit.kind]))).toEqual([[two, 'PullCard']]);
    expect([nobody.commits, nobody.beacons, nobody.presence, raw.commits]).toEqual([[], [], [], []]);
    expect(JSON.stringify(silent.others)).not.toContain('wip_limit');
  });

  test('a screen that left hears no more', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const [left, stays] = [await connect(server.url), await connect(server.url)];
    await left.join(board);
    await stays.join(board);
    left.say('leave', { board });
    await until('it counts no more', () => stays.presence.at(-1)?.people[0]?.screens === 1);
    await stays.command(board, pull(1));
    await until('the other hears', () => stays.commits.length === 1);
    expect(left.commits).toEqual([]);
  });

  test('many at once arrive in few messages, dense and in order', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(40, 40));
    const viewer = await connect(server.url);
    await viewer.join(board);
    const raw = await connect(server.url);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => raw.command(board, pull(i + 1))));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    await until('all were heard', () => viewer.commits.flatMap((message) => message.commits).length === 40);
    const seqs = viewer.commits.flatMap((message) => message.commits.map((commit) => commit.seq));
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, i) => (seqs[0] ?? 0) + i));
    expect(viewer.commits.length).toBeLessThanOrEqual(10);
    for (const message of viewer.commits) expect(message.head.seq).toBe(message.commits.at(-1)?.seq);
  });
});

describe('joining', () => {
  test('brings the whole board, then only what is missing', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    const client = await connect(server.url);
    const whole = await client.join(board);
    if (!whole.ok || whole.how !== 'snapshot') throw new Error('no snapshot');
    const room = await server.rooms.open(board);
    expect(decodeBoard(gunzipSync(new Uint8Array(whole.packed as ArrayBuffer)).toString())).toEqual(room?.board);
    expect(whole).toMatchObject({ diverged: false, head: room?.head });
    expect(whole.directory.people[PEOPLE.ada.id]?.name).toBe('Ada');

    await client.command(board, pull(1));
    await client.command(board, pull(2));
    const rest = await client.join(board, whole.head);
    expect(rest).toMatchObject({ ok: true, how: 'catch-up', head: room?.head });
    expect(rest.ok && rest.how === 'catch-up' && rest.commits.map((commit) => commit.seq)).toEqual([whole.head.seq + 1, whole.head.seq + 2]);
    expect(await client.join(board, room?.head ?? null)).toMatchObject({ how: 'catch-up', commits: [] });
  });

  test('from too far behind brings a snapshot', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const client = await connect(server.url);
    const before = await client.join(board);
    for (let i = 0; i < 251; i += 1) {
      await client.command(board, pull(1));
      await client.command(board, undo(1));
    }
    expect(before.ok && (await client.join(board, before.head))).toMatchObject({ how: 'snapshot', diverged: false });
    const near = { seq: (before.ok ? before.head.seq : 0) + 2, hash: (await (await server.rooms.open(board))?.hashAt((before.ok ? before.head.seq : 0) + 2)) ?? '' };
    expect(await client.join(board, near)).toMatchObject({ how: 'catch-up' });
  });

  test('with another history, or ahead of the server, is told that it diverged', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const client = await connect(server.url);
    const head = (await server.rooms.open(board))?.head ?? { seq: 0, hash: '' };
    expect(await client.join(board, { ...head, hash: '0123456789abcdef' })).toMatchObject({ how: 'snapshot', diverged: true, head });
    expect(await client.join(board, { seq: head.seq - 1, hash: 'fedcba9876543210' })).toMatchObject({ how: 'snapshot', diverged: true });
    expect(await client.join(board, { seq: head.seq + 5, hash: head.hash })).toMatchObject({ how: 'snapshot', diverged: true });
  });

  test('a board that is not there is said so', async () => {
    const server = await start();
    const client = await connect(server.url);
    expect(await client.join('nowhere' as never)).toEqual({ ok: false, sentence: 'There is no board called nowhere.' });
    expect(await client.once('nowhere' as never, pull(1))).toMatchObject({ ok: false, why: 'refused', sentence: 'There is no board called nowhere.' });
  });

  test('in the midst of a storm misses no commit', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(30, 30));
    const raw = await connect(server.url);
    let storming = true;
    const storm = (async () => {
      for (let i = 0; storming; i = (i + 1) % 30) {
        await raw.command(board, pull(i + 1));
        await raw.command(board, undo(i + 1));
      }
    })();
    for (let i = 0; i < 25; i += 1) {
      const client = await connect(server.url);
      const answer = await client.join(board);
      if (!answer.ok) throw new Error(answer.sentence);
      await until('some commits came', () => client.commits.flatMap((message) => message.commits).length >= 3);
      const seqs = client.commits.flatMap((message) => message.commits.map((commit) => commit.seq)).filter((seq) => seq > answer.head.seq);
      expect(seqs).toEqual(seqs.map((_, at) => answer.head.seq + 1 + at));
      client.close();
    }
    storming = false;
    await storm;
  });

  test('of a crowd costs one snapshot', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(30, 3));
    const clients = await Promise.all(Array.from({ length: 40 }, () => connect(server.url)));
    const answers = await Promise.all(clients.map((client) => client.join(board)));
    expect(answers.every((answer) => answer.ok && answer.how === 'snapshot')).toBe(true);
    expect(server.gateway.snapshotsBuilt()).toBe(1);
  });
});

describe('the beacon', () => {
  test('says the head at least every second, in silence and in a storm', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const client = await connect(server.url);
    await client.join(board);
    const raw = await connect(server.url);
    await until('three beacons', () => client.beacons.length >= 3);
    expect(client.beacons.at(-1)?.head).toEqual((await server.rooms.open(board))?.head);
    const stop = performance.now() + 2_500;
    while (performance.now() < stop) {
      await raw.command(board, pull(1));
      await raw.command(board, undo(1));
    }
    const gaps = client.words.slice(1).map((at, i) => at - (client.words[i] ?? at));
    // The timer's own lateness on a busy machine is not the promise.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1_000 + 150);
  });
});

describe('presence', () => {
  test('says who is here with how many screens, and what they drag, only when it changed', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const watcher = await connect(server.url, { person: PEOPLE.mona.id });
    await watcher.join(board);
    const ada = [await connect(server.url), await connect(server.url)];
    for (const screen of ada) await screen.join(board);
    const is = (people: unknown) => () => JSON.stringify(watcher.presence.at(-1)?.people) === JSON.stringify(people);
    await until('both are seen', is([{ person: 'ada', screens: 2, dragging: null }, { person: 'mona', screens: 1, dragging: null }]));
    ada[0]?.say('presence', { board, dragging: '1041.2' });
    await until('the drag is seen', is([{ person: 'ada', screens: 2, dragging: '1041.2' }, { person: 'mona', screens: 1, dragging: null }]));
    const told = watcher.presence.length;
    ada[0]?.say('presence', { board, dragging: '1041.2' });
    const beacons = watcher.beacons.length;
    await until('a beacon has passed', () => watcher.beacons.length > beacons);
    expect(watcher.presence.length).toBe(told);
    ada[0]?.close();
    await until('a screen that goes drops its card', is([{ person: 'ada', screens: 1, dragging: null }, { person: 'mona', screens: 1, dragging: null }]));
    // What somebody drags elsewhere is nobody's business here.
    ada[1]?.say('presence', { board: 'other', dragging: '1041.3' });
    expect(await watcher.join(board)).toMatchObject({ ok: true });
  });
});

describe('who is let in', () => {
  test('an unknown person is refused in words, a known one by cookie is let in', async () => {
    const server = await start();
    const stranger = keep(new SocketClient(server.url, { person: personId('nobody'), reconnect: false }));
    expect((await stranger.refused()).data?.sentence).toContain('pick who you are');
    const proto = keep(new SocketClient(server.url, { person: personId('__proto__'), reconnect: false }));
    expect((await proto.refused()).message).toBe('unknown_person');
    const cookie = keep(new SocketClient(server.url, { person: undefined as never, headers: { cookie: 'x=1; acting-person=ada' }, reconnect: false }));
    cookie.socket.auth = { protocol: PROTOCOL };
    await cookie.connected();
  });

  test('a page of an older build is told so and gets no further', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const old = keep(new SocketClient(server.url, { protocol: 0, reconnect: false }));
    await until('it is told', () => old.others.some(([event]) => event === 'outdated'));
    expect(old.others).toContainEqual(['outdated', { protocol: PROTOCOL }]);
    await until('it is cut off', () => !old.socket.connected);
    expect((await server.rooms.open(board))?.head.seq).toBe(4);
  });

  test('who acts is asked anew on every command', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const olaf = await connect(server.url, { person: PEOPLE.olaf.id, reconnect: false });
    expect(await olaf.command(board, pull(1))).toMatchObject({ ok: true });
    const { [PEOPLE.olaf.id]: _, ...rest } = server.directory.people;
    server.directory = { ...server.directory, people: { ...rest, [PEOPLE.olaf.id]: { ...PEOPLE.olaf, roles: ['viewer'] } } };
    expect(await olaf.command(board, pull(2))).toMatchObject({ ok: false, why: 'refused' });
    server.directory = { ...server.directory, people: rest };
    olaf.say('command', { board, id: commandId('gone-0001'), command: pull(3) }, () => {});
    await until('nobody by that name may stay', () => !olaf.socket.connected);
    expect((await server.rooms.open(board))?.head.seq).toBe(5);
  });

  test('a changed directory reaches every screen of a board, and those it no longer knows are sent away', async () => {
    const server = await start();
    const [ada, olaf] = [await connect(server.url), await connect(server.url, { person: PEOPLE.olaf.id, reconnect: false })];
    await ada.join(await makeBoard(server.rooms, 'shop', contendedShop(4, 2)));
    const { [PEOPLE.olaf.id]: _, ...rest } = server.directory.people;
    server.directory = { ...server.directory, people: rest };
    server.gateway.directoryChanged();
    await until('ada hears it', () => ada.others.some(([event]) => event === 'names'));
    await until('olaf is gone', () => !olaf.socket.connected);
    expect(olaf.others).toEqual([]);
  });
});

describe('names', () => {
  test('travel with the board that needs them, without roles, before the commit that brings them; of oneself all is told', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(6, 3));
    const ada = await connect(server.url);
    const joined = await ada.join(board);
    if (!joined.ok) throw new Error(joined.sentence);
    expect(joined.directory.people[PEOPLE.ada.id]?.roles).toEqual(PEOPLE.ada.roles);
    expect(Object.keys(joined.directory.people)).not.toContain(PEOPLE.pia.id);
    const order: string[] = [];
    ada.socket.onAny((event: string) => void order.push(event));
    expect(await ada.command(board, { type: 'AssignCard', card: cardId('1041.1'), assignees: [PEOPLE.pia.id] })).toMatchObject({ ok: true });
    await until('the commit is told', () => order.includes('commits'));
    const names = ada.others.flatMap(([event, message]) => (event === 'names' ? [message as { directory: typeof server.directory }] : []));
    expect(names.at(-1)?.directory.people[PEOPLE.pia.id]).toEqual({ ...PEOPLE.pia, roles: [] });
    expect(names.at(-1)?.directory.people).not.toHaveProperty(PEOPLE.shay.id);
    expect(order.indexOf('names')).toBeLessThan(order.indexOf('commits'));
  });
});

describe('a restored backup', () => {
  test('while nobody was connected shows as another history to the screen that comes back', async () => {
    const first = await startLiveServer();
    const board = await makeBoard(first.rooms, 'shop', contendedShop(4, 2));
    const viewer = await see(first.url, board);
    viewer.store.issue(pull(1));
    await until('saved', () => viewer.store.getState().head.seq === 5);
    await first.close();
    const second = await start({ port: first.port });
    await makeBoard(second.rooms, 'shop', contendedShop(4, 2));
    await until('it shows the older board', () => viewer.isLive() && viewer.store.getState().head.seq === 4, 15_000);
    expect(viewer.store.getState().notices.at(-1)?.about).toBe('history');
    expect(placeOf(viewer, '1041.1')?.lane).toBe('ready');
  });
});
