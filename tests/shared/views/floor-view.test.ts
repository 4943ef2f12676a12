import { describe, expect, test } from 'vitest';
import { decodeCommit } from '../../../server/log/encode-commit.ts';
import { emptyBoard } from '../../../shared/board/board.ts';
import type { Board } from '../../../shared/board/board.ts';
import { applyCommit } from '../../../shared/floor.ts';
import { boardId, limitId, personId } from '../../../shared/kernel/ids.ts';
import type { Commit } from '../../../shared/log/commit.ts';
import { floorView } from '../../../shared/views/floor-view.ts';
import { changedRecords, recordsOf, type Row } from '../../../shared/views/view.ts';
import { randomLog } from '../../support/shop/random-log.ts';

const SHOP = boardId('shop');
const { commits: stored } = randomLog(11, 600);
const commits: readonly Commit[] = stored.map((row) => decodeCommit(row));
const end = commits.reduce<Board>((board, commit) => applyCommit(board, commit), emptyBoard(SHOP));

const LEAK = { secret: 'leak' };
/** A field that nobody has listed, in whatever a view may read. */
const widened = (board: Board): Board => ({
  ...board,
  lanes: board.lanes.map((lane) => ({ ...lane, secret: 'leak' })),
  limits: board.limits.map((limit) => ({ ...limit, secret: 'leak', scope: { ...limit.scope, secret: 'leak' } })),
  policies: { ...board.policies, secret: 'leak' } as Board['policies'],
  cards: [...board.cards.values()].reduce((cards, card) => cards.with({ ...card, ...LEAK, place: card.place && { ...card.place, secret: 'leak' }, blockers: card.blockers.map((one) => ({ ...one, secret: 'leak' })), rework: card.rework && { ...card.rework, secret: 'leak' } } as typeof card), board.cards),
});

const rowsOf = (board: Board): readonly Row[] => recordsOf(board).flatMap((record) => floorView.row(board, record) ?? []);
const nameOf = ({ kind, id }: Pick<Row, 'kind' | 'id'>): string => `${kind} ${id}`;

describe('the read-only floor', () => {
  test('tells these fields and no others, whatever a card gains', () => {
    const rows = rowsOf(widened(end));
    expect(JSON.stringify(rows)).not.toContain('leak');
    const fields = (kind: string, is?: string) => [...new Set(rows.filter((row) => row.kind === kind && (is === undefined || (row as { is?: string }).is === is)).flatMap((row) => Object.keys(row)))].sort();
    expect(fields('board')).toEqual(['bufferDays', 'id', 'kind', 'name', 'timeZone']);
    expect(fields('lane')).toEqual(['at', 'group', 'holds', 'id', 'is', 'kind', 'name', 'role']);
    expect(fields('limit')).toEqual(['at', 'capacity', 'holds', 'id', 'kind', 'load', 'lowered', 'name', 'scope', 'unit']);
    expect(fields('place')).toEqual(['cards', 'id', 'kind']);
    const card = ['above', 'back', 'blocked', 'class', 'due', 'finishedAt', 'id', 'is', 'kind', 'laneAt', 'place', 'quantity', 'reworks', 'startedAt', 'title', 'unit', 'waitsFor'];
    expect(fields('card', 'order')).toEqual([...card, 'jobs', 'kitDone', 'phase', 'plannedHours'].sort());
    expect(fields('card', 'job')).toEqual([...card, 'order', 'source', 'state'].sort());
  });

  test('a limit of one person or of one supplier is not told, and no person stands in a row', () => {
    const own: Board = { ...end, limits: [...end.limits, { ...end.limits[0]!, id: limitId('own'), name: 'Otto himself', scope: { assignee: personId('otto') } }], loads: [...end.loads, 1], lowered: [...end.lowered, 0] };
    const told = JSON.stringify(rowsOf(own));
    expect(told).not.toContain('Otto himself');
    expect(told).not.toContain('"own"');
    expect(commits.map(({ actor }) => actor).filter((actor) => told.includes(actor))).toEqual([]);
  });

  test('what changed from one floor to the next leads from its rows to the next one’s, after any history', () => {
    const known = new Map<string, Row>();
    let board = emptyBoard(SHOP);
    let at = 0;
    let told = 0;
    while (at < commits.length) {
      const before = board;
      // Groups of different sizes, as they are told together.
      for (const commit of commits.slice(at, at + 1 + (at % 4))) board = applyCommit(board, commit);
      at += 1 + (at % 4);
      for (const { before: was, after: is } of changedRecords(before, board)) {
        const row = is && floorView.row(board, is);
        if (row) known.set(nameOf(row), row);
        else if (was) known.delete(nameOf(was));
        told += 1;
      }
      if (at % 25 === 0 || at >= commits.length) expect([...known.values()].map((row) => JSON.stringify(row)).sort()).toEqual(rowsOf(board).map((row) => JSON.stringify(row)).sort());
    }
    // Not by telling everything every time.
    expect(told).toBeLessThan(commits.length * 60);
  });
});
