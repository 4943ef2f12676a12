import type { Family } from './trade.ts';

/** What a furniture shop is asked for most: a start, changed for each customer. */
export const FURNITURE_FAMILIES: readonly Family[] = [
  {
    id: 'table', name: { en: 'Dining table', de: 'Esstisch' }, title: { en: 'Oak table, oiled, 2400 × 1000', de: 'Eichentisch, geölt, 2400 × 1000' },
    lines: [
      { title: { en: 'Table top, oak', de: 'Tischplatte, Eiche' }, quantity: 1, source: 'make', road: [['cut', 5], ['finish', 4], ['check', 1]] },
      { title: { en: 'Underframe rails', de: 'Zargen' }, quantity: 4, source: 'make', road: [['cut', 3], ['finish', 2], ['check', 0.5]] },
      { title: { en: 'Legs, turned', de: 'Beine, gedrechselt' }, quantity: 4, source: 'make', road: [['cut', 4], ['finish', 2], ['check', 0.5]] },
      { title: { en: 'Oak boards 40 mm', de: 'Eichenbohlen 40 mm' }, quantity: 8, source: 'buy', supplier: 'stein', road: [['at-suppliers', 0], ['incoming', 0.5]] },
      { title: { en: 'Fittings set', de: 'Beschlagsatz' }, quantity: 1, source: 'stock' },
    ],
  },
  {
    id: 'wardrobe', name: { en: 'Wardrobe', de: 'Kleiderschrank' }, title: { en: 'Wardrobe, ash, 3 doors', de: 'Kleiderschrank, Esche, 3 Türen' },
    lines: [
      { title: { en: 'Carcass panels', de: 'Korpusplatten' }, quantity: 6, source: 'make', road: [['cut', 6], ['finish', 5], ['check', 1]] },
      { title: { en: 'Doors, ash veneer', de: 'Türen, Eschenfurnier' }, quantity: 3, source: 'make', road: [['cut', 4], ['finish', 5], ['check', 1]] },
      { title: { en: 'Back panel', de: 'Rückwand' }, quantity: 1, source: 'make', road: [['cut', 1], ['check', 0.5]] },
      { title: { en: 'Mirror 1800 × 500', de: 'Spiegel 1800 × 500' }, quantity: 1, source: 'buy', supplier: 'glas', road: [['at-suppliers', 0], ['incoming', 0.5]] },
      { title: { en: 'Soft-close hinges', de: 'Dämpfungsscharniere' }, quantity: 9, source: 'buy', supplier: 'fittings', road: [['at-suppliers', 0], ['incoming', 0.25]] },
      { title: { en: 'Screws and dowels', de: 'Schrauben und Dübel' }, quantity: 1, source: 'stock' },
    ],
  },
  {
    id: 'desk', name: { en: 'Reception desk', de: 'Empfangstheke' }, title: { en: 'Reception desk, curved, linoleum top', de: 'Empfangstheke, gebogen, Linoleumplatte' },
    lines: [
      { title: { en: 'Front, curved', de: 'Front, gebogen' }, quantity: 1, source: 'make', road: [['cut', 8], ['finish', 6], ['check', 1]] },
      { title: { en: 'Desk top, linoleum', de: 'Platte, Linoleum' }, quantity: 1, source: 'make', road: [['cut', 3], ['finish', 3], ['check', 0.5]] },
      { title: { en: 'Side panels', de: 'Seitenwände' }, quantity: 2, source: 'make', road: [['cut', 2], ['finish', 2], ['check', 0.5]] },
      { title: { en: 'Steel frame, black', de: 'Stahlgestell, schwarz' }, quantity: 1, source: 'buy', supplier: 'hansen', road: [['at-suppliers', 0], ['incoming', 0.5]] },
      { title: { en: 'Cable tray and sockets', de: 'Kabelwanne und Steckdosen' }, quantity: 2, source: 'buy', supplier: 'fittings', road: [['at-suppliers', 0], ['incoming', 0.25]] },
    ],
  },
  {
    id: 'shelf', name: { en: 'Shelf wall', de: 'Regalwand' }, title: { en: 'Shelf wall, birch, 4 bays', de: 'Regalwand, Birke, 4 Felder' },
    lines: [
      { title: { en: 'Uprights', de: 'Ständer' }, quantity: 5, source: 'make', road: [['cut', 3], ['finish', 3], ['check', 0.5]] },
      { title: { en: 'Shelves', de: 'Fachböden' }, quantity: 16, source: 'make', road: [['cut', 4], ['finish', 4], ['check', 0.5]] },
      { title: { en: 'Glass doors', de: 'Glastüren' }, quantity: 4, source: 'buy', supplier: 'glas', road: [['at-suppliers', 0], ['incoming', 0.5]] },
      { title: { en: 'Wall brackets', de: 'Wandwinkel' }, quantity: 10, source: 'stock' },
    ],
  },
];
