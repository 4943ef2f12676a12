import type { Board } from './board/board.ts';
import { cardOf } from './floor.ts';
import { commandId } from './kernel/ids.ts';
import type { CommandId } from './kernel/ids.ts';
import type { Time } from './kernel/time.ts';
import { nextClosing, toClose } from './orders/closing.ts';
import type { Command } from './verbs.ts';

/** What time itself does to a board: a command of the schedule, and when its time came. */
export interface Due {
  readonly at: Time;
  readonly command: Command;
}

/** Everything that happens because it is time: when the next of its kind does, and what is due by now. */
const CLOCKED: readonly { next(board: Board): Time | null; by(board: Board, now: Time): readonly Due[] }[] = [
  { next: nextClosing, by: (board, now) => toClose(board, now).map(({ at, order }) => ({ at, command: { type: 'CloseOrder', order } })) },
];

/** When time next does something to this board; null: never, as it stands. */
export function nextDue(board: Board): Time | null {
  const times = CLOCKED.flatMap((kind) => kind.next(board) ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

/** All whose time has come, in the order in which it came. */
export const dueBy = (board: Board, now: Time): readonly Due[] => CLOCKED.flatMap((kind) => kind.by(board, now)).toSorted((a, b) => a.at - b.at);

/** No door takes an id with such a sign in it (`commandIdField`), so nobody can be there before the schedule. */
const SIGN = ':';

/**
 * Made of what and when, so that of several nodes that all try one writes it. One that was refused is tried again
 * under its next attempt's id: a refusal is remembered by its id.
 */
export const dueId = ({ at, command }: Due, attempt: number): CommandId =>
  commandId(['schedule', command.type, cardOf(command) ?? '', at, ...(attempt > 0 ? [attempt] : [])].join(SIGN));
