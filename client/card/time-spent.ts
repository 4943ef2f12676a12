import type { LaneKind } from '../../shared/board/lane.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';

/** Where an order's time went since it was confirmed; ms. The four add up to the whole. */
export interface TimeSpent { readonly pool: number; readonly work: number; readonly waiting: number; readonly blocked: number; readonly whole: number }

/** Where the steps of a card's way lead, and what kind of lane that is. */
export interface Way { readonly laneAt: (card: CardId, step: number) => LaneId | undefined; readonly kindOf: (lane: LaneId) => LaneKind | undefined }

interface Standing { readonly doing: boolean; readonly blocked: number; readonly over: boolean }

const IDLE: Standing = { doing: false, blocked: 0, over: false };

/**
 * A fold over an order's whole story. At each moment: in the pool before release; in work while one of
 * its cards is worked on in the shop and not blocked; blocked while none is and one is blocked; else
 * waiting. `until`: now, or when it was shipped. null: not confirmed, or the story does not reach back.
 */
export function timeSpent(oldestFirst: readonly WireCommit[], way: Way, until: number): TimeSpent | null {
  const cards = new Map<CardId, Standing>();
  let confirmed: number | null = null;
  let released: number | null = null;
  let end = until;
  let from = 0;
  let work = 0;
  let waiting = 0;
  let blocked = 0;

  const pass = (to: number): void => {
    if (released !== null) {
      const all = [...cards.values()].filter(({ over }) => !over);
      const span = Math.max(0, to - Math.max(from, released));
      if (all.some((card) => card.doing && card.blocked === 0)) work += span;
      else if (all.some((card) => card.blocked > 0)) blocked += span;
      else waiting += span;
    }
    from = to;
  };
  const set = (card: CardId, change: Partial<Standing>): void => {
    const was = cards.get(card) ?? IDLE;
    cards.set(card, { ...was, ...change });
  };
  const worksIn = (lane: LaneId | undefined): boolean => {
    const kind = lane && way.kindOf(lane);
    return kind === undefined || kind === 'work' || kind === 'gate';
  };

  for (const commit of oldestFirst) {
    pass(commit.at);
    for (const event of commit.events) {
      switch (event.type) {
        case 'OrderConfirmed': confirmed ??= commit.at; break;
        case 'OrderReleased': released = commit.at; break;
        case 'CardPulled': case 'CardReturned': set(event.card, { doing: worksIn(way.laneAt(event.card, event.step)), over: false }); break;
        case 'WorkFinished': case 'InspectionPassed': case 'ConcessionGranted': set(event.card, { doing: false }); break;
        case 'JobCompleted': set(event.card, { doing: false, over: true }); break;
        case 'CardBlocked': set(event.card, { blocked: (cards.get(event.card)?.blocked ?? 0) + 1 }); break;
        case 'CardUnblocked': set(event.card, { blocked: Math.max(0, (cards.get(event.card)?.blocked ?? 0) - 1) }); break;
        case 'MoveUndone': for (const { card, place, state } of event.cards) set(card, { doing: place !== null && place.sub !== 'done' && worksIn(place.lane), over: state === 'done' }); break;
        case 'OrderShipped': end = commit.at; break;
        default: break;
      }
    }
    if (end === commit.at && commit.events.some(({ type }) => type === 'OrderShipped')) break;
  }
  if (confirmed === null) return null;
  pass(end);
  const pool = (released ?? end) - confirmed;
  return { pool, work, waiting, blocked, whole: pool + work + waiting + blocked };
}
