import { createHash } from 'node:crypto';
import { decodeCommit, encodeCommit } from '../../../server/log/encode-commit.ts';
import { Chronicle } from '../../../server/demo/chronicle.ts';
import type { Board } from '../../../shared/board/board.ts';
import { applyCommit } from '../../../shared/floor.ts';
import { personOf, stationActor } from '../../../shared/kernel/actor.ts';
import type { Actor } from '../../../shared/kernel/actor.ts';
import { boardId } from '../../../shared/kernel/ids.ts';
import type { StationId } from '../../../shared/kernel/ids.ts';
import { furnitureShop } from '../../../shared/templates/furniture.ts';
import { GENESIS } from '../../../shared/log/commit.ts';
import type { Commit, StoredCommit } from '../../../shared/log/commit.ts';
import { Random } from '../chance.ts';
import { someCommand } from '../../simulation/shop-commands.ts';
import { DIRECTORY, PEOPLE } from '../../simulation/shop-people.ts';

export const MOVES: ReadonlySet<string> = new Set(['CreateOrder', 'ConfirmOrder', 'ReleaseOrder', 'PullCard', 'FinishWork', 'PassInspection', 'TickCheck', 'UnblockCard', 'ShipOrder', 'UndoMove', 'ReturnCard']);
const START = Date.UTC(2026, 10, 2, 7);

/** What a shop of random people makes of `length` accepted commands; the same seed, the same log to the last byte. */
export function randomLog(seed: number, length: number, id = 'random'): { readonly board: Board; readonly commits: readonly StoredCommit[]; readonly boards: readonly Board[] } {
  const random = new Random(seed);
  let salts = 0;
  const chronicle = new Chronicle(boardId(id), DIRECTORY, () => (seed * 1_000_000 + (salts += 1)).toString(16).padStart(32, '0'), `seed-${seed}`);
  const boards: Board[] = [chronicle.board];
  let at = START;
  const manager = PEOPLE.find(({ roles }) => roles.includes('admin')) ?? PEOPLE[0]!;
  const begun = chronicle.issue(manager, furnitureShop(), at);
  if (begun) throw new Error(JSON.stringify(begun));
  boards.push(chronicle.board);
  while (chronicle.commits.length < length) {
    at += random.int(10_000, 1_800_000);
    chronicle.pass(at);
    const person = random.pick(PEOPLE)!;
    const command = someCommand(chronicle.board, person, random, at);
    // Most moves are refused and no comment is: without this a log would be talk and no work.
    if (command && !MOVES.has(command.type) && random.chance(0.8)) continue;
    if (command && chronicle.issue(person, command, at) === null) boards.push(chronicle.board);
  }
  return byOtherHands(chronicle.commits, boards[0] as Board, seed);
}

/** The same history where people also acted at a station, and a program, a supplier or the schedule said things. */
function byOtherHands(stored: readonly StoredCommit[], empty: Board, seed: number): ReturnType<typeof randomLog> {
  const random = new Random(seed);
  const boards = [empty];
  const commits: StoredCommit[] = [];
  for (const row of stored) {
    const commit = decodeCommit(row);
    const actor = random.chance(0.3) ? handOf(commit, random) : commit.actor;
    const salt = (ref: string): string => createHash('sha256').update(`${seed} ${row.seq} ${ref}`).digest('hex').slice(0, 32);
    let salts = 0;
    commits.push(encodeCommit({ ...commit, actor }, commits.at(-1)?.hash ?? GENESIS, () => salt(String(salts += 1))));
    boards.push(applyCommit(boards.at(-1) as Board, { ...commit, actor }));
  }
  return { board: boards.at(-1) as Board, commits, boards };
}

function handOf({ actor, kind }: Commit, random: Random): Actor {
  if (kind === 'CommentOnCard' || kind === 'BlockCard') return random.pick<Actor>(['key:erp', 'supplier:hansen', 'customer:c1', 'station:saw-2', 'schedule']) ?? actor;
  const person = personOf(actor);
  return person === null ? actor : stationActor('saw-2' as StationId, person);
}

/** Everything a board says, in one order: equal boards give equal text. */
export function told(board: Board): string {
  const { cards, ...rest } = board;
  return JSON.stringify({ ...rest, cards: [...cards.values()] }, (key, value: unknown) => {
    if (key === 'cards' && Array.isArray(value)) return [...(value as { id: string }[])].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    const entries = Object.entries(value as Record<string, unknown>);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
