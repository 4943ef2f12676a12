import { isBlocked, laneOf, orderOf, placeKey, subsOf } from '../../shared/domain/board.ts';
import type { Board, Card, Exception, Lane, Sub } from '../../shared/domain/board.ts';
import type { Context } from '../../shared/domain/commands.ts';
import type { Directory, Person } from '../../shared/domain/directory.ts';
import type { CardId, LaneId } from '../../shared/domain/ids.ts';
import { laneLimit, weightOf } from '../../shared/domain/limits.ts';
import type { LimitView } from '../../shared/domain/limits.ts';
import { nextToPull } from '../../shared/domain/pull.ts';
import type { Proposal } from '../../shared/domain/pull.ts';
import { amount } from '../../shared/domain/words.ts';
import type { FaceCache, Face, Tone } from './card-face.ts';
import { type Meter, type Shares, meterOf } from './meter.ts';
import { type Slot, slotOf } from './slot.ts';

export type Row =
  | { readonly kind: 'card'; readonly key: string; readonly sub: Sub; readonly card: Card; readonly face: Face }
  | { readonly kind: 'slot'; readonly key: string; readonly sub: Sub; readonly slot: Slot }
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
  readonly columns: readonly Column[];
  readonly blocked: readonly Card[];
}

const EXCEPTION_WORDS: Readonly<Record<Exception['kind'], string>> = {
  override: 'override', expedite: 'expedite', return: 'return', oversize: 'oversize', estimate: 'estimate',
};
const QUIET_WORDS: Readonly<Record<string, string>> = {
  enquiry: 'Not confirmed yet', pool: 'Confirmed, waiting for release', ready: 'Waiting for their first step',
  kit: 'Waiting for the last parts', ship: 'Passed, ready to ship', shipped: 'On their way',
};
/** How many places beyond the first are drawn as places; the rest are a number. */
const FREE_DRAWN = 2;

/** Which cards stand above the lane's limit: named exceptions first, then the last to come (WIP-19). */
export function cardsAbove(view: LimitView | null, cards: readonly Card[]): ReadonlySet<CardId> {
  if (!view || view.over <= 0) return new Set();
  const named = (card: Card) => card.exceptions.some((exception) => exception.limit === view.limit.id);
  const byLast = cards.toSorted((a, b) => Number(named(b)) - Number(named(a)) || b.laneAt - a.laneAt);
  return new Set(byLast.slice(0, view.limit.unit === 'count' ? Math.round(view.over) : byLast.filter(named).length).map((card) => card.id));
}

function overWords(view: LimitView, cards: readonly Card[]): string {
  const kinds = new Set(cards.flatMap((card) => card.exceptions.filter((e) => e.limit === view.limit.id).map((e) => EXCEPTION_WORDS[e.kind])));
  const why = kinds.size > 0 ? [...kinds].join(', ') : 'limit lowered';
  return `${amount(view.over)}${view.limit.unit === 'hours' ? ' h' : ''} over: ${why}`;
}

export function stateOf(view: LimitView | null, cards: readonly Card[], slot: Slot | null, lane: Lane): Pick<LaneModel, 'words' | 'tone'> {
  if (!view || view.capacity === null) return { words: lane.policy || (QUIET_WORDS[lane.role ?? ''] ?? ''), tone: 'quiet' };
  if (view.capacity === 0 && view.load === 0) return { words: 'Closed', tone: 'quiet' };
  if (view.state === 'over') return { words: overWords(view, cards), tone: 'stop' };
  if (view.state === 'full') return { words: 'Full', tone: 'warn' };
  const free = `${amount(view.free ?? 0)}${view.limit.unit === 'hours' ? ' h' : ''} free`;
  if (slot?.may) return { words: free, tone: 'signal' };
  if (view.state === 'one_left') return { words: 'One left', tone: 'warn' };
  return { words: view.load === 0 ? `Starved, ${free}` : free, tone: 'quiet' };
}

function lineOf(view: LimitView, sub: Sub, split: boolean): Row {
  const words = `limit ${amount(view.capacity ?? 0)}${view.limit.unit === 'hours' ? ' h' : ''}${split && view.state !== 'over' ? ', with done' : ''}`;
  const tone = view.state === 'over' ? 'stop' : view.state === 'full' ? 'warn' : 'plain';
  return { kind: 'line', key: 'line', sub, words, tone };
}

function sharesOf(board: Board, view: LimitView, cards: readonly Card[], above: ReadonlySet<CardId>): Shares {
  const shares = { work: 0, done: 0, blocked: 0 };
  for (const card of cards) {
    if (above.has(card.id)) continue;
    const weight = weightOf(board, view.limit.id, card);
    if (isBlocked(card)) shares.blocked += weight;
    else if (card.place?.sub === 'done') shares.done += weight;
    else shares.work += weight;
  }
  return { ...shares, over: view.over };
}

const meterWords = (view: LimitView, shares: Shares): string => {
  const unit = view.limit.unit === 'hours' ? ' h' : '';
  const parts: [number, string][] = [[shares.work, 'in work'], [shares.done, 'done'], [shares.blocked, 'blocked'], [view.free ?? 0, 'free'], [view.over, 'above the limit']];
  return parts.filter(([n]) => n > 0).map(([n, words]) => `${amount(n)}${unit} ${words}`).join(', ');
};

export interface Ground {
  readonly board: Board;
  readonly directory: Directory;
  readonly me: Person | null;
  readonly now: number;
  readonly faces: FaceCache;
}

function cardRow(ground: Ground, card: Card): Row {
  const line = card.queued ? ground.board.doors[card.queued.lane] : undefined;
  const at = line ? line.indexOf(card.id) : -1;
  const face = ground.faces.of(ground.board, ground.directory, card, ground.now, at < 0 ? null : at + 1);
  return { kind: 'card', key: card.id, sub: card.place?.sub ?? 'queue', card, face };
}

const SUB_WORDS: Readonly<Record<Sub, string>> = { queue: '', doing: 'Doing', done: 'Done' };

/** Above the limit line: what fits, the place to pull into, the free places. Below it: named exceptions. */
function entryRows(ground: Ground, view: LimitView | null, above: ReadonlySet<CardId>, cards: readonly Card[], slot: Slot | null, sub: Sub): Row[] {
  const split = sub === 'doing';
  const row = (card: Card) => cardRow(ground, card);
  const rows: Row[] = cards.filter((card) => !above.has(card.id)).map(row);
  if (slot) rows.push({ kind: 'slot', key: 'slot', sub, slot });
  if (view && view.capacity !== null && view.limit.unit === 'count') {
    const free = Math.floor(view.free ?? 0) - (slot ? 1 : 0);
    for (let i = 0; i < Math.min(free, FREE_DRAWN); i += 1) {
      const rest = free > FREE_DRAWN && i === FREE_DRAWN - 1 ? free - FREE_DRAWN + 1 : 1;
      rows.push({ kind: 'free', key: `free-${i}`, sub, words: rest > 1 ? `${rest} free` : 'free' });
    }
  }
  if (view && view.capacity !== null) rows.push(lineOf(view, sub, split));
  rows.push(...cards.filter((card) => above.has(card.id)).map(row));
  return rows;
}

export function laneModel(ground: Ground, lane: Lane, proposal: Proposal | null): LaneModel {
  const { board } = ground;
  const at = (sub: Sub): readonly Card[] => (board.places[placeKey(lane.id, sub)] ?? []).flatMap((id) => board.cards.get(id) ?? []);
  const subs = subsOf(lane);
  const bySub = subs.map(at);
  const cards = bySub.flat();
  const view = laneLimit(board, lane.id);
  const above = cardsAbove(view, cards);
  const slot = slotOf(ground, lane, proposal);
  const entry = entryRows(ground, view, above, bySub[0] ?? [], slot, subs[0] ?? 'queue');
  const rest = bySub[1] ?? [];
  const shares = view ? sharesOf(board, view, cards, above) : null;
  return {
    lane, limit: view, count: cards.length, ...stateOf(view, cards, slot, lane),
    meter: view && shares ? meterOf(view, shares) : null, meterWords: view && shares ? meterWords(view, shares) : '',
    inLine: board.doors[lane.id]?.length ?? 0, slot, blocked: cards.filter(isBlocked),
    columns: columnsOf(ground, lane, subs, entry, bySub[0] ?? [], rest),
  };
}

function columnsOf(ground: Ground, lane: Lane, subs: readonly Sub[], entry: readonly Row[], first: readonly Card[], rest: readonly Card[]): Column[] {
  const restRows = rest.map((card) => cardRow(ground, card));
  if (subs.length > 1 && lane.kind === 'work') {
    return [
      { key: `${lane.id}/doing`, lane: lane.id, subs: ['doing'], title: SUB_WORDS.doing, count: first.length, rows: entry },
      { key: `${lane.id}/done`, lane: lane.id, subs: ['done'], title: SUB_WORDS.done, count: rest.length, rows: restRows },
    ];
  }
  const heading: Row[] = subs.length > 1 && rest.length > 0
    ? [{ kind: 'heading', key: 'heading', sub: 'done', words: `${lane.kind === 'gate' ? 'Passed' : 'Done'}, waits to be pulled` }]
    : [];
  return [{ key: `${lane.id}/all`, lane: lane.id, subs, title: null, count: first.length + rest.length, rows: [...entry, ...heading, ...restRows] }];
}

/** Lanes are modelled again only when something in them, or in what their cards show, changed. */
export class FloorModel {
  private readonly lanes = new Map<LaneId, { readonly key: readonly unknown[]; readonly model: LaneModel }>();
  private readonly proposals = new Map<LaneId, { readonly key: readonly unknown[]; readonly proposal: Proposal | null }>();

  /** Who is next follows from the cards, the loads and the lines at the doors; the order inside a lane plays no part (WIP-23). */
  proposal(board: Board, lane: LaneId, context: Pick<Context, 'at' | 'actor'>): Proposal | null {
    const key = [board.cards, board.loads, board.doors, board.limits, board.lanes, board.policies, context.at, context.actor];
    const known = this.proposals.get(lane);
    if (known && known.key.every((part, index) => part === key[index])) return known.proposal;
    const proposal = nextToPull(board, lane, context);
    this.proposals.set(lane, { key, proposal });
    return proposal;
  }

  of(ground: Ground): LaneModel[] {
    return ground.board.lanes.map((lane) => this.lane(ground, lane));
  }

  private lane(ground: Ground, lane: Lane): LaneModel {
    const { board, directory, me, now } = ground;
    const target = lane.role === 'pool' ? board.lanes.find((other) => other.role === 'kit') : lane;
    const pulls = target && lane.kind !== 'terminal' && lane.role !== 'kit' && lane.role !== 'ready' && lane.role !== 'enquiry';
    const proposal = me && pulls ? this.proposal(board, target.id, { at: now, actor: me }) : null;
    const view = laneLimit(board, lane.id);
    const key: unknown[] = [lane, board.lanes, board.policies, directory, me, now, view?.limit, view?.load, board.dwells[lane.id], board.doors, proposal?.card, proposal?.because, proposal?.called];
    if (lane.role === 'pool') key.push(board.loads);
    for (const sub of subsOf(lane)) {
      const ids = board.places[placeKey(lane.id, sub)];
      key.push(ids);
      for (const id of ids ?? []) {
        const card = board.cards.get(id);
        key.push(card, card?.kind === 'job' ? orderOf(board, card) : undefined);
        // The kit bar shows the order's jobs, which change without the order.
        if (card?.kind === 'order' && card.phase !== 'shipped') for (const job of card.jobs) key.push(board.cards.get(job));
      }
    }
    const known = this.lanes.get(lane.id);
    if (known && known.key.length === key.length && known.key.every((part, index) => part === key[index])) return known.model;
    const model = withSameColumns(known?.model, laneModel(ground, lane, proposal));
    this.lanes.set(lane.id, { key, model });
    return model;
  }
}

/** A column whose rows are all the old ones is the old column. */
function withSameColumns(before: LaneModel | undefined, after: LaneModel): LaneModel {
  if (!before) return after;
  const columns = after.columns.map((column) => {
    const old = before.columns.find((other) => other.key === column.key);
    if (!old) return column;
    const oldRows = new Map(old.rows.map((row) => [row.key, row]));
    const rows = column.rows.map((row) => {
      const was = oldRows.get(row.key);
      return was && sameRow(was, row) ? was : row;
    });
    const same = rows.length === old.rows.length && rows.every((row, index) => row === old.rows[index]);
    return same && old.title === column.title ? old : { ...column, rows };
  });
  return { ...after, columns };
}

function sameRow(a: Row, b: Row): boolean {
  if (a.kind === 'card' && b.kind === 'card') return a.face === b.face && a.card.version === b.card.version && a.card.comments === b.card.comments && a.sub === b.sub;
  if (a.kind === 'slot' && b.kind === 'slot') return JSON.stringify(a.slot) === JSON.stringify(b.slot);
  return JSON.stringify(a) === JSON.stringify(b);
}

/** `3/4`, or the number of cards where nothing limits them. */
export const countWords = ({ limit, count }: Pick<LaneModel, 'limit' | 'count'>): string =>
  limit && limit.capacity !== null ? `${amount(limit.load)}/${amount(limit.capacity)}` : String(count);

export const laneName = (board: Board, lane: LaneId): string => laneOf(board, lane)?.name ?? lane;
