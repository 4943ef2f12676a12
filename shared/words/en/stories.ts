import type { Policies } from '../../board/policies.ts';
import type { EventOf } from '../../events.ts';
import type { TextRef } from '../../kernel/commit-info.ts';
import { numberOf as n } from '../../kernel/ids.ts';
import type { CardId, LimitId } from '../../kernel/ids.ts';
import type { Format } from '../format.ts';
import type { Stories, Telling } from '../story.ts';
import { labels } from './labels.ts';

/** Who did what, as a card's story tells it behind the name of whoever did it. */
export const stories = (f: Format): StoriesWords => {
  const { categories, classes } = labels(f);
  const parts = (count: number): string => f.plural(count, { one: '# part', other: '# parts' });
  const it = (card: CardId, { of }: Telling): string => (card === of ? 'it' : n(card));
  const colon = (text: TextRef | null, { said }: Telling): string => (said(text) ? `: ${said(text)}` : '');
  const above = (exceptions: readonly { readonly limit: LimitId }[], { limit }: Telling): string =>
    exceptions.length > 0 ? `, above the limit of ${f.and(exceptions.map((one) => limit(one.limit)))}` : '';
  const policies: Readonly<Record<keyof Policies, string>> = {
    orderConwipUntil: 'until when an order counts', productionBufferDays: 'the production buffer', pullOrder: 'how the pull order holds',
    makerMayInspect: 'who may inspect', undoSeconds: 'how long a move can be undone', closeAfterDays: 'how long shipped orders stay on the floor', timeZone: 'the time zone',
  };
  const edited = ({ title, quantity, unit, promisedAt, routing }: EventOf<'CardEdited'>, { lane }: Telling): string => f.and([
    ...(title === undefined ? [] : [`the title to ${title}`]),
    ...(quantity === undefined ? [] : [`the quantity to ${f.amount(quantity)}`]),
    ...(unit === undefined ? [] : [`the unit to ${unit}`]),
    ...(promisedAt === undefined ? [] : [`the promised date to ${f.dayInFull(promisedAt)}`]),
    ...(routing === undefined ? [] : [`the hours (${routing.map((step) => `${lane(step.lane)} ${step.hours === null ? '–' : f.amount(step.hours)}`).join(', ')})`]),
  ]);
  return {
    erased: '(erased)',
    lines: {
      BoardCreated: ({ name, lanes }) => `set up the board ${name} with ${f.plural(lanes.length, { one: '# lane', other: '# lanes' })}`,
      LaneAdded: ({ lane }) => `added the lane ${lane.name}`,
      LaneEdited: ({ lane, changes }, told) => (changes.name ? `renamed a lane to ${changes.name}` : `changed the lane ${told.lane(lane)}`),
      LaneMoved: ({ lane, before }, told) => `moved the lane ${told.lane(lane)}${before ? ` before ${told.lane(before)}` : ' to the end'}`,
      LaneRemoved: ({ lane }, told) => `removed the lane ${told.lane(lane)}`,
      LimitSet: ({ limit, reason }, told) => `set the limit of ${limit.name} to ${limit.capacity === null ? 'unlimited' : f.amount(limit.capacity)}${colon(reason, told)}`,
      LimitRemoved: ({ limit, reason }, told) => `removed the limit of ${told.limit(limit)}${colon(reason, told)}`,
      PoliciesSet: (event) => `changed ${f.and((Object.keys(event.policies) as (keyof Policies)[]).map((policy) => policies[policy]))}`,
      OrderCreated: ({ customer, jobs }, told) => `entered the order for ${told.said(customer) || 'a customer'}, ${parts(jobs.length)}`,
      BomRevised: ({ jobs }) => `changed the parts list to ${parts(jobs.length)}`,
      OrderConfirmed: ({ promisedAt }) => `confirmed the order for ${f.dayInFull(promisedAt)}`,
      OrderReleased: ({ early, exceptions }, told) => `released the order${early === null ? '' : ` early${colon(early, told)}`}${above(exceptions, told)}`,
      CardPulled: ({ card, step, exceptions }, told) => `pulled ${it(card, told)} into ${told.step(card, step)}${above(exceptions, told)}`,
      WorkFinished: ({ card }, told) => `finished ${it(card, told)}`,
      InspectionPassed: ({ card }, told) => `passed ${it(card, told)}`,
      ConcessionGranted: ({ card, reason }, told) => `let ${it(card, told)} pass by a concession${colon(reason, told)}`,
      JobCompleted: ({ card }, told) => `put ${it(card, told)} into the kit`,
      // Told by what changed it.
      PlanChanged: () => 'changed what the order will bring',
      OrderKitted: () => 'made the kit complete',
      OrderClosed: () => 'put the order into the archive',
      CardReturned: ({ card, from, step, category, reason, exceptions }, told) =>
        `returned ${it(card, told)} from ${told.step(card, from)} to ${told.step(card, step)} (${categories[category].toLowerCase()})${colon(reason, told)}${above(exceptions, told)}`,
      OrderShipped: ({ carrier, reference }, told) => `shipped the order with ${told.said(carrier) || 'a carrier'}${told.said(reference) ? `, ${told.said(reference)}` : ''}`,
      CardBlocked: ({ card, category, external, text }, told) => `blocked ${it(card, told)} (${categories[category].toLowerCase()}${external ? ', from outside' : ''})${colon(text, told)}`,
      CardUnblocked: ({ card, resolution }, told) => `unblocked ${it(card, told)}${colon(resolution, told)}`,
      CardReordered: ({ card, before }, told) => `put ${it(card, told)} ${before ? `above ${n(before)}` : 'at the end of its lane'}`,
      CardQueued: ({ card, lane }, told) => `put ${it(card, told)} in the line at ${told.lane(lane)}`,
      CardLeftQueue: ({ card }, told) => `took ${it(card, told)} out of the line`,
      CommentAdded: ({ card, text }, told) => (card === told.of ? `said: ${told.said(text)}` : `on ${n(card)}: ${told.said(text)}`),
      CardAssigned: ({ card, assignees, exceptions }, told) =>
        (assignees.length === 0 ? `took everybody off ${it(card, told)}` : `assigned ${it(card, told)} to ${f.and(assignees.map(told.person))}${above(exceptions, told)}`),
      ClassSet: (event, told) => `made ${it(event.card, told)} ${classes[event.class].toLowerCase()}${colon(event.reason, told)}${above(event.exceptions, told)}`,
      CardEdited: (event, told) => `changed ${edited(event, told) || 'nothing'}${event.card === told.of ? '' : ` of ${n(event.card)}`}${above(event.exceptions, told)}`,
      CheckTicked: ({ card, item, done }, told) => `${done ? 'ticked' : 'unticked'} “${told.item(item)}”${card === told.of ? '' : ` on ${n(card)}`}`,
      MoveUndone: ({ card, exceptions }, told) => `took back the last move of ${it(card, told)}${above(exceptions, told)}`,
      WipOverridden: ({ limits, reason }, told) =>
        `overrode ${f.and(limits.map(({ limit, before, after, capacity }) => `${told.limit(limit)} (${f.amount(before)} to ${f.amount(after)}, limit ${f.amount(capacity)})`))}${colon(reason, told)}`,
      PullSignalled: ({ signals }, told) =>
        `made room: ${f.and(signals.map(({ limit, load, capacity, called }) => `${told.limit(limit)} ${f.amount(load)}/${capacity === null ? '∞' : f.amount(capacity)}${called ? `, ${n(called)} is called` : ''}`))}`,
    },
  };
};

export interface StoriesWords {
  /** In place of words that were erased for ever. */
  readonly erased: string;
  readonly lines: Stories;
}
