import type { WhyWords } from '../en/why.ts';
import type { Format } from '../format.ts';
import { labels } from './labels.ts';
import { times } from './times.ts';

const MINUTE = 60_000;

export const why = (f: Format): WhyWords => {
  const { categories } = labels(f);
  const { duration } = times();
  const since: WhyWords['since'] = (ms) => (ms < MINUTE ? 'gerade eben' : `seit ${duration(ms)}`);
  const here: WhyWords['here'] = (ms) => (ms < MINUTE ? 'eben gekommen' : `${duration(ms)} hier`);
  const hindrance = ({ text, category }: Parameters<WhyWords['blocked']>[1]): string => text || categories[category];
  const load = ({ load: there, capacity, unit }: Parameters<WhyWords['waitsFor']>[2]): string => `${f.amount(there)}/${f.amount(capacity)}${unit === 'hours' ? ' h' : ''}`;
  const steps = (of: Parameters<WhyWords['next']>[0]): string => of.map(({ lane, hours }) => `${lane}${hours === null ? '' : ` ${f.amount(hours)} h`}`).join('; ');
  const inLine = (line: number | null): string => (line === null ? '' : ` Platz ${line} in der Schlange.`);
  const phases: WhyWords['phases'] = {
    enquiry: 'angefragt', confirmed: 'bestätigt', procurement: 'in der Teilefertigung', kitted: 'vollständig', assembly: 'in der Montage', qc: 'in der Prüfung',
    ready_to_ship: 'versandbereit', shipped: 'versandt',
  };
  const jobStates: WhyWords['jobStates'] = { planned: 'geplant', ready: 'startbereit', started: 'begonnen', done: 'fertig' };
  return {
    since, here, phases, jobStates,
    blocked: (ms, by, more) => `Blockiert ${since(ms)}: ${hindrance(by)}${more > 0 ? f.plural(more, { one: ' und noch ein Grund', other: ' und # weitere Gründe' }) : ''}.`,
    asked: (ms) => `${ms < MINUTE ? 'Gerade eben' : `Vor ${duration(ms)}`} angefragt, nicht bestätigt.`,
    notBefore: 'Vor der Bestätigung beginnt nichts.',
    passed: 'Geprüft und versandbereit.',
    promised: (day) => `Zugesagt: ${day}.`,
    shipped: (day, carrier, reference) => `Versandt ${day}${carrier ? ` mit ${carrier}${reference ? `, ${reference}` : ''}` : ''}.`,
    afterPromise: (ms) => `${duration(ms)} nach dem Liefertermin.`,
    inTime: 'Pünktlich.',
    inPool: (day) => `Im Pool bis ${day}.`,
    poolDays: (days) => `Das ${f.plural(days, { one: 'ist # Tag', other: 'sind # Tage' })} vor dem Liefertermin. Früher nur mit Grund.`,
    waitsForRoom: (limit, of) => `Wartet auf Platz: ${limit} ist ${load({ ...of, unit: 'count' })}.`,
    mayRelease: 'Kann jetzt freigegeben werden.',
    dateWas: (day) => `Dran war es ab ${day}.`,
    kit: (done, of) => `${done} von ${of} Teilen sind im Teilesatz.`,
    nowhere: 'noch nirgends',
    waitsForPart: (part, state, ms) => `Wartet auf Teil ${part} (${state}), ${here(ms)}.`,
    waitsForBlocked: (part, where, ms, by) => `Wartet auf Teil ${part}, blockiert (${where}) ${since(ms)}: ${hindrance(by)}.`,
    afterIt: (of) => `Danach noch: ${steps(of)}.`,
    next: (of) => `Dann: ${steps(of)}.`,
    inKit: 'Im Teilesatz',
    planned: 'Geplant',
    notStarted: 'Nicht begonnen',
    in: (lane) => `In ${lane}`,
    inWork: (lane) => `In Arbeit: ${lane}`,
    doneAt: (lane) => `Fertig: ${lane}`,
    notReleased: (order) => `Geplant: Auftrag ${order} ist nicht freigegeben.`,
    inKitOf: (order) => `Im Teilesatz von Auftrag ${order}.`,
    kitIs: (done, of) => `Der Teilesatz ist ${done}/${of}.`,
    workedBy: (state, who) => `${state}, ${who.length > 0 ? who.join(', ') : 'niemand eingetragen'}.`,
    standsReady: (state) => `${state}.`,
    waitsFor: (lane, limit, of, line) => `Wartet auf ${lane}: ${limit ?? 'dort'} ist ${load(of)}.${inLine(line)}`,
    mayPull: (lane, line) => `Bereit: ${lane} kann ziehen.${inLine(line)}`,
  };
};
