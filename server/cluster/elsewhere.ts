import type { BoardId } from '../../shared/kernel/ids.ts';
import type { Present } from '../../shared/protocol/messages.ts';
import type { Neighbours } from './neighbours.ts';

const TOPIC = 'presence';

/** Presence as the nodes tell it one another: for each board one note of each node. `changed`: others came or left. */
export function elsewhere(neighbours: Neighbours, changed: (board: BoardId) => void): {
  tell(board: BoardId, here: readonly Present[]): void;
  people(board: BoardId): readonly Present[];
} {
  neighbours.onChange(TOPIC, (key) => changed(key as BoardId));
  return {
    tell: (board, here) => neighbours.tell(TOPIC, board, here.length === 0 ? null : JSON.stringify(here)),
    people: (board) => neighbours.heard(TOPIC, board).flatMap((body) => JSON.parse(body) as readonly Present[]),
  };
}
