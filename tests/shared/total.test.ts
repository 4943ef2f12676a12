import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { emptyBoard } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Event } from '../../shared/events.ts';
import { applyCommit, evolve } from '../../shared/floor.ts';
import { boardId } from '../../shared/kernel/ids.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { limitsView } from '../../shared/limits/admission.ts';
import type { Actor } from '../../shared/kernel/actor.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { PEOPLE, START } from '../support/shop/shop.ts';
import { Random } from '../support/chance.ts';
import { anySeeds, commitOf, play, runs } from '../support/shop/story.ts';
import type { TestCommit } from '../support/shop/story.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Of every kind, and one that only a later build knows. */
const ACTORS: readonly Actor[] = [personActor(PEOPLE.ada.id), 'person:nobody', 'person:constructor', 'station:saw', 'station:saw:ada', 'key:erp', 'supplier:hansen', 'customer:c1', 'display:wall', 'schedule', 'robot:7' as Actor];
const INHERITED = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'nobody', '1001.99'];

function commitsOf(seeds: { shop: number; steps: readonly number[] }): readonly TestCommit[] {
  const commits: TestCommit[] = [];
  play(seeds, (told) => {
    const commit = commitOf(told);
    if (commit) commits.push(commit);
  });
  return commits;
}

/** The event with some of its ids exchanged for others: of this board, of none, of every object. */
function twisted(event: Event, random: Random, pool: readonly string[]): Event {
  const twist = (value: unknown): unknown => {
    if (typeof value === 'string') return random.chance(0.2) ? random.pick(pool) : value;
    if (Array.isArray(value)) return value.map(twist);
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, twist(part)]));
    return value;
  };
  return { ...(twist(event) as Event), type: event.type } as Event;
}

test('evolve is total: any event on any board changes it or does not, and never throws', () => {
  fc.assert(fc.property(anySeeds(20), anySeeds(20), fc.nat(), (here, elsewhere, seed) => {
    const random = new Random(seed);
    const own = commitsOf(here);
    let board: Board = own.reduce(applyCommit, emptyBoard(boardId('any')));
    const pool = [...INHERITED, ...[...board.cards.values()].map((card) => card.id), ...board.lanes.map((lane) => lane.id), ...board.limits.map((limit) => limit.id)];
    for (const event of [...commitsOf(elsewhere), ...own].flatMap((commit) => commit.events)) {
      const actor = random.pick(ACTORS) ?? 'schedule';
      board = evolve(board, random.chance(0.7) ? twisted(event, random, pool) : event, { seq: board.seq + 1, at: START + random.int(0, 9_999), actor, texts: {} });
      // Which event it was is told; a bare length would not say.
      expect([event.type, board.loads.length, board.lowered.length]).toEqual([event.type, board.limits.length, board.limits.length]);
    }
    expect(limitsView(board).every(({ load }) => Number.isFinite(load))).toBe(true);
    // It says what is wrong with such a board, whatever that is, and does not throw over it.
    expect(brokenInvariants(board).every((fault) => fault.length > 0)).toBe(true);
  }), runs());
});
