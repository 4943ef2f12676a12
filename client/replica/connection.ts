import { currentWords, whenWordsChange } from '../words/words-now.ts';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { Board } from '../../shared/board/board.ts';
import type { BoardId, PersonId } from '../../shared/kernel/ids.ts';
import type { ClientToServer, Handshake, Head, JoinAnswer, ServerToClient } from '../../shared/protocol/messages.ts';
import { PROTOCOL } from '../../shared/protocol/messages.ts';
import { decodeBoard } from '../../shared/protocol/encode-board.ts';
import type { Hears, Link } from './link.ts';

/** Within this long a server may answer a handshake, and then a greeting; ms. */
const CONNECT_WITHIN = 5_000;
/** engine.io's code of it. */
const HANDSHAKE_REFUSED = 4;

/** The only importer of socket.io-client. `address`: the server's origin; undefined: this page's. */
export const openSocket = (address?: string) => (board: BoardId, person: PersonId, hears: Hears): Link => {
  let actor = person;
  let closed = false;
  let { language } = currentWords().f;
  const socket: Socket<ServerToClient, ClientToServer> = io(address ?? '/', {
    // Some proxies of plants let no websocket through: then polling, rather than nothing.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    forceNew: true,
    // A proxy may bring all who work on one board to one node (server/deploy/nginx.conf).
    query: { board },
    // For ever: a screen on a wall recovers by itself after months.
    reconnectionAttempts: Infinity,
    reconnectionDelay: 250,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: CONNECT_WITHIN,
    auth: (give) => give({ person: actor, protocol: PROTOCOL, language } satisfies Handshake),
  });
  // A server hears in which language it is to answer when it is greeted.
  const hush = whenWordsChange(() => {
    const next = currentWords().f.language;
    if (next === language) return;
    language = next;
    socket.disconnect().connect();
  });
  /** Counts connections: the late answer of an old one must not reach the new. */
  let connection = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let greeting: ReturnType<typeof setTimeout> | undefined;

  /** socket.io connects again by itself after a lost transport, but not after the server's goodbye or refusal. */
  const connectLater = (): void => {
    clearTimeout(retry);
    retry = setTimeout(() => { if (!closed && !socket.connected) socket.connect(); }, 500 + Math.random() * 4_500);
  };

  // A wire that falls silent between the transport and the greeting: socket.io's own timeout has ended by then,
  // and its pings would show the silence only after their whole interval.
  socket.io.on('open', () => {
    clearTimeout(greeting);
    greeting = setTimeout(() => { if (!closed && !socket.connected) socket.disconnect().connect(); }, CONNECT_WITHIN);
  });
  socket.io.on('close', () => clearTimeout(greeting));

  socket.on('connect', () => {
    clearTimeout(greeting);
    hears.up();
  });
  socket.on('disconnect', (reason) => {
    connection += 1;
    hears.down();
    if (reason === 'io server disconnect') connectLater();
  });
  socket.on('connect_error', (error) => {
    hears.turnedAway(whyNot(error));
    if (!socket.active) connectLater();
  });
  socket.on('commits', (message) => { if (message.board === board) hears.commits(message); });
  socket.on('beacon', (message) => { if (message.board === board) hears.beacon(message); });
  socket.on('presence', (message) => { if (message.board === board) hears.presence(message); });
  socket.on('names', (message) => { if (message.board === board) hears.directory(message.directory); });
  socket.on('you', (person) => hears.you(person));
  socket.on('audience', (message) => { if (message.board === board) hears.audience(message.sees); });
  socket.on('rows', (message) => hears.rows(message));
  socket.on('row_beacon', (message) => hears.rowBeacon(message));
  socket.on('resync', (message) => { if (message.board === board) hears.resync(message.reason === 'erased'); });
  socket.on('outdated', () => hears.outdated());

  return {
    join(have: Head | null, erased: number) {
      if (!socket.connected) return;
      const asked = connection;
      socket.emit('join', { board, have, erased }, (answer) => {
        void unpacked(answer).then((snapshot) => { if (asked === connection) hears.joined(answer, snapshot); });
      });
    },
    watch(view, have) {
      if (!socket.connected) return;
      const asked = connection;
      socket.emit('watch', { board, view, have }, (answer) => { if (asked === connection) hears.watched(answer); });
    },
    send(message) {
      // What is not sent now is sent after the next join; socket.io must not keep it for later on its own.
      if (!socket.connected) return;
      socket.emit('command', message, (answer) => hears.answered(message.id, answer));
    },
    dragging(card) {
      if (socket.connected) socket.emit('presence', { board, dragging: card });
    },
    reconnect(next) {
      actor = next;
      if (closed) return;
      socket.disconnect();
      socket.connect();
    },
    close() {
      closed = true;
      hush();
      clearTimeout(retry);
      clearTimeout(greeting);
      socket.disconnect();
    },
  };
};

/** What the server says of it: to whoever was greeted in a packet, to a handshake in the answer to the request (a websocket's is shown to no page, polling's is). */
function whyNot(error: Error & { readonly data?: unknown; readonly context?: unknown }): string | null {
  const { sentence } = (error.data ?? {}) as { readonly sentence?: unknown };
  if (typeof sentence === 'string') return sentence;
  try {
    const { code, message } = JSON.parse(String((error.context as { readonly responseText?: unknown } | undefined)?.responseText)) as { readonly code?: unknown; readonly message?: unknown };
    return code === HANDSHAKE_REFUSED && typeof message === 'string' ? message : null;
  } catch {
    return null;
  }
}

/** null when the answer brings no board, or one that cannot be read: then the replica asks again. */
async function unpacked(answer: JoinAnswer): Promise<Board | null> {
  if (!answer.ok || answer.how !== 'snapshot') return null;
  try {
    const bytes = new Uint8Array(answer.packed);
    return decodeBoard(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text());
  } catch {
    return null;
  }
}
