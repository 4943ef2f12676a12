import type { Sub } from '../../board/lane.ts';
import type { BlockCategory, Exception } from '../../cards/card-common.ts';
import type { LimitUnit } from '../../limits/limit.ts';
import type { LimitViolation } from '../../refusals.ts';
import type { Format } from '../format.ts';
import { lanes } from './floor-lanes.ts';
import { labels } from './labels.ts';
import { times } from './times.ts';

/** Why a lane says no, in the fewest words, and what the panel about it says. */
export const refused = (f: Format) => {
  const { categories } = labels(f);
  const { exceptions } = lanes(f);
  const { duration } = times();
  const measured = (n: number, unit: LimitUnit): string => `${f.amount(n)}${unit === 'hours' ? ' h' : ''}`;
  const here = (age: number): string => (age < 60_000 ? 'came just now' : `${duration(age)} here`);
  const stands: Readonly<Record<Sub, string>> = { queue: 'waits', doing: 'in work', done: 'done' };
  return {
    /** Of hours and pieces a limit may have room, and too little of it. */
    limit: ({ name, load, capacity, unit, weight }: Pick<LimitViolation, 'name' | 'load' | 'capacity' | 'unit' | 'weight'>): string => {
      if (capacity === 0) return `${name} is closed`;
      const of = `${f.amount(load)} of ${measured(capacity, unit)}`;
      return load < capacity ? `${name} has no room for ${measured(weight, unit)}: ${of}` : `${name} is full: ${of}`;
    },
    inWork: 'Still in work: finish it first',
    nextStep: (lane: string): string => `Next step is ${lane}`,
    notOnItsWay: 'Not on its way',
    blocked: 'Blocked: unblock it first',
    kit: (done: number, of: number): string => `Kit is ${done}/${of}`,
    notConfirmed: 'Not confirmed yet',
    notReleased: 'Not released yet',
    notInspected: 'No passed inspection',
    notNow: 'Not now',
    usually: (ms: number): string => `Room is usually back in ${duration(ms)}.`,
    queueHere: (place: number): string => `Queue here, ${f.ordinal(place)} in line`,
    pullInto: (card: string, lane: string): string => `Pull ${card} into ${lane}`,
    open: (card: string): string => `Open ${card}`,
    override: 'Override…',
    leave: 'Leave it',
    close: 'Close',
    occupants: (name: string, load: number, capacity: number): string => `In ${name}: ${f.amount(load)} of ${f.amount(capacity)}`,
    more: (n: number): string => `and ${n} more`,
    /** How one who takes a place stands there; `age`: ms. */
    occupant: {
      blocked: (age: number, text: string, category: BlockCategory): string => {
        const why = text || categories[category];
        return `blocked, ${here(age)}: ${why.charAt(0).toLowerCase()}${why.slice(1)}`;
      },
      above: (age: number, by: Exception['kind']): string => `${exceptions[by]}, above the limit, ${here(age)}`,
      waits: (age: number, lane: string): string => `done, ${here(age)}, waits for ${lane}`,
      stands: (age: number, sub: Sub | null, person: string | null): string => `${stands[sub ?? 'queue']}, ${here(age)}${person ? `, ${person}` : ''}`,
    },
  };
};
