import { hereSince } from '../../shared/board/board.ts';
import { placeKey, subsOf } from '../../shared/board/lane.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Lane, Sub } from '../../shared/board/lane.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { laneLimit } from '../../shared/limits/admission.ts';
import { closedBy, firstAdmitted, isCalled, ranking, rankingAfter } from '../../shared/cards/pull-order.ts';
import type { Proposal, Rank } from '../../shared/cards/pull-order.ts';
import { isMember } from '../../shared/people/membership.ts';
import { NOBODY } from '../../shared/limits/room.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { sameItems } from '../replica/same-items.ts';
import { type Closed, closedOf, sameClosed } from './closed.ts';
import { CALLED, type Face, ageTone } from './card-face.ts';
import { CardInRow } from './card-in-row.ts';
import { type Ground, type LaneModel, laneModel } from './lane-model.ts';
import { type Place, type Standing, alike, respliced } from './place.ts';
import { type ShopLine, keptLine, shopLine } from './shop-line.ts';

/** What one board has that another had not: only this is modelled again, whatever the number of cards. */
interface Changes {
  readonly cards: ReadonlySet<CardId>;
  readonly lanes: ReadonlySet<LaneId>;
  /** Where the usual times changed, so that an age may have changed its colour. */
  readonly dwells: ReadonlySet<LaneId>;
  /** Whether a limit of orders carries another load. */
  readonly orders: boolean;
}

export interface Modelled {
  readonly lanes: readonly LaneModel[];
  /** The state of the shop. */
  readonly line: ShopLine;
}

/** Lanes are modelled again only when something in them, or in what their cards show, changed. */
export class FloorModel {
  private ground: Ground | null = null;
  /** What all lanes were modelled of; `ground` is ahead of it while only one lane is up to date. */
  private whole: Ground | null = null;
  private models: readonly LaneModel[] = [];

  get lanes(): readonly LaneModel[] {
    return this.models;
  }

  private readonly standing = new Map<CardId, Standing>();
  private readonly places = new Map<string, Place>();
  private readonly rankings = new Map<LaneId, readonly Rank[]>();
  private readonly proposals = new Map<LaneId, Proposal | null>();
  /** The places of which each lane's model is made. */
  private readonly modelled = new Map<LaneId, readonly Place[]>();
  private line: ShopLine | null = null;

  /** `first`: the only lane that is shown as it is now, the others as they were; null: all are. */
  of(ground: Ground, first: LaneId | null = null): Modelled {
    const changes = this.whole && changesSince(this.whole, ground);
    const known = new Map(this.models.map((model) => [model.lane.id, model]));
    const only = changes && this.line ? first : null;
    this.ground = ground;
    const models = ground.board.lanes.map((lane) => {
      const before = known.get(lane.id);
      return before && only !== null && only !== lane.id ? before : this.lane(ground, lane, changes, before);
    });
    if (!sameItems(models, this.models)) this.models = models;
    if (only === null || !this.line) {
      this.whole = ground;
      this.line = keptLine(this.line, shopLine(ground.board, this.models, ground.now, ground.words.f.zone));
    }
    return { lanes: this.models, line: this.line };
  }

  private lane(ground: Ground, lane: Lane, changes: Changes | null, known: LaneModel | undefined): LaneModel {
    const { board } = ground;
    const before = this.proposals.get(lane.id) ?? null;
    const { proposal, closed } = this.proposal(ground, lane, changes);
    this.proposals.set(lane.id, proposal);
    const stood = this.modelled.get(lane.id);
    const places = stood && changes && !changes.lanes.has(lane.id) ? stood : subsOf(lane).map((sub) => this.place(ground, lane, sub, changes));
    this.modelled.set(lane.id, places);
    const same = known && stood && changes && sameItems(stood, places) && sameProposal(before, proposal, changes) && sameClosed(known.closed, closed)
      && known.limit?.load === laneLimit(board, lane.id)?.load && known.inLine === (board.queues[lane.id]?.length ?? 0)
      // The pool says how many orders the floor has room for.
      && !(lane.role === 'pool' && changes.orders);
    return same ? known : laneModel(ground, lane, proposal, closed, places, known);
  }

  /** Who is next follows from the cards, the loads and the queues; the order inside a lane plays no part (WIP-23). */
  private proposal({ board, me, now, words }: Ground, lane: Lane, changes: Changes | null): { readonly proposal: Proposal | null; readonly closed: Closed | null } {
    const target = lane.role === 'pool' ? board.lanes.find((other) => other.role === 'kit') : lane;
    const pulls = target && lane.kind !== 'terminal' && lane.role !== 'kit' && lane.role !== 'ready' && lane.role !== 'enquiry';
    if (!me || !pulls) return { proposal: null, closed: null };
    const ranked = this.rankings.get(target.id);
    const ranks = ranked && changes ? rankingAfter(ranked, board, target.id, now, changes.cards) : ranking(board, target.id, now);
    this.rankings.set(target.id, ranks);
    // Who does not pull here is told what others may do, not what his own limit allows.
    const own = asPerson(me);
    const actor = isMember(board, target.id, own) ? own : { ...own, id: NOBODY.actor };
    const proposal = firstAdmitted(board, target, ranks, { at: now, actor });
    const room = proposal || (lane !== target && ranks.length === 0) ? null : closedBy(board, target, ranks, { at: now, actor });
    return { proposal, closed: room && closedOf(room, words) };
  }

  /** Of hundreds of cards one came, went or changed: the others are not asked about. */
  private place(ground: Ground, lane: Lane, sub: Sub, changes: Changes | null): Place {
    const key = placeKey(lane.id, sub);
    const ids = ground.board.places[key] ?? NONE;
    const stand = (id: CardId): Standing[] => {
      const one = this.stands(ground, lane, id, changes);
      return one ? [one] : [];
    };
    let place = this.places.get(key);
    if (!place || !changes) {
      place = respliced(null, ids, 0, 0, ids.flatMap(stand));
    } else {
      const [top, tail] = alike(place.ids, ids);
      if (top + tail < Math.max(place.ids.length, ids.length)) place = respliced(place, ids, top, place.ids.length - tail - top, ids.slice(top, ids.length - tail).flatMap(stand));
      for (const at of this.suspects(ground.board, place, lane, sub, changes)) {
        const [fresh] = stand(ids[at] as CardId);
        if (fresh && fresh !== place.standing[at]) place = respliced(place, ids, at, 1, [fresh]);
      }
    }
    this.places.set(key, place);
    return place;
  }

  /** Where in a place there are cards that may look otherwise than before. */
  private suspects(board: Board, place: Place, lane: Lane, sub: Sub, { cards, dwells }: Changes): number[] {
    const found: number[] = [];
    for (const id of cards) {
      const here = board.cards.get(id)?.place;
      if (here?.lane === lane.id && here.sub === sub) found.push(place.ids.indexOf(id));
    }
    if (dwells.has(lane.id)) {
      place.rows.forEach(({ seen }, at) => { if (seen) found.push(at); });
    }
    return found;
  }

  private stands({ board, now }: Ground, lane: Lane, id: CardId, changes: Changes | null): Standing | null {
    const known = this.standing.get(id);
    if (known && changes && !changes.cards.has(id) && !(changes.dwells.has(lane.id) && toneChanged(board, lane, known, now))) return known;
    const card = board.cards.get(id);
    if (!card) {
      this.standing.delete(id);
      return null;
    }
    if (known && known.card === card && known.row.seen === null) return known;
    const row = new CardInRow(card, this.look);
    const same = known && sameCard(known.row, row);
    if (same && known.card === card) return known;
    const fresh = { card, row: same ? known.row : row };
    this.standing.set(id, fresh);
    return fresh;
  }

  /** A face shows the board that was modelled last, however late it is looked at. */
  private readonly look = (card: Card): Face => {
    const { board, directory, now, words, faces } = this.ground as Ground;
    const line = card.queued ? board.queues[card.queued.lane] : undefined;
    const at = line ? line.indexOf(card.id) : -1;
    return faces.of(board, directory, card, now, words, at < 0 ? null : isCalled(board, card) ? CALLED : at + 1);
  };
}

function toneChanged(board: Board, lane: Lane, { card, row }: Standing, now: number): boolean {
  return row.seen !== null && lane.kind !== 'terminal' && row.seen.ageTone !== ageTone(board, lane.id, Math.max(0, now - hereSince(card)));
}

/** null: so much is new that everything is modelled again. */
function changesSince(was: Ground, is: Ground): Changes | null {
  const [before, after] = [was.board, is.board];
  if (was.directory !== is.directory || was.me !== is.me || was.now !== is.now || was.words !== is.words || was.faces !== is.faces) return null;
  if (before.id !== after.id || before.lanes !== after.lanes || before.limits !== after.limits || before.policies !== after.policies) return null;
  const cards = new Set<CardId>();
  const lanes = new Set<LaneId>();
  const touch = (id: CardId | undefined): void => {
    if (id === undefined) return;
    cards.add(id);
    for (const board of [before, after]) {
      const lane = board.cards.get(id)?.place?.lane;
      if (lane !== undefined) lanes.add(lane);
    }
  };
  for (const id of after.cards.changedSince(before.cards) as CardId[]) {
    touch(id);
    const card = after.cards.get(id) ?? before.cards.get(id);
    // A job shows its order, and an order its jobs.
    if (card?.kind === 'job') touch(card.order);
    else card?.jobs.forEach(touch);
  }
  const dwells = new Set<LaneId>();
  for (const lane of after.lanes) {
    if (subsOf(lane).some((sub) => before.places[placeKey(lane.id, sub)] !== after.places[placeKey(lane.id, sub)])) lanes.add(lane.id);
    if (before.dwells[lane.id] !== after.dwells[lane.id]) {
      lanes.add(lane.id);
      dwells.add(lane.id);
    }
    if (before.queues[lane.id] !== after.queues[lane.id]) after.queues[lane.id]?.forEach(touch);
    // Whether its place is free follows from the loads.
    else if (before.loads !== after.loads) touch(after.queues[lane.id]?.[0]);
  }
  const orders = after.limits.some(({ kind }, index) => kind === 'order' && before.loads[index] !== after.loads[index]);
  return { cards, lanes, dwells, orders };
}

/** Also the proposed card itself is the same: the slot names it, and pulls this very version of it. */
const sameProposal = (a: Proposal | null, b: Proposal | null, { cards }: Changes): boolean =>
  a === b || (a !== null && b !== null && a.card === b.card && a.because === b.because && a.detail === b.detail && a.called === b.called && !cards.has(b.card));

const NONE: readonly CardId[] = [];

/** Nobody looked at the old one: then the new one is as good, and its words are not needed yet. */
const sameCard = (old: CardInRow, fresh: CardInRow): boolean =>
  old.seen !== null && old.card.version === fresh.card.version && old.card.comments === fresh.card.comments && old.sub === fresh.sub && old.seen === fresh.face;
