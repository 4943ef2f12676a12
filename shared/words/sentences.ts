import type { Directory, Role } from '../people/directory.ts';
import { numberOf } from '../kernel/ids.ts';
import type { CardId } from '../kernel/ids.ts';
import type { LimitRoom, LimitViolation, Occupant, Refusal, Violation, Way } from '../refusals.ts';
import { apart, isolated } from '../kernel/writing.ts';
import { amount, duration, listOf } from './durations.ts';

/** The one place that turns refusals into sentences: what happened, why, and what to do next. */
export function sentence(refusal: Refusal, directory?: Directory): string {
  const told = refusal.violations.map((violation) => sentenceOf(violation, directory));
  return [...told, ...(refusal.more ? [`And ${refusal.more} more of the kind.`] : [])].join(' ');
}

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  sales: 'sales', planner: 'a planner', buyer: 'a buyer', operator: 'an operator', lead: 'a lead', inspector: 'an inspector', shipping: 'shipping', manager: 'a manager',
  viewer: 'a viewer', admin: 'an administrator',
};
export const rolesInWords = (roles: readonly Role[]): string => listOf(roles.map((role) => ROLE_NAMES[role]), 'or');

const COMMAND_NAMES: Readonly<Record<string, string>> = {
  CreateBoard: 'set up a board', AddLane: 'add a lane', EditLane: 'change a lane', MoveLane: 'move a lane', RemoveLane: 'remove a lane', SetLimit: 'set a limit',
  RemoveLimit: 'remove a limit', SetPolicies: 'change the policies', CreateOrder: 'enter an order', ReviseBom: 'change the parts list', ConfirmOrder: 'confirm an order',
  ReleaseOrder: 'release an order', PullCard: 'pull a card', FinishWork: 'finish a card', PassInspection: 'pass an inspection', GrantConcession: 'grant a concession',
  ReturnCard: 'return a card', ShipOrder: 'ship an order', BlockCard: 'block a card', UnblockCard: 'unblock this card', ReorderCard: 'change the order of a lane',
  QueueCard: 'queue a card', LeaveQueue: 'take a card out of a queue', CommentOnCard: 'comment', AssignCard: 'assign a card', SetClass: 'change the class of a card',
  EditCard: 'edit a card', TickCheck: 'tick a checklist', UndoMove: 'undo a move', Override: 'go above a limit', Expedite: 'expedite a card',
};

const n = (id: CardId): string => numberOf(id);

/** One violated rule in plain words. */
export function sentenceOf(told: Violation, directory?: Directory): string {
  const violation = apart(told);
  switch (violation.code) {
    case 'wip_limit': return limitSentence(violation, directory);
    case 'estimate_required': return `${violation.name} counts hours and ${n(violation.card)} has no estimate. Enter its hours first.`;
    case 'not_your_pull': return `Only ${violation.members.length > 0 ? listOf(violation.members, 'or') : rolesInWords(violation.roles)} may do this in ${violation.name}. Ask them to.`;
    case 'not_allowed': return `Only ${rolesInWords(violation.roles)} may ${COMMAND_NAMES[violation.command] ?? 'do this'}.`;
    case 'not_done': return `${n(violation.card)} is still in work in ${violation.name}. Finish it there first.`;
    case 'illegal_transition':
      return `${n(violation.card)} cannot go from ${violation.from} to ${violation.to}.${violation.expected ? ` Its next step is ${violation.expected}.` : ''}`;
    case 'order_not_confirmed': return `Order ${n(violation.order)} is not confirmed. Nothing starts before the customer has ordered: confirm it first.`;
    case 'order_not_released': return `Order ${n(violation.order)} is still in the pool. Release it first.`;
    case 'blocked': return `${n(violation.card)} is blocked (${duration(violation.age)}): ${violation.text || violation.category}. Unblock it first.`;
    case 'kit_incomplete': return kitSentence(violation);
    case 'not_inspected': return `Order ${n(violation.order)} has no passed inspection. Pass it at the gate first, or have a concession recorded there.`;
    case 'inspector_made_it': return `${violation.person} worked on ${n(violation.card)}, so somebody else has to judge it.`;
    case 'checklist_incomplete': return `${n(violation.card)} still lacks: ${listOf(violation.missing)}. Tick ${violation.missing.length > 1 ? 'them' : 'it'} on the card first.`;
    case 'gate_needs_verdict': return `${violation.name} needs a verdict for ${n(violation.card)}: pass it, or return it for rework.`;
    case 'no_gate': return `${n(violation.card)} is not at an inspection.`;
    case 'too_early': return `Order ${n(violation.order)} is authorised from ${day(violation.authorisedAt)}. To release it earlier, give a reason.`;
    case 'reason_required': return `A reason is required for ${violation.for}: at least ${violation.atLeast} characters.`;
    case 'not_next': return `${n(violation.next)} is next here. This board pulls in order.`;
    case 'stale': return staleSentence(violation);
    case 'bom_frozen': return `The parts list of order ${n(violation.order)} is frozen since it was confirmed.`;
    case 'bom_empty': return `Order ${violation.order ? n(violation.order) : ''} has no parts. Add at least one line to its parts list first.`;
    case 'routing_wrong_lane': return routingSentence(violation);
    case 'routing_empty': return `${violation.title} passes no lane. Name the lanes it has to pass.`;
    case 'lane_holds_cards': return `${violation.name} holds ${violation.cards} ${violation.cards === 1 ? 'card' : 'cards'}. Move ${violation.cards === 1 ? 'it' : 'them'} on first.`;
    case 'lane_in_routing':
      return `${violation.name} is still ahead of ${listOf(violation.cards.map(n))}${violation.more > 0 ? ` and ${violation.more} more` : ''}. Let them pass first.`;
    case 'lane_is_needed': return `${violation.name} cannot be removed: every order passes it.`;
    case 'name_taken': return `There is a lane called ${violation.name} already. Choose another name.`;
    case 'limit_over_kit': return `${violation.name} would count finished parts in their kits, and the last part could never be pulled. Limit the orders there instead.`;
    case 'limit_scope': return `${violation.name} cannot be set: ${violation.why}.`;
    case 'number_taken': return `There is an order ${violation.number} already. Leave the number out to get the next free one.`;
    case 'not_earlier_lane': return `${violation.name} is not an earlier step of ${n(violation.card)}. Return it to a lane it came through.`;
    case 'nothing_to_undo': return undoSentence(violation);
    case 'already': return `${violation.what[0]?.toUpperCase()}${violation.what.slice(1)} already.`;
    case 'has_room': return `${violation.name} has room for ${n(violation.card)}. Pull it instead of queueing.`;
    case 'promise_in_past': return `The promised date of order ${n(violation.order)} has passed. Choose a later one.`;
    case 'not_there': return `There is no ${violation.what} ${violation.what === 'card' || violation.what === 'order' ? n(violation.id as CardId) : violation.id} on this board.`;
    case 'too_many': return `There are ${violation.most} ${violation.what} already, and there is no place for more. ${violation.what === 'open blockers' ? 'End one' : 'Remove one'} first.`;
    case 'board_exists': return 'This board exists already.';
    case 'too_many_boards': return `There are ${violation.most} boards, and no more are made here. Whoever runs this server can allow more with MAX_BOARDS.`;
    case 'no_board': return 'This board does not exist yet.';
    case 'board_incomplete': return `The board cannot be set up like this: ${violation.why}.`;
  }
}

/** Who, what, when; and where it is now, so that nobody has to look for it. */
function staleSentence({ card, by, did, age, where }: Extract<Violation, { code: 'stale' }>): string {
  const what = by === null ? 'has been changed meanwhile' : `was not as you saw it: ${by} ${did} ${age < 60_000 ? 'just now' : `${duration(age)} ago`}`;
  return `${n(card)} ${what}. It is ${where} now: go on from there.`;
}

const DAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Fri 27 Nov 2026`, UTC, from ms: the civil date by day count, since shared code has no clock and no calendar. */
export function day(at: number): string {
  const days = Math.floor(at / 86_400_000);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor((ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  return `${DAY_NAMES[(((days + 4) % 7) + 7) % 7]} ${date} ${MONTHS[(month + 2) % 12]} ${era * 400 + year + (month >= 10 ? 1 : 0)}`;
}

function limitSentence(violation: LimitViolation, directory?: Directory): string {
  const { name, load, capacity, occupants, more } = violation;
  const unit = violation.unit === 'hours' ? ' h' : '';
  if (isClosed(violation)) return `${name} is closed (limit 0). Raise its limit to open it.`;
  const named = occupants.slice(0, 4).map((occupant, index) => (index < 2 ? `${n(occupant.card)} (${duration(occupant.age)})` : n(occupant.card)));
  const others = more + occupants.length - named.length;
  const who = [...named, ...(others > 0 ? [`${others} more`] : [])].join(', ');
  const over = load > capacity ? ` (${amount(load - capacity)}${unit} over)` : '';
  const head = `${name} is ${amount(load)}/${amount(capacity)}${unit}${over}${who ? `: ${who}` : ''}.`;
  const full = violation.unit === 'count' ? '' : ` This card would add ${amount(violation.weight)}${unit}.`;
  return [head + full, hindranceOf(occupants[0], directory), roomSentence(violation)].filter(Boolean).join(' ');
}

/** What the oldest occupant waits for. */
function hindranceOf(oldest: Occupant | undefined, directory?: Directory): string {
  if (!oldest) return '';
  if (oldest.blocked) return `Oldest is blocked: ${oldest.blocked}.`;
  if (oldest.waitsFor) return `Oldest waits for ${oldest.waitsFor.name}.`;
  const worker = isolated((oldest.assignees[0] && directory?.people[oldest.assignees[0]]?.name) || '');
  return worker ? `Oldest is in work with ${worker}.` : '';
}

export const isClosed = ({ capacity, needs }: Pick<LimitRoom, 'capacity' | 'needs'>): boolean => capacity === 0 && needs === null;

/** What has to leave, where one departure is not enough, and the chain from the nearest move outward. */
export function roomSentence(of: LimitRoom): string {
  if (isClosed(of)) return 'Raise its limit to open it.';
  if (of.needs === null) return 'It is larger than the whole limit: raise the limit, or make it smaller.';
  const whole = of.weight > of.capacity && of.needs === of.load ? 'It is larger than the whole limit and comes in when nothing else is there.' : '';
  const first = of.room[0];
  const several = whole || isEnough(first, of.needs, of.unit) ? '' : `${leaving(of.needs, of.unit)} to leave before it comes in.`;
  return [whole || several, ...of.room.map((way, index) => waySentence(way, index, of.room[index + 1]))].filter(Boolean).join(' ');
}

/** Whether what one card takes with it is what has to leave. */
const isEnough = (way: Way | undefined, needs: number, unit: LimitRoom['unit']): boolean => needs <= (way?.frees ?? (unit === 'count' ? 1 : 0));

/** `2 cards have`, `1 h has`. */
export function leaving(needs: number, unit: LimitRoom['unit']): string {
  if (unit === 'count') return needs === 1 ? '1 card has' : `${amount(needs)} cards have`;
  if (unit === 'hours') return `${amount(needs)} h ${needs === 1 ? 'has' : 'have'}`;
  return `A quantity of ${amount(needs)} has`;
}

function waySentence(way: Way, index: number, next: Way | undefined): string {
  const card = n(way.card);
  switch (way.do) {
    case 'pull': return pullSentence(way, index, next);
    case 'finish':
      if (way.within) return `Room comes when ${card} has left ${way.within}: it has to be finished in ${way.name} next.`;
      return way.ends || index > 0 ? `${card} has to be finished in ${way.name} first.` : `Room comes when ${card} is finished and pulled on.`;
    case 'inspect': return `${card} waits for its inspection in ${way.name}.`;
    case 'unblock': return `Unblock ${card}: ${way.why}.`;
    case 'ship': return `Ship ${card} first.`;
    case 'complete': return `${card} still waits for parts.`;
    case 'ring': return `The full lanes wait for each other in a ring: moving ${card} would free them all.`;
  }
}

function pullSentence(way: Extract<Way, { do: 'pull' }>, index: number, next: Way | undefined): string {
  const card = n(way.card);
  const left = way.within ? `Room comes when ${card} has left ${way.within}: ` : '';
  if (!way.full) return left ? `${left}pull it into ${way.name} next.` : `Pull ${card} into ${way.name} first.`;
  const head = `${left || (index === 0 ? 'To make room, ' : '')}${way.name} has to pull ${left ? 'it' : card}, and ${way.by ?? way.name}`;
  const { needs = null, unit = 'count' } = way;
  if (needs === null) return `${head} is smaller than that card.`;
  const several = isEnough(next, needs, unit) ? '' : `: ${leaving(needs, unit).replace('A q', 'a q')} to leave it before`;
  return `${head} is ${way.load === null ? 'full' : `${amount(way.load)}/${amount(way.capacity ?? 0)}${unit === 'hours' ? ' h' : ''}`}${several}.`;
}

function kitSentence({ order, done, of, missing }: Extract<Violation, { code: 'kit_incomplete' }>): string {
  const parts = missing.slice(0, 4).map((part) => `${n(part.job)} ${part.title}${part.lane ? ` in ${part.lane}` : ''}${part.blocked ? ', blocked' : ''}`);
  const more = missing.length > 4 ? ` and ${missing.length - 4} more` : '';
  return `The kit of ${n(order)} is ${done}/${of}. Missing: ${parts.join('; ')}${more}. Assembly starts with the full kit.`;
}

function routingSentence({ lane, title, why }: Extract<Violation, { code: 'routing_wrong_lane' }>): string {
  switch (why) {
    case 'no_such_lane': return `${title} should pass ${lane}, and there is no such lane.`;
    case 'holds_other_kind': return `${title} cannot pass ${lane}: that lane holds the other kind of card.`;
    case 'not_a_stage': return `${title} cannot pass ${lane} as a step: name each stage once, and only stages where work is done.`;
  }
}

function undoSentence({ card, why, seconds }: Extract<Violation, { code: 'nothing_to_undo' }>): string {
  switch (why) {
    case 'none': return 'There is no move of yours to undo.';
    case 'not_yours': return `The last move of ${n(card)} was not your last move, so you cannot undo it.`;
    case 'too_late': return `A move can be undone for ${seconds} seconds. Move ${n(card)} the ordinary way.`;
    case 'built_upon': return `${n(card)} has gone on since, so the move cannot be undone. Return it instead.`;
  }
}
