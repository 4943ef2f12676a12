import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Lane } from '../../shared/board/lane.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { limitsView } from '../../shared/limits/admission.ts';
import { isMember, rolesFor } from '../../shared/people/membership.ts';
import { mayIssue } from '../../shared/policy.ts';
import type { Proposal } from '../../shared/cards/pull-order.ts';
import { listOf } from '../words/said.ts';
import { authorisedWords } from './card-face.ts';
import { dueWords } from './dates.ts';

/** The first free place of a lane: the signal to pull (look: idea 2). */
export interface Slot {
  readonly card: CardId;
  readonly number: string;
  readonly title: string;
  readonly why: string;
  readonly label: string;
  /** Above the button, for the pool: how much the floor takes. */
  readonly lead: string | null;
  /** Whether the acting person may; else who does. */
  readonly may: boolean;
  readonly who: string;
  readonly command: Command;
  readonly lane: LaneId;
}

interface Ground { readonly board: Board; readonly directory: Directory; readonly me: Person | null; readonly now: number }

export function whyWords({ board, now }: Pick<Ground, 'board' | 'now'>, proposal: Proposal): string {
  const card = board.cards.get(proposal.card);
  if (!card) return '';
  if (proposal.called) return 'first in line';
  const order = card.kind === 'order' ? card : board.cards.get(card.order);
  const due = order?.kind === 'order' ? (order.promisedAt ?? order.requestedAt) : null;
  switch (proposal.because) {
    case 'rework': return `back from ${(card.rework?.from && laneOf(board, card.rework.from)?.name) ?? 'rework'}`;
    case 'expedite': return 'expedite';
    case 'buffer': return due === null ? 'least time left' : `least time left, due ${dueWords(due, now)}`;
    case 'authorised': return 'authorised first';
    case 'kit': return proposal.detail === 1 ? 'last part of its kit' : 'nearest to a full kit';
    case 'first': return 'ready longest';
  }
}

const floorRoom = (board: Board): number | null => {
  const free = limitsView(board)
    .filter(({ limit, free: left }) => limit.kind === 'order' && !limit.scope.lanes && limit.scope.group === undefined && !limit.scope.classes && limit.unit === 'count' && left !== null)
    .map(({ free: left }) => left as number);
  return free.length > 0 ? Math.min(...free) : null;
};

export function slotOf(ground: Ground, lane: Lane, proposal: Proposal | null): Slot | null {
  const { board, me, directory } = ground;
  const card = proposal ? board.cards.get(proposal.card) : undefined;
  if (!proposal || !card || !me) return null;
  const number = numberOf(card.id);
  const members = lane.members.flatMap((id) => directory.people[id]?.name ?? []);
  if (lane.role === 'pool') {
    const room = floorRoom(board);
    return {
      card: card.id, number, title: card.title, why: card.kind === 'order' ? authorisedWords(board, card, ground.now) : '',
      label: `Release ${number}`, lead: room === null ? null : `Floor has room for ${room} ${room === 1 ? 'order' : 'orders'}`,
      may: mayIssue('ReleaseOrder', me), who: 'planners release',
      command: { type: 'ReleaseOrder', order: card.id, version: card.version }, lane: lane.id,
    };
  }
  return {
    card: card.id, number, title: card.title, why: whyWords(ground, proposal), label: 'Pull next', lead: null,
    may: mayIssue('PullCard', me) && isMember(board, lane.id, me),
    who: `${members.length > 0 ? listOf(members) : listOf(rolesFor(lane).filter((role) => role !== 'manager').map((role) => `${role}s`))} pull here`,
    command: { type: 'PullCard', card: card.id, lane: lane.id, version: card.version }, lane: lane.id,
  };
}
