import fc from 'fast-check';
import { emptyBoard } from '../../../shared/board/board.ts';
import type { Board } from '../../../shared/board/board.ts';
import type { Command } from '../../../shared/verbs.ts';
import type { Context } from '../../../shared/people/directory.ts';
import { decide } from '../../../shared/floor.ts';
import type { Decision, Files } from '../../../shared/floor.ts';
import type { Person } from '../../../shared/people/directory.ts';
import type { CommitInfo } from '../../../shared/kernel/commit-info.ts';
import type { Event } from '../../../shared/events.ts';
import { boardId } from '../../../shared/kernel/ids.ts';
import { actingAs, asPerson } from '../../../shared/people/directory.ts';
import { SCHEDULE } from '../../../shared/kernel/actor.ts';
import { dueBy } from '../../../shared/due.ts';
import { anyActor, anyCommand } from './any-command.ts';
import { anyShop } from './any-shop.ts';
import { Random } from '../chance.ts';
import { OrderFiles } from '../../../shared/file.ts';
import { DIRECTORY, PEOPLE, START, person } from './shop.ts';

/** A seed for the shop and one for each thing that happens in it, so that a failing story shrinks step by step. */
export interface Seeds {
  readonly shop: number;
  readonly steps: readonly number[];
}

/** fast-check prints the seeds of a failure; shrinking it stops before the test's own time is over. */
export const runs = (numRuns = 200) => ({ numRuns, interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true });

export const anySeeds = (steps = 110): fc.Arbitrary<Seeds> =>
  fc.record({ shop: fc.nat(), steps: fc.array(fc.nat(), { minLength: Math.floor(steps / 2), maxLength: steps, size: 'max' }) });

/** Somebody who may do everything, as `ada` may; with both, a maker can find an inspector. */
const BO: Person = person('bo', ...PEOPLE.ada.roles);
export const CAST: readonly Person[] = [...Array.from({ length: 8 }, () => [PEOPLE.ada, BO]).flat(), ...Object.values(PEOPLE)];
export const CAST_DIRECTORY = { ...DIRECTORY, people: { ...DIRECTORY.people, [BO.id]: BO } };

export interface Told {
  readonly before: Board;
  readonly command: Command;
  readonly context: Context;
  readonly decision: Decision;
  /** Those of before, while it is looked at. */
  readonly files: Files;
}

export type TestCommit = CommitInfo & { readonly events: readonly Event[] };

/** Plays a story through `decide` and shows every step of it; answers the last board. */
export function play({ shop, steps }: Seeds, look: (told: Told) => void): Board {
  let board = emptyBoard(boardId('any'));
  let at = START;
  const files = new OrderFiles();
  const step = (command: Command, actor: Person | typeof SCHEDULE): void => {
    const context: Context = { at, actor: actor === SCHEDULE ? actingAs(actor, CAST_DIRECTORY) : asPerson(actor), directory: CAST_DIRECTORY };
    const decision = decide(board, command, context, files.of);
    const told = { before: board, command, context, decision, files: files.of };
    look(told);
    const commit = commitOf(told);
    if (commit && decision.ok) files.hear(commit, decision.subjects);
    if (decision.ok) board = decision.board;
  };
  for (const command of anyShop(new Random(shop), CAST)) {
    at += 1_000;
    step(command, PEOPLE.ada);
  }
  for (const seed of steps) {
    const random = new Random(seed);
    at += random.int(0, 90) * 1_000;
    // The works holidays: what was shipped before is in the archive after them.
    if (random.chance(0.02)) {
      at += random.int(1, 20) * 86_400_000;
      for (const { command } of dueBy(board, at)) step(command, SCHEDULE);
    }
    const command = anyCommand(board, random, CAST);
    step(command, anyActor(board, command, random, CAST) ?? PEOPLE.ada);
  }
  return board;
}

export const commitOf = ({ before, context, decision }: Told): TestCommit | null =>
  decision.ok ? { seq: before.seq + 1, at: context.at, actor: context.actor.id, texts: decision.texts, events: decision.events } : null;

/** Two boards are the same when they say the same; tables are compared row by row, whatever their buckets. */
export const plain = (board: Board) => ({ ...board, cards: [...board.cards.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
