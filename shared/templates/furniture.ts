import type { NewLane } from '../board/lane-fields.ts';
import { laneId, limitId } from '../kernel/ids.ts';
import type { Language } from '../kernel/language.ts';
import type { CommandOf } from '../verbs.ts';
import { FURNITURE_FAMILIES } from './furniture-families.ts';
import type { Trade } from './trade.ts';
import { floorLimits, item, jobLimit, orderLanes, orderLimit, saying } from './lanes.ts';

type CreateBoard = CommandOf<'CreateBoard'>;

/** A furniture maker: parts are bought or cut, finished and checked; orders are assembled from their kits. */
export function furnitureShop(name = 'Nordby Furniture', language: Language = 'en'): CreateBoard {
  const say = saying(language);
  const { enquiries, pool, ready, kits, ship, shipped } = orderLanes(say);
  const buying = ready.group;
  const production = say('Production', 'Fertigung');
  const end = kits.group;
  const suppliers: NewLane = { id: laneId('at-suppliers'), name: say('At suppliers', 'Beim Lieferanten'), kind: 'external', holds: 'job', group: buying, policy: say('Ordered, not arrived', 'Bestellt, nicht eingetroffen') };
  const incoming: NewLane = { id: laneId('incoming'), name: say('Incoming', 'Wareneingang'), kind: 'gate', holds: 'job', group: buying, policy: say('Count, compare with the order, look for damage', 'Zählen, mit der Bestellung vergleichen, auf Schäden sehen'), checklist: [item('counted', say('Quantity counted', 'Menge gezählt'))] };
  const cut: NewLane = { id: laneId('cut'), name: say('Cut', 'Zuschnitt'), kind: 'work', holds: 'job', group: production, policy: say('Grain and moisture checked before the first cut', 'Maserung und Feuchte vor dem ersten Schnitt geprüft'), defaultHours: 3 };
  const finish: NewLane = { id: laneId('finish'), name: say('Finish', 'Oberfläche'), kind: 'work', holds: 'job', group: production, policy: say('Dry before it counts as done', 'Erst trocken ist fertig'), defaultHours: 4 };
  const check: NewLane = { id: laneId('check'), name: say('Check', 'Teileprüfung'), kind: 'gate', holds: 'job', group: production, policy: say('Against the drawing', 'Nach Zeichnung'), checklist: [item('measured', say('Measured against the drawing', 'Nach Zeichnung gemessen'))] };
  const assemble: NewLane = { id: laneId('assemble'), name: say('Assemble', 'Montage'), kind: 'work', holds: 'order', group: end, policy: say('Full kit only', 'Nur mit vollem Teilesatz'), defaultHours: 6 };
  const qc: NewLane = { id: laneId('qc'), name: say('QC', 'Endprüfung'), kind: 'gate', holds: 'order', group: end, policy: say('By somebody who did not assemble it', 'Wer montiert hat, prüft nicht'), checklist: [item('surfaces', say('Surfaces without a flaw', 'Oberflächen ohne Fehler')), item('function', say('Doors and drawers run', 'Türen und Schubladen laufen')), item('papers', say('Papers and fittings packed', 'Papiere und Beschläge verpackt'))] };
  return {
    type: 'CreateBoard', name, trade: 'furniture', firstNumber: 1031,
    lanes: [enquiries, pool, ready, suppliers, incoming, cut, finish, check, kits, assemble, qc, ship, shipped],
    limits: [
      jobLimit(suppliers, 6), jobLimit(incoming, 3), jobLimit(cut, 4), jobLimit(finish, 3), jobLimit(check, 2), orderLimit(kits, 5), orderLimit(assemble, 2),
      orderLimit(qc, 2), orderLimit(ship, 4),
      { id: limitId('procurement'), name: buying, kind: 'job', scope: { lanes: [laneId('at-suppliers'), laneId('incoming')] }, unit: 'count', capacity: 9 },
      { id: limitId('production'), name: production, kind: 'job', scope: { group: production }, unit: 'count', capacity: 9 },
      ...floorLimits(say, 10, 24),
    ],
  };
}

export const furniture: Trade = {
  id: 'furniture', name: { en: 'Furniture: suppliers, cut, finish, assemble, QC, ship', de: 'Möbel: Lieferanten, Zuschnitt, Oberfläche, Montage, Prüfung, Versand' },
  about: { en: 'a whole shop', de: 'eine ganze Werkstatt' }, board: furnitureShop, families: FURNITURE_FAMILIES,
  demo: async () => (await import('./furniture-demo.ts')).furnitureDemo,
};
