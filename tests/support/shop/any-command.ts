import { isPullable, laneOf } from '../../../shared/board/board.ts';
import { nextStep } from '../../../shared/cards/card-common.ts';
import type { BlockCategory, ServiceClass } from '../../../shared/cards/card-common.ts';
import type { Board } from '../../../shared/board/board.ts';
import type { Card } from '../../../shared/cards/card.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { Command, CommandType } from '../../../shared/verbs.ts';
import type { Person } from '../../../shared/people/directory.ts';
import { cardId, laneId, limitId, personId } from '../../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../../shared/kernel/ids.ts';
import { lastMoveBy } from '../../../shared/board/last-moves.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { anyBom, anyLimit, anyOrder } from './any-shop.ts';
import type { Random } from '../chance.ts';

const DAY = 86_400_000;
const CATEGORIES: readonly BlockCategory[] = ['material', 'machine', 'quality', 'customer', 'other'];
const CLASSES: readonly ServiceClass[] = ['expedite', 'fixed', 'standard', 'standard', 'intangible'];
const REASON = 'because the customer waits for it';
const STRANGE: readonly string[] = ['nobody', '9999', '1001.77', 'constructor', '__proto__', 'toString', ''];

/** How often which command is tried: a day on the floor, with every other door opened now and then. */
const DAY_OF_WORK: readonly (readonly [CommandType | 'nonsense', number])[] = [
  ['PullCard', 50], ['FinishWork', 40], ['PassInspection', 18], ['ReleaseOrder', 6], ['ConfirmOrder', 3], ['CreateOrder', 1], ['ShipOrder', 8], ['CloseOrder', 1],
  ['ReturnCard', 4], ['BlockCard', 2], ['UnblockCard', 5], ['ReorderCard', 3], ['QueueCard', 4], ['LeaveQueue', 1], ['CommentOnCard', 1],
  ['AssignCard', 3], ['SetClass', 4], ['EditCard', 5], ['TickCheck', 6], ['UndoMove', 7], ['GrantConcession', 2], ['ReviseBom', 1],
  ['SetLimit', 4], ['RemoveLimit', 1], ['AddLane', 1], ['EditLane', 2], ['MoveLane', 1], ['RemoveLane', 2], ['SetPolicies', 1], ['nonsense', 2],
];

/**
 * What somebody who looks at `board` might do next: mostly sensible, sometimes refused, never malformed.
 * Where the first idea finds nothing to do, another one is tried; in the end somebody enters an order.
 */
export function anyCommand(board: Board, random: Random, people: readonly Person[]): Command {
  for (let tries = 0; tries < 12; tries += 1) {
    const kind = random.weighted(DAY_OF_WORK);
    const command = kind === 'nonsense' ? nonsense(random) : commandOf(kind, board, random, people);
    if (command) return random.chance(0.08) ? ofPlanned(board, command, random) : command;
  }
  return anyOrder(random);
}

/** What may be done to a job before it is on the floor. */
const OF_ANY_CARD: ReadonlySet<CommandType> = new Set(['BlockCard', 'UnblockCard', 'CommentOnCard', 'AssignCard', 'SetClass', 'EditCard']);

/** The same about a job that stands in its order's file; where there is none, as it was. */
export function ofPlanned(board: Board, command: Command, random: Pick<Random, 'pick'>): Command {
  if (!OF_ANY_CARD.has(command.type)) return command;
  const planned = [...board.cards.values()].flatMap((card) => (card.kind === 'order' && card.plan ? card.jobs : [])).toSorted();
  const card = random.pick(planned);
  return card && 'card' in command ? ({ ...command, card } as Command) : command;
}

/** Who would issue it: an undo is mostly tried by whoever made the move, anything else by anybody. */
export function anyActor(board: Board, command: Command, random: Random, people: readonly Person[]): Person | undefined {
  const mover = command.type === 'UndoMove' && random.chance(0.8) ? people.find((person) => lastMoveBy(board, personActor(person.id))?.card === command.card) : undefined;
  return mover ?? random.pick(people);
}

/** A command of one kind about something that is there; null when nothing on the board fits it. */
export function commandOf(kind: CommandType, board: Board, random: Random, people: readonly Person[]): Command | null {
  const all = [...board.cards.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const one = (fits: (card: Card) => boolean): Card | undefined => random.pick(all.filter(fits));
  const order = (...phases: readonly Order['phase'][]): Card | undefined => one((card) => card.kind === 'order' && phases.includes(card.phase));
  const seen = (card: Card): { readonly version?: number } => (random.chance(0.3) ? { version: card.version - (random.chance(0.05) ? 1 : 0) } : {});
  const override = random.chance(0.08) ? { override: { reason: random.chance(0.9) ? REASON : 'no' } } : {};
  const lane = random.pick(board.lanes);
  const isDoing = (card: Card): boolean => card.place?.sub === 'doing';
  const atGate = (card: Card): boolean => isDoing(card) && laneOf(board, card.place?.lane as LaneId)?.kind === 'gate';
  switch (kind) {
    case 'PullCard': {
      const card = random.chance(0.93) ? one((each) => isPullable(board, each)) : one(() => true);
      const to = card && (random.chance(0.95) ? nextStep(card)?.lane : lane?.id);
      return card && to ? { type: kind, card: card.id, lane: to, before: neighbour(board, to, random), ...seen(card), ...override } : null;
    }
    case 'FinishWork': {
      const card = one((each) => isDoing(each) && !atGate(each));
      return card ? { type: kind, card: card.id, ...seen(card) } : null;
    }
    case 'PassInspection': {
      const card = one(atGate);
      return card ? { type: kind, card: card.id, ...seen(card) } : null;
    }
    case 'GrantConcession': {
      const card = one(atGate);
      return card ? { type: kind, card: card.id, reason: REASON, ...seen(card) } : null;
    }
    case 'ReturnCard': {
      const card = one((each) => each.step > 0 && each.place !== null);
      const back = card && random.int(0, card.step - 1);
      const lane = back === undefined ? undefined : card?.routing[back]?.lane;
      // Mostly to a visit that is named, sometimes to the nearest of the lane.
      return card && lane ? { type: kind, card: card.id, lane, ...(random.chance(0.6) ? { step: back } : {}), category: random.pick(CATEGORIES) ?? 'quality', reason: REASON, ...seen(card) } : null;
    }
    case 'ReleaseOrder': {
      const card = order('confirmed');
      return card ? { type: kind, order: card.id, ...seen(card), ...(random.chance(0.8) ? { earlyReason: REASON } : {}), ...override } : null;
    }
    case 'ConfirmOrder': {
      const card = order('enquiry');
      return card ? { type: kind, order: card.id, promisedAt: board.at + random.int(random.chance(0.1) ? -1 : 1, 25) * DAY } : null;
    }
    case 'ShipOrder': {
      const card = order('ready_to_ship');
      return card ? { type: kind, order: card.id, carrier: 'Van', reference: String(random.int(100, 999)), ...seen(card) } : null;
    }
    case 'CreateOrder': return all.length < 60 ? { ...anyOrder(random), requestedAt: random.chance(0.5) ? board.at + random.int(1, 25) * DAY : null } : null;
    case 'ReviseBom': {
      const card = order('enquiry');
      return card ? { type: kind, order: card.id, bom: anyBom(random) } : null;
    }
    case 'BlockCard': {
      const card = one((each) => each.place !== null);
      return card ? { type: kind, card: card.id, category: random.pick(CATEGORIES) ?? 'other', external: random.chance(0.5), text: random.chance(0.8) ? 'waits for a hinge' : '' } : null;
    }
    case 'UnblockCard': {
      const card = one((each) => each.blockers.length > 0);
      const blocker = card && random.pick(card.blockers);
      return card && blocker ? { type: kind, card: card.id, blocker: blocker.id, resolution: 'it came' } : null;
    }
    case 'ReorderCard': {
      const card = one((each) => each.place !== null);
      return card?.place ? { type: kind, card: card.id, before: neighbour(board, card.place.lane, random) } : null;
    }
    case 'QueueCard': {
      const card = one((each) => isPullable(board, each));
      const next = card && nextStep(card);
      return card && next ? { type: kind, card: card.id, lane: next.lane } : null;
    }
    case 'LeaveQueue': {
      const card = one((each) => each.queued !== null);
      return card ? { type: kind, card: card.id } : null;
    }
    case 'CommentOnCard': {
      const card = one(() => true);
      return card ? { type: kind, card: card.id, text: 'seen' } : null;
    }
    case 'AssignCard': {
      const card = one((each) => each.finishedAt === null);
      return card ? { type: kind, card: card.id, assignees: people.filter(() => random.chance(0.15)).map((person) => person.id), ...override } : null;
    }
    case 'SetClass': {
      const card = one((each) => each.finishedAt === null);
      return card ? { type: kind, card: card.id, class: random.pick(CLASSES) ?? 'standard', reason: REASON, ...override } : null;
    }
    case 'EditCard': {
      const card = one((each) => each.finishedAt === null);
      // What is ahead of it: hours behind it weigh nothing any more.
      const step = card && random.pick([...card.routing.keys()].slice(random.chance(0.8) ? Math.max(0, card.step) : 0));
      if (!card) return null;
      if (card.kind === 'order' && card.phase !== 'enquiry' && random.chance(0.5)) return { type: kind, card: card.id, promisedAt: board.at + random.int(1, 25) * DAY };
      if (random.chance(0.25)) return { type: kind, card: card.id, quantity: random.int(1, 6) };
      return step !== undefined ? { type: kind, card: card.id, hours: [{ step, hours: random.chance(0.15) ? null : random.int(1, 12) }] } : { type: kind, card: card.id, title: 'Renamed' };
    }
    case 'TickCheck': {
      const card = one((each) => each.place !== null && (laneOf(board, each.place.lane)?.checklist.length ?? 0) > 0);
      const item = card?.place && random.pick(laneOf(board, card.place.lane)?.checklist ?? []);
      return card && item ? { type: kind, card: card.id, item: item.id, done: random.chance(0.9) } : null;
    }
    case 'UndoMove': {
      const last = random.pick(Object.values(board.lastMoves));
      return last ? { type: kind, card: last.card } : null;
    }
    case 'SetLimit': {
      const limit = random.pick(board.limits);
      if (!limit || random.chance(0.2)) return { type: kind, limit: anyLimit(random, people, `extra-${random.int(0, 9)}`) };
      const capacity = limit.capacity === null ? random.int(1, 6) : Math.max(0, limit.capacity + random.int(-2, 2));
      return { type: kind, limit: { ...limit, capacity }, reason: REASON };
    }
    case 'RemoveLimit': {
      const limit = random.pick(board.limits);
      return limit ? { type: kind, limit: limit.id } : null;
    }
    case 'AddLane': return { type: kind, lane: { name: random.pick(['Oil', 'Sand', 'Cut']) ?? 'Oil', kind: 'work', holds: 'job', group: 'Parts' }, before: lane?.id ?? null, capacity: random.int(0, 3) };
    case 'EditLane': return lane ? { type: kind, lane: lane.id, ...(random.chance(0.5) ? { group: random.pick(['Parts', 'Rest', 'Gone']) ?? null } : { defaultHours: random.chance(0.3) ? null : random.int(1, 5) }) } : null;
    case 'MoveLane': return lane ? { type: kind, lane: lane.id, before: random.pick(board.lanes)?.id ?? null } : null;
    case 'RemoveLane': return lane ? { type: kind, lane: lane.id } : null;
    case 'SetPolicies': return { type: kind, policies: random.chance(0.5) ? { orderConwipUntil: random.chance(0.5) ? 'shipped' : 'ready_to_ship' } : { pullOrder: random.chance(0.3) ? 'enforced' : 'advice' } };
    case 'CloseOrder': {
      const card = order('shipped', 'shipped', 'qc');
      return card ? { type: kind, order: card.id } : null;
    }
    case 'CreateBoard': return null;
  }
}

function neighbour(board: Board, lane: LaneId, random: Random): CardId | null {
  if (random.chance(0.5)) return null;
  const sub = random.pick(['queue', 'doing', 'done'] as const);
  return random.pick(board.places[`${lane}/${sub}`] ?? []) ?? null;
}

/** Well formed, and about things that are not there. */
function nonsense(random: Random): Command {
  const strange = (): string => random.pick(STRANGE) ?? 'nobody';
  const card = cardId(strange());
  const lane = laneId(strange());
  return random.pick<Command>([
    { type: 'PullCard', card, lane },
    { type: 'FinishWork', card },
    { type: 'ReturnCard', card, lane, category: 'quality', reason: REASON },
    { type: 'ReleaseOrder', order: card },
    { type: 'ShipOrder', order: card, carrier: '', reference: '' },
    { type: 'QueueCard', card, lane },
    { type: 'UndoMove', card },
    { type: 'AssignCard', card, assignees: [personId(strange())] },
    { type: 'RemoveLane', lane },
    { type: 'MoveLane', lane, before: laneId(strange()) },
    { type: 'RemoveLimit', limit: limitId(strange()) },
    { type: 'SetLimit', limit: { name: 'Nowhere', kind: 'job', scope: { lanes: [lane] }, unit: 'count', capacity: 1 } },
    { type: 'CreateOrder', title: 'Nothing', customer: '', quantity: 1, bom: [{ title: 'Part', quantity: 1, source: 'make', routing: [{ lane, hours: null }] }] },
    { type: 'UnblockCard', card, blocker: random.int(0, 9), resolution: '' },
  ]) as Command;
}

