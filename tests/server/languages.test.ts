import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../server/adapters/memory/memory-log.ts';
import { commandId } from '../../shared/kernel/ids.ts';
import { makeBoard } from '../support/live-server.ts';
import { contendedShop } from '../support/workshop.ts';
import { openDoor } from './door.ts';

const missing = { type: 'FinishWork', card: '1041.9' };

describe('answers in the language of whoever asks', () => {
  it('by Accept-Language, the same refusal in each, and kept apart by Vary', async () => {
    const door = await openDoor(new MemoryLog());
    await makeBoard(door.app.rooms, 'shop', contendedShop(1, 1));
    const ask = (id: string, language?: string) => door.call('POST', '/api/boards/shop/commands', { id: commandId(id), command: missing }, { 'x-acting-person': 'ada', ...(language && { 'accept-language': language }) });
    const [plain, german, other] = [await ask('language-1'), await ask('language-2', 'de-AT,de;q=0.9,en;q=0.5'), await ask('language-3', 'fr')];
    expect([plain, german, other].map(({ body }) => (body as { sentence: string }).sentence)).toEqual([
      'There is no card 1041·9 on this board.', 'Auf diesem Board gibt es keine Karte 1041·9.', 'There is no card 1041·9 on this board.',
    ]);
    expect([plain, german].map(({ headers }) => headers['content-language'])).toEqual(['en', 'de']);
    expect(plain.headers['vary']).toContain('Accept-Language');
    expect((german.body as { refusal: unknown }).refusal).toEqual((plain.body as { refusal: unknown }).refusal);
    await door.close();
  });

  it('a taken id is told in it too, and a zone that is none is refused', async () => {
    const door = await openDoor(new MemoryLog());
    await makeBoard(door.app.rooms, 'shop', contendedShop(1, 1));
    const say = (command: object) => door.call('POST', '/api/boards/shop/commands', { id: commandId('language-4'), command }, { 'x-acting-person': 'mona', 'accept-language': 'de' });
    expect(await say({ type: 'SetPolicies', policies: { timeZone: 'Europe/Nordby' } })).toMatchObject({ status: 400, body: { problems: [{ path: 'command.policies.timeZone' }] } });
    expect(await say({ type: 'SetPolicies', policies: { timeZone: 'Europe/Berlin' } })).toMatchObject({ status: 200 });
    expect(await say({ type: 'SetPolicies', policies: { timeZone: 'UTC' } })).toMatchObject({ status: 409, body: { why: 'id_reused', sentence: expect.stringMatching(/^Diese Kennung gehört schon/) as string } });
    await door.close();
  });
});
