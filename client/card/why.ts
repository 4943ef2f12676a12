import { authorisedAt } from '../../shared/board/buffer.ts';
import { hereSince, laneOf, orderOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Job } from '../../shared/jobs/job.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Context } from '../../shared/people/directory.ts';
import type { OrderFileView } from '../../shared/views/order-file-view.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { firstNameOf, releasedWhen, roomSentence } from '../words/said.ts';
import { admission, laneLimit, viewOf } from '../../shared/limits/admission.ts';
import { movesOf } from '../../shared/moves.ts';
import { NOBODY } from '../../shared/limits/room.ts';
import { nextVisit } from '../../shared/cards/visit.ts';
import { pulled } from '../../shared/cards/transitions.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { dayWords } from '../words/day-words.ts';
import { currentWords } from '../words/words-now.ts';

/** Why a card is where it is: first what holds it, then what comes after. */
export interface Why { readonly tone: 'stop' | 'warn' | 'ok' | 'plain'; readonly lead: string; readonly rest: string }

const words = () => currentWords().why;
/** What is in the way, with the words of whoever said so set apart. */
const hindrance = ({ text, category }: Card['blockers'][number]) => ({ text: isolated(text), category });

/** `file`: of its order, once it is read: who took it away stands nowhere else. */
export function whyItIsThere(board: Board, card: Card, context: Context, file: OrderFileView | null = null): Why {
  const blocked = card.blockers[0];
  if (blocked) {
    return { tone: 'stop', lead: words().blocked(context.at - blocked.at, hindrance(blocked), card.blockers.length - 1), rest: ahead(board, card) };
  }
  return card.kind === 'order' ? whyOrder(board, card, context, file) : whyJob(board, card, context);
}

function whyOrder(board: Board, order: Order, context: Context, file: OrderFileView | null): Why {
  const now = context.at;
  switch (order.phase) {
    case 'enquiry':
      return { tone: 'plain', lead: words().asked(now - order.laneAt), rest: words().notBefore };
    case 'confirmed': return whyPool(board, order, context);
    case 'procurement': return whyParts(board, order, now);
    case 'kitted': return { ...waits(board, order), rest: ahead(board, order) };
    case 'assembly': case 'qc': return place(board, order, context);
    case 'ready_to_ship': return { tone: late(order, now) ? 'warn' : 'ok', lead: words().passed, rest: order.due === null ? '' : words().promised(dayWords(order.due, now)) };
    case 'shipped': {
      const when = order.finishedAt ?? order.laneAt;
      const late = order.due === null ? 0 : when - order.due;
      const shipment = file?.shipments.at(-1);
      return { tone: late > 0 ? 'warn' : 'ok', lead: words().shipped(dayWords(when, now), shipment?.carrier ?? '', shipment?.reference ?? ''), rest: order.due === null ? '' : late > 0 ? words().afterPromise(late) : words().inTime };
    }
  }
}

const late = (order: Order, now: number): boolean => order.due !== null && order.due < now;

function whyPool(board: Board, order: Order, context: Context): Why {
  const from = authorisedAt(board, order);
  if (from !== null && from > context.at) return { tone: 'plain', lead: words().inPool(dayWords(from, context.at)), rest: words().poolDays(board.policies.productionBufferDays) };
  const release = movesOf(board, order, context).find(({ verb }) => verb === 'release');
  const refusal = release?.refusal?.violations.find(({ code }) => code === 'wip_limit');
  if (refusal?.code === 'wip_limit') return { tone: 'warn', lead: words().waitsForRoom(isolated(refusal.name), refusal), rest: refusal.needs === null ? roomSentence(refusal) : releasedWhen(refusal) };
  return { tone: 'ok', lead: words().mayRelease, rest: from === null ? '' : words().dateWas(dayWords(from, context.at)) };
}

/** The part that holds the kit up most: blocked first, then the one that has stood longest. */
export function worstPart(board: Board, order: Order): Job | null {
  const missing = order.jobs.flatMap((id) => {
    const job = board.cards.get(id);
    return job?.kind === 'job' && job.state !== 'done' ? [job] : [];
  });
  const since = (job: Job) => job.blockers[0]?.at ?? hereSince(job);
  return missing.toSorted((a, b) => Number(b.blockers.length > 0) - Number(a.blockers.length > 0) || since(a) - since(b))[0] ?? null;
}

function whyParts(board: Board, order: Order, now: number): Why {
  const part = worstPart(board, order);
  const kit = words().kit(order.kitDone, order.jobs.length);
  if (!part) return { tone: 'plain', lead: kit, rest: '' };
  const where = part.place ? isolated(laneOf(board, part.place.lane)?.name ?? part.place.lane) : words().nowhere;
  const blocker = part.blockers[0];
  const n = numberOf(part.id);
  const lead = blocker ? words().waitsForBlocked(n, where, now - blocker.at, hindrance(blocker)) : words().waitsForPart(n, stateWords(board, part), now - hereSince(part));
  return { tone: blocker ? 'stop' : late(order, now) ? 'warn' : 'plain', lead, rest: `${kit} ${after(board, part, order)}` };
}

/** What is left to do once the worst part goes on, with the hours that are estimated. */
function after(board: Board, part: Job, order: Order): string {
  const left = [...part.routing.slice(Math.max(0, part.place?.sub === 'doing' ? part.step : part.step + 1)), ...order.routing.slice(Math.max(0, order.step + 1))];
  return stepsLeft(board, left, 'afterIt');
}

function ahead(board: Board, card: Card): string {
  return stepsLeft(board, card.routing.slice(card.step + 1), 'next');
}

function stepsLeft(board: Board, steps: Card['routing'], when: 'afterIt' | 'next'): string {
  const left = steps.flatMap((step) => {
    const lane = laneOf(board, step.lane);
    return lane ? [{ lane: isolated(lane.name), hours: step.hours }] : [];
  });
  return left.length === 0 ? '' : words()[when](left);
}

/** `In work at Cut`, `Done at Cut`, `At Hansen`, `In the kit`. */
export function stateWords(board: Board, card: Card): string {
  const { inKit, planned, notStarted, in: standsIn, inWork, doneAt, jobStates, phases } = words();
  if (card.kind === 'job' && card.state === 'done') return inKit;
  if (card.kind === 'job' && card.state === 'planned') return planned;
  const lane = card.place && laneOf(board, card.place.lane);
  if (!lane || !card.place) return card.kind === 'job' ? jobStates[card.state] : phases[card.phase];
  const name = isolated(lane.name);
  switch (card.place.sub) {
    case 'queue': return lane.role === 'ready' ? notStarted : standsIn(name);
    case 'doing': return lane.kind === 'external' ? name : lane.kind === 'gate' ? standsIn(name) : inWork(name);
    case 'done': return lane.kind === 'terminal' ? name : doneAt(name);
  }
}

function whyJob(board: Board, job: Job, context: Context): Why {
  const order = orderOf(board, job);
  switch (job.state) {
    case 'planned': return { tone: 'plain', lead: words().notReleased(order ? numberOf(order.id) : ''), rest: ahead(board, job) };
    case 'done': return { tone: 'ok', lead: words().inKitOf(order ? numberOf(order.id) : ''), rest: order ? words().kitIs(order.kitDone, order.jobs.length) : '' };
    case 'ready': case 'started': return place(board, job, context);
  }
}

function place(board: Board, card: Card, context: Context): Why {
  if (card.place?.sub !== 'doing') return { ...waits(board, card), rest: ahead(board, card) };
  const who = card.assignees.map((id) => {
    const person = context.directory.people[id];
    return isolated(person ? firstNameOf(person) : id);
  });
  return { tone: 'plain', lead: words().workedBy(stateWords(board, card), who), rest: ahead(board, card) };
}

/** Stands ready: which lane has to take it, and what keeps that lane from it. */
function waits(board: Board, card: Card): Omit<Why, 'rest'> {
  const to = nextVisit(board, card);
  if (!to) return { tone: 'plain', lead: words().standsReady(stateWords(board, card)) };
  const next = to.lane;
  const [closing] = admission(board, card, pulled(card, to, NOBODY)).refused;
  const before = card.queued ? board.queues[card.queued.lane]?.indexOf(card.id) ?? -1 : -1;
  const line = before >= 0 ? before + 1 : null;
  if (closing !== undefined) {
    const { limit, load, capacity } = viewOf(board, closing);
    const name = limit.id === laneLimit(board, next.id)?.limit.id ? null : isolated(limit.name);
    return { tone: 'warn', lead: words().waitsFor(isolated(next.name), name, { load, capacity: capacity ?? 0, unit: limit.unit }, line) };
  }
  return { tone: 'plain', lead: words().mayPull(isolated(next.name), line) };
}

