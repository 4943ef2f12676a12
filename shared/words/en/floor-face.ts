import type { BufferColour } from '../../board/buffer.ts';
import type { BlockCategory, Exception } from '../../cards/card-common.ts';
import type { Card } from '../../cards/card.ts';
import type { Format } from '../format.ts';

/** What a card shows, and what a screen reader says of it. */
export const face = (f: Format) => {
  const blockedBy: Readonly<Record<BlockCategory, string>> = {
    material: 'Waiting for material', machine: 'Machine down', tooling: 'Tooling', labour: 'Nobody free', quality: 'Quality',
    spec: 'Drawing unclear', customer: 'Waiting for the customer', supplier: 'Waiting for the supplier', transport: 'Transport', other: 'Blocked',
  };
  /** Those that neither the band nor the mark of rework tells. */
  const above: Readonly<Partial<Record<Exception['kind'], string>>> = {
    override: 'Above a limit, by override', oversize: 'Heavier than the limit', estimate: 'Above a limit, by its estimate',
  };
  const kinds: Readonly<Record<Card['kind'], string>> = { order: 'Order', job: 'Job' };
  const risks: Readonly<Record<BufferColour, string>> = { green: '', yellow: ', at risk soon', red: ', at risk', black: '' };
  return {
    today: 'Today',
    blockedBy, above,
    blocked: (why: string, more: number): string => (more > 0 ? `${why} and ${more} more` : why),
    /** `3 jobs · 7.5 h`. */
    work: (jobs: number, hours: number): string => `${f.plural(jobs, { one: '# job', other: '# jobs' })}${hours > 0 ? ` · ${f.amount(hours)} h` : ''}`,
    fullKit: 'Full kit, ready to pull',
    missing: (part: string, lane: string | null, more: number): string => `Missing: ${part}${lane ? ` at ${lane}` : ''}${more > 0 ? ` and ${more} more` : ''}`,
    called: (lane: string): string => `Called: ${lane} has a place for it`,
    inLine: (lane: string): string => `In line at ${lane}`,
    placeInLine: (place: number, lane: string): string => `${f.ordinal(place)} in line at ${lane}`,
    /** `from`: null if that lane is not known any more. */
    back: (from: string | null, time: number, reason: string): string =>
      `Back from ${from ?? 'rework'}${time > 1 ? `, ${f.ordinal(time)} time` : ''}${reason ? `: ${reason}` : ''}`,
    late: (due: string): string => `Late, ${due}`,
    noDate: 'no date promised',
    authorisedToday: 'authorised today',
    authorisedSince: (day: string): string => `authorised since ${day}`,
    authorisedFrom: (day: string): string => `authorised ${day}`,
    /** How long it stands where it is. */
    here: (age: string): string => `${age} here`,
    ages: (here: string, inAll: string): string => `${here} in this lane, ${inAll} in all`,
    isMovingIt: (name: string): string => `${name} is moving it`,
    asking: 'Asking…', notSaved: 'Not saved yet',
    moves: (card: string): string => `Moves of ${card}`,
    openCard: 'Open the card',
    thumb: { finish: 'Finish', pass: 'Pass', block: 'Block', unblock: 'Unblock' },
    thumbOf: {
      finish: (card: string): string => `Finish ${card}`, pass: (card: string): string => `Pass ${card}`, block: (card: string): string => `Block ${card}`,
      unblock: (card: string): string => `Unblock ${card}`,
    },
    /** Said in a row, with commas between. */
    said: {
      what: (kind: Card['kind'], number: string, title: string, quantity: string): string => `${kinds[kind]} ${number}, ${title}, ${quantity}`,
      expedite: 'expedite',
      blocked: (why: string): string => `blocked: ${why}`,
      kit: (count: string, missing: string): string => `kit ${count}, ${missing}`,
      due: (due: string, buffer: BufferColour | null): string => `due ${due}${buffer ? risks[buffer] : ''}`,
    },
  };
};
