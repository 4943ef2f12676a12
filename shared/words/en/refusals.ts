import { numberOf as n } from '../../kernel/ids.ts';
import type { CardId } from '../../kernel/ids.ts';
import type { NeedsLanes } from '../../board/lane.ts';
import type { BoardFault, Deed, Destination, Reasoned, ScopeFault, State, Whereabouts } from '../../refusals.ts';
import type { Format } from '../format.ts';
import type { Told } from '../told.ts';
import { labels } from './labels.ts';
import { times } from './times.ts';

/** What happened, why, and what to do next. */
export const refusals = (f: Format): Told => {
  const { anyOf, verbs, categories, classes, laneRoles } = labels(f);
  const needsLanes: Readonly<Record<NeedsLanes, string>> = {
    CreateOrder: 'Entering an order', ConfirmOrder: 'Confirming an order', ReleaseOrder: 'Releasing an order', ShipOrder: 'Shipping an order',
  };
  const { duration, ago } = times();
  const place = (at: Whereabouts): string => {
    switch (at.is) {
      case 'lane': return at.name;
      case 'kit': return 'the kit';
      case 'unreleased': return 'an order not released';
      case 'nowhere': return 'nowhere';
    }
  };
  const standing = (at: Whereabouts): string => (at.is === 'nowhere' ? 'nowhere' : `${at.is === 'lane' && at.done ? 'done ' : ''}in ${place(at)}`);
  const destinations: Readonly<Record<Exclude<Destination['is'], 'lane'>, string>> = { done: 'done', another_place: 'another place', another_promise: 'another promise' };
  const deed = (did: Deed): string => {
    switch (did.is) {
      case 'finished': return 'finished it';
      case 'confirmed': return 'confirmed it';
      case 'returned': return `returned it to ${did.to}`;
      case 'moved': return `moved it to ${did.to}`;
    }
  };
  const reasoned: Readonly<Record<Reasoned, string>> = { override: 'an override', expedite: 'an expedite', concession: 'a concession', return: 'a return' };
  const state = (of: State): string => {
    switch (of.is) {
      case 'queued': return `${n(of.card)} waits at ${of.lane} already.`;
      case 'not_queued': return `${n(of.card)} is in no queue.`;
      case 'finished': return `${n(of.card)} is finished already.`;
      case 'finished_by': return `${of.by ?? of.lane} has finished it already.`;
      case 'of_class': return `The class of ${n(of.card)} is ${classes[of.class].toLowerCase()} already.`;
      case 'lane_there': return `${of.lane} stands there already.`;
    }
  };
  const scope = (why: ScopeFault): string => {
    switch (why.is) {
      case 'fraction': return `it counts cards, and ${f.amount(why.capacity)} is no number of cards`;
      case 'no_lane': return 'it names no lane';
      case 'other_kind': return `${why.lane} holds ${why.holds}s, and the limit counts ${why.counts}s`;
      case 'end_of_road': return `${why.lane} is the end of the road: shipping is never refused`;
      case 'no_group': return `no lane is in the group ${why.group}`;
      case 'done_alone': return 'finishing is never refused, so a limit on finished cards alone could not be kept';
    }
  };
  const lack = (why: BoardFault): string => {
    switch (why.is) {
      case 'second_end': return `${why.lane} is an end of the road, and only the lane for shipped orders is one`;
      case 'wrong_lane': return `${why.lane} has to be a ${why.kind} lane for ${why.holds}s`;
      case 'role_count': return `it has ${why.has} lanes with the role ${why.role}, and one is the most`;
      case 'role_taken': return `there is a lane with the role ${why.role} already`;
      case 'no_lanes': return 'it has no lane';
    }
  };
  return {
    estimate_required: ({ name, card }) => `${name} counts hours and ${n(card)} has no estimate. Enter its hours first.`,
    not_your_pull: ({ members, roles, name }) => `Only ${members.length > 0 ? f.or(members) : anyOf(roles)} may do this in ${name}. Ask them to.`,
    not_allowed: ({ roles, command }) => (roles.length === 0 ? `Nobody may ${(verbs as Readonly<Record<string, string>>)[command] ?? 'do this'} by hand: the board does it when its time has come.` : `Only ${anyOf(roles)} may ${(verbs as Readonly<Record<string, string>>)[command] ?? 'do this'}.`),
    not_done: ({ card, name }) => `${n(card)} is still in work in ${name}. Finish it there first.`,
    illegal_transition: ({ card, from, to, expected }) =>
      `${n(card)} cannot go from ${place(from)} to ${to.is === 'lane' ? to.name : destinations[to.is]}.${expected ? ` Its next step is ${expected}.` : ''}`,
    order_not_confirmed: ({ order }) => `Order ${n(order)} is not confirmed. Nothing starts before the customer has ordered: confirm it first.`,
    order_not_released: ({ order }) => `Order ${n(order)} is still in the pool. Release it first.`,
    blocked: ({ card, age, text, category }) => `${n(card)} is blocked (${duration(age)}): ${text || categories[category].toLowerCase()}. Unblock it first.`,
    kit_incomplete: ({ order, done, of, missing }) => {
      const parts = missing.slice(0, 4).map((part) => `${n(part.job)} ${part.title}${part.lane ? ` in ${part.lane}` : ''}${part.blocked ? ', blocked' : ''}`);
      const more = missing.length > 4 ? ` and ${missing.length - 4} more` : '';
      return `The kit of ${n(order)} is ${done}/${of}. Missing: ${parts.join('; ')}${more}. Assembly starts with the full kit.`;
    },
    not_inspected: ({ order }) => `Order ${n(order)} has no passed inspection. Pass it at the gate first, or have a concession recorded there.`,
    inspector_made_it: ({ person, card }) => `${person} worked on ${n(card)}, so somebody else has to judge it.`,
    checklist_incomplete: ({ card, missing }) => `${n(card)} still lacks: ${f.and(missing)}. Tick ${missing.length > 1 ? 'them' : 'it'} on the card first.`,
    gate_needs_verdict: ({ name, card }) => `${name} needs a verdict for ${n(card)}: pass it, or return it for rework.`,
    no_gate: ({ card }) => `${n(card)} is not at an inspection.`,
    too_early: ({ order, authorisedAt }) => `Order ${n(order)} is authorised from ${f.dayInFull(authorisedAt)}. To release it earlier, give a reason.`,
    reason_required: (of) => `A reason is required for ${reasoned[of.for]}: at least ${of.atLeast} characters.`,
    not_next: ({ next }) => `${n(next)} is next here. This board pulls in order.`,
    stale: ({ card, by, did, age, where }) => {
      const what = by === null || did === null ? 'has been changed meanwhile' : `was not as you saw it: ${by} ${deed(did)} ${ago(age)}`;
      return `${n(card)} ${what}. It is ${standing(where)} now: go on from there.`;
    },
    bom_frozen: ({ order }) => `The parts list of order ${n(order)} is frozen since it was confirmed.`,
    bom_empty: ({ order }) => `${order ? `Order ${n(order)}` : 'The order'} has no parts. Add at least one line to its parts list first.`,
    routing_wrong_lane: ({ lane, title, why }) => {
      switch (why) {
        case 'no_such_lane': return `${title} should pass ${lane}, and there is no such lane.`;
        case 'holds_other_kind': return `${title} cannot pass ${lane}: that lane holds the other kind of card.`;
        case 'not_a_stage': return `${title} cannot pass ${lane} as a step: name only stages where work is done.`;
        case 'twice_in_a_row': return `${title} passes ${lane} twice in a row: that is one step. Name it once there.`;
      }
    },
    routing_empty: ({ title }) => `${title} passes no lane. Name the lanes it has to pass.`,
    lane_holds_cards: ({ name, cards }) => `${name} holds ${f.plural(cards, { one: '# card. Move it', other: '# cards. Move them' })} on first.`,
    lane_in_routing: ({ name, cards, more }) => `${name} is still ahead of ${f.and(cards.map(n))}${more > 0 ? ` and ${more} more` : ''}. Let them pass first.`,
    lane_is_needed: ({ name }) => `${name} cannot be removed while orders are open: they pass it.`,
    lane_missing: ({ command, roles }) => `${needsLanes[command]} needs ${f.or(roles.map((role) => laneRoles[role]))}, and this board has none. A manager adds one in the board settings.`,
    name_taken: ({ name }) => `There is a lane called ${name} already. Choose another name.`,
    limit_over_kit: ({ name }) => `${name} would count finished parts in their kits, and the last part could never be pulled. Limit the orders there instead.`,
    limit_scope: ({ name, why }) => `${name} cannot be set: ${scope(why)}.`,
    number_taken: ({ number }) => `There is an order ${number} already. Leave the number out to get the next free one.`,
    order_closed: ({ order, at }) => `Order ${n(order)} is closed: it has been in the archive since ${f.dayInFull(at)}, and nothing of it changes any more. What comes back is a new order.`,
    closes_later: ({ order, at }) => (at === null ? `Order ${n(order)} is not shipped. Only what is shipped leaves the floor.` : `Order ${n(order)} stays on the floor until ${f.full(at)}.`),
    not_earlier_lane: ({ name, card }) => `${name} is not an earlier step of ${n(card)}. Return it to a lane it came through.`,
    nothing_to_undo: ({ card, why, seconds }) => {
      switch (why) {
        case 'none': return 'There is no move of yours to undo.';
        case 'not_yours': return `The last move of ${n(card)} was not your last move, so you cannot undo it.`;
        case 'too_late': return `A move can be undone for ${f.plural(seconds, { one: '# second', other: '# seconds' })}. Move ${n(card)} the ordinary way.`;
        case 'built_upon': return `${n(card)} has gone on since, so the move cannot be undone. Return it instead.`;
      }
    },
    already: ({ what }) => state(what),
    has_room: ({ name, card }) => `${name} has room for ${n(card)}. Pull it instead of queueing.`,
    promise_in_past: ({ order }) => `The promised date of order ${n(order)} has passed. Choose a later one.`,
    not_there: ({ what, id }) => what === 'step' ? `There is no step ${Number(id) + 1} on this card’s way.` : `There is no ${what} ${what === 'card' || what === 'order' ? n(id as CardId) : id} on this board.`,
    too_many: ({ what, most }) => `There are ${most} ${what === 'blockers' ? 'open blockers' : what} already, and there is no place for more. ${what === 'blockers' ? 'End one' : 'Remove one'} first.`,
    board_exists: () => 'This board exists already.',
    too_many_boards: ({ most }) => `There are ${most} boards, and no more are made here. Whoever runs this server can allow more with MAX_BOARDS.`,
    no_board: () => 'This board does not exist yet.',
    board_incomplete: ({ why }) => `The board cannot be set up like this: ${lack(why)}.`,
  };
};
