import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Projections } from '../../server/projections/projections.ts';
import type { ProjectionStore, ProjectionWrite } from '../../server/ports/projection-store.ts';
import { boardId } from '../../shared/kernel/ids.ts';
import { GENESIS } from '../../shared/log/commit.ts';
import { chain } from '../support/store/commits.ts';
import { effects, effectsOn, runner } from '../support/store/effects.ts';
import { Random } from '../support/chance.ts';
import type { ProjectionsHome } from './projections.ts';

const BOARD = boardId('floor-a');
const ORDERS = ['1041', '1042', '1043', '1044', '1045'];
const LENGTH = 1_200;
const subjectsOf = (seq: number): string[] => (seq % 7 === 0 ? [] : [ORDERS[seq % 5]!, ...(seq % 11 === 0 ? [ORDERS[(seq + 1) % 5]!] : [])]);
const wanted = Object.fromEntries(ORDERS.map((order) => [order, Array.from({ length: LENGTH }, (_, at) => at + 1).filter((seq) => subjectsOf(seq).includes(order))]));

/** A store whose node is killed now and then: before a write, or after it, before it hears of it. */
function dying(store: ProjectionStore, chance: () => number, killed: () => void): ProjectionStore {
  const die = (): never => {
    killed();
    throw new Error('killed');
  };
  return new Proxy(store, {
    get: (target, name) => {
      if (name !== 'write') return (Reflect.get(target, name) as (...of: unknown[]) => unknown).bind(target);
      return async (write: ProjectionWrite) => {
        const fate = chance();
        if (fate < 0.15) die();
        const answer = await target.write(write);
        return fate > 0.85 ? die() : answer;
      };
    },
  });
}

/** Nodes that fold one log at once, killed between their writes, on every store. */
export function projectingContract(name: string, makeHome: () => ProjectionsHome | Promise<ProjectionsHome>): void {
  describe(`several nodes project: ${name}`, () => {
    let home: ProjectionsHome;
    let log: Awaited<ReturnType<ProjectionsHome['open']>>;
    beforeEach(async () => {
      home = await makeHome();
      log = await home.open();
    });
    afterEach(async () => {
      await log.close();
      await home.remove();
    });

    it.each([1, 2])('kills included, each effect is there once and in its order (seed %i)', async (seed) => {
      const draw = new Random(seed);
      const chance = (): number => draw.int(0, 999) / 1_000;
      const other = await home.open();
      let kills = 0;
      let writing = true;
      /** One node after another in the same place, until all is written. */
      const node = async (at: typeof log): Promise<void> => {
        for (let done = false; !done; ) {
          let dead = false;
          const running: Projections = runner(at, dying(at.projections, chance, () => {
            kills += 1;
            dead = true;
          }), [effects()]);
          while (!dead && !done) {
            done = !writing;
            await running.look();
            await new Promise((resolve) => setImmediate(resolve));
          }
          if (dead) done = false;
          await running.close();
        }
      };
      const nodes = [node(log), node(other)];
      let head = { seq: 0, hash: GENESIS };
      while (head.seq < LENGTH) {
        const rows = chain(BOARD, 40, head, (seq) => ({ subjects: subjectsOf(seq) }));
        expect(await log.append(BOARD, rows)).toEqual({ ok: true });
        head = rows.at(-1)!;
        // Both nodes get to it, or all would be one page.
        for (let turns = 0; turns < 4; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      }
      writing = false;
      await Promise.all(nodes);
      const last = runner(other, other.projections, [effects()]);
      await last.look();
      expect(last.lag()).toEqual(new Map([['effects', 0]]));
      await last.close();
      const found = await effectsOn(log.projections, BOARD, ORDERS);
      for (const order of ORDERS) expect(found[order]?.seqs).toEqual(wanted[order]);
      expect(kills).toBeGreaterThan(3);
    });

    it('another version makes its rows anew, and those of the one before go', async () => {
      await log.append(BOARD, chain(BOARD, 60, undefined, (seq) => ({ subjects: subjectsOf(seq) })));
      const first = runner(log, log.projections, [effects(1)]);
      await first.look();
      await first.close();
      const second = runner(log, log.projections, [effects(2)]);
      await second.look();
      await second.close();
      expect(await effectsOn(log.projections, BOARD, ORDERS, 1)).toEqual({});
      expect((await effectsOn(log.projections, BOARD, ORDERS, 2))['1042']?.seqs).toEqual(wanted['1042']!.filter((seq) => seq <= 60));
      // A node of the build before, that still runs beside it, leaves the newer rows alone.
      const older = runner(log, log.projections, [effects(1)]);
      await older.look();
      await older.close();
      expect([...(await log.projections.projections())].sort()).toEqual(['effects/1', 'effects/2']);
    });
  });
}
