import { appendWhole } from '../../server/backup/append-whole.ts';
import type { Target } from '../../server/backup/copy.ts';
import { Chronicle } from '../../server/demo/chronicle.ts';
import { recordsOf } from '../../server/people/directory-records.ts';
import type { Board } from '../../shared/board/board.ts';
import type { BomLine } from '../../shared/orders/bom.ts';
import type { Command } from '../../shared/verbs.ts';
import type { NewLimit } from '../../shared/limits/limit-fields.ts';
import type { Directory, Person, Role } from '../../shared/people/directory.ts';
import { type BoardId, boardId, type CardId, cardId, laneId, limitId, type PersonId, personId } from '../../shared/kernel/ids.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { draws } from '../support/chance.ts';

export interface BoardSpec {
  /** Live jobs; orders and kits come on top. */
  readonly cards: number;
  /** Limits on the board; 15 is what the furniture template has. */
  readonly limits?: number;
  /** Commits in its log at least: comments fill it up. */
  readonly commits?: number;
  /** Finish takes nobody any more: whoever pulls into it is refused by its limit. */
  readonly finishClosed?: boolean;
  /** Stations of each part's way, two lanes in turn; without it the three of the template. */
  readonly stations?: number;
  /** Orders that were made, shipped and closed while the board's live orders waited: zero is a board as old without them. */
  readonly closed?: number;
  /** Boards alike; the traffic runs on the first. */
  readonly boards?: number;
}

export const BENCH_BOARD = boardId('bench');
/** Of boards alike, the n-th. */
export const benchBoardId = (n: number): BoardId => (n === 0 ? BENCH_BOARD : boardId(`${BENCH_BOARD}-${n}`));
const PER_ORDER = 20;
const PEOPLE = 50;
/** Enough for 50 writers' own cards and the shared ones; they wait ready, and the rest stands in the lanes. */
const READY = 200;
const FIRST = 1001;
/** The history ends before now, however long it is. */
const START = Date.now() - 3 * 3_600_000;
/** Orders that a shop with a long history ships a day: twenty thousand in a quarter of a year, so that few stand shipped at once. */
const SHIPPED_A_DAY = 200;
const DAY = 86_400_000;

export const benchPerson = (n: number): PersonId => personId(`bench-${n % PEOPLE}`);
/** Cards that stand done in Cut and want to go on to Finish. */
export const waitingForFinish = (n: number): CardId => traffickedCard(READY + 1 + 4 * (n % 100));
export const traffickedCard = (n: number): CardId => cardId(`${FIRST + Math.floor(n / PER_ORDER)}.${(n % PER_ORDER) + 1}`);

const EVERYTHING: readonly Role[] = ['sales', 'planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager'];

export function benchDirectory(): Directory {
  const people = Array.from({ length: PEOPLE }, (_, n): Person => ({ id: benchPerson(n), name: `Bench ${n}`, initials: 'B', colour: n % 8, roles: EVERYTHING }));
  return { people: Object.fromEntries(people.map((person) => [person.id, person])), suppliers: {} };
}

export interface Bench {
  readonly board: Board;
  readonly directory: Directory;
  readonly commits: readonly StoredCommit[];
}

/** A furniture shop with so many live jobs, made of real commits like everything else. */
export function benchBoard(spec: BoardSpec, id: BoardId = BENCH_BOARD): Bench {
  const directory = benchDirectory();
  const actor = directory.people[benchPerson(0)] as Person;
  const chronicle = new Chronicle(id, directory, () => '0'.repeat(32), 'seed');
  const random = draws(spec.cards);
  let at = spec.closed === undefined ? START : START - 110 * DAY;
  const issue = (command: Command): void => {
    // No two ages alike, as in a shop: a board of equal times would compress to nothing.
    at += Math.floor(random() * 200);
    const refusal = chronicle.issue(actor, command, at);
    if (refusal) throw new Error(`The bench cannot ${command.type}: ${JSON.stringify(refusal.violations[0])}`);
  };
  const template = furnitureShop('Bench');
  issue({ ...template, limits: limitsOf(spec.limits ?? template.limits.length), firstNumber: FIRST, policies: { undoSeconds: 3_600, makerMayInspect: true, closeAfterDays: 3 } });
  for (let made = 0; made < spec.cards; made += PER_ORDER) {
    const order = cardId(String(FIRST + made / PER_ORDER));
    const bom = Array.from({ length: Math.min(PER_ORDER, spec.cards - made) }, () => line(random, waysOf(spec)));
    issue({ type: 'CreateOrder', title: `Order ${order}`, customer: 'Bench', quantity: 1, bom });
    issue({ type: 'ConfirmOrder', order, promisedAt: at + 9 * DAY });
    issue({ type: 'ReleaseOrder', order });
  }
  for (let n = READY; n < spec.cards; n += 1) carry(issue, waysOf(spec), traffickedCard(n), n % 4);
  const finish = chronicle.board.limits.find(({ id: limit }) => limit === limitId('finish'));
  if (spec.finishClosed && finish) issue({ type: 'SetLimit', limit: { ...finish, capacity: 1 } });
  for (let n = 0; n < (spec.closed ?? 0); n += 1) {
    for (const command of shipped(cardId(String(FIRST_CLOSED + n)), at)) issue(command);
    if ((n + 1) % SHIPPED_A_DAY > 0 && n + 1 < (spec.closed ?? 0)) continue;
    at += n + 1 < (spec.closed ?? 0) ? DAY : CLOSED_AFTER * DAY;
    chronicle.pass(at);
  }
  while (chronicle.board.seq < (spec.commits ?? 0)) fill(issue, chronicle.board.seq);
  return { board: chronicle.board, directory, commits: chronicle.commits };
}

/** Into the first station, done there, into the second, into the third: a quarter of the cards each. */
function carry(issue: (command: Command) => void, [first, second, third]: readonly string[], card: CardId, stage: number): void {
  issue({ type: 'PullCard', card, lane: laneId(first as string) });
  if (stage > 0) issue({ type: 'FinishWork', card });
  if (stage > 1) issue({ type: 'PullCard', card, lane: laneId(second as string) });
  if (stage > 2) {
    issue({ type: 'FinishWork', card });
    issue({ type: 'PullCard', card, lane: laneId(third as string) });
  }
}

const FIRST_CLOSED = 500_001;
/** Days after which whatever was shipped has left the floor. */
const CLOSED_AFTER = 5;

/** An order of one part from stock, from its entry until it is shipped. */
function shipped(order: CardId, at: number): readonly Command[] {
  const pull = (lane: string): Command => ({ type: 'PullCard', card: order, lane: laneId(lane) });
  const ticks = ['surfaces', 'function', 'papers'].map((item): Command => ({ type: 'TickCheck', card: order, item, done: true }));
  return [
    { type: 'CreateOrder', number: order, title: 'Stool', customer: 'Larsen', quantity: 1, bom: [{ title: 'Leg', quantity: 4, source: 'stock', routing: [] }] },
    { type: 'ConfirmOrder', order, promisedAt: at + 9 * DAY },
    { type: 'ReleaseOrder', order },
    pull('assemble'), { type: 'FinishWork', card: order }, pull('qc'), ...ticks, { type: 'PassInspection', card: order }, pull('ship'),
    { type: 'ShipOrder', order, carrier: 'Van', reference: `T-${order}` },
  ];
}

/** What a long history is made of: a pull and its undoing, again and again. */
function fill(issue: (command: Command) => void, seq: number): void {
  const card = traffickedCard(seq % READY);
  issue({ type: 'PullCard', card, lane: laneId('cut') });
  issue({ type: 'UndoMove', card });
}

const PARTS = ['Side panel', 'Table top', 'Drawer front', 'Back panel', 'Leg', 'Shelf', 'Door', 'Rail', 'Plinth', 'Handle'];
const WOODS = ['oak', 'walnut', 'birch', 'beech', 'ash', 'maple'];

function line(random: () => number, stages: readonly string[]): BomLine {
  const below = (n: number): number => Math.floor(random() * n);
  const hours = (): number => (below(16) + 1) / 2;
  return {
    title: `${PARTS[below(PARTS.length)]}, ${WOODS[below(WOODS.length)]} ${100 + below(2_000)}`, quantity: below(12) + 1, source: 'make',
    routing: stages.map((stage) => ({ lane: laneId(stage), hours: hours() })),
  };
}

/** Roomy limits: the bench asks what checking costs, not what being refused does. */
const ROOM = 10_000;
const STAGES = ['cut', 'finish', 'check'] as const;
const waysOf = ({ stations }: BoardSpec): readonly string[] => (stations === undefined ? STAGES : Array.from({ length: stations }, (_, n) => STAGES[n % 2] as string));

/** The template's limits with room, then those of persons, classes and stages side by side; the five that matter first. */
function limitsOf(count: number): NewLimit[] {
  const own = furnitureShop().limits.map((limit) => ({ ...limit, capacity: ROOM }));
  const first = own.filter(({ id }) => ['cut', 'finish', 'check', 'production', 'jobs'].includes(String(id)));
  const limits = [...first, ...own.filter((limit) => !first.includes(limit))];
  for (let n = 0; limits.length < count; n += 1) limits.push({ id: limitId(`extra-${n}`), name: `Extra ${n}`, kind: 'job', unit: 'count', capacity: ROOM, scope: scopeOf(n) });
  return limits.slice(0, count);
}

function scopeOf(n: number): NewLimit['scope'] {
  const stage = laneId(STAGES[n % 3] as string);
  switch (n % 4) {
    case 0: return { assignee: benchPerson(n / 4), subs: ['doing'] };
    case 1: return { lanes: [stage], classes: [(['standard', 'fixed', 'intangible', 'expedite'] as const)[(n >> 2) % 4] ?? 'standard'] };
    case 2: return { lanes: [stage], assignee: benchPerson(n >> 2) };
    default: return { lanes: [stage, laneId('incoming')] };
  }
}

/** Writes the boards where the server under test will find them: into whatever store is behind the port. */
export async function writeBench(store: Target, spec: BoardSpec): Promise<void> {
  try {
    await store.replaceRecords(recordsOf(benchDirectory()));
    for (let n = 0; n < (spec.boards ?? 1); n += 1) {
      const { commits } = benchBoard(spec, benchBoardId(n));
      for (let from = 0; from < commits.length; from += 5_000) await appendWhole(store, commits.slice(from, from + 5_000), "the bench's store");
    }
  } finally {
    await store.close();
  }
}
