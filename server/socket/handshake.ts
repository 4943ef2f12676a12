import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { ServerOptions } from 'socket.io';
import type { Directory, Person } from '../../shared/people/directory.ts';
import { doorsIn } from '../../shared/words/doors.ts';
import { languageOf } from '../../shared/words/words.ts';
import type { Turn } from './event-loop-throttle.ts';
import { cookieOf, personOf } from '../http/acting-person.ts';
import { type ConnectionQuota, MESSAGE_SIZE } from '../http/connection-quota.ts';

/** Whether a request may come in, by its Origin and Host: the same function for both doors. */
export type OriginAllowed = (headers: IncomingHttpHeaders) => boolean;

/**
 * What the socket server is built with. `cors.origin` would not stop a foreign page from opening a
 * websocket; refusing the request does (SEC-9).
 */
export function socketOptions(originAllowed: OriginAllowed, turn: Turn, quota: ConnectionQuota): Partial<ServerOptions> {
  return {
    transports: ['websocket', 'polling'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    /** Commands are small; nothing else comes in. */
    maxHttpBufferSize: MESSAGE_SIZE,
    connectTimeout: 10_000,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowEIO3: false,
    allowRequest: (request: IncomingMessage, answer) => {
      const doors = doorsIn(languageOf(request.headers['accept-language']));
      if (!originAllowed(request.headers)) return answer(doors.foreignPage, false);
      if (quota.screens.isFull(quota.addressOf(request))) return answer(doors.tooManyScreens(quota.bounds.screens, null), false);
      // Between Node's hands and the websocket's nobody else hears that a connection broke.
      const broken = (): void => {};
      request.socket.on('error', broken);
      void turn().then(() => {
        answer(null, true);
        request.socket.off('error', broken);
      });
    },
  };
}

type Request = IncomingMessage & { readonly _query?: Readonly<Record<string, string>> };
export type Passing = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/** The first of all, and without an answer: of those who ask too often there are too many to be told so. */
export const notTooMany = (quota: ConnectionQuota): Passing => (request, _, next) => {
  // What came behind it in one piece is still read.
  if (request.socket.destroyed) return;
  if (quota.messages.take(quota.addressOf(request))) return next();
  request.socket.destroy();
};

/** What is asked of every request of the socket server, the later ones of a session too. */
export function passing(engine: { on(event: 'connection', hear: (conn: { readonly id: string; readonly request: Request; once(event: 'close', hear: () => void): void }) => void): unknown }, parts: { readonly originAllowed: OriginAllowed; readonly quota: ConnectionQuota; readonly personCookie: string }): Passing {
  /** Until there are accounts: whom the switcher names, and from where. */
  const asksAs = (request: IncomingMessage): string => JSON.stringify([cookieOf(request.headers.cookie, parts.personCookie), parts.quota.addressOf(request)]);
  const openers = new Map<string, string>();
  engine.on('connection', (conn) => {
    openers.set(conn.id, asksAs(conn.request));
    conn.once('close', () => openers.delete(conn.id));
  });
  return (request: Request, response, next) => {
    const refuse = (why: string): void => next(new Error(why));
    response.setHeader('Cache-Control', 'no-store');
    if (!parts.originAllowed(request.headers)) return refuse('foreign origin');
    // JSONP answers with a script, which any page may load.
    if (request._query && 'j' in request._query) return refuse('JSONP');
    const session = request._query?.['sid'];
    const opener = session === undefined ? undefined : openers.get(session);
    if (opener !== undefined && opener !== asksAs(request)) return refuse('the session of somebody else');
    next();
  };
}

/** Until there are accounts a person picks who they are; this is where the switcher's choice is read. */
export function actingPerson(auth: Record<string, unknown>, headers: IncomingHttpHeaders, directory: Directory, cookieName: string): Person | null {
  const named = typeof auth['person'] === 'string' ? auth['person'] : cookieOf(headers.cookie, cookieName);
  return named === null ? null : (personOf(directory, named) ?? null);
}
