import { afterEach, describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { MemoryProjections } from '../../../server/adapters/memory/memory-projections.ts';
import type { Projection } from '../../../server/projections/projection.ts';
import type { Projections } from '../../../server/projections/projections.ts';
import { boardId, personId } from '../../../shared/kernel/ids.ts';
import { chain } from '../../support/store/commits.ts';
import { type Effects, effects, effectsOn, runner, type Told } from '../../support/store/effects.ts';
import { until } from '../../support/until.ts';

const A = boardId('floor-a');
const B = boardId('floor-b');
const running: Projections[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});
const start = (...of: Parameters<typeof runner>): Projections => {
  const made = runner(...of);
  running.push(made);
  return made;
};
const about = (order: string, text = 'hm') => () => ({ subjects: [order], texts: { comment: text } });
const upTo = (length: number): number[] => Array.from({ length }, (_, at) => at + 1);

describe('projections behind the log', () => {
  it('follow its hints', async () => {
    const log = new MemoryLog();
    await log.append(A, chain(A, 3, undefined, about('1041')));
    await start(log, log.projections, [effects()]).look();
    await log.append(A, chain(A, 2, { seq: 3, hash: (await log.head(A))!.hash }, about('1041')));
    await until('the hint is followed', async () => (await effectsOn(log.projections, A, ['1041']))['1041']?.seqs.length === 5);
  });

  it('say how far behind they are, each by its name', async () => {
    const log = new MemoryLog();
    await log.append(A, chain(A, 30, undefined, about('1041')));
    await log.append(B, chain(B, 12, undefined, about('1041')));
    const stuck: Projection<Effects> = { ...effects(), name: 'stuck', fold: (known, commit, id) => {
      if (commit.seq === 11) throw new Error('cannot be folded');
      return effects().fold(known, commit, id);
    } };
    const faults: Told[] = [];
    const projections = start(log, log.projections, [effects(), stuck], faults, { again: 3_600_000, longest: 3_600_000 });
    await projections.look();
    expect(projections.lag()).toEqual(new Map([['effects', 0], ['stuck', 42]]));
    expect(faults.map(({ projection }) => projection)).toEqual(['stuck', 'stuck']);
    expect([projections.behind(A, 'stuck'), projections.behind(B, 'stuck'), projections.behind(A, 'effects')]).toEqual([30, 12, 0]);
  });

  it('try again what failed, and skip nothing', async () => {
    const log = new MemoryLog();
    await log.append(A, chain(A, 250, undefined, about('1041')));
    let failing = 3;
    const shaky: Projection<Effects> = { ...effects(), fold: (known, commit, id) => {
      if (commit.seq === 170 && failing-- > 0) throw new Error('the disk is away');
      return effects().fold(known, commit, id);
    } };
    const faults: Told[] = [];
    start(log, log.projections, [shaky], faults);
    await until('all is folded', async () => (await effectsOn(log.projections, A, ['1041']))['1041']?.seqs.length === 250);
    expect((await effectsOn(log.projections, A, ['1041']))['1041']?.seqs).toEqual(upTo(250));
    expect(faults).toHaveLength(3);
    expect(String(faults[0]?.cause)).toContain('the disk is away');
  });

  it('make their rows anew where another log was put in place', async () => {
    const log = new MemoryLog();
    await log.append(A, chain(A, 9, undefined, about('1041')));
    const first = start(log, log.projections, [effects()]);
    await first.look();
    await first.close();
    const restored = new MemoryLog();
    await restored.append(A, chain(A, 4, undefined, about('1042')));
    await start(restored, log.projections, [effects()]).look();
    expect(await effectsOn(log.projections, A, ['1041', '1042'])).toMatchObject({ 1042: { seqs: [1, 2, 3, 4] } });
    expect((await effectsOn(log.projections, A, ['1041']))['1041']).toBeUndefined();
  });

  it.each([
    ['the store takes the rows away with the words', true],
    ['the store keeps its rows elsewhere', false],
  ])('hold no erased text, and all the rest: %s', async (_, together) => {
    const log = new MemoryLog();
    const store = together ? log.projections : new MemoryProjections();
    const orders = ['1041', '1042', '1043'];
    await log.append(A, chain(A, 9, undefined, (seq) => ({ subjects: [orders[seq % 3]!], texts: { comment: `said-${seq}` } })));
    const projections = start(log, store, [effects()]);
    await projections.look();
    await log.erase([4, 6].map((seq) => ({ board: A, seq, ref: 'comment', at: 5, by: personId('mona') })));
    if (together) expect(Object.keys(await effectsOn(store, A, orders))).toEqual(['1043']);
    await projections.erased(A);
    expect(await effectsOn(store, A, orders)).toEqual({
      1041: { seqs: [3, 6, 9], texts: ['said-3', '', 'said-9'] }, 1042: { seqs: [1, 4, 7], texts: ['said-1', '', 'said-7'] }, 1043: { seqs: [2, 5, 8], texts: ['said-2', 'said-5', 'said-8'] },
    });
    expect(await store.find({ projection: 'effects/1', board: A, all: [['tsaid-4']], limit: 9 })).toEqual([]);
    // Also where the node that erased them died before it made the rows again.
    await log.erase([{ board: A, seq: 9, ref: 'comment', at: 5, by: personId('mona') }]);
    await projections.close();
    await start(log, store, [effects()]).look();
    expect((await effectsOn(store, A, ['1041']))['1041']).toEqual({ seqs: [3, 6, 9], texts: ['said-3', '', ''] });
  });

  it('write nothing for commits that change no row, and need not read them again for ever', async () => {
    const log = new MemoryLog();
    await log.append(A, chain(A, 100, undefined, () => ({ subjects: [] })));
    const projections = start(log, log.projections, [effects()]);
    await projections.look();
    expect(await log.projections.cursor('effects/1', A)).toMatchObject({ revision: 0, seq: 0 });
    expect(projections.lag()).toEqual(new Map([['effects', 0]]));
    await log.append(A, chain(A, 5_000, { seq: 100, hash: (await log.head(A))!.hash }, () => ({ subjects: [] })));
    await projections.look();
    await until('the cursor has followed', async () => (await log.projections.cursor('effects/1', A)).seq >= 5_000);
  });
});
