import { afterEach, describe, expect, it } from 'vitest';
import { boardId, cardId, laneId } from '../../../shared/kernel/ids.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';
import { contendedShop, pull, undo } from '../../support/shop/workshop.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { type Door, LOGS, openDoor } from './door.ts';

const opened: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function doorTo(log: CommitLog): Promise<Door> {
  const door = await openDoor(log);
  opened.push(() => door.close());
  return door;
}

let n = 0;
const freshId = (): string => `command-${String((n += 1)).padStart(8, '0')}`;

describe.each(LOGS)('the second door on a %s log', (_, make) => {
  async function shop(jobs: number, slots: number): Promise<{ door: Door; log: CommitLog }> {
    const { log, gone } = await make();
    opened.push(gone, () => log.close());
    const door = await doorTo(log);
    await makeBoard(door.app.rooms, 'shop', contendedShop(jobs, slots));
    return { door, log };
  }

  it('sets up a board from a template, lists it and shows it', async () => {
    const { log, gone } = await make();
    opened.push(gone, () => log.close());
    const door = await doorTo(log);
    const made = await door.call('POST', '/api/boards', { name: 'Nordby Furniture', template: 'furniture' }, { 'x-acting-person': 'mona' });
    expect(made).toMatchObject({ status: 200, body: { ok: true, board: 'nordby-furniture', seq: 1, commit: { kind: 'CreateBoard' } } });
    const twin = await door.call('POST', '/api/boards', { name: 'Nordby Furniture', template: 'empty' }, { 'x-acting-person': 'mona' });
    expect(twin).toMatchObject({ status: 200, body: { board: 'nordby-furniture-2' } });
    const taken = await door.call('POST', '/api/boards', { name: 'Other', board: 'nordby-furniture', template: 'empty' }, { 'x-acting-person': 'mona' });
    expect(taken).toMatchObject({ status: 409, body: { why: 'refused', refusal: { violations: [{ code: 'board_exists' }] } } });

    expect((await door.call('GET', '/api/boards')).body.boards.map((board: { id: string; name: string; seq: number }) => [board.id, board.name, board.seq])).toEqual([
      ['nordby-furniture', 'Nordby Furniture', 1], ['nordby-furniture-2', 'Nordby Furniture', 1],
    ]);
    const { body } = await door.call('GET', '/api/boards/nordby-furniture');
    expect(body).toMatchObject({ board: 'nordby-furniture', seq: 1, cards: [] });
    expect(body.lanes.map((lane: { id: string }) => lane.id)).toContain('at-suppliers');
    expect(body.limits.every((limit: { load: number }) => limit.load === 0)).toBe(true);
    expect(await door.call('GET', '/api/boards/nowhere')).toMatchObject({ status: 404, body: { why: 'not_found' } });
  });

  it('lists the cards of a board and the boards in one order, also after a restart', async () => {
    const { door, log } = await shop(12, 2);
    await makeBoard(door.app.rooms, 'another', contendedShop(1, 1));
    for (const number of ['900', 'A-7', '1040']) {
      expect((await door.command('shop', freshId(), { type: 'CreateOrder', number, title: 'Stool', customer: 'Larsen', quantity: 1, bom: [] }, 'ada')).status).toBe(200);
    }
    const ids = ['900', '1040', '1041', ...Array.from({ length: 12 }, (__, n) => `1041.${n + 1}`), 'A-7'];
    const listed = async (at: Door) => (await at.call('GET', '/api/boards/shop')).body.cards.map((card: { id: string }) => card.id);
    expect(await listed(door)).toEqual(ids);
    await door.close();
    const next = await doorTo(log);
    expect(await listed(next)).toEqual(ids);
    expect((await next.call('GET', '/api/boards')).body.boards.map(({ id }: { id: string }) => id)).toEqual(['another', 'shop']);
  });

  it('of twenty boards of one name at once makes twenty boards', async () => {
    const { log, gone } = await make();
    opened.push(gone, () => log.close());
    const door = await doorTo(log);
    const made = await Promise.all(Array.from({ length: 20 }, () => door.call('POST', '/api/boards', { name: 'Twin', template: 'empty' }, { 'x-acting-person': 'mona' })));
    expect(made.map((one) => one.status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(made.map((one) => one.body.board)).size).toBe(20);
    expect((await door.call('GET', '/api/boards')).body.boards).toHaveLength(20);
  });

  it('answers an accepted command with its commit, and shows the load after it', async () => {
    const { door } = await shop(3, 2);
    const before = (await door.call('GET', '/api/boards/shop')).body;
    const done = await door.command('shop', freshId(), pull(1));
    expect(done).toMatchObject({ status: 200, body: { ok: true, seq: before.seq + 1, commit: { seq: before.seq + 1, kind: 'PullCard', actor: 'person:ada' } } });
    const after = (await door.call('GET', '/api/boards/shop')).body;
    expect(after.seq).toBe(before.seq + 1);
    expect(after.limits.find((limit: { id: string }) => limit.id === 'cut')).toMatchObject({ load: 1, capacity: 2, free: 1, state: 'one_left' });
    expect(after.lanes.find((lane: { id: string }) => lane.id === 'cut').places.doing).toEqual(['1041.1']);
  });

  it('WIP-24: answers a refusal with every violated rule, its numbers and a sentence', async () => {
    const { door } = await shop(3, 1);
    await door.command('shop', freshId(), pull(1));
    const refused = await door.command('shop', freshId(), pull(2));
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      ok: false, why: 'refused',
      refusal: { command: 'PullCard', card: '1041.2', violations: [{ code: 'wip_limit', limit: 'cut', load: 1, capacity: 1, occupants: [{ card: '1041.1' }] }] },
    });
    expect(refused.body.sentence).toContain('1/1');
    expect(refused.body.sentence).toContain('1041·1');
  });

  it('WIP-25: of many pulls at once lets in exactly as many as there are slots', async () => {
    for (const [jobs, slots] of [[12, 1], [12, 5], [30, 7]] as const) {
      const { door } = await shop(jobs, slots);
      const answers = await Promise.all(Array.from({ length: jobs }, (_, job) => door.command('shop', freshId(), pull(job + 1))));
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(slots);
      expect(answers.filter((answer) => answer.status === 409)).toHaveLength(jobs - slots);
      const board = (await door.call('GET', '/api/boards/shop')).body;
      expect(board.limits.find((limit: { id: string }) => limit.id === 'cut')).toMatchObject({ load: slots, over: 0 });
    }
  });

  it('REL-5: the same id, one to ten times, one after the other and at once, happens once and is answered alike', async () => {
    const { door, log } = await shop(12, 12);
    for (let times = 1; times <= 10; times += 1) {
      const id = freshId();
      const together = await Promise.all(Array.from({ length: times }, () => door.command('shop', id, pull(times))));
      const later = await door.command('shop', id, pull(times));
      expect(new Set([...together, later].map((answer) => answer.text)).size).toBe(1);
      expect(later.status).toBe(200);
    }
    const { seq } = (await door.call('GET', '/api/boards/shop')).body;
    expect(seq).toBe(contendedShop(12, 12).length + 10);
    expect((await log.head('shop' as never))?.seq).toBe(seq);
  });

  it('REL-5: the same id for another command, or by another person, is id_reused and changes nothing', async () => {
    const { door } = await shop(4, 4);
    const id = freshId();
    expect((await door.command('shop', id, pull(1))).status).toBe(200);
    const { seq } = (await door.call('GET', '/api/boards/shop')).body;
    for (const other of [await door.command('shop', id, pull(2)), await door.command('shop', id, pull(1), 'mona')]) {
      expect(other).toMatchObject({ status: 409, body: { ok: false, why: 'id_reused' } });
    }
    expect((await door.call('GET', '/api/boards/shop')).body.seq).toBe(seq);
  });

  it('I3: the refusal of a command that was sent again is in the log, and the same on another server', async () => {
    const { door, log } = await shop(4, 1);
    await door.command('shop', freshId(), pull(1));
    const id = freshId();
    const ada = { 'x-acting-person': 'ada' };
    const refused = await door.call('POST', '/api/boards/shop/commands', { id, command: pull(2), again: true }, ada);
    expect(refused).toMatchObject({ status: 409, body: { why: 'refused', refusal: { violations: [{ code: 'wip_limit' }] } } });
    const { seq } = (await door.call('GET', '/api/boards/shop')).body;
    const { commits } = (await door.call('GET', `/api/boards/shop/commits?after=${seq - 1}`)).body;
    expect(commits).toMatchObject([{ command: id, kind: 'PullCard', events: [], texts: { refusal: expect.stringContaining('wip_limit') } }]);
    expect((await door.command('shop', freshId(), undo(1))).status).toBe(200);
    const second = await doorTo(log);
    expect((await second.command('shop', id, pull(2))).text).toBe(refused.text);
    expect(await door.call('POST', '/api/boards/shop/commands', { id, command: pull(2), again: 1 }, ada)).toMatchObject({ status: 400, body: { problems: [{ path: 'again' }] } });
  });

  it('REL-5: after a restart the same id still gets the first answer, also where the board would now refuse', async () => {
    const { door, log } = await shop(4, 1);
    const id = freshId();
    const first = await door.command('shop', id, pull(1));
    expect(first.status).toBe(200);
    const second = await doorTo(log);
    expect((await second.command('shop', id, pull(1))).text).toBe(first.text);
    expect(await second.command('shop', id, pull(2))).toMatchObject({ status: 409, body: { why: 'id_reused' } });
    expect((await second.command('shop', freshId(), undo(1))).status).toBe(200);
    // Now it would be accepted anew, and must not be: its id is in the log.
    expect((await second.command('shop', id, pull(1))).text).toBe(first.text);
    expect((await second.call('GET', '/api/boards/shop')).body.limits.find((limit: { id: string }) => limit.id === 'cut').load).toBe(0);
  });

  it('tells commits after a number in pages, and a card’s story backwards', async () => {
    const { door } = await shop(3, 3);
    for (const job of [1, 2, 3]) await door.command('shop', freshId(), pull(job));
    await door.command('shop', freshId(), { type: 'CommentOnCard', card: cardId('1041.2'), text: 'Mind the grain' });
    const first = (await door.call('GET', '/api/boards/shop/commits?after=0&limit=5')).body;
    expect(first.commits.map((commit: { seq: number }) => commit.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(first.next).toBe(5);
    const rest = (await door.call('GET', '/api/boards/shop/commits?after=5')).body;
    expect(rest.commits.map((commit: { seq: number }) => commit.seq)).toEqual([6, 7, 8]);
    expect(rest.next).toBe(null);
    const story = (await door.call('GET', '/api/boards/shop/cards/1041.2/story?limit=2')).body;
    expect(story.commits.map((commit: { kind: string }) => commit.kind)).toEqual(['CommentOnCard', 'PullCard']);
    expect(story.commits[0].texts[story.commits[0].events[0].text]).toBe('Mind the grain');
    const earlier = (await door.call('GET', `/api/boards/shop/cards/1041.2/story?before=${story.next}`)).body;
    expect(earlier.commits.map((commit: { kind: string }) => commit.kind)).not.toContain('PullCard');
    expect((await door.call('GET', '/api/boards/shop/cards/9999/story')).status).toBe(404);
    expect(await door.call('GET', '/api/boards/shop/commits?after=-1')).toMatchObject({ status: 400, body: { problems: [{ path: 'after' }] } });
    expect(await door.call('GET', '/api/boards/shop/commits?limit=501')).toMatchObject({ status: 400, body: { problems: [{ path: 'limit' }] } });
    expect(await door.call('GET', '/api/boards/shop/commits?before=1')).toMatchObject({ status: 400, body: { problems: [{ path: 'before' }] } });
  });

  it('says what is wrong with an input, and writes nothing', async () => {
    const { door } = await shop(2, 2);
    const { seq } = (await door.call('GET', '/api/boards/shop')).body;
    const say = (body: unknown, headers: Record<string, string> = { 'x-acting-person': 'ada' }, path = '/api/boards/shop/commands') => door.call('POST', path, body, headers);
    const id = freshId();
    expect(await say({ id, command: { type: 'PullCard', card: '1041.1' } })).toMatchObject({ status: 400, body: { why: 'invalid', problems: [{ path: 'command.lane' }] } });
    expect(await say({ id, command: { ...pull(1), actor: 'mona' } })).toMatchObject({ status: 400, body: { problems: [{ path: 'command.actor' }] } });
    expect(await say({ id, command: pull(1), actor: 'mona' })).toMatchObject({ status: 400, body: { problems: [{ path: 'actor' }] } });
    expect(await say({ id: 'x', command: pull(1) })).toMatchObject({ status: 400, body: { problems: [{ path: 'id' }] } });
    expect(await say('{"id": "')).toMatchObject({ status: 400, body: { why: 'invalid' } });
    expect(await say('[]')).toMatchObject({ status: 400 });
    expect(await say(`{"id":"${id}","command":${JSON.stringify({ ...pull(1) })},"__proto__":{"x":1}}`)).toMatchObject({ status: 400 });
    expect(await say({ id, command: { type: 'CommentOnCard', card: '1041.1', text: 'x'.repeat(70_000) } })).toMatchObject({ status: 413 });
    expect(await say(`${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`)).toMatchObject({ status: 400 });
    expect(await say(JSON.stringify({ id, command: pull(1) }), { 'x-acting-person': 'ada', 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await say(`id=${id}`, { 'x-acting-person': 'ada', 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({ status: 415 });
    expect(await say({ id, command: pull(1) }, { 'x-acting-person': 'ada' }, '/api/boards/nowhere/commands')).toMatchObject({ status: 404 });
    expect(await say({ name: 'X' }, { 'x-acting-person': 'mona' }, '/api/boards')).toMatchObject({ status: 400, body: { problems: [{ path: 'template' }] } });
    expect((await door.call('GET', '/api/boards/shop')).body.seq).toBe(seq);
  });

  it('refuses a body that is not UTF-8 instead of putting question marks for what it cannot read', async () => {
    const { door, log } = await shop(1, 1);
    const before = await log.head(boardId('shop'));
    const body = (text: Buffer): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat([Buffer.from('{"id":"not-utf-8-1","command":{"type":"CommentOnCard","card":"1041","text":"'), text, Buffer.from('"}}')]));
    const json = { 'content-type': 'application/json', 'x-acting-person': 'ada' };
    const latin = await fetch(`${door.url}/api/boards/shop/commands`, { method: 'POST', headers: json, body: body(Buffer.from('Stühle für Łódź', 'latin1')) });
    expect([latin.status, ((await latin.json()) as { sentence: string }).sentence]).toEqual([400, 'The body is not UTF-8: it was sent in another encoding, or broken on its way. Send it as UTF-8.']);
    const wide = await fetch(`${door.url}/api/boards/shop/commands`, { method: 'POST', headers: { ...json, 'content-type': 'application/json; charset=utf-16le' }, body: Uint8Array.from(Buffer.from(Buffer.from(body(Buffer.from('Stuhl'))).toString(), 'utf16le')) });
    expect(wide.status).toBe(400);
    const person = await fetch(`${door.url}/api/acting-person`, { method: 'POST', headers: json, body: Uint8Array.from(Buffer.from('{"person":"\xe4da"}', 'latin1')) });
    expect(person.status).toBe(400);
    expect(await log.head(boardId('shop'))).toEqual(before);
    expect((await door.command('shop', freshId(), { type: 'CommentOnCard', card: cardId('1041'), text: 'Stühle für Łódź' })).status).toBe(200);
  });

  it('takes the actor from the cookie or the header and from nowhere else, and enforces the role', async () => {
    const { door } = await shop(2, 2);
    const send = (headers: Record<string, string>) => door.call('POST', '/api/boards/shop/commands', { id: freshId(), command: pull(1) }, headers);
    for (const headers of [{}, { 'x-acting-person': 'nobody' }, { 'x-acting-person': 'constructor' }, { cookie: 'pullcord_person=__proto__' }, { cookie: 'pullcord_person=%E0%A4%A' }]) {
      const answer = await send(headers as Record<string, string>);
      expect(answer).toMatchObject({ status: 400, body: { why: 'invalid', problems: [{ path: 'x-acting-person' }] } });
      expect(answer.body.sentence).toContain('mona (Mona)');
    }
    expect(await send({ 'x-acting-person': 'vera' })).toMatchObject({ status: 409, body: { refusal: { violations: [{ code: 'not_allowed' }] } } });
    const chosen = await door.call('POST', '/api/acting-person', { person: 'ada' });
    expect(chosen).toMatchObject({ status: 200, body: { person: { id: 'ada' } } });
    const cookie = chosen.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toContain('SameSite=Strict');
    expect(await send({ cookie: cookie.split(';')[0] ?? '' })).toMatchObject({ status: 200, body: { commit: { actor: 'person:ada' } } });
    expect((await door.call('GET', '/api/people', undefined, { cookie: 'pullcord_person=mona' })).body).toMatchObject({ acting: 'mona', open: true });
    expect((await door.call('POST', '/api/acting-person', { person: 'nobody' })).status).toBe(400);
    expect((await door.call('GET', '/api/directory')).body.people.mona).toMatchObject({ roles: ['manager'] });
  });

  it('survives the process: another one on the same log shows the same board', async () => {
    const { door, log } = await shop(5, 3);
    for (const job of [1, 2, 3, 4]) await door.command('shop', freshId(), pull(job));
    await door.command('shop', freshId(), { type: 'ReorderCard', card: cardId('1041.2'), before: cardId('1041.1') });
    const before = (await door.call('GET', '/api/boards/shop')).body;
    await door.close();
    const again = await doorTo(log);
    const after = (await again.call('GET', '/api/boards/shop')).body;
    const sorted = (board: { cards: { id: string }[] }) => ({ ...board, cards: board.cards.toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
    expect(sorted(after)).toEqual(sorted(before));
    expect(after.lanes.find((lane: { id: string }) => lane.id === laneId('cut')).places.doing).toEqual(['1041.2', '1041.1', '1041.3']);
  });
});
