import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { type BoardId, commandId } from '../../../shared/kernel/ids.ts';
import type { CommandAnswer } from '../../../shared/protocol/messages.ts';
import { makeBoard, startLiveServer } from '../../support/server/live-server.ts';
import { ROOMY } from '../../support/server/roomy.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { contendedShop } from '../../support/shop/workshop.ts';
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

  it('malformed input, an address that leads nowhere, and who may not erase: path and code stay, the words are the reader’s', async () => {
    const door = await openDoor(new MemoryLog());
    await makeBoard(door.app.rooms, 'shop', contendedShop(1, 1));
    const say = (path: string, body: unknown, headers: Record<string, string> = {}) => door.call('POST', path, body, { 'x-acting-person': 'mona', 'accept-language': 'de', ...headers });
    expect(await say('/api/boards/shop/commands', { id: commandId('language-5'), command: { type: 'PullCard', card: '1041.1', lane: 7 } })).toMatchObject({
      status: 400, body: { why: 'invalid', problems: [{ path: 'command.lane', message: 'Das Feld "lane" muss die Kennung einer Spalte sein wie "paint-shop".' }] },
    });
    expect(await say('/api/boards/shop/commands', '{"id":')).toMatchObject({ status: 400, body: { sentence: 'Der Inhalt ist kein gültiges JSON.' } });
    expect(await say('/api/boards/shop/commands', {}, { 'x-acting-person': 'nobody' })).toMatchObject({ status: 400, body: { sentence: expect.stringMatching(/^"nobody" gibt es hier nicht\. Im Kopf sagen, wer handelt: x-acting-person\./) as string } });
    expect(await say('/api/boards/none/commands', { id: commandId('language-6'), command: missing })).toMatchObject({ status: 404, body: { why: 'not_found', sentence: 'Ein Board "none" gibt es nicht.' } });
    expect(await say('/api/boards/shop/erasures', { order: 'X9' })).toMatchObject({ status: 404, body: { sentence: 'Auf diesem Board gibt es keinen Auftrag "X9".' } });
    expect(await say('/api/boards/shop/erasures', { person: 'mona' })).toMatchObject({ status: 400, body: { problems: [{ path: 'person', message: 'Sich selbst kann niemand löschen: das muss eine andere Betriebsleitung tun.' }] } });
    const nothing = await door.call('GET', '/api/nothing', undefined, { 'accept-language': 'de' });
    expect([nothing.status, nothing.headers['content-language'], nothing.body]).toMatchObject([404, 'de', { sentence: 'Unter /api/nothing ist nichts.' }]);
    expect((await door.call('GET', '/api/people', undefined, { 'accept-language': 'de' })).body).toMatchObject({ notice: expect.stringMatching(/^Es gibt noch keine Konten/) as string });
    await door.close();
  });

  it('too many at once, before anything else of the door', async () => {
    const door = await openDoor(new MemoryLog(), { bounds: { ...ROOMY, commands: { burst: 1, perSecond: 0.001 } } });
    await door.call('GET', '/api/boards');
    const answer = await door.call('GET', '/api/boards', undefined, { 'accept-language': 'de' });
    expect([answer.status, answer.headers['content-language'], answer.body]).toMatchObject([429, 'de', { why: 'try_again', sentence: expect.stringMatching(/^Zu viele Anfragen/) as string }]);
    await door.close();
  });
});

describe('a screen whose greeting names German', () => {
  it('is told a refusal, a malformed command and a board that is none in it, with the same data', async () => {
    const server = await startLiveServer();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(1, 1));
    const [german, english] = ['de', undefined].map((language) => new SocketClient(server.url, { language }));
    const said = async (client: SocketClient | undefined, id: string, input: object): Promise<CommandAnswer> => {
      await client?.connected();
      return (await client?.socket.emitWithAck('command', { board, id: commandId(id), ...input } as never)) as CommandAnswer;
    };
    const refused = [await said(german, 'language-7', { command: missing }), await said(english, 'language-8', { command: missing })];
    expect(refused).toMatchObject([{ why: 'refused', sentence: 'Auf diesem Board gibt es keine Karte 1041·9.' }, { why: 'refused', sentence: 'There is no card 1041·9 on this board.' }]);
    expect(refused[0]).toMatchObject({ refusal: (refused[1] as { refusal: unknown }).refusal });
    const path = 'command.lane';
    expect(await said(german, 'language-9', { command: { type: 'PullCard', card: '1041.1' } })).toMatchObject({ why: 'invalid', problems: [{ path, message: 'Das Feld "lane" muss die Kennung einer Spalte sein wie "paint-shop".' }] });
    expect(await said(english, 'language-10', { command: { type: 'PullCard', card: '1041.1' } })).toMatchObject({ why: 'invalid', problems: [{ path, message: 'The field "lane" must be a lane\'s id like "paint-shop".' }] });
    expect(await german?.socket.emitWithAck('join', { board: 'none' as BoardId, have: null })).toMatchObject({ ok: false, sentence: 'Ein Board namens none gibt es nicht.' });
    for (const client of [german, english]) client?.close();
    await server.close();
  });
});
