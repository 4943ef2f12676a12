import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { boardId, cardId, personId } from '../../../shared/kernel/ids.ts';
import { openSqliteStore, type SqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts';
import { copy } from '../../../server/backup/copy.ts';
import { Progress } from '../../../server/backup/progress.ts';
import { openBackup } from '../../../server/backup/read-backup.ts';
import { storeSource } from '../../../server/backup/source.ts';
import { writeBackup } from '../../../server/backup/write-backup.ts';
import { snapshotOf } from '../../../server/log/open-board.ts';
import { encodeBoard } from '../../../shared/protocol/encode-board.ts';
import { verifyBoard } from '../../../server/log/verify.ts';
import { encodeCommit } from '../../../server/log/encode-commit.ts';
import { commitOf } from '../../support/store/commits.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { DIRECTORY } from '../../support/shop/shop.ts';
import { Proxy } from '../../support/server/proxy.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { until } from '../../support/until.ts';
import { liveView } from '../../support/server/viewer.ts';
import { contendedShop } from '../../support/shop/workshop.ts';
import { type Door, openDoor } from '../http/door.ts';
import { directoryOf, recordsOf } from '../../../server/people/directory-records.ts';

const SHOP = boardId('shop');
const CUSTOMER = 'Kanarienvogel & Söhne';
const COMMENT = 'rings at the second bell of the kanarienhof';
const MANAGER = { 'x-acting-person': 'mona' };
const silent = new Progress(() => {});

const opened: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'pullcord-erasing-'));
  opened.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function serve(at: string): Promise<{ readonly door: Door; readonly store: SqliteStore; readonly stop: () => Promise<void> }> {
  const store = await openSqliteStore(join(at, 'pullcord.db'));
  if ((await store.records()).length === 0) await store.replaceRecords(recordsOf(DIRECTORY));
  const door = await openDoor(store, { records: store });
  let over: Promise<void> | null = null;
  const stop = (): Promise<void> => (over ??= door.close().then(() => store.close()));
  opened.push(stop);
  return { door, store, stop };
}

let n = 0;
const freshId = (): string => `command-${String((n += 1)).padStart(8, '0')}`;

/** A shop with an order whose customer and comment are the canaries, and a snapshot that holds them. */
async function shopAt(at: string) {
  const served = await serve(at);
  const { door, store } = served;
  await makeBoard(door.app.rooms, SHOP, contendedShop(4, 2));
  const all = [
    { type: 'CreateOrder', number: '2000', title: 'Table', customer: CUSTOMER, quantity: 1, bom: [] },
    { type: 'BlockCard', card: cardId('2000'), category: 'customer', external: true, text: COMMENT },
    { type: 'CommentOnCard', card: cardId('1041.1'), text: 'stays' },
  ] as const;
  for (const command of all) expect((await door.command(SHOP, freshId(), command)).body).toMatchObject({ ok: true });
  const room = await door.app.rooms.open(SHOP);
  const [head] = await store.boards();
  // In plain words, so that a byte of it that stays behind is found.
  await store.saveSnapshot({ ...(await snapshotOf(room!.board, head!.hash)), body: encodeBoard(room!.board) });
  return served;
}

/** The names of files in the folder whose bytes hold any of these words. */
const holding = (at: string, ...words: readonly string[]): string[] =>
  readdirSync(at).filter((name) => words.some((word) => readFileSync(join(at, name)).includes(word)));

const verdict = async (store: SqliteStore) => verifyBoard(SHOP, (after, limit) => store.read(SHOP, after, limit));

describe('what was erased', () => {
  it('is gone from every file, the open screens, the stories and the next start; the chain verifies', async () => {
    const at = folder();
    const { door, store, stop } = await shopAt(at);
    const screen = await liveView(door.url, SHOP);
    opened.push(() => screen.close());
    const shown = () => screen.store.getState().confirmed.cards.get(cardId('2000'));
    await until('the screen has the order', () => shown() !== undefined);
    expect(shown()).toMatchObject({ customer: CUSTOMER });
    expect(holding(at, CUSTOMER, COMMENT)).not.toEqual([]);
    const { hash } = await verdict(store);

    const answer = await door.call('POST', '/api/boards/shop/erasures', { order: '2000' }, MANAGER);
    expect(answer).toMatchObject({ status: 200, body: { ok: true, texts: 2 } });
    await until('the screen has it without its words', () => (shown() as { customer?: string } | undefined)?.customer === '');
    expect(shown()?.blockers).toMatchObject([{ category: 'customer', text: '' }]);
    expect(holding(at, CUSTOMER, COMMENT)).toEqual([]);
    const story = await door.call('GET', '/api/boards/shop/cards/2000/story');
    expect(story.body.commits.map(({ texts }: { texts: object }) => texts)).toEqual([{ t0: '' }, { t0: '' }]);
    expect((await door.call('GET', '/api/boards/shop/cards/1041.1/story')).text).toContain('stays');
    expect(await verdict(store)).toMatchObject({ fault: null, hash, erased: 4 });
    expect(await store.loadSnapshot(SHOP)).not.toBeNull();
    // Who was away with the board of before gets all of it anew, and who has it goes on from there.
    const away = new SocketClient(door.url);
    opened.push(() => away.close());
    const room = await door.app.rooms.open(SHOP);
    expect(await away.join(SHOP, room!.head)).toMatchObject({ ok: true, how: 'snapshot', diverged: false });
    // The board goes on.
    expect((await door.command(SHOP, freshId(), { type: 'CommentOnCard', card: cardId('2000'), text: 'new words' })).body).toMatchObject({ ok: true });
    await stop();
    expect(holding(at, CUSTOMER, COMMENT)).toEqual([]);

    const again = await serve(at);
    expect((await again.door.call('GET', '/api/boards/shop')).text).not.toContain('Kanarien');
    expect(await verdict(again.store)).toMatchObject({ fault: null, erased: 4 });
  });

  it('goes from a page that stayed open, away from the server, over the erasing and a restart', async () => {
    const at = folder();
    const { door, stop } = await shopAt(at);
    const proxy = await Proxy.before(door.port);
    opened.push(() => proxy.close());
    const [page, other] = [await liveView(proxy.url, SHOP), await liveView(door.url, SHOP)];
    opened.push(() => page.close(), () => other.close());
    const shown = () => page.store.getState().confirmed.cards.get(cardId('2000')) as { readonly customer?: string } | undefined;
    expect(shown()?.customer).toBe(CUSTOMER);
    proxy.open = false;
    proxy.cut();
    await until('the page has noticed', () => !page.isLive());
    await door.call('POST', '/api/boards/shop/erasures', { order: '2000' }, MANAGER);
    // What it had is near the head: nothing but the count of what was erased tells of it.
    expect((await door.command(SHOP, freshId(), { type: 'CommentOnCard', card: cardId('1041.1'), text: 'after it' })).body).toMatchObject({ ok: true });
    await stop();
    const again = await serve(at);
    proxy.pointTo(again.door.port);
    proxy.open = true;
    await until('the page is live again', () => page.isLive());
    expect(shown()?.customer).toBe('');
    expect(JSON.stringify([...page.store.getState().confirmed.cards.values()])).not.toContain('anarien');
    // Who knows of it catches up as ever.
    const knows = new SocketClient(again.door.url);
    opened.push(() => knows.close());
    const told = await knows.join(SHOP);
    expect(told).toMatchObject({ ok: true, how: 'snapshot', erased: 4 });
    const have = told.ok ? told.head : null;
    expect(await knows.ask('join', { board: SHOP, have, erased: 4 })).toMatchObject({ ok: true, how: 'catch-up', erased: 4 });
    expect(await knows.ask('join', { board: SHOP, have, erased: 3 })).toMatchObject({ ok: true, how: 'snapshot', diverged: false });
  });

  it('does not come back with an older backup, restored where it is known, nor with an older file put in its place', async () => {
    const at = folder();
    const { door, store, stop } = await shopAt(at);
    const before = join(folder(), 'before.backup');
    await writeBackup(await storeSource('live', store), before, silent);
    await door.call('POST', '/api/boards/shop/erasures', { order: '2000' }, MANAGER);
    await door.call('POST', '/api/boards/shop/erasures', { person: 'ada' }, MANAGER);
    const after = join(folder(), 'after.backup');
    await writeBackup(await storeSource('live', store), after, silent);
    await stop();

    // The database is lost; the record beside it is not.
    for (const name of readdirSync(at)) if (!name.endsWith('-erased')) rmSync(join(at, name));
    const target = await openSqliteStore(join(at, 'pullcord.db'));
    opened.push(() => target.close());
    await copy(await openBackup(before, silent), target, 'there', silent);
    expect((await verdict(target)).fault).toBeNull();
    expect(directoryOf(await target.records()).people[personId('ada')]).toMatchObject({ name: 'Former colleague', roles: [] });
    await target.close();
    expect(holding(at, CUSTOMER, COMMENT)).toEqual([]);

    // An older copy, made by hand, under a record that knows better.
    const byHand = folder();
    const old = await openSqliteStore(join(byHand, 'pullcord.db'));
    await copy(await openBackup(before, silent), old, 'old', silent);
    await old.close();
    expect(holding(byHand, CUSTOMER)).not.toEqual([]);
    copyFileSync(join(at, 'pullcord.db-erased'), join(byHand, 'pullcord.db-erased'));
    const served = await serve(byHand);
    expect((await served.door.call('GET', '/api/boards/shop')).text).not.toContain('Kanarien');
    expect((await served.door.call('GET', '/api/directory')).body.people.ada).toMatchObject({ name: 'Former colleague' });
    expect(holding(byHand, CUSTOMER, COMMENT)).toEqual([]);

    // A backup of afterwards takes the record along.
    const elsewhere = await openSqliteStore(join(folder(), 'pullcord.db'));
    opened.push(() => elsewhere.close());
    await copy(await openBackup(after, silent), elsewhere, 'elsewhere', silent);
    expect((await elsewhere.erasures()).length).toBeGreaterThan(3);
    expect(await verdict(elsewhere)).toMatchObject({ fault: null });
  });

  it('of a person is their name and what they wrote, on every board; what they did stays', async () => {
    const at = folder();
    const { door, store } = await shopAt(at);
    const said = { type: 'CommentOnCard', card: cardId('1041.2'), text: 'kanarienlied' } as const;
    expect((await door.command(SHOP, freshId(), said, 'olaf')).body).toMatchObject({ ok: true });
    // At a station it was the same person, and the station stays.
    const [head] = await store.boards();
    const atStation = encodeCommit(commitOf(SHOP, head!.seq + 1, { at: Date.now() + 1, actor: 'station:saw-2:olaf', events: [{ type: 'CommentAdded', card: cardId('1041.2'), text: 't0' }], texts: { t0: 'kanarienruf' } }), head!.hash);
    expect(await store.append(SHOP, [atStation])).toMatchObject({ ok: true });
    const olaf = DIRECTORY.people[personId('olaf')]!;
    const { record: known, version } = door.app.people.people.get(olaf.id)!;
    expect(await door.app.people.people.save({ ...known, name: 'Olaf Kanarienvogt' }, version, 'person:mona')).toMatchObject({ ok: true });
    const answer = await door.call('POST', '/api/boards/shop/erasures', { person: 'olaf' }, MANAGER);
    expect(answer).toMatchObject({ status: 200, body: { ok: true, texts: 2 } });
    expect((await door.call('GET', '/api/directory')).body.people.olaf).toMatchObject({ id: 'olaf', name: 'Former colleague', roles: [] });
    expect(holding(at, 'Kanarienvogt', 'kanarienlied', 'kanarienruf')).toEqual([]);
    const told = (await door.call('GET', '/api/boards/shop/cards/1041.2/story')).body.commits as { readonly actor: string; readonly kind: string; readonly texts: object }[];
    expect(told.filter(({ actor }) => actor.endsWith(':olaf')).toSorted((a, b) => a.actor.localeCompare(b.actor)).map(({ actor, kind, texts }) => [actor, kind, texts])).toEqual([['person:olaf', 'CommentOnCard', { t0: '' }], ['station:saw-2:olaf', 'CommentOnCard', { t0: '' }]]);
    expect(holding(at, CUSTOMER)).not.toEqual([]);
  });

  it('is erased by a manager or an administrator, of an order or a person that is there, and nobody erases themselves', async () => {
    const { door } = await shopAt(folder());
    const ask = (body: unknown, person = 'mona') => door.call('POST', '/api/boards/shop/erasures', body, { 'x-acting-person': person });
    expect(await ask({ order: '2000' }, 'olaf')).toMatchObject({ status: 409, body: { why: 'refused', refusal: { violations: [{ code: 'not_allowed' }] } } });
    expect(await ask({ order: '9999' })).toMatchObject({ status: 404, body: { why: 'not_found' } });
    expect(await ask({ order: '1041.1' })).toMatchObject({ status: 404 });
    expect(await ask({ person: 'nobody' })).toMatchObject({ status: 404 });
    expect(await ask({ person: 'mona' })).toMatchObject({ status: 400, body: { why: 'invalid' } });
    expect(await ask({})).toMatchObject({ status: 400 });
    expect(await ask({ order: '2000', person: 'olaf' })).toMatchObject({ status: 400 });
    expect((await door.call('GET', '/api/boards/shop')).text).toContain(CUSTOMER);
  });
});
