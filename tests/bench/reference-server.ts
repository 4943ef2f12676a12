// The yardstick: the least work that keeps the promise of a move. socket.io, the limit checked, moves
// serialised, one durable SQLite write for all moves that wait, answers after the write and before the
// fan-out, the commits of one window sent as one message. No rules, no roles, no history beyond rows.
//
//     node .cache/bench/reference-server.js <port> <database file> <cards a list>

import { createServer } from 'node:http';
import { DatabaseSync } from '@photostructure/sqlite';
import { Server } from 'socket.io';

interface Move { readonly id: string; readonly card: number; readonly to: number }
interface Commit { readonly seq: number; readonly command: string; readonly card: number; readonly to: number }
type Answer = { readonly ok: true; readonly seq: number } | { readonly ok: false };

const [port, file, perList] = process.argv.slice(2);
const LISTS = 5;
const CARDS = Number(perList);

const db = new DatabaseSync(file ?? '');
db.exec('PRAGMA journal_mode=WAL');
db.exec('PRAGMA synchronous=FULL');
db.exec('CREATE TABLE IF NOT EXISTS commits (seq INTEGER PRIMARY KEY, command TEXT NOT NULL UNIQUE, body TEXT NOT NULL)');
const insert = db.prepare('INSERT INTO commits (seq, command, body) VALUES (?, ?, ?)');

const lists: number[][] = Array.from({ length: LISTS }, (_, list) => Array.from({ length: CARDS }, (_, n) => list * CARDS + n));
const limits = lists.map((cards, list) => (list === 0 ? Infinity : cards.length + 60));
const listOf = new Map(lists.flatMap((cards, list) => cards.map((card) => [card, list] as const)));
let seq = 0;

for (const { body } of db.prepare('SELECT body FROM commits ORDER BY seq').all() as { body: string }[]) {
  const move = JSON.parse(body) as Move;
  seq += 1;
  place(move.card, move.to);
}

function place(card: number, to: number): void {
  const from = lists[listOf.get(card) ?? 0] as number[];
  from.splice(from.indexOf(card), 1);
  (lists[to] as number[]).push(card);
  listOf.set(card, to);
}

const admits = (to: number): boolean => (lists[to] as number[]).length + 1 <= (limits[to] as number);

const httpServer = createServer();
const io = new Server(httpServer, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });

let waiting: { readonly move: Move; readonly answer: (answer: Answer) => void }[] = [];

function write(): void {
  const group = waiting;
  waiting = [];
  const commits: Commit[] = [];
  const answers: (() => void)[] = [];
  db.exec('BEGIN');
  for (const { move, answer } of group) {
    if (listOf.get(move.card) === move.to || !admits(move.to)) {
      answers.push(() => answer({ ok: false }));
      continue;
    }
    seq += 1;
    place(move.card, move.to);
    const commit = { seq, command: move.id, card: move.card, to: move.to };
    insert.run(seq, move.id, JSON.stringify(commit));
    commits.push(commit);
    answers.push(() => answer({ ok: true, seq: commit.seq }));
  }
  db.exec('COMMIT');
  for (const answer of answers) answer();
  if (commits.length > 0) tell(commits);
}

/** As the product does: while the board is busy its commits are told together this often, and after a pause at once; ms. */
const WINDOW = 16;
let unsaid: Commit[] = [];
let lastSaid = 0;

function tell(commits: readonly Commit[]): void {
  unsaid.push(...commits);
  if (unsaid.length > commits.length) return;
  const wait = lastSaid + WINDOW - performance.now();
  if (wait <= 0) say();
  else setTimeout(say, wait);
}

function say(): void {
  lastSaid = performance.now();
  io.to('board').emit('commits', { commits: unsaid });
  unsaid = [];
}

io.on('connection', (socket) => {
  socket.on('join', async (_: unknown, answer: (answer: unknown) => void) => {
    await socket.join('board');
    answer({ seq, lists: lists.map((cards) => cards.map((card) => ({ id: `card-${card}`, title: `Part ${card} of the order`, quantity: 1, due: 1_790_000_000_000 }))) });
  });
  socket.on('command', (move: unknown, answer: (answer: Answer) => void) => {
    if (!isMove(move)) return answer({ ok: false });
    waiting.push({ move, answer });
    if (waiting.length === 1) setImmediate(write);
  });
});

function isMove(value: unknown): value is Move {
  const move = value as Move;
  return typeof value === 'object' && value !== null && typeof move.id === 'string' && move.id.length <= 64
    && Number.isInteger(move.card) && listOf.has(move.card) && Number.isInteger(move.to) && move.to >= 0 && move.to < LISTS;
}

httpServer.listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
