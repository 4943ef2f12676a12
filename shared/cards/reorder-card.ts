import { cardsAt, laneOf } from '../board/board.ts';
import { before } from './card-fields.ts';
import { notYours, notThere, standsIn } from './guards.ts';
import { cardIdField } from '../kernel/fields.ts';
import { PULLERS } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** The order in a lane is advice; it changes no load. */
export const reorderCard = verb({
  type: 'ReorderCard',
  roles: PULLERS,
  shape: { card: cardIdField, before },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const lane = card.place && laneOf(board, card.place.lane);
    if (!lane || !card.place) return [{ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: { is: 'another_place' }, expected: null }];
    const guards = notYours(board, lane, context);
    if (guards.length > 0) return guards;
    const before = command.before !== null && command.before !== card.id && cardsAt(board, lane.id, card.place.sub).includes(command.before) ? command.before : null;
    draft.event({ type: 'CardReordered', card: card.id, before });
    return [];
  },
});
