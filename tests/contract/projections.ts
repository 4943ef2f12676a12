import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommitLog } from '../../server/ports/commit-log.ts';
import type { Cursor, ProjectedRow, ProjectionStore, RowQuestion } from '../../server/ports/projection-store.ts';
import { boardId, personId } from '../../shared/kernel/ids.ts';
import { chain } from '../support/store/commits.ts';

export interface ProjectionsHome {
  /** As one node opens them; all see the same. */
  open(): Promise<CommitLog & { readonly projections: ProjectionStore }>;
  remove(): Promise<void>;
}

const A = boardId('floor-a');
const B = boardId('floor-b');
const NAME = 'orders/1';
const row = (id: string, at: number, ...tokens: string[]): ProjectedRow => ({ id, kind: 'open', at, tokens, body: JSON.stringify({ id, said: `"${id}" \n Ø` }) });
const next = (cursor: Cursor, seq: number): Cursor => ({ ...cursor, seq, hash: `hash-${seq}` });
const ids = (rows: readonly ProjectedRow[]): string[] => rows.map(({ id }) => id);

export function projectionsContract(name: string, makeHome: () => ProjectionsHome | Promise<ProjectionsHome>): void {
  describe(`ProjectionStore: ${name}`, () => {
    let home: ProjectionsHome;
    let log: Awaited<ReturnType<ProjectionsHome['open']>>;
    let store: ProjectionStore;
    beforeEach(async () => {
      home = await makeHome();
      log = await home.open();
      store = log.projections;
    });
    afterEach(async () => {
      await log.close();
      await home.remove();
    });

    const put = async (rows: readonly ProjectedRow[], board = A): Promise<void> => {
      const cursor = await store.cursor(NAME, board);
      expect(await store.write({ projection: NAME, board, cursor: next(cursor, cursor.seq + 1), rows })).toBe('written');
    };
    const found = async (question: Partial<RowQuestion>): Promise<string[]> => ids(await store.find({ projection: NAME, board: A, all: [], limit: 100, ...question }));

    it('begins at nothing, and moves with its rows', async () => {
      const cursor = await store.cursor(NAME, A);
      expect(cursor).toEqual({ revision: 0, seq: 0, hash: '', erased: 0 });
      const rows = [row('1', 5, 'n1 '), row('2', 6, 'n2 ')];
      expect(await store.write({ projection: NAME, board: A, cursor: { ...next(cursor, 7), erased: 3 }, rows })).toBe('written');
      expect(await store.cursor(NAME, A)).toEqual({ revision: 1, seq: 7, hash: 'hash-7', erased: 3 });
      expect((await store.rows(NAME, A, ['1', '2', '3'])).toSorted((a, b) => a.at - b.at)).toEqual(rows);
    });

    it('keeps boards and projections apart', async () => {
      await put([row('1', 5, 'n1 ')]);
      expect(await store.cursor(NAME, B)).toMatchObject({ seq: 0 });
      expect(await store.cursor('orders/2', A)).toMatchObject({ seq: 0 });
      expect(await store.rows(NAME, B, ['1'])).toEqual([]);
      expect(await store.rows('orders/2', A, ['1'])).toEqual([]);
      expect(await found({ board: B, all: [['n1']] })).toEqual([]);
    });

    it('of two who read the same cursor one writes, and nothing of the other', async () => {
      const cursor = await store.cursor(NAME, A);
      expect(await store.write({ projection: NAME, board: A, cursor: next(cursor, 1), rows: [row('1', 5, 'n1 ')] })).toBe('written');
      expect(await store.write({ projection: NAME, board: A, cursor: next(cursor, 2), rows: [row('1', 9, 'x '), row('2', 9, 'x ')] })).toBe('behind');
      expect(await store.cursor(NAME, A)).toMatchObject({ revision: 1, seq: 1 });
      expect(await store.rows(NAME, A, ['1', '2'])).toEqual([row('1', 5, 'n1 ')]);
      expect(await found({ all: [['x']] })).toEqual([]);
    });

    it('of many who write at once each is told the truth, and every effect is there once', async () => {
      const other = (await home.open()).projections;
      const effects: string[] = [];
      const write = async (by: ProjectionStore, id: string): Promise<void> => {
        for (;;) {
          const cursor = await by.cursor(NAME, A);
          const known = (await by.rows(NAME, A, ['sum']))[0];
          const sum = { ...row('sum', (known?.at ?? 0) + 1), tokens: [...(known?.tokens ?? []), id] };
          if ((await by.write({ projection: NAME, board: A, cursor: next(cursor, cursor.seq + 1), rows: [sum] })) === 'behind') continue;
          effects.push(id);
          return;
        }
      };
      await Promise.all(Array.from({ length: 24 }, (_, n) => write(n % 2 === 0 ? store : other, `w${n} `)));
      const [sum] = await store.rows(NAME, A, ['sum']);
      expect(sum?.at).toBe(24);
      expect(sum?.tokens).toEqual(effects);
      expect(await store.cursor(NAME, A)).toMatchObject({ revision: 24, seq: 24 });
    });

    it('finds by the beginnings of tokens, all of what is asked and some of each', async () => {
      await put([row('1041', 1, 'n1041 ', 'toak ', 'cmuller '), row('1042', 2, 'n1042 ', 'toak ', 'tmulled '), row('104', 3, 'n104 ', 'tö𝔸 ')]);
      expect(await found({ all: [['n104']] })).toEqual(['104', '1042', '1041']);
      expect(await found({ all: [['n104 ']] })).toEqual(['104']);
      expect(await found({ all: [['toak '], ['cmull', 'tmull']] })).toEqual(['1042', '1041']);
      expect(await found({ all: [['toak '], ['cmull']] })).toEqual(['1041']);
      expect(await found({ all: [['tö']] })).toEqual(['104']);
      expect(await found({ all: [['tö𝔸']] })).toEqual(['104']);
      expect(await found({ all: [['to%'], ['toak ']] })).toEqual([]);
      expect(await found({ all: [[]] })).toEqual([]);
    });

    it('a row that changes is found by what it is now', async () => {
      await put([row('1', 1, 'toak ', 'tash ')]);
      await put([{ ...row('1', 4, 'tash ', 'tpine '), kind: 'closed' }]);
      expect(await found({ all: [['toak']] })).toEqual([]);
      expect(await found({ all: [['tpine']] })).toEqual(['1']);
      expect(await found({ kind: 'open' })).toEqual([]);
      expect(await found({ kind: 'closed', from: 4, to: 5 })).toEqual(['1']);
      expect(await found({ kind: 'closed', from: 5 })).toEqual([]);
      expect(await found({ kind: 'closed', to: 4 })).toEqual([]);
    });

    it('pages from the newest on, and of one moment from the highest id on', async () => {
      await put([row('a', 1), row('b', 2), row('c', 2), row('d', 2), row('e', 3)]);
      expect(await found({ limit: 2 })).toEqual(['e', 'd']);
      expect(await found({ limit: 2, after: { at: 2, id: 'd' } })).toEqual(['c', 'b']);
      expect(await found({ limit: 2, after: { at: 2, id: 'b' } })).toEqual(['a']);
    });

    it('anew, nothing of before is left', async () => {
      await put([row('1', 1, 'n1 ')]);
      await put([row('1', 1, 'n1 ')], B);
      const cursor = await store.cursor(NAME, A);
      expect(await store.write({ projection: NAME, board: A, cursor: { ...cursor, seq: 0, hash: '' }, rows: [], anew: true })).toBe('written');
      expect(await found({})).toEqual([]);
      expect(await found({ all: [['n1']] })).toEqual([]);
      expect(await found({ board: B, all: [['n1']] })).toEqual(['1']);
    });

    it('drops a projection bit by bit, and no other', async () => {
      await put([row('1', 1, 'n1 '), row('2', 1, 'n2 '), row('3', 1, 'n3 ')]);
      const other = await store.cursor('orders/2', A);
      await store.write({ projection: 'orders/2', board: A, cursor: next(other, 1), rows: [row('1', 1, 'n1 ')] });
      expect([...(await store.projections())].sort()).toEqual(['orders/1', 'orders/2']);
      expect(await store.drop(NAME, 2)).toBe(true);
      expect(await store.drop(NAME, 2)).toBe(false);
      expect(await store.projections()).toEqual(['orders/2']);
      expect(ids(await store.find({ projection: 'orders/2', board: A, all: [['n1']], limit: 9 }))).toEqual(['1']);
      expect(await store.drop(NAME, 2)).toBe(false);
    });

    it('erasing a text takes the rows of its orders away, and who was writing them reads again', async () => {
      await log.append(A, chain(A, 3, undefined, (seq) => ({ subjects: [String(1_040 + seq)], texts: { comment: 'Frau Weber' } })));
      await put([row('1041', 1, 'cweber '), row('1042', 1, 'cweber '), row('1043', 1)]);
      await put([row('1041', 1, 'cweber ')], B);
      const cursor = await store.cursor(NAME, A);
      await log.erase([1, 2].map((seq) => ({ board: A, seq, ref: 'comment', at: 5, by: personId('mona') })));
      expect(await found({})).toEqual(['1043']);
      expect(await found({ all: [['cweber']] })).toEqual([]);
      expect(await found({ board: B, all: [['cweber']] })).toEqual(['1041']);
      expect(await store.write({ projection: NAME, board: A, cursor: next(cursor, 9), rows: [row('1041', 1, 'cweber ')] })).toBe('behind');
      expect((await store.cursor(NAME, A)).seq).toBe(cursor.seq);
    });

    it('is still there when the store is opened again', async () => {
      await put([row('1', 1, 'n1 ')]);
      const again = (await home.open()).projections;
      expect(await again.cursor(NAME, A)).toMatchObject({ revision: 1, seq: 1 });
      expect(ids(await again.find({ projection: NAME, board: A, all: [['n1']], limit: 9 }))).toEqual(['1']);
    });
  });
}
