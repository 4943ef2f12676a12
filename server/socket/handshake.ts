import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ServerOptions } from 'socket.io';
import type { Directory, Person } from '../../shared/domain/directory.ts';
import type { Turn } from '../board/turnstile.ts';
import { cookieOf, personOf } from '../http/acting-person.ts';

/** Whether a request may come in, by its Origin and Host: the same function for both doors. */
export type OriginAllowed = (headers: IncomingHttpHeaders) => boolean;

/**
 * What the socket server is built with. `cors.origin` would not stop a foreign page from opening a
 * websocket; refusing the request does (SEC-9).
 */
export function socketOptions(originAllowed: OriginAllowed, turn: Turn): Partial<ServerOptions> {
  return {
    transports: ['websocket', 'polling'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    /** Commands are small; nothing else comes in. */
    maxHttpBufferSize: 64 * 1024,
    connectTimeout: 10_000,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowEIO3: false,
    allowRequest: (request: IncomingMessage, answer) => {
      if (!originAllowed(request.headers)) return answer('This page may not talk to this server.', false);
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

/** Until there are accounts a person picks who they are; this is where the switcher's choice is read. */
export function actingPerson(auth: Record<string, unknown>, headers: IncomingHttpHeaders, directory: Directory, cookieName: string): Person | null {
  const named = typeof auth['person'] === 'string' ? auth['person'] : cookieOf(headers.cookie, cookieName);
  return named === null ? null : (personOf(directory, named) ?? null);
}
