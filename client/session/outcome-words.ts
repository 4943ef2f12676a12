import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import { cardOf } from '../../shared/floor.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { Command } from '../../shared/verbs.ts';
import { currentWords } from '../words/words-now.ts';

/** What happened, in the shop's words. */
export function outcomeWords(command: Command, board: Board): string {
  const n = numberOf(cardOf(command) ?? ('' as CardId));
  const lane = (id: LaneId) => isolated(laneOf(board, id)?.name ?? id);
  const { done } = currentWords().floor.hand;
  switch (command.type) {
    case 'PullCard': return done.pulled(n, lane(command.lane));
    case 'ReleaseOrder': return done.released(n);
    case 'FinishWork': return done.finished(n);
    case 'PassInspection': return done.passed(n);
    case 'ReturnCard': return done.returned(n, lane(command.lane));
    case 'ConfirmOrder': return done.confirmed(n);
    case 'ShipOrder': return done.shipped(n);
    case 'BlockCard': return done.blocked(n);
    case 'UnblockCard': return done.unblocked(n);
    case 'QueueCard': return done.queued(n, lane(command.lane), (board.queues[command.lane] ?? []).findIndex((id) => id === command.card) + 1);
    case 'LeaveQueue': return done.leftLine(n);
    case 'ReorderCard': return done.placed(n);
    case 'UndoMove': return done.undone(n);
    case 'CreateOrder': return done.entered;
    case 'CommentOnCard': return done.commented(n);
    case 'AssignCard': return done.assigned(n);
    case 'SetClass': return done.classChanged(n);
    default: return done.other;
  }
}
