import { Chronicle } from '../../server/demo/chronicle.ts';
import type { Board } from '../../shared/board/board.ts';
import { boardId } from '../../shared/kernel/ids.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { Random } from '../simulation/random.ts';
import { someCommand } from '../simulation/shop-commands.ts';
import { DIRECTORY, PEOPLE } from '../simulation/shop-people.ts';

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
    const person = random.pick(PEOPLE)!;
    const command = someCommand(chronicle.board, person, random, at);
    // Most moves are refused and no comment is: without this a log would be talk and no work.
    if (command && !MOVES.has(command.type) && random.chance(0.8)) continue;
    if (command && chronicle.issue(person, command, at) === null) boards.push(chronicle.board);
  }
  return { board: chronicle.board, commits: chronicle.commits, boards };
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
