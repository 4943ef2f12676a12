import { describe, expect, test } from 'vitest';
import { decide } from '../../shared/floor.ts';
import { asPerson, type Person } from '../../shared/people/directory.ts';
import type { Command } from '../../shared/verbs.ts';
import { MemoryRecords } from '../../server/adapters/memory/memory-records.ts';
import { MemoryLog } from '../../server/adapters/memory/memory-log.ts';
import type { Target } from '../../server/backup/copy.ts';
import { directoryOf } from '../../server/people/directory-records.ts';
import { BENCH_BOARD, benchBoard, benchBoardId, benchPerson, writeBench } from './boards.ts';
import { FLOORS } from './floors.ts';
import { cpuSeconds, median, metricsIn, rank } from './measures.ts';
import { constantsOf, nonNegative, type Observed, predicted } from './node-model.ts';
import { floorsOf, missedIn, number, table, times } from './report.ts';
import { round } from './moves.ts';
import { onBoard, reference } from './sides.ts';
import { anomaliesIn } from './traffic.ts';

describe('the figures of the bench', () => {
  test('a percentile is a value of the sample, by nearest rank', () => {
    const sample = [5, 1, 4, 2, 3];
    expect([rank(sample, 1), rank(sample, 50), rank(sample, 99), median([7, 9])]).toEqual([1, 3, 5, 7]);
    expect(sample).toEqual([5, 1, 4, 2, 3]);
    expect(rank([], 50)).toBeNaN();
  });

  test('a row says held or MISSED when it has a floor, and nothing without one', () => {
    const lines = table([
      { what: 'held', pullcord: '20', floor: 'open loop, ack p99', value: 20 },
      { what: 'missed', pullcord: '26', ratio: times(1.3), floor: 'open loop, ack p99', value: 26 },
      { what: 'told', pullcord: number(1234.5, 1), reference: '7' },
    ]).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^held +20 +<= 25 ms {4}held$/);
    expect(lines[2]).toMatch(/^missed +26 +1\.30 × +<= 25 ms {2}MISSED$/);
    expect(lines[3]).toMatch(/^told +1,234\.5 +7$/);
    expect(number(Number.NaN)).toBe('-');
  });

  test('each floor is told once: held, missed, or not measured, and the worst figure decides', () => {
    const told = floorsOf([
      { what: 'a', pullcord: '', floor: 'open loop, ack p99', value: 20 },
      { what: 'b', pullcord: '', floor: 'open loop, ack p99', value: 26 },
      { what: 'c', pullcord: '', floor: 'moves lost, doubled, disordered or unseen', value: 0 },
    ]).split('\n');
    expect(told).toHaveLength(Object.keys(FLOORS).length + 1);
    expect(told.find((line) => line.startsWith('open loop, ack p99 '))).toMatch(/<= 25 ms +26\.00 +MISSED$/);
    expect(told.find((line) => line.startsWith('moves lost'))).toMatch(/held$/);
    expect(told.find((line) => line.startsWith('history: join'))).toMatch(/not measured$/);
    expect(missedIn([{ what: 'b', pullcord: '', floor: 'open loop, ack p99', value: Number.NaN }])).toBe(1);
  });

  test('lost, doubled, disordered and unseen moves are counted', () => {
    const seen = (...commits: readonly (readonly [seq: number, command: string])[]) => commits.map(([seq, command]) => ({ seq, command }));
    const acked = new Map([['a', 5], ['b', 6]]);
    expect(anomaliesIn(seen([5, 'a'], [6, 'b'], [7, 'c']), acked)).toBe(0);
    expect(anomaliesIn(seen([5, 'a']), acked)).toBe(1);
    expect(anomaliesIn(seen([5, 'a'], [7, 'b']), acked)).toBe(2);
    expect(anomaliesIn(seen([5, 'a'], [6, 'b'], [7, 'b']), acked)).toBe(2);
  });

  test.runIf(process.platform === 'linux')('the CPU time of a process is read, and grows while it works', () => {
    const before = cpuSeconds(process.pid);
    const began = process.cpuUsage();
    for (let n = 0; process.cpuUsage(began).user < 40_000; n += 1) Math.sqrt(n);
    expect(cpuSeconds(process.pid)).toBeGreaterThan(before);
  });

  test('the lines that a node tells Prometheus are read with their labels', () => {
    const told = metricsIn('# HELP x y\n# TYPE x counter\npullcord_commits_total 12\npullcord_appends_total{outcome="conflict"} 3\n\n');
    expect([...told]).toEqual([['pullcord_commits_total', 12], ['pullcord_appends_total{outcome="conflict"}', 3]]);
  });
});

describe('what is measured', () => {
  test('boards alike are written through the ports, with their people', async () => {
    const log = new MemoryLog();
    const records = new MemoryRecords();
    const closed: string[] = [];
    const store = Object.assign(log, { records: records.records.bind(records), writeRecord: records.writeRecord.bind(records), replaceRecords: records.replaceRecords.bind(records), close: async () => void closed.push('once') }) satisfies Target;
    await writeBench(store, { cards: 40, boards: 2 });
    const heads = await log.boards();
    expect(heads.map(({ board }) => board).sort()).toEqual([BENCH_BOARD, benchBoardId(1)]);
    expect(heads[0]?.seq).toBe(heads[1]?.seq);
    expect(directoryOf(await records.records()).people[benchPerson(3)]?.name).toBe('Bench 3');
    expect(closed).toEqual(['once']);
  });

  test('a board with closed orders has what the same one without has, and a longer log', () => {
    const [without, beside] = [0, 450].map((closed) => benchBoard({ cards: 40, closed }));
    expect(beside?.board.cards.size).toBe(without?.board.cards.size);
    expect(beside?.commits.filter(({ body }) => body.includes('"OrderClosed"'))).toHaveLength(450);
  });

  test('a round of five stations is four pulls in nine commands, each of them accepted', () => {
    const { board, directory } = benchBoard({ cards: 40, stations: 5 });
    const actor = asPerson(directory.people[benchPerson(0)] as Person);
    const kinds: string[] = [];
    let now = board;
    for (let turn = 0; turn < 19; turn += 1) {
      const command = round(20, turn) as Command;
      const decision = decide(now, command, { at: now.at + 1, actor, directory });
      if (!decision.ok) expect.fail(`${turn}: ${JSON.stringify(decision.refusal)}`);
      kinds.push(command.type);
      now = decision.board;
    }
    const [once, again] = [kinds.slice(1, 10), kinds.slice(10)];
    expect(once).toEqual(again);
    expect(once.filter((kind) => kind === 'PullCard')).toHaveLength(4);
  });

  test('a move names the board it is meant for', () => {
    const other = onBoard(1);
    expect(other.move('id', 0, 0, 'there')).toMatchObject({ board: benchBoardId(1), command: { type: 'PullCard' } });
    expect(other.joinMessage(null)).toEqual({ board: benchBoardId(1), have: null });
    expect(onBoard(0).joinMessage(null, 1)).toEqual({ board: benchBoardId(1), have: null });
    expect([other.accepted({ ok: true, seq: 4 }), other.accepted({ ok: false })]).toEqual([4, null]);
    expect(reference.name).toBe('reference');
  });
});

describe('the model of a node', () => {
  const truth = { base: 50_000, move: 300, group: 2_500, frame: 15, foreign: 120 };
  const observed = (moves: number, groups: number, frames: number, foreign: number): Observed => {
    const did = { moves, groups, frames, foreign };
    return { ...did, cpu: predicted(truth, did) };
  };

  test('its constants come back out of runs that follow them', () => {
    const idle = [observed(0, 0, 0, 40), observed(0, 0, 0, 160)];
    const busy = [observed(40, 38, 400, 0), observed(40, 39, 3_500, 0), observed(160, 80, 500, 0), observed(160, 90, 4_400, 0)];
    const constants = constantsOf(idle, busy);
    for (const [name, value] of Object.entries(truth)) expect(constants[name as keyof typeof truth]).toBeCloseTo(value, 3);
    expect(predicted(constants, observed(90, 60, 2_000, 90))).toBeCloseTo(observed(90, 60, 2_000, 90).cpu, 2);
  });

  test('nothing costs less than nothing, whatever the noise', () => {
    const fitted = nonNegative([[1, 1], [1, 2], [1, 3]], [10, 9, 8]);
    expect(fitted[1]).toBe(0);
    expect(fitted[0]).toBeGreaterThan(8);
  });
});
