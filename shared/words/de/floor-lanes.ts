import type { FloorWords } from '../en/floor.ts';
import type { LimitUnit } from '../../limits/limit.ts';
import type { Role } from '../../people/directory.ts';
import type { Format } from '../format.ts';

type Lanes = FloorWords['lanes'];

export const lanes = (f: Format): Lanes => {
  const measured = (n: number, unit: LimitUnit): string => `${f.amount(n)}${unit === 'hours' ? ' h' : ''}`;
  const crews: Readonly<Record<Role, string>> = {
    sales: 'Vertrieb', planner: 'Planung', buyer: 'Einkauf', operator: 'Fertigung', lead: 'Schichtleitung', inspector: 'Qualitätsprüfung', shipping: 'Versand',
    manager: 'Betriebsleitung', viewer: 'Gäste', admin: 'Verwaltung',
  };
  const exceptions: Lanes['exceptions'] = { override: 'erlaubt', expedite: 'eilig', return: 'Nacharbeit', oversize: 'zu groß', estimate: 'mehr Stunden' };
  const marks = { work: 'in Arbeit', done: 'fertig', blocked: 'blockiert', free: 'frei', over: 'über dem Limit' };
  const quiet: Lanes['quiet'] = {
    enquiry: 'Noch nicht bestätigt', pool: 'Bestätigt, wartet auf Freigabe', ready: 'Warten auf den ersten Schritt',
    kit: 'Warten auf die letzten Teile', ship: 'Geprüft, versandbereit', shipped: 'Unterwegs',
  };
  const subs: Lanes['subs'] = { doing: 'Läuft', done: 'Fertig' };
  const free: Lanes['free'] = (n, unit) => `${measured(n, unit)} frei`;
  const full = ({ load, capacity }: { readonly load: number; readonly capacity: number }): string =>
    capacity === 0 ? 'Geschlossen' : load < capacity ? 'Kein Platz' : load > capacity ? 'Darüber' : 'Voll';
  const pulls = (names: readonly string[]): string => `hier ${names.length === 1 ? 'zieht' : 'ziehen'} ${f.and(names)}`;
  return {
    floor: 'Fertigung',
    all: 'Spalten',
    exceptions, quiet, subs, free,
    closed: 'Geschlossen',
    full: 'Voll',
    oneLeft: 'Noch ein Platz',
    starved: (n, unit) => `Ohne Arbeit, ${free(n, unit)}`,
    limitLowered: 'Limit gesenkt',
    over: (n, unit, why) => `${measured(n, unit)} darüber: ${why.join(', ')}`,
    shut: (by) => `${full(by)}: ${by.name} ${f.amount(by.load)}/${measured(by.capacity, by.unit)}`,
    shutBy: (state, frees) => `${state}. ${frees}`,
    line: (capacity, unit, withDone) => `Limit ${measured(capacity, unit)}${withDone ? ', mit Fertigem' : ''}`,
    meter: (shares, unit) => shares.map(([mark, n]) => `${measured(n, unit)} ${marks[mark]}`).join(', '),
    freePlaces: (n) => (n > 1 ? `${n} frei` : 'frei'),
    column: (lane, sub) => `${lane}, ${sub.toLowerCase()}`,
    passedWaits: 'Bestanden, kann gezogen werden',
    doneWaits: 'Fertig, kann gezogen werden',
    doneWaitsFor: (lane) => `Fertig, wartet auf ${lane}`,
    inLine: (n) => `${n} in der Schlange`,
    policyOf: (lane) => `Regeln von ${lane}`,
    noPolicy: 'Für diese Spalte ist noch keine Regel aufgeschrieben.',
    beforeLeaving: 'Bevor eine Karte weitergeht',
    limitOf: (meter, keepsDone) => `${meter}. ${keepsDone ? 'Fertige Karten behalten ihren Platz, bis die nächste Spalte sie zieht.' : ''}`,
    widen: (lane) => `${lane} breiter zeigen`,
    fold: (lane) => `${lane} zuklappen`,
    unfold: (lane, count, state) => `${lane} aufklappen, ${count}, ${state}`,
    group: (load, capacity, ofOrders, isFull) =>
      `${f.amount(load)}${capacity === null ? '' : `/${f.amount(capacity)}`}${ofOrders ? ` ${(capacity ?? load) === 1 ? 'Auftrag' : 'Aufträge'}` : ''}${isFull ? ', voll' : ''}`,
    chip: { over: (count) => `${count} darüber`, full: (count) => `${count} voll` },
    nothing: {
      next: (lane) => `Gerade nichts in ${lane}. Die nächste Karte ist einen Druck entfernt.`,
      now: (lane) => `Gerade nichts in ${lane}.`,
      ready: (lane) => `Gerade nichts in ${lane}, und keine Karte ist so weit.`,
    },
    slot: {
      pull: 'Nächste ziehen',
      release: (card) => `${card} freigeben`,
      next: 'Als Nächstes:',
      lead: (lead) => `${lead ?? 'Als Nächstes'}:`,
      room: (orders) => `Platz für ${f.plural(orders, { one: '# weiteren Auftrag', other: '# weitere Aufträge' })}`,
      planners: 'die Planung gibt frei',
      people: pulls,
      crews: (roles) => pulls(roles.map((role) => crews[role])),
      press: (label, card, title) => `${label}: ${card} ${title}`,
      pressWhy: (label, card, title, why) => `${label}: ${card} ${title}, ${why}`,
      why: {
        inLine: 'vorn in der Schlange', back: (from) => (from ? `zurück von ${from}` : 'zurück zur Nacharbeit'), expedite: 'eilig', leastTime: 'am wenigsten Zeit',
        leastTimeDue: (due) => `am wenigsten Zeit, Termin ${due}`, authorised: 'am längsten dran', lastPart: 'letztes Teil im Teilesatz', nearestKit: 'Teilesatz fast ganz',
        longest: 'wartet am längsten',
      },
    },
  };
};
