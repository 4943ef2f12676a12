import fc from 'fast-check';
import { expect } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import type { Person } from '../../shared/people/directory.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { commandId } from '../../shared/kernel/ids.ts';
import type { CommandAnswer, JoinAnswer } from '../../shared/protocol/messages.ts';
import * as replica from '../../client/replica/replica.ts';
import { assertReplica } from '../../client/replica/replica-invariants.ts';
import type { Replica, Step } from '../../client/replica/replica-state.ts';
import { createReplica } from '../../client/replica/replica-state.ts';
import { Random } from '../support/chance.ts';
import { someCommand } from '../simulation/shop-commands.ts';
import { PEOPLE } from '../simulation/shop-people.ts';
import { differenceOf, digestOf } from '../simulation/witness.ts';
import { BOARD, TinyServer } from './tiny-server.ts';

const NOW = 1_770_000_000_000;
type Message = (state: Replica, now: number) => Step;

/** A screen with a mailbox whose messages are delivered when, and as often, as chance wants. */
class Tab {
  state: Replica;
  inbox: Message[] = [];
  /** Commands under way to the server. */
  outbox: (() => void)[] = [];
  seen = 0;

  constructor(readonly person: Person, private readonly server: TinyServer, private readonly random: Random, now: number) {
    this.state = createReplica(BOARD, person.id, now);
    this.run(replica.connected(this.state, now), now);
  }

  run(step: Step, now: number): void {
    this.state = step.state;
    assertReplica(step.state);
    // WIP-4 on screen: pending pulls never put more into a limit than its rules allow.
    if (step.state.shown !== step.state.confirmed) expect(brokenInvariants(step.state.shown)).toEqual([]);
    for (const effect of step.effects) {
      if (effect.do === 'join') {
        const { have } = effect;
        this.outbox.push(() => {
          const { answer, snapshot } = this.server.join(have, this.random.chance(0.3));
          this.inbox.push((state, at) => replica.joined(state, answer as JoinAnswer, snapshot, at));
        });
      } else if (effect.do === 'send') {
        const { id, command } = effect;
        this.outbox.push(() => {
          const answer: CommandAnswer = this.random.chance(0.05)
            ? { ok: false, why: 'try_again', sentence: 'try again' } : this.server.command(id, command, this.person);
          this.inbox.push((state, at) => replica.answered(state, id, answer, at));
        });
      } else if (effect.do === 'reconnect') {
        this.cut(now);
      } else if (effect.do === 'merged') {
        // Each commit once, in order (I7).
        for (const commit of effect.commits) {
          expect(commit.seq).toBeGreaterThan(this.seen);
          this.seen = commit.seq;
        }
      }
    }
  }

  cut(now: number): void {
    this.inbox = [];
    this.outbox = [];
    this.run(replica.disconnected(this.state), now);
    this.run(replica.connected(this.state, now), now);
  }

  deliver(now: number, hostile: boolean): void {
    if (this.outbox.length > 0 && this.random.chance(0.5)) {
      const [speak] = this.outbox.splice(0, 1);
      speak?.();
      if (hostile && this.random.chance(0.1)) speak?.();
      return;
    }
    const at = hostile && this.random.chance(0.15) ? this.random.int(0, Math.max(0, this.inbox.length - 1)) : 0;
    const message = this.inbox[at];
    if (!message) return;
    if (!hostile || !this.random.chance(0.1)) this.inbox.splice(at, 1);
    if (hostile && this.random.chance(0.08)) return;
    this.run(message(this.state, now), now);
  }
}

interface Run { readonly tabs: readonly Tab[]; readonly server: TinyServer; readonly issued: number }

function play(seed: number, steps: number): Run {
  const random = new Random(seed);
  let now = NOW;
  const server = new TinyServer(NOW, seed, 3);
  const tabs = Array.from({ length: random.int(2, 4) }, (_, n) => new Tab(PEOPLE[(n + seed) % PEOPLE.length] as Person, server, random, now));
  let published = server.board.seq;
  let issued = 0;
  const publish = (): void => {
    if (server.board.seq === published) return;
    const message = server.since(published);
    published = server.board.seq;
    for (const tab of tabs) tab.inbox.push((state, at) => replica.commits(state, message, at));
  };
  const round = (hostile: boolean): void => {
    now += random.int(1, 120);
    server.now = now;
    for (const tab of tabs) {
      const luck = random.next();
      if (hostile && luck < 0.2) {
        const command = someCommand(tab.state.shown, tab.person, random, now);
        if (command) {
          const { result: _result, ...step } = replica.issue(tab.state, commandId(`p-${seed}-${(issued += 1)}`), command, now);
          tab.run(step, now);
        }
      } else if (hostile && luck < 0.215) {
        tab.cut(now);
      } else if (luck < 0.3) {
        tab.run(replica.tick(tab.state, now), now);
      } else {
        tab.deliver(now, hostile);
      }
    }
    publish();
    if (random.chance(0.15)) {
      const beacon = server.beacon();
      for (const tab of tabs) tab.inbox.push((state, at) => replica.beacon(state, beacon, at));
    }
  };
  for (let n = 0; n < steps; n += 1) round(true);
  for (let n = 0; n < 3_000 && !tabs.every((tab) => agrees(tab, server.board)); n += 1) round(false);
  return { tabs, server, issued };
}

const agrees = (tab: Tab, board: Board): boolean => tab.state.fresh && tab.state.head.seq === board.seq && tab.state.pending.length === 0;

/** Whatever the order of delivery, with doubled, lost and late messages and cuts: so many runs end alike on every screen. */
export function converges(runs: number, seed: number): void {
  let commands = 0;
  let accepted = 0;
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (played) => {
    const { tabs, server, issued } = play(played, 60);
    commands += issued;
    accepted += server.log.length;
    expect(brokenInvariants(server.board)).toEqual([]);
    for (const tab of tabs) {
      expect(agrees(tab, server.board)).toBe(true);
      expect(tab.state.shown).toBe(tab.state.confirmed);
      if (digestOf(tab.state.shown) !== digestOf(server.board)) expect.fail(differenceOf(tab.state.shown, server.board));
    }
    // Acknowledged or not, a command is in the log once or never.
    expect(new Set(server.log.map((commit) => commit.command)).size).toBe(server.log.length);
  }), { numRuns: runs, seed });
  // A quiet run proves nothing.
  expect(commands / runs).toBeGreaterThan(16);
  expect(accepted / runs).toBeGreaterThan(16);
}
