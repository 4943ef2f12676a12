import { authorisedAt } from '../../shared/board/buffer.ts';
import { type Card } from '../../shared/cards/card.ts';
import { type Lane } from '../../shared/board/lane.ts';
import { laneOf } from '../../shared/board/board.ts';
import { type Order } from '../../shared/orders/order.ts';
import { type Time } from '../../shared/kernel/time.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import type { CardId, LaneId, PersonId } from '../../shared/kernel/ids.ts';
import { isMember } from '../../shared/people/membership.ts';
import { may } from '../../shared/people/rights.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { Demo, OrderPlan } from '../../shared/templates/demo.ts';
import { asPerson } from '../../shared/people/directory.ts';
import type { Chronicle } from './chronicle.ts';
import type { ShopClock } from './shop-clock.ts';

/** A life on the floor: it runs until it yields, and goes on when so many working minutes are left until now. */
export type Life = Generator<number, void>;

interface Waiting {
  readonly ago: number;
  readonly turn: number;
  readonly life: Life;
}

/** Working minutes until somebody who found a stage full looks again. */
const LOOKS_AGAIN = 12;

/**
 * The shop in fast motion: lives take turns in the order of their times, and each does what a person
 * would do, through the real commands. A full stage makes its card wait, as it does in the shop.
 */
export class Floor {
  /** Working minutes left until now. */
  ago = Number.POSITIVE_INFINITY;
  readonly random: () => number;
  readonly staff: Demo['staff'];
  private readonly chronicle: Chronicle;
  private readonly directory: Directory;
  private readonly clock: ShopClock;
  private waiting: Waiting[] = [];
  private turn = 0;

  constructor(chronicle: Chronicle, { directory, staff }: Pick<Demo, 'directory' | 'staff'>, clock: ShopClock, random: () => number) {
    this.chronicle = chronicle;
    this.directory = directory;
    this.staff = staff;
    this.clock = clock;
    this.random = random;
  }

  start(life: Life): void {
    this.goOn(life);
  }

  /** Runs every life to its end, or to now. */
  run(): void {
    for (;;) {
      const next = this.waiting.reduce<Waiting | null>((first, one) => (first === null || one.ago > first.ago || (one.ago === first.ago && one.turn < first.turn) ? one : first), null);
      if (next === null || next.ago < 0) return;
      this.waiting = this.waiting.filter((one) => one !== next);
      this.ago = Math.min(this.ago, next.ago);
      this.goOn(next.life);
    }
  }

  private goOn(life: Life): void {
    const { done, value } = life.next();
    if (done) return;
    this.turn += 1;
    this.waiting.push({ ago: Math.min(value, this.ago), turn: this.turn, life });
  }

  get now(): Time {
    return this.clock.ago(this.ago);
  }

  due({ days, after }: OrderPlan['promised']): Time {
    return this.clock.closing(after ?? 0, days);
  }

  /** Issues a command that has to succeed: anything else is a fault of the script. */
  must(actor: PersonId, command: Command): void {
    const refusal = this.attempt(actor, command);
    if (refusal) throw new Error(`The demo's script is wrong at ${this.ago} min: ${actor} ${JSON.stringify(command)}: ${JSON.stringify(refusal.violations.map((violation) => violation.code))}`);
  }

  attempt(actor: PersonId, command: Command): Refusal | null {
    this.chronicle.pass(this.now);
    return this.chronicle.issue(this.person(actor), command, this.now);
  }

  /** Comes back until the limits have room; any other refusal is a fault of the script. */
  *insist(actor: () => PersonId, command: Command, whenFull: (refusal: Refusal) => boolean = () => false): Life {
    for (;;) {
      const refusal = this.attempt(actor(), command);
      if (refusal === null) return;
      if (refusal.violations.some((violation) => violation.code !== 'wip_limit')) {
        this.must(actor(), command);
        return;
      }
      if (whenFull(refusal)) return;
      yield this.ago - LOOKS_AGAIN;
    }
  }

  card(id: CardId): Card {
    const card = this.chronicle.board.cards.get(id);
    if (!card) throw new Error(`The demo has no card ${id}.`);
    return card;
  }

  order(id: CardId): Order {
    const card = this.card(id);
    if (card.kind !== 'order') throw new Error(`${id} is not an order.`);
    return card;
  }

  /** Section 3.7. */
  authorised(id: CardId): Time {
    return authorisedAt(this.chronicle.board, this.order(id)) ?? 0;
  }

  lane(id: LaneId): Lane {
    const lane = laneOf(this.chronicle.board, id);
    if (!lane) throw new Error(`The demo's board has no lane ${id}.`);
    return lane;
  }

  /** Somebody who works in the lane; the manager only where nobody else does. */
  handIn(lane: LaneId, but: PersonId | null = null): PersonId {
    const members = Object.values(this.directory.people).filter((person) => isMember(this.chronicle.board, lane, asPerson(person)) && person.id !== but);
    const hands = members.filter((person) => !may(person, 'LeadEveryLane'));
    const pool = hands.length > 0 ? hands : members;
    const hand = pool[Math.floor(this.random() * pool.length)];
    if (!hand) throw new Error(`Nobody in the demo works in ${lane}: say in the plan who does.`);
    return hand.id;
  }

  private person(id: PersonId): Person {
    const person = this.directory.people[id];
    if (!person) throw new Error(`Nobody in the demo is called ${id}.`);
    return person;
  }
}
