import type { BoardId, CommandId } from '../../shared/kernel/ids.ts';
import { boardId, cardId, commandId } from '../../shared/kernel/ids.ts';
import { GENESIS } from '../../shared/log/commit.ts';
import type { Commit, StoredCommit } from '../../shared/log/commit.ts';
import { dueBy } from '../../shared/due.ts';
import type { Due } from '../../shared/due.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import type { Command } from '../../shared/verbs.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { OrderFiles } from '../../shared/file.ts';
import { decideGroup } from '../../server/room/decide-group.ts';
import { Crowd } from './crowd.ts';
import { CALM, Disk } from './disk.ts';
import type { DiskMutant, Life, Store } from './disk.ts';
import { FAIR, Line } from './line.ts';
import type { Weather } from './line.ts';
import { NodeProcess } from './node-process.ts';
import type { Seat } from './node-process.ts';
import type { FaultPlan, Plan } from './plan.ts';
import { Random } from '../support/chance.ts';
import { ReplicaSet } from './replica-set.ts';
import { Schedule } from './schedule.ts';
import { Screen } from './screen.ts';
import { nextOnward } from './shipped-before.ts';
import type { Plug } from './screen.ts';
import { DIRECTORY, PEOPLE } from './shop-people.ts';
import { someBom } from './shop-commands.ts';
import { Witness } from './witness.ts';

/** Servers and screens with one fault each, to see that the simulation would notice (teeth.test.ts). */
export const MUTANTS = ['ack-before-write', 'no-dedupe', 'no-compare', 'publish-before-write', 'stale-snapshot', 'believes-any-history', 'deaf-to-beacons', 'forgets-refusals', 'old-files'] as const;
export type Mutant = (typeof MUTANTS)[number];

export interface Outcome {
  readonly plan: Plan;
  readonly violations: readonly string[];
  /** The same for the same plan, on every run and machine. */
  readonly trace: string;
  readonly commands: number;
  readonly acked: number;
  readonly refusedHere: number;
  readonly faults: number;
  readonly hours: number;
  readonly commits: number;
}

const START = Date.UTC(2026, 2, 2, 6);
/** After the last command everything has this long to agree; ms. */
const SETTLE = 60_000;
/** Faults without which a run proves little. */
export const ENOUGH = 10;
/** A live screen shows a commit at the latest after this; ms. */
const WITHIN = 2_000;

/** One run of one plan in one process, on virtual time. */
export async function simulate(plan: Plan, mutant: Mutant | null = null, sparing = true): Promise<Outcome> {
  return new Simulation(plan, mutant, sparing).run();
}

export class Simulation {
  private readonly board: BoardId = boardId('shop');
  private readonly schedule = new Schedule(START);
  private readonly random: Random;
  private readonly witness: Witness;
  private readonly disk: Store;
  private readonly nodes: number;
  private readonly screens: Screen[];
  private readonly crowd: Crowd;
  private processes: NodeProcess[] = [];
  private started = 0;
  private readonly lines = new Map<Screen, Line>();
  private weather: Weather = FAIR;
  private deafUntil = 0;
  private fairFrom = 0;
  private serverSkew = 0;
  private armed: Extract<FaultPlan, { kind: 'point' }> | null = null;
  private restoring = 0;
  private faults = 0;
  /** Of the plan's faults, those whose time has come. */
  private reached = 0;
  private calm = false;
  private nextId = 0;

  constructor(private readonly plan: Plan, private readonly mutant: Mutant | null, sparing: boolean) {
    this.random = new Random(plan.seed * 7919 + 13);
    this.witness = new Witness(this.board, () => this.schedule.now - START, sparing);
    const written = (rows: readonly StoredCommit[], process: number): void => this.witness.written(rows, process);
    const far = plan.store === 'replica set';
    this.disk = far ? new ReplicaSet(this.schedule, this.random.fork(), written) : new Disk(this.schedule, this.random.fork(), written, diskMutant(mutant));
    this.nodes = far ? 2 : 1;
    this.screens = Array.from({ length: plan.screens }, (_, number) => new Screen(
      number, this.board, (PEOPLE[number % PEOPLE.length] as (typeof PEOPLE)[number]).id, this.schedule,
      {
        stepped: (screen) => this.witness.stepped(screen),
        told: (screen, notice) => this.witness.note(`told ${screen.number} ${notice.about} ${notice.id}`),
        answered: (_screen, id, answer) => this.witness.answered(id, answer),
      },
      (screen) => this.dial(screen),
    ));
    this.crowd = new Crowd({
      board: this.board, schedule: this.schedule, random: this.random, witness: this.witness, screens: this.screens,
      processes: () => this.processes, isCalm: () => this.calm, id: (of) => this.id(of), cut: (screen) => this.lines.get(screen)?.cut(false),
    });
  }

  async run(): Promise<Outcome> {
    this.furnish();
    while (this.processes.length < this.nodes) this.boot();
    for (const screen of this.screens) {
      screen.start();
      this.crowd.works(screen, this.random.fork());
    }
    if (this.nodes > 1) this.crowd.rushes(this.random.fork());
    for (const fault of this.plan.faults) this.schedule.after(fault.at, () => {
      this.reached += 1;
      if (!this.calm) this.strike(fault);
    });
    // Not before enough went wrong, however busy everybody is.
    const rough = (): boolean => this.faults + this.disk.hits >= ENOUGH || this.reached === this.plan.faults.length;
    await this.until(() => (this.crowd.issued >= this.plan.commands && rough()) || this.schedule.now - START > 400 * 3_600_000);
    this.calmDown();
    const end = this.schedule.now + SETTLE;
    // Quiet is only believed when it lasts.
    await this.until(() => this.schedule.now >= end || this.agreed());
    const soon = Math.max(this.schedule.now, this.fairFrom) + 3_000;
    await this.until(() => this.schedule.now >= soon);
    for (const { command } of this.notDone()) this.witness.wrong('SCH-1', `${JSON.stringify(command)} is due and was not done`);
    this.witness.finish(this.disk.commits, this.screens);
    return {
      plan: this.plan, violations: this.witness.violations, trace: this.witness.fingerprint, commands: this.crowd.issued, acked: this.witness.acked,
      refusedHere: this.crowd.refusedHere, faults: this.faults + this.disk.hits, hours: (this.schedule.now - START) / 3_600_000, commits: this.disk.commits.length,
    };
  }

  private async until(done: () => boolean): Promise<void> {
    while (!done() && this.witness.violations.length === 0) {
      if (!this.schedule.step()) return;
      if (!this.schedule.touched) continue;
      this.schedule.touched = false;
      await new Promise<void>((resolve) => { setImmediate(resolve); });
    }
  }

  /** The first commits, decided and encoded as a server does, so that no run waits for them. */
  private furnish(): void {
    const random = this.random.fork();
    const shop = furnitureShop();
    const tight = { ...shop, limits: shop.limits.map((limit) => (random.chance(0.6) && limit.capacity !== null ? { ...limit, capacity: random.int(1, Math.max(1, limit.capacity)) } : limit)) };
    const commits: Commit[] = [];
    let ground = { board: emptyBoard(this.board), hash: GENESIS };
    const files = new OrderFiles();
    const run = (command: Command, actor: number): void => {
      const group = decideGroup(
        [{ message: { id: this.id('setup'), command, actor: personActor((PEOPLE[actor] as (typeof PEOPLE)[number]).id) }, since: 0, answer: () => undefined }],
        { ...ground, files: files.of, at: START - 86_400_000 + commits.length, directory: DIRECTORY, salt: () => Math.floor(random.next() * 2 ** 32).toString(16) },
      );
      ground = group;
      for (const commit of group.commits) files.hear(commit, commit.subjects);
      commits.push(...group.commits);
      this.disk.write(group.stored, 0);
    };
    run({ ...tight, policies: { ...tight.policies, closeAfterDays: random.int(0, 1), timeZone: random.pick(['UTC', 'Pacific/Auckland', 'America/New_York']) ?? 'UTC' } }, 2);
    for (let n = random.int(1, 3); n > 0; n -= 1) {
      const order = cardId(String(ground.board.nextNumber));
      run({ type: 'CreateOrder', title: `Shipped ${n}`, customer: 'Customer', quantity: 1, bom: [{ title: 'Screws', quantity: 4, source: 'stock', routing: [] }] }, 3);
      for (let next = nextOnward(ground.board, order, ground.board.at); next; next = nextOnward(ground.board, order, ground.board.at)) {
        const { seq } = ground.board;
        run(next.command, next.by);
        if (ground.board.seq === seq) throw new Error(`the shop could not ship ${order}: ${JSON.stringify(next)}`);
      }
    }
    for (let n = 0; n < this.plan.orders; n += 1) {
      run({ type: 'CreateOrder', title: `Order ${n}`, customer: 'Customer', quantity: 1, bom: someBom(ground.board, random) }, 3);
      const order = [...ground.board.cards.values()].filter((card) => card.kind === 'order').sort((a, b) => (a.id < b.id ? 1 : -1))[0];
      if (order && random.chance(0.8)) run({ type: 'ConfirmOrder', order: order.id, promisedAt: START + random.int(2, 20) * 86_400_000 }, 3);
      if (order && random.chance(0.7)) run({ type: 'ReleaseOrder', order: order.id, earlyReason: 'because the shop is empty' }, 3);
    }
  }

  private id(of: string): CommandId {
    return commandId(`${of}-${this.plan.seed}-${(this.nextId += 1)}`);
  }

  // ---- processes and lines ------------------------------------------------------------------------

  private boot(): NodeProcess {
    const process = new NodeProcess((this.started += 1), {
      board: this.board, disk: this.disk, schedule: this.schedule, random: this.random.fork(), skew: () => this.serverSkew,
      dies: (point, life) => this.diesAt(point, life),
      report: (fault) => {
        this.witness.note(`fault ${fault.what}`);
        // Nobody touches these stores: a log that does not verify was written so.
        if (fault.what === 'broken') this.witness.wrong('I4', fault.cause.message);
        if (fault.what === 'bug' || fault.what === 'invariant' || fault.what === 'listener') this.witness.wrong('room', `${fault.what}: ${fault.cause.stack ?? fault.cause.message}`);
      },
      deaf: () => this.schedule.now < this.deafUntil, mutant: this.mutant,
    });
    this.processes.push(process);
    this.witness.note(`boot ${this.started}`);
    return process;
  }

  private crash(process: NodeProcess): void {
    process.kill();
    this.processes = this.processes.filter((other) => other !== process);
    this.witness.note(`crash ${process.life.number}`);
    for (const line of this.lines.values()) if (line.process === process.life.number) line.cut(false);
  }

  private bootLater(ms: number): void {
    // Nobody starts a server while a backup is being put in its place.
    this.schedule.after(ms, () => { if (this.restoring === 0) while (this.processes.length < (this.calm ? 1 : this.nodes)) this.boot(); });
  }

  private diesAt(point: string, life: Life): boolean {
    if (!life.alive) return true;
    const { armed } = this;
    if (!armed || armed.point !== point || this.calm) return false;
    const process = this.processes.find((each) => each.life === life);
    if (!process) return false;
    this.armed = null;
    this.faults += 1;
    this.witness.note(`dies ${point}`);
    this.crash(process);
    this.bootLater(armed.down);
    return true;
  }

  private dial(screen: Screen): void {
    const process = this.random.pick(this.processes);
    if (!process || screen.asleep) return screen.refused();
    this.schedule.after(this.random.int(2, 60), () => {
      if (!process.life.alive || screen.asleep) return screen.refused();
      this.connect(screen, process);
    });
  }

  private connect(screen: Screen, process: NodeProcess): void {
    const person = screen.state.actor;
    const line: Line = new Line(process.life.number, this.schedule, this.random.fork(), () => this.weather, {
      clientDown: () => screen.unplugged(plug), serverDown: () => process.leave(seat),
    });
    const seat: Seat = {
      person, dragging: null, line, hears: this.mutant === 'deaf-to-beacons' ? { ...hearsOf(screen), beacon: () => undefined } : screen,
      backlog: () => ({ packets: 0, bytes: 0 }), drop: () => line.cut(false),
    };
    const plug: Plug = {
      join: (have, answer) => line.up(() => process.life.alive && process.join(seat, have, (told) => line.down(() => answer(told)))),
      send: (message, answer) => line.up(() => process.life.alive && process.command(message, person, (told) => {
        this.witness.promisedBy(process.life.number, message.id, told);
        line.down(() => answer(told));
      })),
      drop: () => {
        line.open = false;
        this.schedule.after(30, () => { this.schedule.touched = true; process.leave(seat); });
      },
    };
    this.lines.get(screen)?.cut(true);
    this.lines.set(screen, line);
    screen.plugged(plug);
  }

  // ---- what goes wrong ----------------------------------------------------------------------------

  private strike(fault: FaultPlan): void {
    this.witness.note(`strike ${fault.kind}`);
    const [process] = this.processes;
    switch (fault.kind) {
      case 'crash':
        if (!process) return;
        this.crash(process);
        this.bootLater(fault.down);
        break;
      case 'point': this.armed = fault; return;
      case 'overlap': {
        if (!process) return;
        this.boot();
        this.schedule.after(fault.both, () => { if (process.life.alive && this.processes.length > 1) this.crash(process); });
        break;
      }
      case 'cut': {
        const screen = this.screens[fault.screen];
        const line = screen && this.lines.get(screen);
        if (!line?.open) return;
        line.cut(fault.silent);
        break;
      }
      case 'disk':
        this.disk.mood = fault.mood;
        this.schedule.after(fault.lasts, () => { this.disk.mood = CALM; });
        break;
      case 'weather':
        this.weather = fault.weather;
        this.schedule.after(fault.lasts, () => {
          this.weather = FAIR;
          this.fairFrom = this.schedule.now + 5_000;
        });
        break;
      case 'deaf': this.deafUntil = this.schedule.now + fault.lasts; break;
      case 'sleep': {
        const screen = this.screens[fault.screen];
        if (!screen || screen.asleep) return;
        screen.asleep = true;
        this.schedule.after(fault.lasts, () => { screen.asleep = false; });
        break;
      }
      case 'clock': {
        const screen = fault.screen === null ? null : this.screens[fault.screen];
        if (screen) screen.skew += fault.by;
        else this.serverSkew += fault.by;
        break;
      }
      case 'switch': {
        const screen = this.screens[fault.screen];
        const person = PEOPLE[fault.person];
        if (screen && person) screen.switchPerson(person.id);
        break;
      }
      case 'reload': this.screens[fault.screen]?.reload(); break;
      case 'restore': return this.restore(fault.back, fault.down);
      case 'night': this.night(fault.hours); break;
    }
    this.faults += 1;
  }

  private restore(back: number, down: number): void {
    for (const process of this.processes) this.crash(process);
    this.faults += 1;
    // Who slept through it comes back when the new history has passed the old one's seq.
    for (const screen of this.screens) {
      if (screen.asleep || this.random.chance(0.6)) continue;
      screen.asleep = true;
      this.schedule.after(this.random.int(5_000, 25_000), () => { screen.asleep = false; });
    }
    // What was under way on the old disk is not on the backup.
    this.restoring += 1;
    this.schedule.after(2_000, () => {
      this.restoring -= 1;
      const seq = Math.max(1, this.disk.commits.length - back);
      this.disk.restore(seq);
      this.witness.restored(seq, this.disk.commits);
    });
    this.bootLater(2_000 + down);
  }

  /** All off: nothing is planned for the night but the morning. */
  private night(hours: number): void {
    const running = this.processes;
    for (const process of running) this.crash(process);
    for (const screen of this.screens) screen.asleep = true;
    this.schedule.leap(hours * 3_600_000);
    for (const screen of this.screens) screen.asleep = false;
    this.bootLater(500);
  }

  private calmDown(): void {
    this.witness.note('calm');
    this.calm = true;
    this.armed = null;
    this.disk.mood = CALM;
    // What a storm or a second process delayed has to arrive before two seconds can be asked for.
    if (this.weather !== FAIR || this.processes.length > 1) this.fairFrom = this.schedule.now + (this.nodes > 1 ? 8_000 : 5_000);
    this.weather = FAIR;
    // REL-20: the last broadcasts before the silence are lost; only beacons can tell of them.
    this.deafUntil = this.random.chance(0.5) ? this.schedule.now + 1_500 : 0;
    for (const screen of this.screens) screen.asleep = false;
    for (const process of this.processes.slice(1)) this.crash(process);
    this.bootLater(100);
    this.schedule.after(this.fairFrom - this.schedule.now, () => this.lookForLaggards());
  }

  /** I6: a screen that counts as live shows every commit within two seconds, also when nothing follows it. */
  private lookForLaggards(): void {
    const seq = this.witness.head.seq;
    const states = this.screens.map((screen) => ({ screen, line: this.lines.get(screen) }));
    this.schedule.after(WITHIN, () => {
      for (const { screen, line } of states) {
        if (!line?.open || this.lines.get(screen) !== line || !screen.state.fresh || screen.joinedAt > this.schedule.now - WITHIN) continue;
        if (screen.state.head.seq < seq) this.witness.wrong('I6', `screen ${screen.number} is live and stands at ${screen.state.head.seq}, ${WITHIN} ms after ${seq} was written`);
      }
    });
    this.schedule.after(250, () => this.lookForLaggards());
  }

  /** By the clock of whoever is there: what is due, and not done. */
  private notDone(): readonly Due[] {
    return this.processes.flatMap((process) => dueBy(this.witness.head, process.clock()));
  }

  private agreed(): boolean {
    const { seq } = this.witness.head;
    return this.notDone().length === 0 && this.screens.every((screen) => screen.state.head.seq === seq && screen.state.pending.length === 0 && screen.state.fresh);
  }
}

const hearsOf = (screen: Screen): Seat['hears'] => ({ commits: screen.commits, beacon: screen.beacon, resync: screen.resync });

const diskMutant = (mutant: Mutant | null): DiskMutant =>
  mutant === 'ack-before-write' || mutant === 'no-dedupe' || mutant === 'no-compare' ? mutant : null;
