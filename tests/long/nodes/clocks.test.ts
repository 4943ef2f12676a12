import { expect, test } from 'vitest';
import { brokenInvariants } from '../../../shared/board/invariants.ts';
import { Recorder, contend, operators } from '../../support/server/contention.ts';
import { checkHistory } from '../../support/shop/history.ts';
import { boardOn, startNodes } from '../../support/server/nodes.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { tell } from '../../support/shop/told-board.ts';
import { until } from '../../support/until.ts';
import { view } from '../../support/server/viewer.ts';
import { fold, wholeLog } from '../../support/store/whole-log.ts';
import { contendedShop } from '../../support/shop/workshop.ts';

const HOUR = 3_600_000;
const MOVES = 1_000;
const JOBS = 20;

test('REL-16: one node’s clock is an hour slow, another’s a day fast, and both jump: the order is the log’s, and no time of a board runs back', { timeout: 60_000 }, async () => {
  const crew = operators(9);
  const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, ...Object.fromEntries(crew.map((one) => [one.id, one])) } };
  const off = [-HOUR, 24 * HOUR, 0];
  const nodes = await startNodes(3, { directory, clockOf: (node) => () => Date.now() + (off[node] ?? 0) });
  const closing: { close(): void | Promise<void> }[] = [nodes];
  try {
    // What may be undone is a matter of time, and rightly refused after a jump of a day: here it always may.
    const board = await boardOn(nodes, [...contendedShop(JOBS, 3), { type: 'SetPolicies', policies: { undoSeconds: (100 * HOUR) / 1_000 } }]);
    const before = (await nodes.log.head(board))?.seq ?? 0;
    const clients = crew.map((actor, number) => new SocketClient(nodes.nodes[number % 3]?.url ?? '', { person: actor.id }));
    const viewers = nodes.nodes.map(({ url }) => view(url, board, PEOPLE.mona.id));
    closing.push(...clients, ...viewers);
    await Promise.all(clients.map((client) => client.connected()));
    await Promise.all(clients.map((client) => client.join(board)));
    await until('the viewers are live', () => viewers.every((viewer) => viewer.isLive()));
    const recorder = new Recorder();
    let over = false;
    const storm = crew.map((actor, number) => contend({ client: clients[number] as SocketClient, actor, number }, board, JOBS, recorder, () => over));
    // By daylight saving and by an administrator's hand, while people work.
    const jumps = [[0, HOUR], [1, -HOUR], [2, 2 * HOUR], [0, -3 * HOUR], [1, 24 * HOUR], [2, -HOUR]] as const;
    for (const [at, [node, by]] of jumps.entries()) {
      await until('work goes on', () => recorder.acked >= ((at + 1) * MOVES) / (jumps.length + 1), 30_000);
      off[node] = (off[node] ?? 0) + by;
    }
    await until('enough moves', () => recorder.acked >= MOVES, 30_000);
    // Who is there is told by the store's clock, so everybody sees all nine operators and Mona's three screens.
    for (const client of clients) await until('all are present', () => client.presence.at(-1)?.people.length === crew.length + 1, 3_000);
    over = true;
    await Promise.all(storm);
    const commits = await wholeLog(nodes.log, board);
    await until('every screen converges', () => viewers.every(({ store }) => store.getState().head.seq === commits.length), 2_000);
    const truth = fold(board, commits);
    for (const { store } of viewers) expect(tell(store.getState().confirmed)).toBe(tell(truth));
    expect(brokenInvariants(truth)).toEqual([]);

    const { faults, ...counts } = checkHistory({ attempts: recorder.attempts, commits, before, directory });
    const ahead = (commits.at(-1)?.at ?? 0) - Date.now();
    console.log(`REL-16: ${JSON.stringify(counts)}, the board's time is ${(ahead / HOUR).toFixed(1)} h ahead`);
    expect(faults).toEqual([]);
    expect(counts).toMatchObject({ breaches: 0, lost: 0, twice: 0, gaps: 0, unanswered: 0 });
    expect(counts.acked).toBeGreaterThanOrEqual(MOVES);
    // The fast clock has set the board's time once, and the slow ones do not set it back.
    expect(ahead).toBeGreaterThan(20 * HOUR);
    expect(commits.every(({ at }, index) => at >= (commits[index - 1]?.at ?? 0))).toBe(true);
  } finally {
    for (const one of closing.reverse()) await one.close();
  }
});
