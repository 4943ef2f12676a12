// Every floor of the bench, once. What a run has not measured does not count as held.

export interface Floor {
  readonly asks: string;
  readonly holds: (value: number) => boolean;
}

const atMost = (most: number, unit: string): Floor => ({ asks: `<= ${most.toLocaleString('en')} ${unit}`, holds: (value) => value <= most });
const atLeast = (least: number, unit: string): Floor => ({ asks: `>= ${least.toLocaleString('en')} ${unit}`, holds: (value) => value >= least });
const none: Floor = { asks: '0', holds: (value) => value === 0 };

/**
 * Planka (React, Sails, socket.io, PostgreSQL), the closest peer: moves a server CPU-second at 10 writers and 50
 * viewers, five lists of 200 cards, on two cores with Node 20. Measured once, in the hour in which the reference made
 * 5,352: on another machine it says little, and is a hundred times away.
 */
const PLANKA_MOVES = 31;

export const FLOORS = {
  'commands per CPU-second at 10 / 50': atLeast(0.5, '× reference'),
  'pulls per CPU-second at 10 / 50': atLeast(80 * PLANKA_MOVES, 'pulls, 80 × Planka'),
  'ack p50 at 10 / 50': atMost(1.5, '× reference'),
  'ack p99 at 10 / 50': atMost(2, '× reference'),
  'viewer p50 at 10 / 50': atMost(20, 'ms'),
  'durable moves at 10 / 50': atLeast(1_500, 'moves/s'),
  'moves lost, doubled, disordered or unseen': none,
  'open loop, ack p99': atMost(25, 'ms'),
  'open loop, viewer p99': atMost(50, 'ms'),
  'a move, 5,000 cards against 50': atMost(1.1, '×'),
  'a move, 300 limits against 5': atMost(1.5, '×'),
  'a refusal against an acceptance': atMost(1, '×'),
  'honest p99 in a storm of refusals': atMost(25, 'ms'),
  'whole board of 5,000 cards': atMost(30, 'ms'),
  'whole board on the wire': atMost(300, 'KiB'),
  'a second viewer of it': atMost(0.25, '×'),
  '200 viewers join': atMost(600, 'ms'),
  '3,000 viewers after a restart': atMost(15, 's'),
  'cold start, 50,000 commits': atMost(2_000, 'ms'),
  'start from a snapshot': atMost(300, 'ms'),
  'history: memory': atMost(1.2, '×'),
  'history: snapshot': atMost(1.2, '×'),
  'history: join': atMost(1.2, '×'),
  'history: start from a snapshot': atMost(1.2, '×'),
  'history: move': atMost(1.2, '×'),
  'memory, 10 boards and 200 viewers': atMost(140, 'MiB'),
  'memory of a viewer': atMost(60, 'KiB'),
  'first paint after data': atMost(1_000, 'ms'),
  // Frames come every 16.7 ms: a frame of three is 50.1 on a clock of tenths.
  'longest frame of a drag': { asks: '<= 50 ms', holds: (value) => value <= 50.5 },
  'script of a remote move': atMost(16, 'ms'),
  'frames under remote moves': atLeast(55, 'frames/s'),
  'two nodes, a board each': atMost(1.15, '× one node'),
  'storm: event-loop lag p99': atMost(200, 'ms'),
  'storm: snapshots built a board': atMost(1, ''),
  'storm: answers 5xx or none': none,
  'attacked: a move until it is seen, p99': atMost(250, 'ms'),
  'attacked: memory grown': atMost(100, 'MiB'),
  'attacked: honest people cut off': none,
  'model of a node': atMost(20, '% off'),
} as const satisfies Readonly<Record<string, Floor>>;

export type FloorName = keyof typeof FLOORS;

/** What a row of the table says of its floor. */
export const held = (floor: FloorName, value: number): { readonly floor: FloorName; readonly value: number } => ({ floor, value });
