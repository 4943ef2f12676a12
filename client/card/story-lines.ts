import type { Board } from '../../shared/board/board.ts';
import type { Policies } from '../../shared/board/policies.ts';
import type { Event } from '../../shared/events.ts';
import { tellsOf } from '../../shared/floor.ts';
import type { CardId, LaneId, LimitId, PersonId, SupplierId } from '../../shared/kernel/ids.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { amount, labels, listOf } from '../words/said.ts';
import { apart, isolated } from '../../shared/kernel/writing.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import { dayInFull } from '../words/day-words.ts';

/** What the ids of events are called now. Things that are gone keep their id. */
export interface Names {
  readonly person: (id: PersonId) => string;
  readonly supplier: (id: SupplierId) => string;
  readonly lane: (id: LaneId) => string;
  readonly limit: (id: LimitId) => string;
  /** Text of an exit checklist's item. */
  readonly item: (id: string) => string;
  /** Whose story it is: its number is not said again in every line. */
  readonly of: CardId | null;
}

export type Tone = 'plain' | 'stop' | 'warn' | 'ok';
export interface Line { readonly text: string; readonly tone: Tone }

export interface StoryLine extends Line {
  readonly key: string;
  readonly at: number;
  readonly who: string;
}

/** In place of words that were erased for ever. */
export const ERASED = '(erased)';

const plain = (text: string): Line => ({ text, tone: 'plain' });
const some = (n: number, one: string): string => `${amount(n)} ${one}${n === 1 ? '' : 's'}`;

/** One fact as the end of a sentence that begins with who did it. */
export function lineOf(told: Event, texts: Readonly<Record<string, string>>, called: Names): Line {
  const event = apart(told);
  const names: Names = {
    ...called, person: (id) => isolated(called.person(id)), supplier: (id) => isolated(called.supplier(id)), lane: (id) => isolated(called.lane(id)),
    limit: (id) => isolated(called.limit(id)), item: (id) => isolated(called.item(id)),
  };
  const said = (ref: string | null): string => (ref === null ? '' : texts[ref] === '' ? ERASED : isolated((texts[ref] ?? '').trim()));
  const colon = (ref: string | null): string => (said(ref) ? `: ${said(ref)}` : '');
  const it = (card: CardId): string => (card === names.of ? 'it' : numberOf(card));
  const above = (exceptions: readonly { readonly limit: LimitId }[]): string =>
    exceptions.length > 0 ? `, above the limit of ${listOf(exceptions.map(({ limit }) => names.limit(limit)))}` : '';
  switch (event.type) {
    case 'BoardCreated': return plain(`set up the board ${event.name} with ${some(event.lanes.length, 'lane')}`);
    case 'LaneAdded': return plain(`added the lane ${event.lane.name}`);
    case 'LaneEdited': return plain(event.changes.name ? `renamed a lane to ${event.changes.name}` : `changed the lane ${names.lane(event.lane)}`);
    case 'LaneMoved': return plain(`moved the lane ${names.lane(event.lane)}${event.before ? ` before ${names.lane(event.before)}` : ' to the end'}`);
    case 'LaneRemoved': return plain(`removed the lane ${names.lane(event.lane)}`);
    case 'LimitSet': return plain(`set the limit of ${event.limit.name} to ${event.limit.capacity === null ? 'unlimited' : amount(event.limit.capacity)}${colon(event.reason)}`);
    case 'LimitRemoved': return plain(`removed the limit of ${names.limit(event.limit)}${colon(event.reason)}`);
    case 'PoliciesSet': return plain(`changed ${listOf((Object.keys(event.policies) as (keyof Policies)[]).map((policy) => POLICY_WORDS[policy]))}`);
    case 'OrderCreated': return plain(`entered the order for ${said(event.customer) || 'a customer'}, ${some(event.jobs.length, 'part')}`);
    case 'BomRevised': return plain(`changed the parts list to ${some(event.jobs.length, 'part')}`);
    case 'OrderConfirmed': return { text: `confirmed the order for ${dayInFull(event.promisedAt)}`, tone: 'ok' };
    case 'OrderReleased': return { text: `released the order${event.early === null ? '' : ` early${colon(event.early)}`}${above(event.exceptions)}`, tone: event.early === null && event.exceptions.length === 0 ? 'plain' : 'warn' };
    case 'CardPulled': return { text: `pulled ${it(event.card)} into ${names.lane(event.lane)}${above(event.exceptions)}`, tone: event.exceptions.length > 0 ? 'warn' : 'plain' };
    case 'WorkFinished': return plain(`finished ${it(event.card)}`);
    case 'InspectionPassed': return { text: `passed ${it(event.card)}`, tone: 'ok' };
    case 'ConcessionGranted': return { text: `let ${it(event.card)} pass by a concession${colon(event.reason)}`, tone: 'warn' };
    case 'JobCompleted': return { text: `${it(event.card) === 'it' ? 'put it' : `put ${numberOf(event.card)}`} into the kit`, tone: 'ok' };
    case 'OrderKitted': return { text: 'made the kit complete', tone: 'ok' };
    case 'CardReturned': return { text: `returned ${it(event.card)}${event.from ? ` from ${names.lane(event.from)}` : ''} to ${names.lane(event.lane)} (${labels().categories[event.category].toLowerCase()})${colon(event.reason)}${above(event.exceptions)}`, tone: 'warn' };
    case 'OrderShipped': return { text: `shipped the order with ${said(event.carrier) || 'a carrier'}${said(event.reference) ? `, ${said(event.reference)}` : ''}`, tone: 'ok' };
    case 'CardBlocked': return { text: `blocked ${it(event.card)} (${labels().categories[event.category].toLowerCase()}${event.external ? ', from outside' : ''})${colon(event.text)}`, tone: 'stop' };
    case 'CardUnblocked': return { text: `unblocked ${it(event.card)}${colon(event.resolution)}`, tone: 'ok' };
    case 'CardReordered': return plain(`put ${it(event.card)} ${event.before ? `above ${numberOf(event.before)}` : 'at the end of its lane'}`);
    case 'CardQueued': return plain(`put ${it(event.card)} in the line at ${names.lane(event.lane)}`);
    case 'CardLeftQueue': return plain(`took ${it(event.card)} out of the line`);
    case 'CommentAdded': return plain(event.card === names.of ? `said: ${said(event.text)}` : `on ${numberOf(event.card)}: ${said(event.text)}`);
    case 'CardAssigned': return plain(event.assignees.length === 0 ? `took everybody off ${it(event.card)}` : `assigned ${it(event.card)} to ${listOf(event.assignees.map((id) => names.person(id)))}${above(event.exceptions)}`);
    case 'ClassSet': return { text: `made ${it(event.card)} ${labels().classes[event.class].toLowerCase()}${colon(event.reason)}${above(event.exceptions)}`, tone: event.class === 'expedite' ? 'warn' : 'plain' };
    case 'CardEdited': return plain(`changed ${listOf(editedWords(event, names)) || 'nothing'}${event.card === names.of ? '' : ` of ${numberOf(event.card)}`}${above(event.exceptions)}`);
    case 'CheckTicked': return plain(`${event.done ? 'ticked' : 'unticked'} “${names.item(event.item)}”${event.card === names.of ? '' : ` on ${numberOf(event.card)}`}`);
    case 'MoveUndone': return plain(`took back the last move of ${it(event.card)}${above(event.exceptions)}`);
    case 'WipOverridden': return { text: `overrode ${listOf(event.limits.map(({ limit, before, after, capacity }) => `${names.limit(limit)} (${amount(before)} to ${amount(after)}, limit ${amount(capacity)})`))}${colon(event.reason)}`, tone: 'warn' };
    case 'PullSignalled': return plain(`made room: ${listOf(event.signals.map(({ limit, load, capacity, called }) => `${names.limit(limit)} ${amount(load)}/${capacity === null ? '∞' : amount(capacity)}${called ? `, ${numberOf(called)} is called` : ''}`))}`);
  }
}

const POLICY_WORDS: Readonly<Record<keyof Policies, string>> = {
  orderConwipUntil: 'until when an order counts', productionBufferDays: 'the production buffer', pullOrder: 'how the pull order holds',
  makerMayInspect: 'who may inspect', undoSeconds: 'how long a move can be undone', timeZone: 'the time zone',
};

function editedWords(event: Extract<Event, { type: 'CardEdited' }>, names: Names): string[] {
  return [
    ...(event.title === undefined ? [] : [`the title to ${event.title}`]),
    ...(event.quantity === undefined ? [] : [`the quantity to ${amount(event.quantity)}`]),
    ...(event.unit === undefined ? [] : [`the unit to ${event.unit}`]),
    ...(event.promisedAt === undefined ? [] : [`the promised date to ${dayInFull(event.promisedAt)}`]),
    ...(event.routing === undefined ? [] : [`the hours (${event.routing.map((step) => `${names.lane(step.lane)} ${step.hours === null ? '–' : amount(step.hours)}`).join(', ')})`]),
  ];
}

/** What a card's story leaves out: the order within a lane is advice, and a pull signal is the floor's. */
const QUIET: ReadonlySet<Event['type']> = new Set(['PullSignalled', 'CardReordered']);

/** A commit of a card's story as lines. */
export function linesOf(board: Board, commit: WireCommit, card: CardId, names: Names): StoryLine[] {
  return commit.events.flatMap((event, index) => {
    if (QUIET.has(event.type) || !tellsOf(board, event, card, card)) return [];
    return [{ ...lineOf(event, commit.texts, names), key: `${commit.seq}.${index}`, at: commit.at, who: names.person(commit.actor) }];
  });
}
