import type { Policies } from '../../board/policies.ts';
import type { EventOf } from '../../events.ts';
import type { TextRef } from '../../kernel/commit-info.ts';
import { numberOf as n } from '../../kernel/ids.ts';
import type { CardId, LimitId } from '../../kernel/ids.ts';
import type { StoriesWords } from '../en/stories.ts';
import type { Format } from '../format.ts';
import type { Telling } from '../story.ts';
import { labels } from './labels.ts';

export const stories = (f: Format): StoriesWords => {
  const { categories, classes } = labels(f);
  const parts = (count: number): string => f.plural(count, { one: '# Teil', other: '# Teile' });
  const it = (card: CardId, { of }: Telling): string => (card === of ? 'die Karte' : n(card));
  const colon = (text: TextRef | null, { said }: Telling): string => (said(text) ? `: ${said(text)}` : '');
  const above = (exceptions: readonly { readonly limit: LimitId }[], { limit }: Telling): string =>
    exceptions.length > 0 ? `, über dem Limit von ${f.and(exceptions.map((one) => limit(one.limit)))}` : '';
  const policies: Readonly<Record<keyof Policies, string>> = {
    orderConwipUntil: 'bis wann ein Auftrag zählt', productionBufferDays: 'den Zeitpuffer der Fertigung', pullOrder: 'wie fest die Reihenfolge beim Ziehen ist',
    makerMayInspect: 'wer prüfen darf', undoSeconds: 'wie lange ein Zug zurückgenommen werden kann', closeAfterDays: 'wie lange Versandtes auf dem Board bleibt', timeZone: 'die Zeitzone',
  };
  const edited = ({ title, quantity, unit, promisedAt, routing }: EventOf<'CardEdited'>, { lane }: Telling): string => f.and([
    ...(title === undefined ? [] : [`den Titel auf ${title}`]),
    ...(quantity === undefined ? [] : [`die Menge auf ${f.amount(quantity)}`]),
    ...(unit === undefined ? [] : [`die Einheit auf ${unit}`]),
    ...(promisedAt === undefined ? [] : [`den Liefertermin auf ${f.dayInFull(promisedAt)}`]),
    ...(routing === undefined ? [] : [`die Stunden (${routing.map((step) => `${lane(step.lane)} ${step.hours === null ? '–' : f.amount(step.hours)}`).join('; ')})`]),
  ]);
  return {
    erased: '(gelöscht)',
    lines: {
      BoardCreated: ({ name, lanes }) => `hat das Board ${name} mit ${f.plural(lanes.length, { one: '# Spalte', other: '# Spalten' })} eingerichtet`,
      LaneAdded: ({ lane }) => `hat die Spalte ${lane.name} angelegt`,
      LaneEdited: ({ lane, changes }, told) => (changes.name ? `hat eine Spalte in ${changes.name} umbenannt` : `hat die Spalte ${told.lane(lane)} geändert`),
      LaneMoved: ({ lane, before }, told) => `hat die Spalte ${told.lane(lane)} ${before ? `vor ${told.lane(before)}` : 'ans Ende'} verschoben`,
      LaneRemoved: ({ lane }, told) => `hat die Spalte ${told.lane(lane)} entfernt`,
      LimitSet: ({ limit, reason }, told) => `hat das Limit von ${limit.name} ${limit.capacity === null ? 'aufgehoben' : `auf ${f.amount(limit.capacity)} gesetzt`}${colon(reason, told)}`,
      LimitRemoved: ({ limit, reason }, told) => `hat das Limit von ${told.limit(limit)} entfernt${colon(reason, told)}`,
      PoliciesSet: (event) => `hat geändert: ${f.and((Object.keys(event.policies) as (keyof Policies)[]).map((policy) => policies[policy]))}`,
      OrderCreated: ({ customer, jobs }, told) => `hat den Auftrag für ${told.said(customer) || 'jemanden'} angelegt, ${parts(jobs.length)}`,
      BomRevised: ({ jobs }) => `hat die Stückliste auf ${parts(jobs.length)} geändert`,
      OrderConfirmed: ({ promisedAt }) => `hat den Auftrag zum ${f.dayInFull(promisedAt)} bestätigt`,
      OrderReleased: ({ early, exceptions }, told) => `hat den Auftrag ${early === null ? 'freigegeben' : `vorzeitig freigegeben${colon(early, told)}`}${above(exceptions, told)}`,
      CardPulled: ({ card, step, exceptions }, told) => `hat ${it(card, told)} nach ${told.step(card, step)} gezogen${above(exceptions, told)}`,
      WorkFinished: ({ card }, told) => `hat ${it(card, told)} fertig gemeldet`,
      InspectionPassed: ({ card }, told) => `hat ${it(card, told)} bei der Prüfung durchgelassen`,
      ConcessionGranted: ({ card, reason }, told) => `hat ${it(card, told)} mit Sonderfreigabe durchgelassen${colon(reason, told)}`,
      JobCompleted: ({ card }, told) => `hat ${it(card, told)} in den Teilesatz gelegt`,
      PlanChanged: () => 'hat geändert, was der Auftrag mitbringt',
      OrderKitted: () => 'hat den Teilesatz vollständig gemacht',
      OrderClosed: () => 'hat den Auftrag ins Archiv gelegt',
      CardReturned: ({ card, from, step, category, reason, exceptions }, told) =>
        `hat ${it(card, told)} von ${told.step(card, from)} nach ${told.step(card, step)} zurückgegeben (${categories[category]})${colon(reason, told)}${above(exceptions, told)}`,
      OrderShipped: ({ carrier, reference }, told) => `hat den Auftrag mit ${told.said(carrier) || 'einer Spedition'} versandt${told.said(reference) ? `, ${told.said(reference)}` : ''}`,
      CardBlocked: ({ card, category, external, text }, told) => `hat ${it(card, told)} blockiert (${categories[category]}${external ? ', von außen' : ''})${colon(text, told)}`,
      CardUnblocked: ({ card, resolution }, told) => `hat die Blockade ${card === told.of ? 'der Karte' : `von ${n(card)}`} gelöst${colon(resolution, told)}`,
      CardReordered: ({ card, before }, told) => `hat ${it(card, told)} ${before ? `über ${n(before)}` : 'ans Ende der Spalte'} gesetzt`,
      CardQueued: ({ card, lane }, told) => `hat ${it(card, told)} bei ${told.lane(lane)} angestellt`,
      CardLeftQueue: ({ card }, told) => `hat ${it(card, told)} aus der Schlange genommen`,
      CommentAdded: ({ card, text }, told) => (card === told.of ? `schreibt: ${told.said(text)}` : `zu ${n(card)}: ${told.said(text)}`),
      CardAssigned: ({ card, assignees, exceptions }, told) =>
        (assignees.length === 0 ? `hat bei ${card === told.of ? 'der Karte' : n(card)} alle abgezogen` : `hat ${it(card, told)} an ${f.and(assignees.map(told.person))} gegeben${above(exceptions, told)}`),
      ClassSet: (event, told) => `hat die Dringlichkeit ${event.card === told.of ? 'der Karte' : `von ${n(event.card)}`} auf ${classes[event.class]} gesetzt${colon(event.reason, told)}${above(event.exceptions, told)}`,
      CardEdited: (event, told) => `hat ${event.card === told.of ? '' : `bei ${n(event.card)} `}${edited(event, told) || 'nichts'} geändert${above(event.exceptions, told)}`,
      CheckTicked: ({ card, item, done }, told) => `hat „${told.item(item)}“${card === told.of ? '' : ` bei ${n(card)}`} ${done ? 'abgehakt' : 'wieder offen gesetzt'}`,
      MoveUndone: ({ card, exceptions }, told) => `hat den letzten Zug ${card === told.of ? 'der Karte' : `von ${n(card)}`} zurückgenommen${above(exceptions, told)}`,
      WipOverridden: ({ limits, reason }, told) =>
        `ist über das Limit gegangen: ${f.and(limits.map(({ limit, before, after, capacity }) => `${told.limit(limit)} (${f.amount(before)} auf ${f.amount(after)}, Limit ${f.amount(capacity)})`))}${colon(reason, told)}`,
      PullSignalled: ({ signals }, told) =>
        `hat Platz gemacht: ${f.and(signals.map(({ limit, load, capacity, called }) => `${told.limit(limit)} ${f.amount(load)}/${capacity === null ? '∞' : f.amount(capacity)}${called ? `, ${n(called)} ist gerufen` : ''}`))}`,
    },
  };
};
