import type { SupplierId } from '../kernel/ids.ts';
import { ALVA, FITTINGS, GLASBYEN, HANSEN, MARI, RUNE, STEIN } from './furniture-people.ts';
import { DAY } from './demo.ts';
import type { OrderPlan, Part, Planned, Trouble, Visit } from './demo.ts';

const HOUR = 60;

export const FIRST_ORDER = 1007;
/** Three weeks, and the morning on which the board was set up. */
export const HISTORY = 21 * DAY;

type Line = readonly [title: string, quantity: number, cut: number, finish: number];
type Bought = readonly [title: string, quantity: number, supplier: SupplierId];

interface Product {
  readonly title: string;
  readonly quantity: number;
  readonly make: readonly Line[];
  readonly buy: readonly Bought[];
  readonly assembly: number;
}

/** Hours of cutting and finishing a part. */
const PRODUCTS: readonly Product[] = [
  { title: 'Dining table, oak', quantity: 1, make: [['Table top, oak', 1, 3, 2.5], ['Legs, tapered', 4, 2, 1.5]], buy: [['Corner brackets', 8, FITTINGS]], assembly: 4 },
  { title: 'Bookcase, birch', quantity: 2, make: [['Carcass panels, birch', 2, 3, 2], ['Shelves, birch', 12, 2, 1.5]], buy: [], assembly: 5 },
  { title: 'Coffee table, glass and oak', quantity: 1, make: [['Frame, oak', 1, 2, 2]], buy: [['Tempered glass 10 mm', 1, GLASBYEN]], assembly: 2 },
  { title: 'Wall shelf, walnut', quantity: 4, make: [['Shelf boards, walnut', 8, 2, 2]], buy: [], assembly: 2 },
  { title: 'Bed 180, ash', quantity: 1, make: [['Headboard, ash', 1, 2.5, 2], ['Side rails, ash', 2, 1.5, 1], ['Slats, ash', 24, 2, 0]], buy: [['Bed fittings', 4, FITTINGS]], assembly: 4 },
  { title: 'Bar stools, beech', quantity: 6, make: [['Seats, beech', 6, 2, 2]], buy: [['Steel legs, black', 6, HANSEN]], assembly: 4 },
  { title: 'TV bench, oak', quantity: 1, make: [['Carcass, oak', 1, 3, 2], ['Doors, oak', 2, 2, 2]], buy: [], assembly: 4 },
  { title: 'Desk, linoleum top', quantity: 2, make: [['Desk tops', 2, 2.5, 1]], buy: [['Trestles, steel', 4, HANSEN]], assembly: 3 },
  { title: 'Bathroom shelf, stone', quantity: 2, make: [['Brackets, oak', 4, 1.5, 1]], buy: [['Slate, cut to size', 2, STEIN]], assembly: 2 },
  { title: 'Coat rack, ash', quantity: 3, make: [['Rails, ash', 3, 1.5, 1.5]], buy: [], assembly: 2 },
];

const CUSTOMERS = [
  'Hotel Nord', 'Larsen', 'Studio Fjell', 'Kaffebar', 'Berg', 'Library of Moss', 'Architects Lie', 'Haugen', 'Dental clinic Vik',
  'Moen', 'School of Music', 'Nilsen', 'Bakery Solli', 'City Hall',
] as const;

const TROUBLES: readonly Omit<Trouble, 'ago' | 'solved'>[] = [
  { by: RUNE, category: 'machine', external: false, text: 'Saw blade is blunt' },
  { by: ALVA, category: 'material', external: true, text: 'Wrong veneer was delivered' },
  { by: RUNE, category: 'spec', external: false, text: 'Drawing lacks the hole pattern' },
  { by: ALVA, category: 'quality', external: false, text: 'Lacquer does not dry' },
  { by: MARI, category: 'customer', external: true, text: 'Customer wants another colour' },
  { by: ALVA, category: 'labour', external: false, text: 'Nobody left for the spray booth' },
  { by: RUNE, category: 'tooling', external: false, text: 'Router bit 12 mm is missing' },
];
const CURES = ['Replaced', 'Right material came', 'Drawing was sent', 'Dry after a night', 'Decided by phone', 'Solved on the next shift'] as const;

const FAULTS = ['Scratch on the visible side', 'Colour off the sample', 'Edge is 2 mm short', 'Orange peel in the lacquer'] as const;

/** An order of the weeks before, from its enquiry to the truck. */
function pastOrder(random: () => number, enquired: number, shippedAgo?: number): OrderPlan {
  const between = (low: number, high: number): number => low + random() * (high - low);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const product = pick(PRODUCTS);
  const confirmed = enquired - between(0.3, 0.9) * DAY;
  const released = confirmed - between(0.3, 1) * DAY;
  const parts = [...product.make.map((line) => made(line)), ...product.buy.map((line) => bought(line)), fittings()];
  const kitted = Math.min(...parts.flatMap((part) => part.visits.map((visit) => visit.until ?? 0)));
  const visits = road(kitted - between(0.5, 3) * HOUR, [['assemble', product.assembly], ['qc', between(0.7, 5)], ['ship', 0]]);
  const ready = visits.at(-1)?.from ?? 0;
  const left = shippedAgo ?? Math.max(ready - between(1, 14) * HOUR, 0);
  return {
    title: product.title, customer: pick(CUSTOMERS), quantity: product.quantity, enquired, confirmed, released, parts, visits,
    // Most promises are kept with a day or two to spare, some are not.
    promised: { days: Math.round(between(-1.6, 3.2)), after: left },
    shipped: { ago: left, carrier: pick(['Posten', 'Own van', 'Bring Freight']), reference: `N-${Math.floor(between(20_000, 90_000))}` },
    comments: random() < 0.4 ? [{ ago: released, by: MARI, text: pick(['Deliver before noon, back entrance.', 'Customer comes to see the wood.', 'Second of this kind this year, drawings are in the folder.']) }] : [],
  };

  function made([title, quantity, cut, finish]: Line): Part {
    const steps: [string, number][] = [['cut', cut], ...(finish > 0 ? [['finish', finish] as [string, number]] : []), ['check', between(0.4, 3)]];
    return { title, quantity, source: 'make', road: steps.map(([lane, hours]) => ({ lane, hours })), visits: road(released - between(0.2, 6) * HOUR, steps) };
  }

  function bought([title, quantity, supplier]: Bought): Part {
    const steps: [string, number][] = [['at-suppliers', between(1, 2.6) * 9], ['incoming', between(0.4, 7)]];
    return {
      title, quantity, source: 'buy', supplier, road: [{ lane: 'at-suppliers', hours: 18 }, { lane: 'incoming', hours: 0.5 }],
      visits: road(released - between(0.2, 3) * HOUR, steps),
    };
  }

  function road(start: number, steps: readonly (readonly [string, number])[]): Visit[] {
    let at = start;
    return steps.map(([lane, hours]) => {
      const from = at;
      const until = from - hours * HOUR * between(0.8, 1.35);
      at = until - between(0.1, 1.5) * HOUR;
      const inWork = lane === 'cut' || lane === 'finish' || lane === 'assemble';
      if (inWork && random() < 0.1) {
        const ago = from - (from - until) * 0.4;
        const trouble = { ...pick(TROUBLES), ago, solved: { ago: ago - between(1, 7) * HOUR, how: pick(CURES) } };
        return { lane, hours, from, until, trouble };
      }
      if (lane === 'check' && random() < 0.12) {
        const ago = until;
        const again = ago - 3 * HOUR;
        at -= 4 * HOUR;
        return { lane, hours, from, until: again - 0.5 * HOUR, fails: { to: steps.at(-2)?.[0] ?? 'cut', ago, reason: pick(FAULTS), mended: ago - 2 * HOUR, again } };
      }
      return { lane, hours, from, until };
    });
  }
}

/** What lies in the drawers of the shop needs no stage. */
const fittings = (): Part => ({ title: 'Screws and dowels', quantity: 1, unit: 'set', source: 'stock', road: [], visits: [] });

/** Thirty from the weeks before, one begun about every other day, and two that left this morning. */
export const pastOrders = (random: () => number): Planned => [
  ...Array.from({ length: 30 }, (_, n) => [FIRST_ORDER + n, pastOrder(random, HISTORY - 60 - n * 0.4 * DAY)] as const),
  [1045, pastOrder(random, 7.2 * DAY, 200)],
  [1046, pastOrder(random, 7.1 * DAY, 100)],
];
