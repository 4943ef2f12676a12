import { afterEach, describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { type Door, openDoor } from '../http/door.ts';

const open: Door[] = [];
const door = async () => {
  const made = await openDoor(new MemoryLog());
  open.push(made);
  return { app: made.app, call: (...asked: Parameters<Door['call']>) => made.call(...asked) };
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const as = (person: string) => ({ 'x-acting-person': person });

describe('records of people and suppliers', () => {
  it('a change over the version that was read is saved; one over an older version is refused, and says who and what stands there', async () => {
    const { call, app } = await door();
    const read = await call('GET', '/api/people/olaf', undefined, as('mona'));
    expect(read).toMatchObject({ status: 200, body: { record: { id: 'olaf', name: 'Olaf', roles: ['operator'] }, version: 1, by: null } });
    const { record } = read.body;
    const change = (version: number, more: object, who: string) => call('PUT', '/api/people/olaf', { version, name: record.name, initials: record.initials, colour: record.colour, roles: record.roles, ...more }, as(who));
    expect(await change(1, { name: 'Olaf Berg' }, 'mona')).toMatchObject({ status: 200, body: { ok: true, version: 2, by: 'person:mona', record: { name: 'Olaf Berg' } } });
    const late = await change(1, { roles: ['operator', 'lead'] }, 'adam');
    expect(late).toMatchObject({ status: 409, body: { ok: false, why: 'stale', stands: { version: 2, by: 'person:mona', record: { name: 'Olaf Berg', roles: ['operator'] } } } });
    expect(late.body.sentence).toMatch(/^\S*Mona\S* changed \S*Olaf Berg\S* .+, and nothing of yours was saved\. Look at what stands there now, and save again\.$/u);
    expect(app.directory().people).toMatchObject({ olaf: { name: 'Olaf Berg', roles: ['operator'] } });
    expect(await change(2, { name: 'Olaf Berg', roles: ['operator', 'lead'] }, 'adam')).toMatchObject({ status: 200, body: { version: 3 } });
    expect(app.directory().people).toMatchObject({ olaf: { name: 'Olaf Berg', roles: ['operator', 'lead'] } });
    const german = await call('PUT', '/api/people/olaf', { version: 1, name: 'O', initials: 'O', colour: 0, roles: [] }, { ...as('mona'), 'accept-language': 'de' });
    expect(german.body.sentence).toContain('noch einmal speichern');
  });

  it('who only looks is given no board, no commit, no story and no directory of others', async () => {
    const { call } = await door();
    expect(await call('POST', '/api/boards', { name: 'Hall', template: 'furniture', board: 'hall' }, as('mona'))).toMatchObject({ status: 200 });
    for (const path of ['', '/commits', '/cards/1001/story']) {
      expect(await call('GET', `/api/boards/hall${path}`, undefined, as('vera'))).toMatchObject({ status: 403, body: { why: 'not_yours', sentence: 'You may look at this board, and see it without names and notes.' } });
    }
    expect((await call('GET', '/api/directory', undefined, as('vera'))).body).toMatchObject({ people: { vera: { name: 'Vera' } }, suppliers: {} });
    expect(Object.keys((await call('GET', '/api/directory', undefined, as('vera'))).body.people)).toEqual(['vera']);
    expect((await call('GET', '/api/boards/hall', undefined, as('olaf'))).status).toBe(200);
  });

  it('of two at the same moment one is saved', async () => {
    const { call, app } = await door();
    const answers = await Promise.all(['One', 'Two'].map((name) => call('PUT', '/api/suppliers/hansen', { version: 1, name }, as('mona'))));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const saved = answers.find(({ status }) => status === 200)!.body.record.name;
    expect(app.directory().suppliers).toMatchObject({ hansen: { name: saved } });
    expect(answers.find(({ status }) => status === 409)!.body.stands.record.name).toBe(saved);
  });

  it('is for those who may, who are known, and never one’s own roles', async () => {
    const { call } = await door();
    const body = { version: 1, name: 'Mona', initials: 'MO', colour: 0, roles: ['manager', 'admin'] };
    expect(await call('GET', '/api/people/olaf', undefined, as('olaf'))).toMatchObject({ status: 409, body: { why: 'refused', refusal: { violations: [{ code: 'not_allowed' }] } } });
    expect(await call('PUT', '/api/people/olaf', body, as('vera'))).toMatchObject({ status: 409, body: { why: 'refused' } });
    expect(await call('GET', '/api/people/olaf')).toMatchObject({ status: 400 });
    expect(await call('PUT', '/api/people/mona', body, as('mona'))).toMatchObject({ status: 400, body: { problems: [{ path: 'roles' }] } });
    expect(await call('PUT', '/api/people/mona', { ...body, name: 'Mona B', roles: ['manager'] }, as('mona'))).toMatchObject({ status: 200 });
    expect(await call('GET', '/api/people/nobody', undefined, as('mona'))).toMatchObject({ status: 404 });
    expect(await call('PUT', '/api/suppliers/constructor', { version: 0, name: 'X' }, as('mona'))).toMatchObject({ status: 404 });
    expect(await call('PUT', '/api/people/olaf', { ...body, roles: ['king'] }, as('mona'))).toMatchObject({ status: 400 });
  });

  it('who was erased meanwhile is not brought back by a form that was open', async () => {
    const { call, app } = await door();
    expect(await call('POST', '/api/boards', { name: 'Hall', template: 'furniture', board: 'hall' }, as('mona'))).toMatchObject({ status: 200 });
    expect(await call('POST', '/api/boards/hall/erasures', { person: 'olaf' }, as('mona'))).toMatchObject({ status: 200 });
    for (const version of [1, 2]) expect((await call('PUT', '/api/people/olaf', { version, name: 'Olaf', initials: 'OL', colour: 0, roles: ['operator'] }, as('adam'))).status).toBeGreaterThanOrEqual(400);
    expect(app.directory().people).toMatchObject({ olaf: { name: 'Former colleague', roles: [] } });
  });
});
