import type { BoardId, CommandId, PersonId } from '../../shared/kernel/ids.ts';
import type { Command } from '../../shared/verbs.ts';
import { mayIssue } from '../../shared/policy.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { serverTime } from '../../client/replica/replica-state.ts';
import type { NodeProcess } from './node-process.ts';
import type { Random } from '../support/chance.ts';
import type { Schedule } from './schedule.ts';
import type { Screen } from './screen.ts';
import { someCommand } from './shop-commands.ts';
import { DIRECTORY } from './shop-people.ts';
import type { Witness } from './witness.ts';

interface Shop {
  readonly board: BoardId;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly witness: Witness;
  readonly screens: readonly Screen[];
  processes(): readonly NodeProcess[];
  /** Nobody begins anything any more. */
  isCalm(): boolean;
  id(of: string): CommandId;
  /** Its connection dies. */
  cut(screen: Screen): void;
}

/** What people and scripts do in a run. */
export class Crowd {
  issued = 0;
  /** By the screens themselves. */
  refusedHere = 0;

  constructor(private readonly shop: Shop) {}

  /** One person at a screen, now and then. */
  works(screen: Screen, random: Random): void {
    this.shop.schedule.after(random.int(100, 1_800), () => {
      if (this.shop.isCalm()) return;
      if (!screen.asleep) this.act(screen, random);
      this.works(screen, random);
    });
  }

  /** Everybody at once, so that nodes write groups and meet; and some lose their connection in that very moment. */
  rushes(random: Random): void {
    this.shop.schedule.after(random.int(500, 4_000), () => {
      if (this.shop.isCalm()) return;
      for (const screen of this.shop.screens) {
        const at = random.int(0, 15);
        for (let n = random.int(1, 3); n > 0; n -= 1) this.shop.schedule.after(at, () => { if (!this.shop.isCalm() && !screen.asleep) this.act(screen, random); });
        if (random.chance(0.3)) this.shop.schedule.after(at + random.int(1, 12), () => this.shop.cut(screen));
        const person = DIRECTORY.people[screen.state.actor];
        const command = person && someCommand(screen.state.shown, person, random, serverTime(screen.state, screen.now()));
        if (person && command) this.smuggle(person.id, this.shop.id(`r${screen.number}`), command, 15);
      }
      this.rushes(random);
    });
  }

  private act(screen: Screen, random: Random): void {
    const person = DIRECTORY.people[screen.state.actor];
    if (!person) return;
    for (let tries = 0; tries < 6; tries += 1) {
      const command = someCommand(screen.state.shown, person, random, serverTime(screen.state, screen.now()));
      // People seldom try what is not theirs, and a refusal with its sentence is the dear part of a run.
      if (!command || (!mayIssue(command.type, asPerson(person)) && random.chance(0.9))) continue;
      const id = this.shop.id(`s${screen.number}`);
      const issued = screen.issue(id, command);
      if (issued.ok) {
        this.issued += 1;
        this.shop.witness.invoked(id);
        return;
      }
      this.refusedHere += 1;
      // A careless client sends what its own screen would have refused.
      if (issued.refusal && random.chance(0.15)) return this.smuggle(person.id, id, command);
    }
  }

  /** A script at the second door: no replica, no optimism, and it may say everything twice. */
  private smuggle(person: PersonId, id: CommandId, command: Command, within = 4_000): void {
    const processes = this.shop.processes();
    if (processes.length === 0) return;
    this.issued += 1;
    this.shop.witness.invoked(id);
    const times = this.shop.random.int(1, 3);
    for (let n = 0; n < times; n += 1) {
      const process = this.shop.random.pick(processes) as NodeProcess;
      this.shop.schedule.after(this.shop.random.int(1, n === 0 ? Math.min(300, within) : within), () => {
        if (!process.life.alive) return;
        this.shop.schedule.touched = true;
        process.command({ board: this.shop.board, id, command }, person, (answer) => this.shop.witness.promisedBy(process.life.number, id, answer));
      });
    }
  }
}
