import { authorisedAt } from '../../shared/board/buffer.ts';
import { hereSince, laneOf, orderOf } from '../../shared/board/board.ts';
import { nextStep } from '../../shared/cards/card-common.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Job } from '../../shared/jobs/job.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Context } from '../../shared/people/directory.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { amount, duration, labels, releasedWhen, roomSentence } from '../words/said.ts';
import { admission, laneLimit, viewOf } from '../../shared/limits/admission.ts';
import { movesOf } from '../../shared/moves.ts';
import { NOBODY } from '../../shared/limits/room.ts';
import { pulled } from '../../shared/cards/transitions.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { dayWords } from '../words/day-words.ts';

/** Why a card is where it is: first what holds it, then what comes after. */
export interface Why { readonly tone: 'stop' | 'warn' | 'ok' | 'plain'; readonly lead: string; readonly rest: string }

/** `for 2 d`, or `just now`. */
export const forWords = (ms: number): string => (ms < 60_000 ? 'just now' : `for ${duration(ms)}`);
/** The age of a card, as the card itself says it. */
export const hereWords = (ms: number): string => (ms < 60_000 ? 'came just now' : `${duration(ms)} here`);
export const agoWords = (ms: number): string => (ms < 60_000 ? 'just now' : `${duration(ms)} ago`);
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export function whyItIsThere(board: Board, card: Card, context: Context): Why {
  const blocked = card.blockers[0];
  if (blocked) {
    const more = card.blockers.length > 1 ? ` and ${card.blockers.length - 1} more` : '';
    return { tone: 'stop', lead: `Blocked ${forWords(context.at - blocked.at)}: ${isolated(blocked.text) || labels().categories[blocked.category].toLowerCase()}${more}.`, rest: ahead(board, card) };
  }
  return card.kind === 'order' ? whyOrder(board, card, context) : whyJob(board, card, context);
}

function whyOrder(board: Board, order: Order, context: Context): Why {
  const now = context.at;
  switch (order.phase) {
    case 'enquiry': case 'feasibility': case 'quoted':
      return { tone: 'plain', lead: `Asked ${agoWords(now - order.createdAt)}, not confirmed.`, rest: 'Nothing starts before it is confirmed.' };
    case 'confirmed': return whyPool(board, order, context);
    case 'procurement': return whyParts(board, order, now);
    case 'kitted': return { ...waits(board, order), rest: ahead(board, order) };
    case 'assembly': case 'qc': return place(board, order, context);
    case 'ready_to_ship': return { tone: late(order, now) ? 'warn' : 'ok', lead: 'Passed, and ready to ship.', rest: order.promisedAt === null ? '' : `Promised ${dayWords(order.promisedAt, now)}.` };
    case 'partially_shipped': case 'shipped': case 'delivered': case 'closed': {
      const by = order.shipment?.carrier ? ` with ${order.shipment.carrier}${order.shipment.reference ? `, ${order.shipment.reference}` : ''}` : '';
      const when = order.finishedAt ?? order.laneAt;
      const late = order.promisedAt === null ? 0 : when - order.promisedAt;
      return { tone: late > 0 ? 'warn' : 'ok', lead: `Shipped ${dayWords(when, now)}${by}.`, rest: order.promisedAt === null ? '' : late > 0 ? `${duration(late)} after the promise.` : 'In time.' };
    }
    case 'declined': case 'expired': case 'cancelled': return { tone: 'plain', lead: `The order is ${order.phase}.`, rest: '' };
  }
}

const late = (order: Order, now: number): boolean => order.promisedAt !== null && order.promisedAt < now;

function whyPool(board: Board, order: Order, context: Context): Why {
  const from = authorisedAt(board, order);
  if (from !== null && from > context.at) return { tone: 'plain', lead: `In the pool until ${dayWords(from, context.at)}.`, rest: `That is ${board.policies.productionBufferDays} days before its promise. Earlier only with a reason.` };
  const release = movesOf(board, order, context).find(({ verb }) => verb === 'release');
  const refusal = release?.refusal?.violations.find(({ code }) => code === 'wip_limit');
  if (refusal?.code === 'wip_limit') return { tone: 'warn', lead: `Waits for room: ${isolated(refusal.name)} is ${amount(refusal.load)}/${amount(refusal.capacity)}.`, rest: refusal.needs === null ? roomSentence(refusal) : releasedWhen(refusal) };
  return { tone: 'ok', lead: 'May be released now.', rest: from === null ? '' : `Its date was ${dayWords(from, context.at)}.` };
}

/** The part that holds the kit up most: blocked first, then the one that has stood longest. */
export function worstPart(board: Board, order: Order): Job | null {
  const missing = order.jobs.flatMap((id) => {
    const job = board.cards.get(id);
    return job?.kind === 'job' && job.state !== 'done' && job.state !== 'cancelled' ? [job] : [];
  });
  const since = (job: Job) => job.blockers[0]?.at ?? hereSince(job);
  return missing.toSorted((a, b) => Number(b.blockers.length > 0) - Number(a.blockers.length > 0) || since(a) - since(b))[0] ?? null;
}

function whyParts(board: Board, order: Order, now: number): Why {
  const part = worstPart(board, order);
  const kit = `${order.kitDone} of ${order.jobs.length} parts are in the kit.`;
  if (!part) return { tone: 'plain', lead: kit, rest: '' };
  const where = part.place ? isolated(laneOf(board, part.place.lane)?.name ?? part.place.lane) : 'nowhere yet';
  const blocker = part.blockers[0];
  const state = blocker ? `blocked at ${where} ${forWords(now - blocker.at)}: ${isolated(blocker.text) || labels().categories[blocker.category].toLowerCase()}` : `${lowered(stateWords(board, part))}, ${hereWords(now - hereSince(part))}`;
  return { tone: blocker ? 'stop' : late(order, now) ? 'warn' : 'plain', lead: `Waits for part ${numberOf(part.id)}, ${state}.`, rest: `${kit} ${after(board, part, order)}` };
}

/** What is left to do once the worst part goes on, with the hours that are estimated. */
function after(board: Board, part: Job, order: Order): string {
  const left = [...part.routing.slice(Math.max(0, part.place?.sub === 'doing' ? part.step : part.step + 1)), ...order.routing.slice(Math.max(0, order.step + 1))];
  return stepsLeft(board, left, 'After it');
}

function ahead(board: Board, card: Card): string {
  return stepsLeft(board, card.routing.slice(card.step + 1), 'Then');
}

function stepsLeft(board: Board, steps: Card['routing'], head: string): string {
  const words = steps.flatMap((step) => {
    const lane = laneOf(board, step.lane);
    return lane ? [`${isolated(lane.name)}${step.hours === null ? '' : ` ${amount(step.hours)} h`}`] : [];
  });
  return words.length === 0 ? '' : `${head}: ${words.join(', ')}.`;
}

/** `In work at Cut`, `Done at Cut`, `At Hansen`, `In the kit`. */
export function stateWords(board: Board, card: Card): string {
  if (card.kind === 'job' && card.state === 'done') return 'In the kit';
  if (card.kind === 'job' && card.state === 'planned') return 'Planned';
  const lane = card.place && laneOf(board, card.place.lane);
  if (!lane || !card.place) return card.kind === 'job' ? card.state : card.phase;
  switch (card.place.sub) {
    case 'queue': return lane.role === 'ready' ? 'Not started' : `In ${isolated(lane.name)}`;
    case 'doing': return lane.kind === 'external' ? isolated(lane.name) : lane.kind === 'gate' ? `In ${isolated(lane.name)}` : `In work at ${isolated(lane.name)}`;
    case 'done': return lane.kind === 'terminal' ? isolated(lane.name) : `Done at ${isolated(lane.name)}`;
  }
}

function whyJob(board: Board, job: Job, context: Context): Why {
  const order = orderOf(board, job);
  switch (job.state) {
    case 'planned': return { tone: 'plain', lead: `Planned: order ${order ? numberOf(order.id) : ''} is not released.`, rest: ahead(board, job) };
    case 'done': return { tone: 'ok', lead: `In the kit of order ${order ? numberOf(order.id) : ''}.`, rest: order ? `The kit is ${order.kitDone}/${order.jobs.length}.` : '' };
    case 'cancelled': case 'scrapped': return { tone: 'plain', lead: `The part is ${job.state}.`, rest: '' };
    case 'ready': case 'started': return place(board, job, context);
  }
}

function place(board: Board, card: Card, context: Context): Why {
  if (card.place?.sub !== 'doing') return { ...waits(board, card), rest: ahead(board, card) };
  const who = card.assignees.map((id) => isolated(context.directory.people[id]?.name.split(' ')[0] ?? id)).join(', ');
  return { tone: 'plain', lead: `${stateWords(board, card)}${who ? `, ${who}` : ', nobody named'}.`, rest: ahead(board, card) };
}

/** Stands ready: which lane has to take it, and what keeps that lane from it. */
function waits(board: Board, card: Card): Omit<Why, 'rest'> {
  const step = nextStep(card);
  const next = step && laneOf(board, step.lane);
  if (!next) return { tone: 'plain', lead: `${stateWords(board, card)}.` };
  const [closing] = admission(board, card, pulled(card, next, NOBODY)).refused;
  const line = card.queued ? board.queues[card.queued.lane]?.indexOf(card.id) ?? -1 : -1;
  const place = line >= 0 ? ` Number ${line + 1} in the line.` : '';
  if (closing !== undefined) {
    const { limit, load, capacity } = viewOf(board, closing);
    const name = limit.id === laneLimit(board, next.id)?.limit.id ? 'it' : isolated(limit.name);
    return { tone: 'warn', lead: `Waits for ${isolated(next.name)}: ${name} is ${amount(load)}/${amount(capacity ?? 0)}${limit.unit === 'hours' ? ' h' : ''}.${place}` };
  }
  return { tone: 'plain', lead: `Ready: ${isolated(next.name)} may pull it.${place}` };
}

