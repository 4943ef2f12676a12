import type { Format } from '../format.ts';
import { times } from './times.ts';

/** What stands around the lanes: the top bar, the state of the shop, the search, the map. */
export const bars = (f: Format) => {
  const { duration } = times();
  return {
    now: (day: string, clock: string): string => `${day}, ${clock}`,
    opening: 'Opening…',
    boards: 'Boards',
    allBoards: 'All boards, or a new one…',
    newOrder: 'New order',
    newOrderAsked: 'New order…',
    order: 'Order',
    anything: 'Go to a card, or do anything…',
    looks: 'You look on: nothing can be changed here', openHouse: 'No accounts yet: anyone who reaches this page may act as anyone.',
    find: 'Find',
    live: {
      live: 'Live', connecting: 'Connecting…', reconnecting: 'Reconnecting…', notSince: (clock: string): string => `Not live since ${clock}`, barred: 'Not let in', outdated: 'Page is old',
      pageIsOld: 'This page is older than the server. Reload it to go on working.', reload: 'Reload',
      /** `since`: null if it is not known. */
      stale: (since: string | null): string =>
        `This screen is not live${since ? ` since ${since}` : ''}. The shop may have moved on. You can read, nothing can be changed here until the connection is back; it comes back by itself.`,
    },
    people: {
      here: 'Also here', moving: (name: string, card: string): string => `${name} is moving ${card}`, youAre: (name: string): string => `You act as ${name}. Choose somebody else`, choose: 'Choose who you are',
      who: 'Who are you?', actAs: 'Act as', noAccounts: 'There are no accounts yet:', anyone: 'anyone who reaches this page may act as anyone.',
    },
    shop: {
      state: 'State of the shop', orders: 'Orders on the floor', jobs: 'Jobs', full: 'full',
      blocked: (n: number, oldest: number | null): string => `Blocked ${n}${oldest === null ? '' : ` · oldest ${duration(oldest)}`}`,
      noneBlocked: 'Blocked', atRisk: (n: number): string => `At risk ${n}`, shippedToday: 'Shipped today',
      /** `names`: of the first of them. */
      room: (lanes: number, names: readonly string[]): string =>
        `Room in ${f.plural(lanes, { one: '# lane', other: '# lanes' })}: ${names.join(', ')}${lanes > names.length ? ` +${lanes - names.length}` : ''}`,
      show: 'Show', all: 'All jobs', mine: 'Mine', byOrder: 'By order', ofOrder: (order: string): string => `Order ${order}`, oneOrder: 'Show one order',
    },
    search: {
      what: 'Find an order, part or person', inAll: 'Look in all orders, closed ones too', all: 'Show everything again',
      hits: (hits: number, elsewhere: number): string => `${f.plural(hits, { one: '# hit', other: '# hits' })}${elsewhere > 0 ? `, ${elsewhere} in no lane` : ''}`,
      noneFits: (query: string): string => `No card fits “${query}”. Try a number, a part, a customer or a person.`,
      noneMine: 'No card is assigned to you. A card that you pull is.', noneAnyMore: 'No card fits any more.',
    },
    map: { lanes: 'Map of the lanes', keys: '? for keys' },
    density: {
      size: 'Size of the cards', comfortable: 'Comfortable', comfortableIs: 'All there is to say of a card', compact: 'Compact', compactIs: 'Number, name, due and age in two lines',
      dots: 'Dots', dotsIs: 'A dot a card, for lanes of 200 and more',
    },
    first: {
      none: 'No order yet',
      how: 'Enter an order with its parts, confirm it with a date, release it. Its parts then wait in front of the first lanes, and each lane pulls what it has room for.',
      enter: 'Enter the first order', settings: 'Open the board settings', who: 'Sales or a planner enters it: choose one of them at the top right.',
    },
  };
};
