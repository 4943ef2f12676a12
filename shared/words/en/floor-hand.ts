import type { Need } from '../../moves.ts';
import type { Format } from '../format.ts';

/** What a hand is told: with a card in it, and of what it has done. */
export const hand = (_f: Format) => {
  /** What a drop asks for before it moves the card. */
  const asks: Readonly<Record<Need, string>> = { promise: 'Confirm with a date', early: 'Release early, with a reason', shipment: 'Ship', return: 'Return for rework' };
  return {
    asks,
    releaseHere: 'Release here',
    pullHere: 'Pull here',
    help: 'Space picks the card up. Left and right choose a lane, up and down a place in it, page up and page down ten places on. Space lets go, Escape puts it back. Enter opens the card, M lists its moves.',
    pickedUp: (card: string): string => `Picked up ${card}.`,
    back: (card: string): string => `${card} is back in its place.`,
    above: (card: string): string => `Above ${card}.`,
    belowAll: 'Below all others.',
    overNothing: 'Over no lane.',
    over: (lane: string, says: string): string => `${lane}. ${says}`,
    overHome: (lane: string): string => `${lane}. It stands here.`,
    notNow: 'Not possible now.',
    nothingToFinish: 'There is nothing to finish on this card.',
    nothingToUndo: 'There is no move of yours to undo.',
    /** `closed`: what keeps the lane shut, if that is why. */
    nothingToPull: (lane: string, closed: string | null): string => `Nothing can be pulled into ${lane} now.${closed ? ` ${closed}` : ''}`,
    /** `card`: its number; null: an act on no card. */
    notSaved: (card: string | null): string => `${card ?? 'This'} is not saved yet: the server does not answer. It is sent again until it does.`,
    done: {
      pulled: (card: string, lane: string): string => `${card} moved to ${lane}.`, released: (order: string): string => `Order ${order} released.`, finished: (card: string): string => `${card} finished.`,
      passed: (card: string): string => `${card} passed.`, returned: (card: string, lane: string): string => `${card} returned to ${lane}.`,
      confirmed: (order: string): string => `Order ${order} confirmed.`, shipped: (order: string): string => `Order ${order} shipped.`, blocked: (card: string): string => `${card} blocked.`,
      unblocked: (card: string): string => `${card} unblocked.`, queued: (card: string, lane: string, place: number): string => `${card} waits in line at ${lane}, number ${place}.`,
      leftLine: (card: string): string => `${card} left the line.`, placed: (card: string): string => `${card} put in its place.`, undone: (card: string): string => `The move of ${card} is undone.`,
      entered: 'The order is entered.', commented: (card: string): string => `Comment on ${card} added.`, assigned: (card: string): string => `${card} assigned.`,
      classChanged: (card: string): string => `Class of ${card} changed.`, other: 'Done.',
    },
  };
};
