import { emptyBoard } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Lane } from '../../shared/board/lane.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { type BoardId, laneId, type LimitId, limitId, personId } from '../../shared/kernel/ids.ts';
import { Table } from '../../shared/kernel/table.ts';
import type { RowCursor, RowsMessage } from '../../shared/protocol/messages.ts';
import type { CardRow, FloorRow } from '../../shared/views/floor-view.ts';
import type { Row } from '../../shared/views/view.ts';

/** What a screen that only looks has: rows, and the floor that is drawn of them. */
export interface LookedAt {
  readonly channel: string;
  readonly cursor: RowCursor;
  readonly rows: ReadonlyMap<string, FloorRow>;
  readonly board: Board;
}

const nameOf = ({ kind, id }: Pick<Row, 'kind' | 'id'>): string => `${kind} ${id}`;

/** A channel is asked for by its view: its rows are that view's. */
export function lookedAt(id: BoardId, channel: string, cursor: RowCursor, snapshot: readonly Row[]): LookedAt {
  const rows = snapshot as readonly FloorRow[];
  const cards = Table.of(rows.flatMap((row) => (row.kind === 'card' ? [asCard(row)] : [])));
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  return { channel, cursor, rows: known, board: { ...grounds(id, known), cards } };
}

/** null: it is not the next one of these. */
export function withRows(look: LookedAt, { channel, cursor, rows, gone }: RowsMessage): LookedAt | null {
  const { version, epoch, n } = look.cursor;
  if (channel !== look.channel || cursor.version !== version || cursor.epoch !== epoch || cursor.n !== n + 1) return null;
  const known = new Map(look.rows);
  let { cards } = look.board;
  let ground = false;
  for (const row of rows as readonly FloorRow[]) {
    known.set(nameOf(row), row);
    if (row.kind === 'card') cards = cards.with(asCard(row));
    else ground = true;
  }
  for (const name of gone) {
    known.delete(nameOf(name));
    if (name.kind === 'card') cards = cards.without(name.id);
    else ground = true;
  }
  return { channel, cursor, rows: known, board: { ...(ground ? kept(look.board, grounds(look.board.id, known)) : look.board), cards } };
}

/** Places move with every pull, lanes and limits hardly ever: who draws looks for what is the same object. */
const kept = (before: Board, after: Board): Board => ({
  ...after,
  lanes: JSON.stringify(before.lanes) === JSON.stringify(after.lanes) ? before.lanes : after.lanes,
  limits: JSON.stringify(before.limits) === JSON.stringify(after.limits) ? before.limits : after.limits,
  policies: JSON.stringify(before.policies) === JSON.stringify(after.policies) ? before.policies : after.policies,
});

/** The floor without its cards. What its rows do not tell is as on a board that has none of it. */
function grounds(id: BoardId, known: ReadonlyMap<string, FloorRow>): Board {
  const all = [...known.values()];
  const empty = emptyBoard(id);
  const board = all.find((row) => row.kind === 'board');
  const limits = all.filter((row) => row.kind === 'limit').toSorted((a, b) => a.at - b.at);
  return {
    ...empty,
    name: board?.name ?? '',
    policies: board ? { ...empty.policies, timeZone: board.timeZone, productionBufferDays: board.bufferDays } : empty.policies,
    lanes: all.filter((row) => row.kind === 'lane').toSorted((a, b) => a.at - b.at).map(({ id: lane, name, is, role, holds, group }): Lane => ({
      id: laneId(lane), name, kind: is, role, holds, group, members: [], policy: '', checklist: [], defaultHours: null,
    })),
    limits: limits.map(({ id: limit, name, holds, scope, unit, capacity }) => ({ id: limitId(limit), name, kind: holds, scope, unit, capacity, policy: { oversize: 'when-empty', overage: 0 } })),
    loads: limits.map(({ load }) => load),
    lowered: limits.map(({ lowered }) => lowered),
    places: Object.fromEntries(all.flatMap((row) => (row.kind === 'place' ? [[row.id, row.cards]] : []))),
  };
}

const NOBODY = personActor(personId(''));
const NO_LIMIT: LimitId = limitId('');

/** A card as it is drawn: whatever a row does not say is nothing. */
function asCard(row: CardRow): Card {
  const common = {
    id: row.id as Card['id'], title: row.title, quantity: row.quantity, unit: row.unit, class: row.class, version: 0, place: row.place, routing: [], step: -1, assignees: [],
    blockers: row.blocked.map(({ category, at }, id) => ({ id, category, external: false, text: '', at, by: NOBODY })), blockersEver: row.blocked.length,
    comments: 0, checks: [], exceptions: row.above.map((kind) => ({ limit: NO_LIMIT, kind, at: 0, by: NOBODY, reason: '' })),
    reworks: row.reworks, rework: row.back && { at: 0, by: NOBODY, from: row.back.from, category: 'other' as const, reason: '' },
    queued: row.waitsFor === null ? null : { lane: row.waitsFor, at: 0 }, startedAt: row.startedAt, laneAt: row.laneAt, subAt: row.laneAt, finishedAt: row.finishedAt,
  };
  if (row.is === 'job') return { ...common, kind: 'job', order: row.order, source: row.source, supplier: null, state: row.state, accepted: row.quantity };
  const plan = row.plannedHours === null ? null : {
    titles: [], loads: [{ class: row.class, supplier: null, assignees: [], jobs: row.jobs.length, quantity: 0, steps: [{ lane: laneId(''), hours: row.plannedHours, unestimated: 0 }] }],
  };
  return { ...common, kind: 'order', phase: row.phase, customer: '', due: row.due, jobs: row.jobs, plan, kitDone: row.kitDone, inspection: 'none', finishedBy: null };
}
