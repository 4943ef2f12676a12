import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { PROTOCOL } from '../../../shared/protocol/messages.ts';
import { connected, keeper } from '../../support/keep.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { type Answer, type Door, openDoor } from '../http/door.ts';

const keep = keeper();
const POLLING = '/socket.io/?EIO=4&transport=polling';
let door: Door;
beforeAll(async () => {
  door = await openDoor(new MemoryLog(), { hops: 1 });
  await makeBoard(door.app.rooms, 'shop', contendedShop(3, 3));
});
afterAll(() => door.close());

const ask = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> => door.call(method, path, body, headers);
const ADA = { cookie: 'pullcord_person=ada', 'x-forwarded-for': '203.0.113.9' };

describe('SEC-20: a polling session', () => {
  async function session(): Promise<string> {
    const { text } = await ask('GET', POLLING, ADA);
    return `${POLLING}&sid=${(JSON.parse(text.slice(1)) as { sid: string }).sid}`;
  }

  it.each([
    ['nobody', { 'x-forwarded-for': '203.0.113.9' }], ['another person', { ...ADA, cookie: 'pullcord_person=mona' }], ['another address', { ...ADA, 'x-forwarded-for': '203.0.113.10' }],
    ['the same person from elsewhere, by what he says himself', { ...ADA, 'x-forwarded-for': '203.0.113.9, 203.0.113.10' }],
  ])('is nobody\'s but its opener\'s: %s is refused', async (_, headers: Record<string, string>) => {
    const path = await session();
    for (const [method, body] of [['GET', undefined], ['POST', `40${JSON.stringify({ protocol: PROTOCOL })}`]] as const) {
      expect(await ask(method, path, { ...headers, ...(body !== undefined && { 'content-type': 'text/plain' }) }, body)).toMatchObject({ status: 400 });
    }
    // And was not harmed by it.
    expect((await ask('POST', path, { ...ADA, 'content-type': 'text/plain' }, `40${JSON.stringify({ protocol: PROTOCOL })}`)).text).toBe('ok');
    expect((await ask('GET', path, ADA)).text).toContain('40{"sid"');
  });

  it('works for its opener, and goes over into a websocket', async () => {
    const client = await connected(keep, door.url, { transports: ['polling', 'websocket'] });
    expect(await client.join('shop' as never)).toMatchObject({ ok: true });
    expect(await client.command('shop' as never, pull(1))).toMatchObject({ ok: true });
  });
});

describe('SEC-9: JSONP', () => {
  it.each(['j=0', 'j=', 'j=1&b64=1'])('%s is refused, and brings no script', async (question) => {
    const answer = await ask('GET', `${POLLING}&${question}`, ADA);
    expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'application/json' } });
    expect(answer.text).not.toMatch(/___eio|sid/);
  });
});
