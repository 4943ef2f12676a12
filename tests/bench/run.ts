// `npm run bench`: what a move, a join and a start cost, against the bare reference started in the same run.
//
//     npm run bench                      everything, about seven minutes
//     npm run bench -- moves open-loop   only these
//     npm run bench -- nodes model       several nodes over a replica set, three minutes; only when named
//     npm run bench -- storm-on-two      8,000 viewers of two nodes behind nginx, one of them killed; only when named
//     npm run bench -- --quick           runs of one second, to see that it works
//
// Compare ratios: absolute figures are those of this machine at this hour.

import { cpus } from 'node:os';
import { attacks } from './attacks.ts';
import { browser } from './browser.ts';
import { buildBench } from './built.ts';
import { coldStart } from './starts.ts';
import { storm, stormOnTwo } from './storms.ts';
import { cost } from './cost.ts';
import { crowd, load } from './joins.ts';
import { history } from './history.ts';
import { memory, moves, openLoop, pulls, refusals } from './moves.ts';
import { model } from './model.ts';
import { nodes } from './nodes.ts';
import { floorsOf, missedIn, type Row, type Settings, table } from './report.ts';

const SCENARIOS: Readonly<Record<string, (settings: Settings) => Promise<Row[]>>> = {
  moves, pulls, 'open-loop': openLoop, cost, refusals, load, crowd, storm, 'cold-start': coldStart, memory, history, attacks, browser, nodes, model, 'storm-on-two': stormOnTwo,
};

/** They need a MongoDB and as long as half of the rest. */
const WHEN_NAMED = ['nodes', 'model', 'storm-on-two'];

const asked = process.argv.slice(2).filter((word) => word !== '--quick');
const quick = process.argv.includes('--quick');
const unknown = asked.filter((name) => !(name in SCENARIOS));
if (unknown.length > 0) {
  console.error(`There is no scenario named ${unknown.join(', ')}. The scenarios are ${Object.keys(SCENARIOS).join(', ')}.`);
  process.exit(1);
}
if (process.platform !== 'linux') {
  console.error('The bench reads the CPU time of its servers from /proc, which only Linux has.');
  process.exit(1);
}

await buildBench();

const say = (line: string): void => console.error(`  ${line}`);
const settings: Settings = quick ? { seconds: 1, warmUp: 0.3, repeats: 1, warmMoves: 500, say } : { seconds: 4, warmUp: 1.5, repeats: 3, warmMoves: 20_000, say };
const rows: Row[] = [];
for (const [name, scenario] of Object.entries(SCENARIOS)) if (asked.length === 0 ? !WHEN_NAMED.includes(name) : asked.includes(name)) rows.push(...(await scenario(settings)));

const missed = missedIn(rows);
console.log(`\nPullcord's bench on ${cpus().length} cores, Node ${process.versions.node}; a move is a pull into a limited stage or its undoing,`);
console.log(`one in ten of a card that others want too; medians of ${settings.repeats}.\n`);
console.log(table(rows));
console.log(`\n${floorsOf(rows)}`);
console.log(missed === 0 ? '\nEvery floor that was measured is held.' : `\n${missed} figures miss their floor.`);
