import { dueAt } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import type { CardKind, LaneKind, LaneRole, Place } from '../board/lane.ts';
import type { BlockCategory, Exception, ServiceClass } from '../cards/card-common.ts';
import type { Card } from '../cards/card.ts';
import type { JobSource, JobState } from '../jobs/job.ts';
import type { CardId, LaneId } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';
import type { Limit, LimitUnit, Scope } from '../limits/limit.ts';
import type { Phase } from '../orders/order.ts';
import { hoursPlanned } from '../orders/plan.ts';
import type { Row, View } from './view.ts';

interface BoardRow extends Row { readonly kind: 'board'; readonly name: string; readonly timeZone: string; readonly bufferDays: number }
interface LaneRow extends Row { readonly kind: 'lane'; readonly at: number; readonly name: string; readonly is: LaneKind; readonly role: LaneRole | null; readonly holds: CardKind; readonly group: string | null }
interface LimitRow extends Row {
  readonly kind: 'limit';
  readonly at: number;
  readonly name: string;
  readonly holds: CardKind;
  readonly scope: Pick<Scope, 'lanes' | 'group' | 'subs' | 'classes'>;
  readonly unit: LimitUnit;
  readonly capacity: number | null;
  readonly load: number;
  readonly lowered: number;
}
interface PlaceRow extends Row { readonly kind: 'place'; readonly cards: readonly CardId[] }
interface CardRowCommon extends Row {
  readonly kind: 'card';
  readonly title: string;
  readonly quantity: number;
  readonly unit: string;
  readonly class: ServiceClass;
  readonly place: Place | null;
  readonly due: Time | null;
  readonly blocked: readonly { readonly category: BlockCategory; readonly at: Time }[];
  readonly above: readonly Exception['kind'][];
  /** Back for rework, from there; how often it ever was. */
  readonly back: { readonly from: LaneId | null } | null;
  readonly reworks: number;
  readonly waitsFor: LaneId | null;
  readonly startedAt: Time | null;
  readonly laneAt: Time;
  readonly finishedAt: Time | null;
}
interface OrderRow extends CardRowCommon { readonly is: 'order'; readonly phase: Phase; readonly jobs: readonly CardId[]; readonly kitDone: number; readonly plannedHours: number | null }
interface JobRow extends CardRowCommon { readonly is: 'job'; readonly order: CardId; readonly source: JobSource; readonly state: JobState }
export type CardRow = OrderRow | JobRow;
export type FloorRow = BoardRow | LaneRow | LimitRow | PlaceRow | CardRow;

/** Everybody who looks sees the same. */
const ALL = 'all';

/**
 * The read-only floor: what a wall may show. Numbers, titles, lanes, classes, dates, what is blocked and by
 * what kind of thing, loads against limits. No customer, no supplier, no person, nothing that somebody wrote
 * about a card, no version, no number of the log.
 */
export const floorView: View<FloorRow> = {
  name: 'floor',
  version: 1,
  keyOf: () => ALL,
  row(floor, record) {
    switch (record.kind) {
      case 'board': return { kind: 'board', id: record.id, name: floor.name, timeZone: floor.policies.timeZone, bufferDays: floor.policies.productionBufferDays };
      case 'lane': {
        const { id, at, lane: { name, kind, role, holds, group } } = record;
        return { kind: 'lane', id, at, name, is: kind, role, holds, group };
      }
      case 'limit': return limitRow(floor, record.limit, record.at);
      case 'place': return record.cards.length === 0 ? null : { kind: 'place', id: record.id, cards: record.cards };
      case 'card': return cardRow(floor, record.card);
    }
  },
};

/** Whose limit it is, a person's or a supplier's, is for those who work here. */
function limitRow({ loads, lowered }: Board, { id, name, kind, scope, unit, capacity }: Limit, at: number): LimitRow | null {
  if (scope.assignee !== undefined || scope.supplier !== undefined) return null;
  const { lanes, group, subs, classes } = scope;
  return {
    kind: 'limit', id, at, name, holds: kind, unit, capacity, load: loads[at] ?? 0, lowered: lowered[at] ?? 0,
    scope: { ...(lanes && { lanes }), ...(group !== undefined && { group }), ...(subs && { subs }), ...(classes && { classes }) },
  };
}

function cardRow(floor: Board, card: Card): CardRow {
  const common = {
    kind: 'card', id: card.id, title: card.title, quantity: card.quantity, unit: card.unit, class: card.class,
    place: card.place && { lane: card.place.lane, sub: card.place.sub }, due: dueAt(floor, card),
    blocked: card.blockers.map(({ category, at }) => ({ category, at })), above: card.exceptions.map(({ kind }) => kind),
    back: card.rework && { from: card.rework.from }, reworks: card.reworks, waitsFor: card.queued?.lane ?? null,
    startedAt: card.startedAt, laneAt: card.laneAt, finishedAt: card.finishedAt,
  } as const;
  return card.kind === 'order'
    ? { ...common, is: 'order', phase: card.phase, jobs: card.jobs, kitDone: card.kitDone, plannedHours: card.plan && hoursPlanned(card) }
    : { ...common, is: 'job', order: card.order, source: card.source, state: card.state };
}

