import { BoardRooms } from '../../../server/room/board-rooms.ts';
import type { Directory, Person } from '../../../shared/people/directory.ts';
import { type BoardId, type CommandId, cardId, laneId } from '../../../shared/kernel/ids.ts';
import type { CommandAnswer } from '../../../shared/protocol/messages.ts';
import { Recorder, contend, operators } from './contention.ts';
import { type Verdict, checkHistory } from '../shop/history.ts';
import { makeBoard } from './live-server.ts';
import type { Plant } from './plant.ts';
import { RoamingClient } from './roaming-client.ts';
import { DIRECTORY, PEOPLE } from '../shop/shop.ts';
import { tell } from '../shop/told-board.ts';
import { until } from '../until.ts';
import { type Viewer, view } from './viewer.ts';
import { fold, wholeLog } from '../store/whole-log.ts';
import { contendedShop } from '../shop/workshop.ts';

const JOBS = 40;
/** A screen that does not know that its wire is dead finds out after five seconds of silence and joins anew. */
const BACK_WITHIN = 15_000;
const CONVERGED_WITHIN = 2_000;

export const CREW = operators(24);
export const STORM_DIRECTORY: Directory = { ...DIRECTORY, people: { ...DIRECTORY.people, ...Object.fromEntries(CREW.map((one) => [one.id, one])) } };

type Counts = Pick<Verdict, 'acked' | 'refused' | 'unanswered' | 'breaches' | 'lost' | 'twice' | 'gaps'>;
export interface Aftermath extends Counts {
  readonly faults: readonly string[];
  readonly sent: number;
  /** Answers that said: nobody knows yet, ask again. */
  readonly unknown: number;
  /** ms from the last acknowledgement until every screen showed the log's last commit. */
  readonly converged: number;
  readonly screens: number;
}

interface Floor {
  readonly board: BoardId;
  readonly before: number;
  readonly recorder: Recorder;
  readonly viewers: readonly Viewer[];
}

/** What every aftermath must show, beside how much went on. */
export const NOTHING_WRONG: Partial<Aftermath> = { faults: [], breaches: 0, lost: 0, twice: 0, gaps: 0, unanswered: 0 };

/** Remembers how long nothing was acknowledged, how often somebody was refused and how often nobody knew. */
class Watch extends Recorder {
  unknown = 0;
  refused = 0;
  readonly improper: string[] = [];

  constructor(private readonly onAck: () => void) {
    super();
  }

  override heard(id: CommandId, answer: CommandAnswer): void {
    super.heard(id, answer);
    if (answer.ok) this.onAck();
    else if (answer.why === 'try_again') this.unknown += 1;
    else if (answer.why === 'refused') this.refused += 1;
    else this.improper.push(`answer: ${id} was told ${answer.why}: ${answer.sentence}`);
  }
}

/** A crowd on boards of its own that contends for their free slots, goes to another node when one is silent, and screens that watch. */
export class Storm {
  private over = false;
  private acks = 0;
  private lastAck = performance.now();
  private longest = 0;
  private readonly clients: RoamingClient[] = [];
  private readonly work: Promise<void>[] = [];
  private readonly stuck: string[] = [];

  private constructor(private readonly plant: Plant, private readonly floors: readonly (Floor & { readonly recorder: Watch })[]) {}

  /** `slots`: free places, for each board one number. The crowd is shared out among the boards. */
  static async start(plant: Plant, name: string, { slots = [1, 3, 5], people = CREW.length, viewers = plant.nodes.length }: { readonly slots?: readonly number[]; readonly people?: number; readonly viewers?: number } = {}): Promise<Storm> {
    const rooms = new BoardRooms({ log: plant.store, clock: Date.now, directory: () => STORM_DIRECTORY });
    const floors: (Floor & { recorder: Watch })[] = [];
    const storm = new Storm(plant, floors);
    try {
      for (const [index, free] of slots.entries()) {
        // One place more than are free, taken by a job that nobody touches.
        const taken = { type: 'PullCard', card: cardId(`1041.${JOBS + 1}`), lane: laneId('cut') } as const;
        const board = await makeBoard(rooms, `${name}-${index + 1}`, [...contendedShop(JOBS + 1, free + 1), taken, { type: 'SetPolicies', policies: { undoSeconds: 3_600 } }]);
        const screens = Array.from({ length: viewers }, (_, number) => view(plant.urls[number % plant.urls.length] as string, board, PEOPLE.mona.id));
        floors.push({ board, before: (await plant.store.head(board))?.seq ?? 0, recorder: new Watch(() => storm.acknowledged()), viewers: screens });
      }
      for (const [number, actor] of CREW.slice(0, people).entries()) {
        const client = new RoamingClient(plant.urls, actor.id, number);
        storm.clients.push(client);
        storm.work.push(storm.person(client, actor, number, floors[number % floors.length] as Floor));
      }
      await until('the screens are live and work goes on', () => storm.acks > 20 && storm.viewers.every((viewer) => viewer.isLive()), 30_000);
    } catch (error) {
      await storm.close();
      throw error;
    } finally {
      await rooms.close();
    }
    return storm;
  }

  get acked(): number {
    return this.told('acked');
  }

  get viewers(): readonly Viewer[] {
    return this.floors.flatMap(({ viewers }) => viewers);
  }

  async goesOn(acknowledgements: number, within = 60_000): Promise<void> {
    const enough = this.acked + acknowledgements;
    await until('work goes on', () => this.acked >= enough, within);
  }

  /** The longest time without any acknowledgement from now until `act` is done and one more came, ms. */
  async silenceDuring(act: () => Promise<void>): Promise<number> {
    this.longest = 0;
    this.lastAck = performance.now();
    await act();
    await this.goesOn(1);
    return this.longest;
  }

  /** ms until every screen shows what the log holds now, or something later. */
  async screensCatchUp(within = BACK_WITHIN): Promise<number> {
    const from = performance.now();
    for (const { board, viewers } of this.floors) {
      const head = (await this.plant.store.head(board))?.seq ?? 0;
      await until(`the screens of ${board} show commit ${head}`, () => viewers.every(({ store }) => store.getState().head.seq >= head), within);
    }
    return performance.now() - from;
  }

  /**
   * Lets everybody finish, and judges. The wires are whole and the nodes run again. Work goes on until so
   * many were acknowledged and refused, however slow the machine: a judgement on less would mean little.
   */
  async end({ acked = 0, refused = 0 }: { readonly acked?: number; readonly refused?: number } = {}): Promise<Aftermath> {
    const faults: string[] = [];
    await until('enough went on', () => this.told('acked') >= acked && this.told('refused') >= refused, 60_000);
    const late = (error: unknown): void => void faults.push(`late: ${(error as Error).message}`);
    await until('every screen is live', () => this.viewers.every((viewer) => viewer.isLive()), 30_000).catch(late);
    await this.screensCatchUp().catch(late);
    this.over = true;
    await Promise.all(this.work);
    const lastAck = Math.max(...this.floors.map(({ recorder }) => recorder.lastAckAt));
    const heads = await Promise.all(this.floors.map(async ({ board }) => (await this.plant.store.head(board))?.seq ?? 0));
    await until('every screen converges', () => this.floors.every(({ viewers }, at) => viewers.every(({ store }) => store.getState().head.seq === heads[at])), 10_000).catch(late);
    const converged = performance.now() - lastAck;
    if (converged > CONVERGED_WITHIN) faults.push(`late: the screens converged ${converged.toFixed(0)} ms after the last acknowledgement`);

    const counts: Record<keyof Counts, number> = { acked: 0, refused: 0, unanswered: 0, breaches: 0, lost: 0, twice: 0, gaps: 0 };
    let [sent, unknown] = [0, 0];
    for (const { board, before, recorder, viewers } of this.floors) {
      // I4: throws where the chain of hashes is broken.
      const commits = await wholeLog(this.plant.store, board).catch((error: unknown) => {
        faults.push(`chain: ${(error as Error).message}`);
        return [];
      });
      const verdict = checkHistory({ attempts: recorder.attempts, commits, before, directory: STORM_DIRECTORY });
      faults.push(...[...verdict.faults, ...recorder.improper].map((fault) => `${board}: ${fault}`));
      for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += verdict[key];
      sent += recorder.attempts.length;
      unknown += recorder.unknown;
      const truth = tell(fold(board, commits));
      const wrong = viewers.filter(({ store }) => tell(store.getState().confirmed) !== truth).length;
      if (wrong > 0) faults.push(`${board}: screens: ${wrong} of ${viewers.length} show another board than the log`);
    }
    faults.push(...this.stuck);
    return { ...counts, faults, sent, unknown, converged, screens: this.viewers.length };
  }

  async close(): Promise<void> {
    this.over = true;
    for (const client of this.clients) client.close();
    for (const viewer of this.viewers) viewer.close();
    // Who is in the midst of a question waits for an answer that does not come any more.
    await Promise.race([Promise.allSettled(this.work), new Promise((resolve) => setTimeout(resolve, 100))]);
  }

  /** Answers of a kind on all boards so far. */
  private told(what: 'acked' | 'refused'): number {
    return this.floors.reduce((sum, { recorder }) => sum + recorder[what], 0);
  }

  private acknowledged(): void {
    const now = performance.now();
    this.acks += 1;
    this.longest = Math.max(this.longest, now - this.lastAck);
    this.lastAck = now;
  }

  private async person(client: RoamingClient, actor: Person, number: number, { board, recorder }: Floor): Promise<void> {
    await contend({ client, actor, number }, board, JOBS, recorder, () => this.over).catch((error: unknown) => {
      if (!this.over) this.stuck.push(`stuck: ${actor.id} on ${board} has ${(error as Error).message}`);
    });
  }
}
