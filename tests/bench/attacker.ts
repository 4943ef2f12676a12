import { connect } from 'node:net';
import WebSocket from 'ws';
import { PROTOCOL } from '../../shared/protocol/messages.ts';
import { benchBoardId, benchPerson } from './boards.ts';

// A process of its own, so that its work is not taken for the server's: `attacker <kind> <port>` until it
// is killed. It comes from another address than the people whose wait is measured.

const FROM = '127.0.0.2';
const [kind = '', portText = ''] = process.argv.slice(2);
const port = Number(portText);
const me = `40${JSON.stringify({ person: benchPerson(7), protocol: PROTOCOL })}`;
const later = (again: () => void): void => void setTimeout(again, 20);

/** As many websockets as it may have, each opened anew when it ends. `act` runs when it is open, and is told whether it still is. */
function sockets(count: number, act: (socket: WebSocket, open: () => boolean) => void, comes = true): void {
  const one = (): void => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { localAddress: FROM, perMessageDeflate: false });
    let begun = false;
    socket.on('error', () => {});
    socket.on('close', () => later(one));
    socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1', 0, 2);
      if (text.startsWith('0') && comes) socket.send(me);
      if (begun || (comes && text !== '40')) return;
      begun = true;
      act(socket, () => socket.readyState === WebSocket.OPEN);
    });
  };
  for (let i = 0; i < count; i += 1) one();
}

/** As fast as the wire takes it. */
function flood(socket: WebSocket, open: () => boolean, say: (n: number) => void): void {
  let n = 0;
  const more = (): void => {
    if (!open()) return;
    for (let i = 0; i < 2_000; i += 1) say((n += 1));
    const wait = (): void => void (socket.bufferedAmount > 1_000_000 ? setTimeout(wait, 2) : setImmediate(more));
    wait();
  };
  more();
}

/** Raw connections that say this and then nothing, and read nothing. */
function wires(count: number, says: string): void {
  const one = (): void => {
    const wire = connect({ port, host: '127.0.0.1', localAddress: FROM }, () => wire.write(says));
    wire.pause();
    wire.on('error', () => {});
    wire.on('close', () => later(one));
    // A paused wire does not hear that it was ended.
    setTimeout(() => wire.destroy(), 3_000);
  };
  for (let i = 0; i < count; i += 1) one();
}

const board = benchBoardId(0);
const KINDS: Readonly<Record<string, () => void>> = {
  'unknown events': () => sockets(1, (socket, open) => flood(socket, open, () => socket.send('42["nothing",{}]'))),
  'unknown namespaces, unread': () => sockets(50, (socket, open) => (socket.pause(), flood(socket, open, (n) => socket.send(`40/n${n},{}`)))),
  'answers of the socket, unread': () => sockets(50, (socket, open) => (socket.pause(), flood(socket, open, (n) => socket.send(`42${n}["join",{"board":"${board}","have":null}]`)))),
  'pings, unread': () => sockets(50, (socket, open) => (socket.pause(), flood(socket, open, () => socket.ping('x'.repeat(120))))),
  'commands': () => sockets(50, (socket, open) => flood(socket, open, (n) => socket.send(`42${n}["command",{"board":"${board}","id":"attack-${process.pid}-${n}","command":{"type":"CommentOnCard","card":"1","text":"x"}}]`))),
  'handshakes without a word': () => sockets(400, () => {}, false),
  'silent connections': () => wires(400, ''),
  'half a head': () => wires(400, 'GET /api/boards HTTP/1.1\r\nhost: 127.0.0.1\r\n'),
  'half a body': () => wires(200, `POST /api/boards HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 200000\r\n\r\n{`),
  'big boards, unread': () => wires(50, `GET /api/boards/${board} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`.repeat(15)),
  'requests': () => wires(50, 'GET /api/directory HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'.repeat(200)),
};
if (kind === 'kinds') console.log(JSON.stringify(Object.keys(KINDS)));
else KINDS[kind]?.();
