import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Board } from '../../../shared/board/board.ts';
import type { Command } from '../../../shared/verbs.ts';
import type { Person, Role } from '../../../shared/people/directory.ts';
import { laneId } from '../../../shared/kernel/ids.ts';
import { FORMAT, type StoredCommit } from '../../../shared/log/commit.ts';
import { Chronicle } from '../../../server/demo/chronicle.ts';
import { demoShop } from '../../support/shop/demo-shop.ts';
import { decodeCommit } from '../../../server/log/encode-commit.ts';
import { Random } from '../../support/chance.ts';
import { someCommand } from '../../simulation/shop-commands.ts';
import { MOVES, told } from '../../support/shop/random-log.ts';

const EVENT_TYPES = 35;
/** A seed that has not made every kind of event by then is passed over. */
const ENOUGH = 1_500;

/** `npx tsx tests/server/log/golden.ts` writes the golden log of this build's format, once; `--again` until it is released. */

export interface Golden {
  readonly commits: readonly StoredCommit[];
  readonly hash: string;
  readonly board: string;
}

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/logs/${name}`, import.meta.url));
export const digestOf = (board: Board): string => createHash('sha256').update(told(board)).digest('hex');

export function readGolden(format: number): Golden {
  const lines = readFileSync(fixture(`format-${format}.jsonl`), 'utf8').trimEnd().split('\n');
  const { hash, board } = JSON.parse(readFileSync(fixture(`format-${format}.digest.json`), 'utf8')) as Omit<Golden, 'commits'>;
  return { commits: lines.map((line) => JSON.parse(line) as StoredCommit), hash, board };
}

/** The demo's three weeks, and then whatever people do until every kind of event has happened. */
function eventful(seed: number): { readonly board: Board; readonly commits: readonly StoredCommit[] } {
  const demo = demoShop(Date.UTC(2026, 10, 26, 10));
  const people = Object.values(demo.directory.people);
  const random = new Random(seed);
  const chronicle = new Chronicle(demo.board.id, demo.directory, () => createHash('sha256').update(String(random.next())).digest('hex').slice(0, 32), 'golden');
  chronicle.goOn(demo);
  const seen = new Set(demo.commits.flatMap((stored) => decodeCommit(stored).events.map(({ type }) => type)));
  let { at } = demo.board;
  const kinds = new Set<string>();
  const by = (role: Role): Person => people.find(({ roles }) => roles.includes(role)) ?? people[0]!;
  const issue = (person: Person, command: Command): void => {
    if (chronicle.issue(person, command, (at += 20_000)) !== null) return;
    kinds.add(command.type);
    for (const { type } of decodeCommit(chronicle.commits.at(-1)!).events) seen.add(type);
  };
  issue(by('admin'), { type: 'AddLane', lane: { id: laneId('lacquer'), name: 'Lacquer', kind: 'work', holds: 'job' }, capacity: 2 });
  issue(by('admin'), { type: 'RemoveLane', lane: laneId('lacquer') });
  const planned = [...chronicle.board.cards.values()].flatMap((card) => (card.kind === 'order' && card.phase === 'enquiry' ? card.jobs : [])).toSorted()[0];
  if (planned) issue(by('sales'), { type: 'EditCard', card: planned, quantity: 7 });
  for (let tries = 0; tries < 50_000 && seen.size < EVENT_TYPES && chronicle.commits.length < ENOUGH; tries += 1) {
    if (random.chance(0.001)) at += 86_400_000;
    chronicle.pass(at);
    const person = random.pick(people)!;
    const command = someCommand(chronicle.board, person, random, at);
    // Once what the demo does not do, and a move now and then so that the board stays alive.
    if (command && (!kinds.has(command.type) || random.chance(MOVES.has(command.type) ? 0.3 : 0.005))) issue(person, command);
  }
  return seen.size < EVENT_TYPES ? eventful(seed + 1) : chronicle;
}

function write(): void {
  const log = fixture(`format-${FORMAT}.jsonl`);
  const again = process.argv.includes('--again');
  if (existsSync(log) && !again) {
    console.error(`${log} is there: a golden log is replayed for ever. A new format has its own.`);
    process.exitCode = 1;
    return;
  }
  const { board, commits } = eventful(1);
  writeFileSync(log, `${commits.map((commit) => JSON.stringify(commit)).join('\n')}\n`);
  writeFileSync(fixture(`format-${FORMAT}.digest.json`), `${JSON.stringify({ hash: commits.at(-1)?.hash, board: digestOf(board) }, null, 2)}\n`);
  console.log(`${commits.length} commits, ${board.cards.size} cards`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write();
