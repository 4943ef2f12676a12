import { dueAt, laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Lane } from '../../shared/board/lane.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { limitsView } from '../../shared/limits/admission.ts';
import { isMember, rolesFor } from '../../shared/people/membership.ts';
import { mayIssue } from '../../shared/policy.ts';
import type { Proposal } from '../../shared/cards/pull-order.ts';
import type { Words } from '../../shared/words/words.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { authorisedWords } from './card-face.ts';
import { dueWords } from './dates.ts';

/** The first free place of a lane: the signal to pull (look: idea 2). */
export interface Slot {
  readonly card: CardId;
  readonly number: string;
  readonly title: string;
  readonly why: string;
  readonly label: string;
  /** Not a card that its lane pulls, but an order of the pool. */
  readonly releases: boolean;
  /** Above the button, for the pool: how much the floor takes. */
  readonly lead: string | null;
  /** Whether the acting person may; else who does. */
  readonly may: boolean;
  readonly who: string;
  readonly command: Command;
  readonly lane: LaneId;
}

interface Ground { readonly board: Board; readonly directory: Directory; readonly me: Person | null; readonly now: number; readonly words: Words }

export function whyWords({ board, now, words }: Pick<Ground, 'board' | 'now' | 'words'>, proposal: Proposal): string {
  const { why } = words.floor.lanes.slot;
  const card = board.cards.get(proposal.card);
  if (!card) return '';
  if (proposal.called) return why.inLine;
  const due = dueAt(board, card);
  switch (proposal.because) {
    case 'rework': {
      const from = card.rework?.from && laneOf(board, card.rework.from)?.name;
      return why.back(from ? isolated(from) : null);
    }
    case 'expedite': return why.expedite;
    case 'buffer': return due === null ? why.leastTime : why.leastTimeDue(dueWords(due, now, words));
    case 'authorised': return why.authorised;
    case 'kit': return proposal.detail === 1 ? why.lastPart : why.nearestKit;
    case 'first': return why.longest;
  }
}

const floorRoom = (board: Board): number | null => {
  const free = limitsView(board)
    .filter(({ limit, free: left }) => limit.kind === 'order' && !limit.scope.lanes && limit.scope.group === undefined && !limit.scope.classes && limit.unit === 'count' && left !== null)
    .map(({ free: left }) => left as number);
  return free.length > 0 ? Math.min(...free) : null;
};

export function slotOf(ground: Ground, lane: Lane, proposal: Proposal | null): Slot | null {
  const { board, me, directory, words } = ground;
  const { slot } = words.floor.lanes;
  const card = proposal ? board.cards.get(proposal.card) : undefined;
  if (!proposal || !card || !me) return null;
  const number = numberOf(card.id);
  const members = lane.members.flatMap((id) => directory.people[id]?.name ?? []);
  if (lane.role === 'pool') {
    const room = floorRoom(board);
    return {
      card: card.id, number, title: card.title, why: card.kind === 'order' ? authorisedWords(board, card, ground.now, words) : '',
      label: slot.release(number), releases: true, lead: room === null ? null : slot.room(room),
      may: mayIssue('ReleaseOrder', asPerson(me)), who: slot.planners,
      command: { type: 'ReleaseOrder', order: card.id, version: card.version }, lane: lane.id,
    };
  }
  return {
    card: card.id, number, title: card.title, why: whyWords(ground, proposal), label: slot.pull, releases: false, lead: null,
    may: mayIssue('PullCard', asPerson(me)) && isMember(board, lane.id, asPerson(me)),
    who: members.length > 0 ? slot.people(members) : slot.crews(rolesFor(lane).filter((role) => role !== 'manager')),
    command: { type: 'PullCard', card: card.id, lane: lane.id, version: card.version }, lane: lane.id,
  };
}
