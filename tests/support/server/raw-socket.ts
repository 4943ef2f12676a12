import WebSocket from 'ws';
import { PROTOCOL } from '../../../shared/protocol/messages.ts';
import { PEOPLE } from '../shop/shop.ts';

export const COMES = `40${JSON.stringify({ person: PEOPLE.vera.id, protocol: PROTOCOL })}`;

/** A websocket by hand, for what no client would say. Resolves when the handshake is over; `comes`: and when it was let in. */
export function rawSocket(port: number, comes = true): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('0') && !comes) resolve(socket);
      else if (text.startsWith('0')) socket.send(COMES);
      else if (text.startsWith('40')) resolve(socket);
    });
  });
}

/** Resolves when the other side has ended it. */
export const ended = (socket: WebSocket): Promise<void> => new Promise((resolve) => (socket.readyState === WebSocket.CLOSED ? resolve() : socket.once('close', () => resolve())));
