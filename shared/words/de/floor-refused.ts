import type { FloorWords } from '../en/floor.ts';
import type { LimitUnit } from '../../limits/limit.ts';
import type { Format } from '../format.ts';
import { lanes } from './floor-lanes.ts';
import { labels } from './labels.ts';
import { times } from './times.ts';

type Refused = FloorWords['refused'];

export const refused = (f: Format): Refused => {
  const { categories } = labels(f);
  const { exceptions } = lanes(f);
  const { duration } = times();
  const measured = (n: number, unit: LimitUnit): string => `${f.amount(n)}${unit === 'hours' ? ' h' : ''}`;
  const here = (age: number): string => (age < 60_000 ? 'gerade gekommen' : `${duration(age)} hier`);
  const stands = { queue: 'wartet', doing: 'in Arbeit', done: 'fertig' };
  return {
    limit: ({ name, load, capacity, unit, weight }) => {
      if (capacity === 0) return `${name} ist geschlossen`;
      const of = `${f.amount(load)} von ${measured(capacity, unit)}`;
      return load < capacity ? `${name} hat keinen Platz für ${measured(weight, unit)}: ${of}` : `${name} ist voll: ${of}`;
    },
    inWork: 'Noch in Arbeit: erst fertig melden',
    nextStep: (lane) => `Nächster Schritt ist ${lane}`,
    notOnItsWay: 'Nicht auf ihrem Weg',
    blocked: 'Blockiert: erst die Blockade lösen',
    kit: (done, of) => `Teilesatz ist ${done}/${of}`,
    notConfirmed: 'Noch nicht bestätigt',
    notReleased: 'Noch nicht freigegeben',
    notInspected: 'Keine bestandene Prüfung',
    notNow: 'Gerade nicht',
    usually: (ms) => `Platz gibt es meist in ${duration(ms)} wieder.`,
    queueHere: (place) => `Hier anstellen, als ${f.ordinal(place)} in der Schlange`,
    pullInto: (card, lane) => `${card} nach ${lane} ziehen`,
    open: (card) => `${card} öffnen`,
    override: 'Über das Limit…',
    leave: 'So lassen',
    close: 'Schließen',
    occupants: (name, load, capacity) => `In ${name}: ${f.amount(load)} von ${f.amount(capacity)}`,
    more: (n) => f.plural(n, { one: 'und # weitere', other: 'und # weitere' }),
    occupant: {
      blocked: (age, text, category) => `blockiert, ${here(age)}: ${text || categories[category]}`,
      above: (age, by) => `über dem Limit, ${exceptions[by]}, ${here(age)}`,
      waits: (age, lane) => `fertig, ${here(age)}, wartet auf ${lane}`,
      stands: (age, sub, person) => `${stands[sub ?? 'queue']}, ${here(age)}${person ? `, ${person}` : ''}`,
    },
  };
};
