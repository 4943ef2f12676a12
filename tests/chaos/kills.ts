import { killNodes } from '../support/server/killed-nodes.ts';
import { startReplicaSet } from '../support/store/real-mongod.ts';
import { buildServer, dataFolder } from '../support/server/server-process.ts';

/** REL-1 as it is written: nothing but kills, under 24 people who contend for the places of one board. The exit code. */
export async function kill({ kills, moves, seed, nodes, routed }: { readonly kills: number; readonly moves: number; readonly seed: number; readonly nodes: number; readonly routed: boolean }): Promise<number> {
  const built = await buildServer();
  const data = dataFolder();
  const set = await startReplicaSet();
  const from = performance.now();
  try {
    const { verdict: { faults, ...counts }, ...figures } = await killNodes({ main: built.main, dataDir: data.path, uri: set.uri('kills'), kills, moves, slots: 2, seed, nodes, routed });
    console.log(`REL-1 on a replica set of three, ${nodes} nodes${routed ? ' behind the proxy that routes by board' : ''}, seed ${seed}, ${((performance.now() - from) / 60_000).toFixed(1)} min`);
    console.log(`  ${counts.acked} acknowledged, ${counts.refused} refused, ${counts.unanswered} unanswered, ${figures.killed} nodes killed -9`);
    console.log(`  ${counts.breaches} breaches, ${counts.lost} lost, ${counts.twice} twice, ${counts.gaps} gaps, ${figures.screensWrong} screens wrong`);
    console.log(`  all screens right ${Math.round(figures.converged)} ms after the last answer, slowest restart ${Math.round(figures.slowestRestart)} ms`);
    for (const fault of faults.slice(0, 20)) console.log(`  FAULT: ${JSON.stringify(fault)}`);
    return faults.length > 0 || figures.screensWrong > 0 || counts.acked < moves ? 1 : 0;
  } finally {
    await set.stop();
    data.remove();
    built.remove();
  }
}
