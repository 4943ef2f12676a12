import { isBlocked } from '../../shared/cards/card-common.ts';
import { laneOf } from '../../shared/board/board.ts';
import { subsOf } from '../../shared/board/lane.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Lane, Sub } from '../../shared/board/lane.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { laneLimit, weigherOf } from '../../shared/limits/admission.ts';
import { rounded } from '../../shared/kernel/quantity.ts';
import type { LimitView } from '../../shared/limits/admission.ts';
import type { Proposal } from '../../shared/cards/pull-order.ts';
import type { Words } from '../../shared/words/words.ts';
import { sameItems } from '../replica/same-items.ts';
import type { Closed } from './closed.ts';
import type { FaceCache, Tone } from './card-face.ts';
import type { CardInRow } from './card-in-row.ts';
import { type Mark, type Meter, type Shares, meterOf } from './meter.ts';
import type { Place } from './place.ts';
import { type Slot, slotOf } from './slot.ts';

export type Row =
  | CardInRow
  | { readonly kind: 'slot'; readonly key: string; readonly sub: Sub; readonly slot: Slot }
  | { readonly kind: 'held'; readonly key: string; readonly sub: Sub; readonly closed: Closed }
  | { readonly kind: 'free'; readonly key: string; readonly sub: Sub; readonly words: string }
  | { readonly kind: 'line'; readonly key: string; readonly sub: Sub; readonly words: string; readonly tone: Tone }
  | { readonly kind: 'heading'; readonly key: string; readonly sub: Sub; readonly words: string };

/** One scrolling column: a work lane has two, every other lane one. */
export interface Column {
  readonly key: string;
  readonly lane: LaneId;
  readonly subs: readonly Sub[];
  readonly title: string | null;
  readonly count: number;
  readonly rows: readonly Row[];
}

/** A column as a lane keeps it. */
interface PutTogether extends Column {
  /** Of what, from top to bottom: the rows are the old ones as long as each part is. */
  readonly parts: readonly (readonly Row[])[];
}

export interface LaneModel {
  readonly lane: Lane;
  readonly limit: LimitView | null;
  readonly count: number;
  readonly words: string;
  readonly tone: Tone | 'signal' | 'quiet';
  readonly meter: Meter | null;
  readonly meterWords: string;
  readonly inLine: number;
  readonly slot: Slot | null;
  /** Another limit keeps everybody out, though the lane itself has room. */
  readonly closed: Closed | null;
  readonly columns: readonly PutTogether[];
  readonly blocked: readonly Card[];
}

/** How many places beyond the first are drawn as places; the rest are a number. */
const FREE_DRAWN = 2;

/** Which cards stand above the lane's limit: named exceptions first, then the last to come (WIP-19). */
export function cardsAbove(view: LimitView | null, cards: readonly Card[]): ReadonlySet<CardId> {
  if (!view || view.over <= 0) return new Set();
  const named = (card: Card) => card.exceptions.some((exception) => exception.limit === view.limit.id);
  const byLast = cards.toSorted((a, b) => Number(named(b)) - Number(named(a)) || b.laneAt - a.laneAt);
  return new Set(byLast.slice(0, view.limit.unit === 'count' ? Math.round(view.over) : byLast.filter(named).length).map((card) => card.id));
}

function overWords(view: LimitView, cards: readonly Card[], { floor: { lanes } }: Words): string {
  const kinds = new Set(cards.flatMap((card) => card.exceptions.filter((e) => e.limit === view.limit.id).map((e) => lanes.exceptions[e.kind])));
  return lanes.over(view.over, view.limit.unit, kinds.size > 0 ? [...kinds] : [lanes.limitLowered]);
}

function stateOf(view: LimitView | null, cards: readonly Card[], slot: Slot | null, lane: Lane, closed: Closed | null, words: Words): Pick<LaneModel, 'words' | 'tone'> {
  const { lanes } = words.floor;
  if (closed) return { words: closed.words, tone: 'warn' };
  if (!view || view.capacity === null) return { words: lane.policy || (lane.role ? lanes.quiet[lane.role] : ''), tone: 'quiet' };
  if (view.capacity === 0 && view.load === 0) return { words: lanes.closed, tone: 'quiet' };
  if (view.state === 'over') return { words: overWords(view, cards, words), tone: 'stop' };
  if (view.state === 'full') return { words: lanes.full, tone: 'warn' };
  const [free, unit] = [view.free ?? 0, view.limit.unit];
  if (slot?.may) return { words: lanes.free(free, unit), tone: 'signal' };
  if (view.state === 'one_left') return { words: lanes.oneLeft, tone: 'warn' };
  return { words: view.load === 0 ? lanes.starved(free, unit) : lanes.free(free, unit), tone: 'quiet' };
}

function lineOf(view: LimitView, sub: Sub, split: boolean, { floor: { lanes } }: Words): Row {
  const words = lanes.line(view.capacity ?? 0, view.limit.unit, split && view.state !== 'over');
  const tone = view.state === 'over' ? 'stop' : view.state === 'full' ? 'warn' : 'plain';
  return { kind: 'line', key: 'line', sub, words, tone };
}

/** Work is the rest of the load, which the board keeps: of hundreds of cards only the few that are blocked or above are weighed, and of hours those that are done. */
function sharesOf(board: Board, view: LimitView, subs: readonly Sub[], places: readonly Place[], above: readonly Card[]): Shares {
  const weigh = weigherOf(board, view.limit.id);
  const sum = (cards: readonly Card[]): number => cards.reduce((load, card) => load + weigh(card), 0);
  const all = (cards: readonly Card[]): number => (view.limit.unit === 'count' ? cards.length : sum(cards));
  const isAbove = new Set(above);
  const blocked = sum(places.flatMap((place) => place.blocked).filter((card) => !isAbove.has(card)));
  const ready = places[subs.indexOf('done')];
  const done = ready ? all(ready.cards) - sum(ready.blocked) - sum(above.filter((card) => card.place?.sub === 'done' && !isBlocked(card))) : 0;
  return { work: Math.max(0, rounded(view.load - sum(above) - blocked - done)), done: rounded(done), blocked: rounded(blocked), over: view.over };
}

const meterWords = (view: LimitView, shares: Shares, { floor: { lanes } }: Words): string => {
  const parts: [Mark, number][] = [['work', shares.work], ['done', shares.done], ['blocked', shares.blocked], ['free', view.free ?? 0], ['over', view.over]];
  return lanes.meter(parts.filter(([, n]) => n > 0), view.limit.unit);
};

export interface Ground {
  readonly board: Board;
  readonly directory: Directory;
  readonly me: Person | null;
  readonly now: number;
  /** In another language, or another zone, everything is said anew. */
  readonly words: Words;
  readonly faces: FaceCache;
}

/** Below the cards that fit: the place to pull into, the free places, the limit. */
function signsOf(view: LimitView | null, slot: Slot | null, closed: Closed | null, sub: Sub, words: Words): Row[] {
  const signs: Row[] = [];
  if (slot) signs.push({ kind: 'slot', key: 'slot', sub, slot });
  // Where another limit is in the way no place is free, whatever the lane's own number says.
  if (closed) signs.push({ kind: 'held', key: 'held', sub, closed });
  else if (view && view.capacity !== null && view.limit.unit === 'count') {
    const free = Math.floor(view.free ?? 0) - (slot ? 1 : 0);
    for (let i = 0; i < Math.min(free, FREE_DRAWN); i += 1) {
      const rest = free > FREE_DRAWN && i === FREE_DRAWN - 1 ? free - FREE_DRAWN + 1 : 1;
      signs.push({ kind: 'free', key: `free-${i}`, sub, words: words.floor.lanes.freePlaces(rest) });
    }
  }
  if (view && view.capacity !== null) signs.push(lineOf(view, sub, sub === 'doing', words));
  return signs;
}

/** Above the limit line what fits, below it named exceptions. */
function entryParts(rows: readonly CardInRow[], above: ReadonlySet<CardId>, signs: readonly Row[]): (readonly Row[])[] {
  return above.size > 0 ? [rows.filter(({ key }) => !above.has(key)), signs, rows.filter(({ key }) => above.has(key))] : [rows, signs];
}

/** `places`: of the lane's sub-lanes, in their order. `before`: of the same lane, whose columns stay where they show the same. */
export function laneModel(ground: Ground, lane: Lane, proposal: Proposal | null, closed: Closed | null, places: readonly Place[], before?: LaneModel): LaneModel {
  const { board, words } = ground;
  const subs = subsOf(lane);
  const view = laneLimit(board, lane.id);
  // Only what stands above a limit is looked for card by card.
  const cards = view && view.over > 0 ? places.flatMap((one) => one.cards) : [];
  const above = cardsAbove(view, cards);
  const slot = slotOf(ground, lane, proposal);
  const [first, rest] = places.map(({ rows }) => rows);
  const entry = entryParts(first ?? [], above, signsOf(view, slot, closed, subs[0] ?? 'queue', words));
  const shares = view ? sharesOf(board, view, subs, places, cards.filter(({ id }) => above.has(id))) : null;
  return {
    lane, limit: view, count: places.reduce((sum, place) => sum + place.cards.length, 0), ...stateOf(view, cards, slot, lane, closed, words),
    meter: view && shares ? meterOf(view, shares) : null, meterWords: view && shares ? meterWords(view, shares, words) : '',
    inLine: board.queues[lane.id]?.length ?? 0, slot, closed, blocked: places.flatMap(({ blocked }) => blocked),
    columns: columnsOf(lane, subs, entry, first?.length ?? 0, rest ?? [], words, before?.columns ?? []),
  };
}

function columnsOf(lane: Lane, subs: readonly Sub[], entry: readonly (readonly Row[])[], first: number, rest: readonly Row[], words: Words, before: readonly PutTogether[]): PutTogether[] {
  const { lanes } = words.floor;
  const column = (part: string, own: readonly Sub[], title: string | null, count: number, parts: readonly (readonly Row[])[]): PutTogether => {
    const key = `${lane.id}/${part}`;
    return withParts(before.find((other) => other.key === key), { key, lane: lane.id, subs: own, title, count }, parts);
  };
  if (subs.length > 1 && lane.kind === 'work') {
    return [column('doing', ['doing'], lanes.subs.doing, first, entry), column('done', ['done'], lanes.subs.done, rest.length, [rest])];
  }
  const heading: Row[] = subs.length > 1 && rest.length > 0
    ? [{ kind: 'heading', key: 'heading', sub: 'done', words: lane.kind === 'gate' ? lanes.passedWaits : lanes.doneWaits }]
    : [];
  return [column('all', subs, null, first + rest.length, [...entry, heading, rest])];
}

/** A column whose rows are all the old ones is the old column. */
function withParts(before: PutTogether | undefined, head: Omit<Column, 'rows'>, fresh: readonly (readonly Row[])[]): PutTogether {
  const parts = fresh.map((part, at) => keptPart(before?.parts[at], part));
  if (!before || !sameItems(before.parts, parts)) return { ...head, parts, rows: parts.flat() };
  return before.title === head.title && before.count === head.count ? before : { ...head, parts, rows: before.rows };
}

/** Cards keep their rows by themselves; what is no card is made anew each time, and is the old one when it says the same. */
function keptPart(before: readonly Row[] | undefined, part: readonly Row[]): readonly Row[] {
  if (!before || before === part) return part;
  const rows = part[0]?.kind === 'card' ? part : part.map((row) => {
    const old = before.find(({ key }) => key === row.key);
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
  return sameItems(before, rows) ? before : rows;
}

/** `3/4`, or the number of cards where nothing limits them. */
export const countWords = ({ limit, count }: Pick<LaneModel, 'limit' | 'count'>, { f }: Words): string =>
  limit && limit.capacity !== null ? `${f.amount(limit.load)}/${f.amount(limit.capacity)}` : String(count);

export const laneName = (board: Board, lane: LaneId): string => laneOf(board, lane)?.name ?? lane;
