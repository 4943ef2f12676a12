import type { FloorWords } from '../en/floor.ts';
import type { Format } from '../format.ts';

type Face = FloorWords['face'];

const TODAY = 'Heute';
/** Inside a sentence. */
const inside = (day: string): string => (day === TODAY ? 'heute' : day);

export const face = (f: Format): Face => {
  const blockedBy: Face['blockedBy'] = {
    material: 'Wartet auf Material', machine: 'Maschine steht', tooling: 'Werkzeug fehlt', labour: 'Niemand frei', quality: 'Qualität',
    spec: 'Zeichnung unklar', customer: 'Wartet auf den Kunden', supplier: 'Wartet auf den Lieferanten', transport: 'Fahrt oder Kran', other: 'Blockiert',
  };
  const above: Face['above'] = { override: 'Über dem Limit, erlaubt', oversize: 'Größer als das Limit', estimate: 'Über dem Limit, mehr Stunden' };
  const kinds = { order: 'Auftrag', job: 'Teil' };
  const risks = { green: '', yellow: ', bald in Gefahr', red: ', in Gefahr', black: '' };
  const moreThan = (more: number): string => (more > 0 ? ` und ${f.plural(more, { one: '# weiteres', other: '# weitere' })}` : '');
  return {
    today: TODAY,
    blockedBy, above,
    blocked: (why, more) => (more > 0 ? `${why} und ${f.plural(more, { one: '# weiterer Grund', other: '# weitere Gründe' })}` : why),
    work: (jobs, hours) => `${f.plural(jobs, { one: '# Teil', other: '# Teile' })}${hours > 0 ? ` · ${f.amount(hours)} h` : ''}`,
    fullKit: 'Teilesatz ganz, bereit',
    missing: (part, lane, more) => `Fehlt: ${part}${lane ? ` in ${lane}` : ''}${moreThan(more)}`,
    called: (lane) => `Dran: ${lane} hat Platz dafür`,
    inLine: (lane) => `In der Schlange bei ${lane}`,
    placeInLine: (place, lane) => `${f.ordinal(place)} in der Schlange bei ${lane}`,
    back: (from, time, reason) => `Zurück ${from ? `von ${from}` : 'zur Nacharbeit'}${time > 1 ? `, zum ${f.ordinal(time)} Mal` : ''}${reason ? `: ${reason}` : ''}`,
    late: (due) => `Zu spät, ${inside(due)}`,
    noDate: 'kein Termin zugesagt',
    authorisedToday: 'ab heute dran',
    authorisedSince: (day) => `seit ${inside(day)} dran`,
    authorisedFrom: (day) => `ab ${inside(day)} dran`,
    here: (age) => `${age} hier`,
    ages: (here, inAll) => `${here} in dieser Spalte, ${inAll} insgesamt`,
    isMovingIt: (name) => `${name} bewegt sie`,
    asking: 'Wird gefragt…', notSaved: 'Noch nicht gespeichert',
    moves: (card) => `Züge von ${card}`,
    openCard: 'Karte öffnen',
    thumb: { finish: 'Fertig', pass: 'Bestanden', block: 'Blockieren', unblock: 'Lösen' },
    thumbOf: {
      finish: (card) => `${card} fertig melden`, pass: (card) => `${card} bestanden`, block: (card) => `${card} blockieren`, unblock: (card) => `Blockade von ${card} lösen`,
    },
    said: {
      what: (kind, number, title, quantity) => `${kinds[kind]} ${number}, ${title}, ${quantity}`,
      expedite: 'eilig',
      blocked: (why) => `blockiert: ${why}`,
      kit: (count, missing) => `Teilesatz ${count}, ${missing}`,
      due: (due, buffer) => `Termin ${inside(due)}${buffer ? risks[buffer] : ''}`,
    },
  };
};
