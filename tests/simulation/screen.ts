import type { Board } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import type { BoardId, CommandId, PersonId } from '../../shared/kernel/ids.ts';
import type { CommandAnswer, CommandMessage, Head, JoinAnswer } from '../../shared/protocol/messages.ts';
import { decodeBoard } from '../../shared/protocol/encode-board.ts';
import * as replica from '../../client/replica/replica.ts';
import type { Effect, Issued, Notice, Replica, Step } from '../../client/replica/replica-state.ts';
import { createReplica } from '../../client/replica/replica-state.ts';
import type { Hearer } from './node-process.ts';
import type { Schedule } from './schedule.ts';

/** What a connected screen can say; the other half is the process at the far end. */
export interface Plug {
  join(have: Head | null, answer: (answer: JoinAnswer) => void): void;
  send(message: CommandMessage, answer: (answer: CommandAnswer) => void): void;
  /** The screen drops its end. */
  drop(): void;
}

export interface ScreenWatch {
  readonly stepped: (screen: Screen) => void;
  readonly told: (screen: Screen, notice: Notice) => void;
  readonly answered: (screen: Screen, id: CommandId, answer: CommandAnswer) => void;
}

/** One person's screen: the real replica on a virtual clock. */
export class Screen implements Hearer {
  state: Replica;
  asleep = false;
  /** True time of the last answered join. */
  joinedAt = 0;
  /** This machine's clock against the true one, ms. */
  skew = 0;
  private plug: Plug | null = null;
  private wanted = false;

  constructor(
    readonly number: number, readonly board: BoardId, person: PersonId, private readonly schedule: Schedule,
    private readonly watch: ScreenWatch, private readonly dial: (screen: Screen) => void,
  ) {
    this.state = createReplica(board, person, this.now());
  }

  now(): number {
    return Math.floor(this.schedule.now + this.skew);
  }

  start(): void {
    this.connectLater(1);
    const tick = (): void => {
      if (!this.asleep) this.run(replica.tick(this.state, this.now()));
      this.schedule.after(250, tick);
    };
    this.schedule.after(this.number * 17, tick);
  }

  get connected(): boolean {
    return this.plug !== null;
  }

  plugged(plug: Plug): void {
    this.wanted = false;
    this.plug = plug;
    this.run(replica.connected(this.state, this.now()));
  }

  /** The line is known to be gone. */
  unplugged(plug: Plug): void {
    if (this.plug !== plug) return;
    this.plug = null;
    this.run(replica.disconnected(this.state));
    this.connectLater(250);
  }

  connectLater(ms: number): void {
    if (this.wanted) return;
    this.wanted = true;
    this.schedule.after(ms, () => this.dial(this));
  }

  /** Dialling failed: later again. */
  refused(): void {
    this.wanted = false;
    this.connectLater(700);
  }

  issue(id: CommandId, command: Command): Issued {
    const { result, ...step } = replica.issue(this.state, id, command, this.now());
    this.run(step);
    return result;
  }

  /** A new page in the same chair. */
  reload(): void {
    const { plug } = this;
    this.plug = null;
    plug?.drop();
    this.state = createReplica(this.board, this.state.actor, this.now());
    this.connectLater(60);
  }

  switchPerson(person: PersonId): void {
    this.run(replica.switched(this.state, person));
  }

  commits: Hearer['commits'] = (message) => { if (!this.asleep) this.run(replica.commits(this.state, message, this.now())); };
  beacon: Hearer['beacon'] = (message) => { if (!this.asleep) this.run(replica.beacon(this.state, message, this.now())); };
  resync = (): void => { if (!this.asleep) this.run(replica.resync(this.state, this.now())); };

  private run(step: Step): void {
    this.state = step.state;
    this.watch.stepped(this);
    for (const effect of step.effects) this.perform(effect);
  }

  private perform(effect: Effect): void {
    const { plug } = this;
    switch (effect.do) {
      case 'join':
        plug?.join(effect.have, (answer) => {
          if (this.plug !== plug || this.asleep) return;
          const snapshot: Board | null = answer.ok && answer.how === 'snapshot' ? decodeBoard(new TextDecoder().decode(answer.packed)) : null;
          this.joinedAt = this.schedule.now;
          this.run(replica.joined(this.state, answer, snapshot, this.now()));
        });
        return;
      case 'send':
        plug?.send({ board: this.board, id: effect.id, command: effect.command, again: effect.again }, (answer) => {
          if (this.plug !== plug || this.asleep) return;
          this.watch.answered(this, effect.id, answer);
          this.run(replica.answered(this.state, effect.id, answer, this.now()));
        });
        return;
      case 'reconnect':
        this.plug = null;
        plug?.drop();
        this.connectLater(20);
        return;
      case 'tell': return this.watch.told(this, effect.notice);
      // Who only looks is told rows; the simulation has nobody of that kind.
      case 'watch': return undefined;
      case 'merged': return undefined;
    }
  }
}
