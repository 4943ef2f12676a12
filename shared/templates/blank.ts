import type { NewLane } from '../board/lane-fields.ts';
import { laneId } from '../kernel/ids.ts';
import type { Language } from '../kernel/language.ts';
import type { CommandOf } from '../verbs.ts';
import type { Trade } from './trade.ts';
import { floorLimits, jobLimit, orderLanes, orderLimit, saying } from './lanes.ts';

type CreateBoard = CommandOf<'CreateBoard'>;

/** The smallest board that works: one stage for parts, one gate, and the road of an order. */
export function blankShop(name: string, language: Language = 'en'): CreateBoard {
  const say = saying(language);
  const { enquiries, pool, ready, kits, ship, shipped } = orderLanes(say);
  const end = kits.group;
  const make: NewLane = { id: laneId('make'), name: say('Make', 'Fertigen'), kind: 'work', holds: 'job', group: say('Production', 'Fertigung') };
  const assemble: NewLane = { id: laneId('assemble'), name: say('Assemble', 'Montage'), kind: 'work', holds: 'order', group: end };
  const qc: NewLane = { id: laneId('qc'), name: say('QC', 'Prüfung'), kind: 'gate', holds: 'order', group: end };
  return {
    type: 'CreateBoard', name, trade: 'empty', lanes: [enquiries, pool, ready, make, kits, assemble, qc, ship, shipped],
    limits: [jobLimit(make, 3), orderLimit(kits, 5), orderLimit(assemble, 2), orderLimit(qc, 2), orderLimit(ship, 3), ...floorLimits(say, 8, null)],
  };
}

export const blank: Trade = { id: 'empty', name: { en: 'Only what every order passes', de: 'Nur das, wo jeder Auftrag durchgeht' }, about: { en: 'only the lanes every order passes', de: 'nur die Spalten, durch die jeder Auftrag geht' }, board: blankShop, families: [], demo: null };
