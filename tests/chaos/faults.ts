import type { Plant, PlantNode } from '../support/server/plant.ts';
import type { Proxy } from '../support/server/proxy.ts';
import { pause } from '../support/until.ts';
import type { WiredSet } from '../support/store/wired-set.ts';

export interface Fault {
  readonly name: string;
  /** Two faults of one part are never at work at the same moment. */
  readonly part: 'node' | 'door' | 'wire' | 'store';
  /** Whether writing stops until the members have agreed on another primary: it is back within fifteen seconds (REL-31). */
  readonly failover?: true;
  /** From beginning to end, the mending included; `ms` is how long it lasts. */
  readonly strike: (plant: Plant, node: PlantNode, ms: number) => Promise<void>;
}

type OnWires = (wires: readonly Proxy[], ms: number) => Promise<void>;

/** Mends also when the test is given up in between. */
async function during(begin: () => void, ms: number, end: () => void): Promise<void> {
  begin();
  try {
    await pause(ms);
  } finally {
    end();
  }
}

const cut: OnWires = (wires, ms) => during(() => {
  for (const wire of wires) {
    wire.open = false;
    wire.cut();
  }
}, ms, () => wires.forEach((wire) => (wire.open = true)));

/** There and gone, for half a second to five each (REL-18). */
const flap: OnWires = async (wires, ms) => {
  const each = 500 + (ms * 7) % 4_500;
  for (let left = Math.max(ms, each); left > 0; left -= 2 * each) {
    await cut(wires, Math.min(left, each));
    await pause(each);
  }
};

const mend = (wires: readonly Proxy[]): void => wires.forEach((wire) => wire.mend());
const halfOpen: OnWires = (wires, ms) => during(() => wires.forEach((wire) => (wire.weather.deaf = true)), ms, () => mend(wires));
const oneWay = (way: 'to the server' | 'to the client'): OnWires => (wires, ms) =>
  during(() => wires.forEach((wire) => (wire.weather.oneWay = way)), ms, () => mend(wires));

const WIRE_FAULTS: readonly (readonly [string, OnWires])[] = [
  ['cut', cut], ['flapping', flap], ['half open', halfOpen], ['deaf one way', oneWay('to the client')], ['dumb one way', oneWay('to the server')],
];

/** A whole websocket frame in a chunk of its own that tells commits: without it the next frame is still read. */
export function isBroadcast(chunk: Buffer): boolean {
  if (chunk.length < 4 || chunk[0] !== 0x81) return false;
  const short = (chunk[1] ?? 0) & 0x7f;
  const length = short < 126 ? short + 2 : short === 126 ? chunk.readUInt16BE(2) + 4 : -1;
  return chunk.length === length && chunk.includes('42["commits"');
}

const setOf = ({ set }: Plant): WiredSet => {
  if (!set) throw new Error('A file has no members.');
  return set;
};

async function frozen(plant: Plant, which: 'primary' | 'secondaries', ms: number): Promise<void> {
  const set = setOf(plant);
  const primary = await set.primary();
  const members = set.members.filter((member) => (member === primary) === (which === 'primary'));
  await during(() => members.forEach((member) => member.signal('SIGSTOP')), ms, () => members.forEach((member) => member.signal('SIGCONT')));
  await set.inStep();
}

const ON_NODES: readonly Fault[] = [
  {
    name: 'node killed', part: 'node',
    async strike(plant, node, ms) {
      await node.process.end('SIGKILL');
      await pause(ms / 10);
      await plant.startAgain(node);
    },
  },
  {
    name: 'node told to stop', part: 'node',
    async strike(plant, node) {
      const code = await node.process.end('SIGTERM');
      await plant.startAgain(node);
      if (code !== 0) throw new Error(`a node that was told to stop ended with ${code}`);
    },
  },
  {
    name: 'node paused', part: 'node',
    strike: (_, { process }, ms) => during(() => process.signal('SIGSTOP'), ms, () => process.signal('SIGCONT')),
  },
  ...WIRE_FAULTS.map(([name, act]): Fault => ({ name: `people–node ${name}`, part: 'door', strike: (_, { door }, ms) => act([door], ms) })),
  {
    name: 'broadcasts lost', part: 'door',
    strike: (_, { door }, ms) => during(() => (door.weather.lose = isBroadcast), ms, () => (door.weather.lose = null)),
  },
];

const ON_MONGO: readonly Fault[] = [
  ...WIRE_FAULTS.map(([name, act]): Fault => ({ name: `node–store ${name}`, part: 'wire', strike: (_, { wires }, ms) => act(wires, ms) })),
  {
    name: 'primary killed', part: 'store', failover: true,
    async strike(plant, _, ms) {
      const set = setOf(plant);
      const primary = await set.primary();
      await primary.kill();
      await pause(ms);
      primary.start();
      await set.inStep();
    },
  },
  {
    name: 'primary stepped down', part: 'store', failover: true,
    async strike(plant) {
      const set = setOf(plant);
      const primary = await set.primary();
      // Refused where no other member is near enough to take over: then nothing happened.
      await primary.tell({ replSetStepDown: 20, secondaryCatchUpPeriodSecs: 5 }, 'admin', 10_000).catch(() => {});
      await set.inStep();
    },
  },
  { name: 'primary frozen', part: 'store', failover: true, strike: (plant, _, ms) => frozen(plant, 'primary', ms) },
  { name: 'secondaries frozen', part: 'store', strike: (plant, _, ms) => frozen(plant, 'secondaries', ms) },
  {
    // The nodes still reach it, and it takes their writes; no other member hears of them. How soon members whose
    // wires stay dead without a word agree on a primary is MongoDB's: 35 s without any were seen, so only what
    // is lost or taken back is judged (REL-32).
    name: 'primary cut off from the members', part: 'store',
    async strike(plant, _, ms) {
      const set = setOf(plant);
      await halfOpen([(await set.primary()).wire()], ms);
      await set.inStep();
    },
  },
];

export const faultsOf = (plant: Plant): readonly Fault[] => (plant.set ? [...ON_NODES, ...ON_MONGO] : ON_NODES);
