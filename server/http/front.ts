import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { Express } from 'express';
import type { ConnectionQuota } from './connection-quota.ts';
import { headers } from './headers.ts';
import { doorsIn } from '../../shared/words/doors.ts';
import { LANGUAGES } from '../../shared/words/format.ts';
import type { Language } from '../../shared/words/format.ts';
import { languageOf } from '../../shared/words/words.ts';

/** Connections that end with the answer they are given: whoever asks many things in one piece is refused once. */
const over = new WeakSet<Socket>();
/** A look, not a charge: the door itself charges for what it lets in, by the path as it reads it. */
const ASKS_FOR_DATA = /\/api/i;
/** Made before anybody asks too often. */
const REFUSALS: ReadonlyMap<Language, Buffer> = new Map(LANGUAGES.map((language) => [language, Buffer.from(JSON.stringify({ ok: false, why: 'try_again', sentence: doorsIn(language).tooMany }))]));

/**
 * What stands before Express: who asks too often is refused here, for a tenth of what the way through all
 * its handlers costs. Else ten thousand refusals are dearer than the answers that they refuse (SEC-15).
 */
export function unlessTooMany(door: Express, quota: ConnectionQuota): RequestListener {
  const secured = headers();
  return (request, response) => {
    if (over.has(request.socket)) return;
    const address = quota.addressOf(request);
    const mayAsk = quota.messages.take(address);
    if (mayAsk && !(quota.commands.isEmpty(address) && ASKS_FOR_DATA.test(request.url ?? ''))) return door(request, response);
    // Behind another one that is not answered yet: no browser and no script of good will asks so.
    const ends = !mayAsk || response.socket === null;
    if (ends) over.add(request.socket);
    const language = languageOf(request.headers['accept-language']);
    const refusal = REFUSALS.get(language) ?? Buffer.alloc(0);
    secured(request, response, () => {});
    response.writeHead(429, {
      'Content-Type': 'application/json; charset=utf-8', 'Content-Length': refusal.length, 'Content-Language': language, Vary: 'Accept-Language', 'Retry-After': '1', 'Cache-Control': 'no-store', ...(ends && { Connection: 'close' }),
    });
    response.end(refusal);
  };
}
