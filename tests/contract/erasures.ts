import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erasedOf, faultOf } from '../../server/log/encode-commit.ts';
import type { Erasure } from '../../server/ports/erasure.ts';
import { boardId, personId } from '../../shared/kernel/ids.ts';
import { GENESIS } from '../../shared/log/commit.ts';
import { chain } from '../support/store/commits.ts';
import type { LogHome } from './commit-log.ts';

const A = boardId('floor-a');
const B = boardId('floor-b');
const by = personId('mona');
const text = (seq: number, ref: string, board = A): Erasure => ({ board, seq, ref, at: 5, by });
const sorted = (all: readonly Erasure[]) => all.map((one) => JSON.stringify(one)).sort();

/** One suite for every store. */
export function erasuresContract(name: string, makeHome: () => LogHome | Promise<LogHome>, { durable }: { readonly durable: boolean }): void {
  describe(`ErasureLog: ${name}`, () => {
    let home: LogHome;
    let log: Awaited<ReturnType<LogHome['open']>>;
    beforeEach(async () => {
      home = await makeHome();
      log = await home.open();
      for (const board of [A, B]) await log.append(board, chain(board, 4, undefined, () => ({ texts: { customer: 'Frau Weber', note: 'rings twice' } })));
    });
    afterEach(async () => {
      await log.close();
      await home.remove();
    });

    it('takes the named texts away wherever they are read, and the chain verifies', async () => {
      await log.erase([text(2, 'customer'), text(3, 'customer'), text(3, 'note')]);
      const rows = await log.read(A, 0, 10);
      expect(rows.map(erasedOf)).toEqual([0, 1, 2, 0]);
      let before = { seq: 0, hash: GENESIS };
      for (const row of rows) {
        expect(faultOf(row, before)).toBeNull();
        before = row;
      }
      expect(rows[1]!.texts).toContain('rings twice');
      expect(rows[1]!.texts).not.toContain('Weber');
      expect(await log.find(A, rows[1]!.command)).toEqual(rows[1]);
      expect((await log.read(B, 0, 10)).map(erasedOf)).toEqual([0, 0, 0, 0]);
      // The head stands where it stood, and the log goes on from there.
      const [next] = chain(A, 1, { seq: 4, hash: rows[3]!.hash });
      expect(await log.append(A, [next!])).toEqual({ ok: true });
    });

    it('drops the snapshots of the board, and of no other', async () => {
      for (const board of [A, B]) await log.saveSnapshot({ board, seq: 4, hash: 'h', format: 1, body: 'Frau Weber' });
      await log.erase([text(1, 'customer')]);
      expect(await log.loadSnapshot(A)).toBeNull();
      expect(await log.loadSnapshot(B)).not.toBeNull();
    });

    it('writes down what, when and by whom; the first time counts, and what is not there yet is written down too', async () => {
      const gone: Erasure[] = [text(1, 'customer'), text(9, 'customer'), { person: personId('rune'), at: 7, by }];
      expect(await log.erasures()).toEqual([]);
      await log.erase(gone);
      await log.erase([{ ...text(1, 'customer'), at: 99 }, text(2, 'note', B)]);
      const wanted = sorted([...gone, text(2, 'note', B)]);
      expect(sorted(await log.erasures())).toEqual(wanted);
      if (!durable) return;
      await log.close();
      log = await home.open();
      expect(sorted(await log.erasures())).toEqual(wanted);
      expect((await log.read(A, 0, 10)).map(erasedOf)).toEqual([1, 0, 0, 0]);
    });
  });
}
