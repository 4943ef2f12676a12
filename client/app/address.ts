import { cardId } from '../../shared/kernel/ids.ts';
import { type OrdersAsked, ordersAskedOf } from '../archive/orders-asked.ts';
import type { Filter, Flag } from '../floor/filter.ts';
import { NO_FILTER } from '../floor/filter.ts';

/** What the address of a board tells besides the board: the open card, and what the floor is looked through for. */
export interface Address {
  readonly card?: string;
  readonly find?: string;
  readonly only?: Flag;
  readonly mine?: 'yes';
  readonly order?: string;
}

/** The page of orders: what is asked there, and whose panel is open. */
export interface OrdersAddress extends OrdersAsked {
  readonly card?: string;
}

const LONGEST = 200;
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : undefined);

/** Only what a board understands; a link may have been written by hand. */
export function addressOf(search: Readonly<Record<string, unknown>>): Address {
  const [card, find, order] = [text(search['card']), text(search['find']), text(search['order'])];
  const only = search['only'];
  return {
    ...(card ? { card } : {}), ...(find ? { find } : {}), ...(order ? { order } : {}),
    ...(only === 'blocked' || only === 'risk' ? { only } : {}), ...(search['mine'] === 'yes' ? { mine: 'yes' } : {}),
  };
}

export function ordersAddressOf(search: Readonly<Record<string, unknown>>): OrdersAddress {
  const card = text(search['card']);
  return { ...ordersAskedOf(search), ...(card ? { card } : {}) };
}

export const filterOf = ({ find, only, mine, order }: Address): Filter => ({ ...NO_FILTER, query: find ?? '', flag: only ?? null, mine: mine !== undefined, order: order === undefined ? null : cardId(order) });

export const addressFor = ({ query, flag, mine, order }: Filter, card: string | undefined): Address => addressOf({ card, find: query.trim(), only: flag, mine: mine ? 'yes' : null, order });

export const sameAddress = (a: Address, b: Address): boolean =>
  a.card === b.card && a.find === b.find && a.only === b.only && a.mine === b.mine && a.order === b.order;
