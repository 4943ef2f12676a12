import { numberOf as n } from '../../kernel/ids.ts';
import type { LimitUnit } from '../../limits/limit.ts';
import type { Obstacle } from '../../refusals.ts';
import type { RoomWords } from '../en/room.ts';
import type { Format } from '../format.ts';
import { labels } from './labels.ts';

export const room = (f: Format): RoomWords => {
  const { categories } = labels(f);
  const unit = (of: LimitUnit): string => (of === 'hours' ? ' h' : '');
  /** `müssen 2 Karten`, `muss 1 h`. */
  const leaving = (needs: number, of: LimitUnit): string => {
    if (of === 'count') return f.plural(needs, { one: 'muss # Karte', other: 'müssen # Karten' });
    return of === 'hours' ? f.plural(needs, { one: 'muss # h', other: 'müssen # h' }) : `muss eine Menge von ${f.amount(needs)}`;
  };
  const obstacle = ({ text, category }: Obstacle): string => text || categories[category];
  return {
    raise: 'Zum Öffnen das Limit erhöhen.',
    closed: (name) => `${name} ist geschlossen (Limit 0).`,
    others: (more) => f.plural(more, { one: '# weitere', other: '# weitere' }),
    state: ({ name, load, capacity, unit: of }, who) =>
      `${name} ist ${f.amount(load)}/${f.amount(capacity)}${unit(of)}${load > capacity ? ` (${f.amount(load - capacity)}${unit(of)} darüber)` : ''}${who && `: ${who}`}.`,
    adds: (weight, of) => `Mit dieser Karte kämen ${f.amount(weight)}${unit(of)} dazu.`,
    oldestBlocked: (by) => `Die älteste ist blockiert: ${obstacle(by)}.`,
    oldestWaits: (lane) => `Die älteste wartet auf ${lane}.`,
    oldestWorked: (person) => `Die älteste ist bei ${person} in Arbeit.`,
    tooLarge: 'Die Karte ist größer als das ganze Limit: das Limit erhöhen oder die Karte kleiner machen.',
    tooLargeForNow: 'Die Karte ist größer als das ganze Limit und kommt hinein, wenn sonst nichts da ist.',
    hasToLeave: (needs, of) => `Vorher ${leaving(needs, of)} hinaus.`,
    releasedWhen: (needs, of) => {
      if (of === 'qty') return `Freigeben geht, wenn eine Menge von ${f.amount(needs)} heraus ist.`;
      return `Freigeben geht, wenn ${f.plural(needs, of === 'hours' ? { one: '# h heraus ist', other: '# h heraus sind' } : { one: '# Karte heraus ist', other: '# Karten heraus sind' })}.`;
    },
    ways: {
      pull: (way, first, enough) => {
        const card = n(way.card);
        const left = way.within ? `Platz gibt es, wenn ${card} aus ${way.within} heraus ist: ` : '';
        if (!way.full) return left ? `${left}als Nächstes nach ${way.name} ziehen.` : `Erst ${card} nach ${way.name} ziehen.`;
        const head = left ? `${left}${way.name} muss sie ziehen` : `${first ? `Für Platz muss ${way.name}` : `${way.name} muss`} ${card} ziehen`;
        const by = way.by ?? way.name;
        const { needs = null, unit: of = 'count' } = way;
        if (needs === null) return `${head}, und ${by} ist kleiner als diese Karte.`;
        const load = way.load === null ? 'voll' : `${f.amount(way.load)}/${f.amount(way.capacity ?? 0)}${unit(of)}`;
        return `${head}, und ${by} ist ${load}${enough ? '' : `: dort ${leaving(needs, of)} vorher hinaus`}.`;
      },
      finish: (way, first) => {
        const card = n(way.card);
        if (way.within) return `Platz gibt es, wenn ${card} aus ${way.within} heraus ist: als Nächstes in ${way.name} fertig melden.`;
        return way.ends || !first ? `Erst muss ${card} in ${way.name} fertig werden.` : `Platz gibt es, wenn ${card} fertig und weitergezogen ist.`;
      },
      inspect: (way) => `${n(way.card)} wartet in ${way.name} auf die Prüfung.`,
      unblock: (way) => `Blockade von ${n(way.card)} lösen: ${obstacle(way.why)}.`,
      ship: (way) => `Erst ${n(way.card)} versenden.`,
      complete: (way) => `${n(way.card)} wartet noch auf Teile.`,
      ring: (way) => `Die vollen Spalten warten im Kreis aufeinander: ein Zug von ${n(way.card)} macht alle frei.`,
    },
  };
};
