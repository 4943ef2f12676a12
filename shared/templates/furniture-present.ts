import type { SupplierId } from '../kernel/ids.ts';
import { ALVA, FITTINGS, GLASBYEN, HANSEN, JON, MARI, RUNE, STEIN } from './furniture-people.ts';
import { DAY } from './demo.ts';
import type { OrderPlan, Part, Planned, Visit } from './demo.ts';

/**
 * What stands on the floor now, written down rather than drawn: a shop at its limits on an ordinary
 * morning. Cut and Check are full, Finish is one over by an expedite, one part waits for its stain,
 * and two places are free.
 */

type Extra = Partial<Pick<Visit, 'by' | 'trouble' | 'fails'>>;

const visit = (lane: string, hours: number, from: number, until: number | null, extra: Extra = {}): Visit => ({ lane, hours, from, until, ...extra });

const step = (lane: string, hours: number): { readonly lane: string; readonly hours: number } => ({ lane, hours });

const make = (title: string, quantity: number, hours: readonly [number, number], visits: readonly Visit[]): Part => ({
  title, quantity, source: 'make', road: [step('cut', hours[0]), step('finish', hours[1]), step('check', 0.5)], visits,
});
const raw = (title: string, quantity: number, hours: number, visits: readonly Visit[]): Part => ({
  title, quantity, source: 'make', road: [step('cut', hours), step('check', 0.5)], visits,
});
const buy = (title: string, quantity: number, supplier: SupplierId, visits: readonly Visit[], unit?: string): Part => ({
  title, quantity, source: 'buy', supplier, road: [step('at-suppliers', 24), step('incoming', 0.5)], visits, ...(unit ? { unit } : {}),
});
const stock = (title: string, unit = 'set'): Part => ({ title, quantity: 1, unit, source: 'stock', road: [], visits: [] });

/** A made part that is in the kit: cut, finished and checked from `start` on. */
const kitted = (title: string, quantity: number, start: number): Part => make(title, quantity, [2, 1.5], [
  visit('cut', 2, start, start - 130), visit('finish', 1.5, start - 160, start - 260), visit('check', 0.5, start - 300, start - 335),
]);
const cutAndKitted = (title: string, quantity: number, start: number): Part => raw(title, quantity, 2, [
  visit('cut', 2, start, start - 110), visit('check', 0.5, start - 150, start - 185),
]);
const arrived = (title: string, quantity: number, supplier: SupplierId, start: number): Part => buy(title, quantity, supplier, [
  visit('at-suppliers', 24, start, start - 1.2 * DAY), visit('incoming', 0.5, start - 1.3 * DAY, start - 1.3 * DAY - 45),
]);

/** Order numbers and plans. */
export function presentOrders(): Planned {
  const waiting = (title: string, customer: string, quantity: number, enquired: number, confirmed: number | null, promisedIn: number, parts: readonly Part[]): OrderPlan => ({
    title, customer, quantity, enquired, confirmed, promised: { days: promisedIn }, released: null, parts, visits: [], shipped: null,
  });
  return [
    [1037, {
      title: 'Bench, ash', customer: 'Library of Moss', quantity: 2, enquired: 9.1 * DAY, confirmed: 7.4 * DAY, released: 6.9 * DAY, promised: { days: 4 },
      parts: [kitted('Seat, ash', 2, 6.6 * DAY), cutAndKitted('Legs, ash', 8, 6.2 * DAY), stock('Screws and dowels')],
      visits: [visit('assemble', 4, 4.9 * DAY, 4.4 * DAY, { by: RUNE }), visit('qc', 1, 1.9 * DAY, 1.7 * DAY), visit('ship', 0, 1.4 * DAY, null)],
      trouble: { ago: 1.1 * DAY, by: JON, category: 'transport', external: true, text: 'Carrier has no tail lift', solved: { ago: 0.4 * DAY, how: 'One with a tail lift comes' } }, shipped: null,
    }],
    [1038, {
      title: 'Wall shelves, walnut', customer: 'Haugen', quantity: 6, enquired: 9 * DAY, confirmed: 7 * DAY, released: 6.3 * DAY, promised: { days: 8 },
      parts: [kitted('Shelf boards, walnut', 12, 6 * DAY), arrived('Hidden brackets', 12, FITTINGS, 6.1 * DAY)],
      visits: [
        visit('assemble', 3, 3.9 * DAY, 0.9 * DAY, {
          by: RUNE,
          trouble: { ago: 3.7 * DAY, by: MARI, category: 'customer', external: true, text: 'Customer decides on the oil', solved: { ago: 1.1 * DAY, how: 'Clear oil, by phone' } },
        }),
        visit('qc', 1, 320, null),
      ],
      shipped: null,
    }],
    [1039, {
      title: 'Stools, beech', customer: 'Kaffebar', quantity: 4, enquired: 8.6 * DAY, confirmed: 6.9 * DAY, released: 5.9 * DAY, promised: { days: 5 },
      parts: [kitted('Seats, beech', 4, 5.7 * DAY), cutAndKitted('Legs, beech', 16, 5.5 * DAY), stock('Glides')],
      visits: [visit('assemble', 6, 300, null, { by: ALVA })], shipped: null,
    }],
    [1040, {
      title: 'TV bench, oak', customer: 'Berg', quantity: 1, enquired: 8.3 * DAY, confirmed: 6.8 * DAY, released: 5.8 * DAY, promised: { days: 8 },
      parts: [kitted('Carcass, oak', 1, 5.2 * DAY), kitted('Doors, oak', 2, 4.8 * DAY), stock('Hinges')],
      visits: [visit('assemble', 4, 0.6 * DAY, 120, { by: RUNE })], shipped: null,
    }],
    [1041, {
      title: 'Oak table, smoked, 2400 × 1000', customer: 'Hotel Nord', quantity: 1, enquired: 8 * DAY, confirmed: 6 * DAY, released: 4.4 * DAY, promised: { days: 5 },
      parts: [
        make('Table top, smoked oak', 1, [4, 5], [
          visit('cut', 4, 3.4 * DAY, 2.9 * DAY, { by: RUNE }),
          visit('finish', 5, 2.5 * DAY, null, { by: RUNE, trouble: { ago: 2.15 * DAY, by: RUNE, category: 'material', external: true, text: 'Waiting for stain' } }),
        ]),
        arrived('Oak boards 40 mm', 8, STEIN, 4.3 * DAY),
        kitted('Underframe rails', 2, 4.2 * DAY),
        buy('Steel frame, black', 4, HANSEN, [
          visit('at-suppliers', 24, 1.8 * DAY, null, { trouble: { ago: 1.5 * DAY, by: JON, category: 'supplier', external: true, text: 'No steel in the house', solved: { ago: 1.3 * DAY, how: 'It came, they begin today' } } }),
        ]),
        stock('Fittings'),
      ],
      visits: [], shipped: null,
      comments: [
        { ago: 5.9 * DAY, by: MARI, text: 'The restaurant opens on the promised day: no later delivery.' },
        { ago: 1.2 * DAY, by: JON, part: 4, text: 'Hansen Metal says the powder coating is queued.' },
        { ago: 130, by: RUNE, part: 1, text: "The painter's shop says stain comes tomorrow." },
      ],
    }],
    [1042, {
      title: 'Bench, upholstered', customer: 'Studio Fjell', quantity: 2, enquired: 7.8 * DAY, confirmed: 6.2 * DAY, released: 4.2 * DAY, promised: { days: 9 },
      parts: [
        kitted('Frame, oak', 2, 4 * DAY), cutAndKitted('Seat boards', 2, 3.9 * DAY), stock('Webbing and tacks'),
        buy('Wool, grey', 5, FITTINGS, [visit('at-suppliers', 24, 4 * DAY, 2.2 * DAY), visit('incoming', 0.5, 2 * DAY, 1.8 * DAY)], 'm'),
      ],
      visits: [], shipped: null,
    }],
    [1043, waiting('Conference table, oak', 'Architects Lie', 1, 7.6 * DAY, null, 35, [make('Table top, oak, 2 parts', 2, [6, 5], []), buy('Steel frame', 1, HANSEN, [])])],
    [1044, {
      title: 'Larsen dining table', customer: 'Larsen', quantity: 1, enquired: 7.4 * DAY, confirmed: 5.3 * DAY, released: 3 * DAY, promised: { days: 8 },
      parts: [
        make('Legs, tapered, oiled', 4, [3, 2], [visit('cut', 3, 1.5 * DAY, 1.1 * DAY), visit('finish', 2, 0.5 * DAY, 60)]),
        buy('Oak boards 40 mm', 8, STEIN, [visit('at-suppliers', 24, 1.25 * DAY, 0.35 * DAY), visit('incoming', 0.5, 90, null)]),
        kitted('Table top, oak', 1, 2.9 * DAY), cutAndKitted('Rails, oak', 4, 2.8 * DAY), stock('Table fittings'), stock('Oil, 1 l', '×'),
      ],
      visits: [], shipped: null,
    }],
    [1047, {
      title: 'Sideboard, birch', customer: 'Berg', quantity: 1, enquired: 5.2 * DAY, confirmed: 4.2 * DAY, released: 2.8 * DAY, promised: { days: 8 },
      parts: [
        make('Carcass panels, birch', 1, [4, 3], [visit('cut', 4, 200, null, { by: RUNE })]),
        buy('Drawer runners 450', 12, FITTINGS, [visit('at-suppliers', 24, 2 * DAY, null)]),
        make('Shelves, birch', 6, [2, 2], [visit('cut', 2, 1.4 * DAY, 1.1 * DAY), visit('finish', 2, 430, 130), visit('check', 0.5, 95, null)]),
        buy('Hinges', 8, FITTINGS, [visit('at-suppliers', 24, 1.9 * DAY, 20)]),
        raw('Drawer fronts, birch', 4, 2, [visit('cut', 2, 0.5 * DAY, 120)]),
        kitted('Legs, turned', 4, 2.5 * DAY), stock('Screws and dowels'),
        buy('Handles, brass', 6, FITTINGS, [visit('at-suppliers', 1, 115, 50), visit('incoming', 0.5, 40, null)]),
      ],
      visits: [], shipped: null,
    }],
    [1048, waiting('Desk, linoleum top', 'Architects Lie', 4, 5 * DAY, 3.6 * DAY, 20, [raw('Desk tops', 4, 5, []), buy('Trestles, steel', 8, HANSEN, [])])],
    [1049, {
      title: 'Display case', customer: 'Museum of the Coast', quantity: 1, enquired: 4.9 * DAY, confirmed: 4.4 * DAY, released: 1.8 * DAY, promised: { days: 8 },
      parts: [
        buy('Tempered glass 8 mm', 3, GLASBYEN, [visit('at-suppliers', 24, 1.7 * DAY, null)], 'm²'),
        buy('Lock and lights', 1, FITTINGS, [visit('at-suppliers', 6, 1.75 * DAY, 1.4 * DAY), visit('incoming', 0.5, 1.3 * DAY, 1.3 * DAY - 45)]),
        make('Plinth, painted', 1, [2, 3], [
          visit('cut', 2, 1.75 * DAY, 1.6 * DAY), visit('finish', 3, 1.4 * DAY, 1.05 * DAY),
          visit('check', 0.5, 420, null, { fails: { to: 'finish', ago: 380, reason: 'Runs in the paint on the front', mended: 150, again: 105 } }),
        ]),
        raw('Corner posts, ash', 4, 3, [visit('cut', 3, 80, null, { by: ALVA })]),
        make('Shelf brackets', 8, [1, 1], []),
      ],
      visits: [], shipped: null,
    }],
    [1050, {
      title: 'Console, marble', customer: 'Villa Solheim', quantity: 2, enquired: 4.8 * DAY, confirmed: 4.5 * DAY, released: 2.9 * DAY, promised: { days: 9 },
      parts: [
        make('Legs, turned', 4, [3, 2], [visit('cut', 3, 0.5 * DAY, 125)]),
        make('Console frame', 2, [3, 3], [visit('cut', 3, 0.85 * DAY, 0.6 * DAY), visit('finish', 3, 88, null, { by: ALVA })]),
        buy('Marble top, cut to size', 2, STEIN, [visit('at-suppliers', 24, 1.6 * DAY, null)]),
        kitted('Back rails', 2, 2.7 * DAY), stock('Adjustable feet'),
      ],
      visits: [], shipped: null,
      comments: [{ ago: 1.5 * DAY, by: JON, part: 3, text: 'Vein runs lengthwise, sample is on the shelf.' }],
    }],
    [1051, waiting('Bed 160, ash', 'Nilsen', 1, 3 * DAY, 2.2 * DAY, 18, [make('Headboard, ash', 1, [3, 2], []), raw('Slats, ash', 24, 3, []), buy('Bed fittings', 4, FITTINGS, [])])],
    [1052, waiting('Wardrobe, ash, sliding', 'Moen', 1, 2.4 * DAY, 1 * DAY, 9, [
      make('Doors, ash', 3, [6, 4], []), make('Carcass panels, ash', 5, [8, 5], []), raw('Back panels', 3, 2, []), raw('Shelves, ash', 9, 3, []),
      make('Drawers, ash', 4, [5, 3], []), buy('Sliding gear', 3, FITTINGS, []), buy('Mirror 6 mm', 2, GLASBYEN, []), buy('Rails, steel', 2, HANSEN, []), stock('Screws and dowels'),
    ])],
    [1053, waiting('Dining chair, walnut', 'Studio Fjell', 6, 2.2 * DAY, 1 * DAY, 25, [make('Seats, walnut', 6, [5, 4], []), make('Frames, walnut', 6, [9, 6], []), buy('Leather, brown', 4, FITTINGS, [], 'm²')])],
    [1054, waiting('Reception desk, oak and steel', 'Dental clinic Vik', 1, 1.5 * DAY, 300, 26, [
      make('Front, oak', 1, [8, 6], []), make('Counter top, oak', 1, [6, 5], []), raw('Carcass', 4, 8, []), buy('Steel plinth', 1, HANSEN, []), buy('Glass shelf', 1, GLASBYEN, []),
    ])],
    [1055, {
      title: 'Lectern', customer: 'City Hall', quantity: 1, enquired: 0.98 * DAY, confirmed: 0.94 * DAY, released: 480, promised: { days: 4 },
      classes: [
        { ago: 0.92 * DAY, to: 'expedite', reason: 'Needed for the council on the promised day, the old one broke' },
        { ago: 470, part: 1, to: 'expedite', reason: 'The only part that is made anew' },
      ],
      parts: [
        { title: 'Lectern front, lacquer', quantity: 1, source: 'make', road: [step('finish', 3), step('check', 0.5)], visits: [visit('finish', 3, 60, null, { by: RUNE })] },
        stock('Lectern base, from the showroom', '×'),
      ],
      visits: [], shipped: null,
    }],
    [1056, waiting('Shop counter, birch', 'Bakery Solli', 1, 430, null, 30, [make('Front panels, birch', 4, [5, 4], []), make('Counter top', 1, [4, 4], []), buy('Glass guard', 1, GLASBYEN, [])])],
    [1057, waiting('Music stands, beech', 'School of Music', 12, 215, null, 24, [make('Stands, beech', 12, [8, 6], []), buy('Steel feet', 12, HANSEN, [])])],
    [1058, waiting('Window seat, oak', 'Haugen', 1, 50, null, 28, [make('Seat, oak', 1, [3, 2], []), buy('Cushion, linen', 1, FITTINGS, [])])],
  ];
}
