import type { Family } from './trade.ts';

/** What a furniture shop is asked for most: a start, changed for each customer. */
export const FURNITURE_FAMILIES: readonly Family[] = [
  {
    id: 'table', name: 'Dining table', title: 'Oak table, oiled, 2400 × 1000',
    lines: [
      { title: 'Table top, oak', quantity: 1, source: 'make', road: { cut: 5, finish: 4, check: 1 } },
      { title: 'Underframe rails', quantity: 4, source: 'make', road: { cut: 3, finish: 2, check: 0.5 } },
      { title: 'Legs, turned', quantity: 4, source: 'make', road: { cut: 4, finish: 2, check: 0.5 } },
      { title: 'Oak boards 40 mm', quantity: 8, source: 'buy', supplier: 'stein', road: { 'at-suppliers': 0, incoming: 0.5 } },
      { title: 'Fittings set', quantity: 1, source: 'stock' },
    ],
  },
  {
    id: 'wardrobe', name: 'Wardrobe', title: 'Wardrobe, ash, 3 doors',
    lines: [
      { title: 'Carcass panels', quantity: 6, source: 'make', road: { cut: 6, finish: 5, check: 1 } },
      { title: 'Doors, ash veneer', quantity: 3, source: 'make', road: { cut: 4, finish: 5, check: 1 } },
      { title: 'Back panel', quantity: 1, source: 'make', road: { cut: 1, check: 0.5 } },
      { title: 'Mirror 1800 × 500', quantity: 1, source: 'buy', supplier: 'glas', road: { 'at-suppliers': 0, incoming: 0.5 } },
      { title: 'Soft-close hinges', quantity: 9, source: 'buy', supplier: 'fittings', road: { 'at-suppliers': 0, incoming: 0.25 } },
      { title: 'Screws and dowels', quantity: 1, source: 'stock' },
    ],
  },
  {
    id: 'desk', name: 'Reception desk', title: 'Reception desk, curved, linoleum top',
    lines: [
      { title: 'Front, curved', quantity: 1, source: 'make', road: { cut: 8, finish: 6, check: 1 } },
      { title: 'Desk top, linoleum', quantity: 1, source: 'make', road: { cut: 3, finish: 3, check: 0.5 } },
      { title: 'Side panels', quantity: 2, source: 'make', road: { cut: 2, finish: 2, check: 0.5 } },
      { title: 'Steel frame, black', quantity: 1, source: 'buy', supplier: 'hansen', road: { 'at-suppliers': 0, incoming: 0.5 } },
      { title: 'Cable tray and sockets', quantity: 2, source: 'buy', supplier: 'fittings', road: { 'at-suppliers': 0, incoming: 0.25 } },
    ],
  },
  {
    id: 'shelf', name: 'Shelf wall', title: 'Shelf wall, birch, 4 bays',
    lines: [
      { title: 'Uprights', quantity: 5, source: 'make', road: { cut: 3, finish: 3, check: 0.5 } },
      { title: 'Shelves', quantity: 16, source: 'make', road: { cut: 4, finish: 4, check: 0.5 } },
      { title: 'Glass doors', quantity: 4, source: 'buy', supplier: 'glas', road: { 'at-suppliers': 0, incoming: 0.5 } },
      { title: 'Wall brackets', quantity: 10, source: 'stock' },
    ],
  },
];
