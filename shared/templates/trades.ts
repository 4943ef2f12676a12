import { blank } from './blank.ts';
import { furniture } from './furniture.ts';
import type { Family, Trade } from './trade.ts';

/** Every trade, once. The first is offered first, and the first with a demo is what a new server starts with. */
export const TRADES: readonly [Trade, ...Trade[]] = [furniture, blank];

export const tradeOf = (id: string): Trade | undefined => TRADES.find((trade) => trade.id === id);

const NONE: readonly Family[] = [];
/** What a board of that trade is asked for most; a board of none has none to start from. */
export const familiesOf = (trade: string | null): readonly Family[] => (trade === null ? NONE : tradeOf(trade)?.families ?? NONE);
