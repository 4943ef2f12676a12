import { laneOf } from '../board/board.ts';
import { notYours, notThere } from '../cards/guards.ts';
import { cardIdField, flagField, itemIdField } from '../kernel/fields.ts';
import { PULLERS } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** QC-1 in its simplest form: a tick for each item of the lane's exit checklist. */
export const tickCheck = verb({
  type: 'TickCheck',
  roles: PULLERS,
  shape: { card: cardIdField, item: itemIdField, done: flagField },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const lane = card.place && laneOf(board, card.place.lane);
    if (!lane?.checklist.some((item) => item.id === command.item)) return [notThere('item', command.item)];
    const guards = notYours(board, lane, context);
    if (guards.length > 0) return guards;
    draft.event({ type: 'CheckTicked', card: card.id, item: command.item, done: command.done });
    return [];
  },
});
