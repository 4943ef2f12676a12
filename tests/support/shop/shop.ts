import type { Board } from '../../../shared/board/board.ts';
import type { Card } from '../../../shared/cards/card.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { emptyBoard } from '../../../shared/board/board.ts';
import type { OrderFile } from '../../../shared/orders/order-file.ts';
import type { BomLine } from '../../../shared/orders/bom.ts';
import type { Command, CommandOf } from '../../../shared/verbs.ts';
import type { NewLane } from '../../../shared/board/lane-fields.ts';
import type { NewLimit } from '../../../shared/limits/limit-fields.ts';
import { decide } from '../../../shared/floor.ts';
import type { Directory, Person, Role } from '../../../shared/people/directory.ts';
import type { Event } from '../../../shared/events.ts';
import { boardId, cardId, laneId, limitId, personId, supplierId } from '../../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../../shared/kernel/ids.ts';
import type { Refusal, RefusalCode, Violation } from '../../../shared/refusals.ts';
import { wordsIn } from '../../../shared/words/words.ts';
import { sentence } from '../../../shared/words/sentences.ts';
import { blankShop } from '../../../shared/templates/blank.ts';
import { actingAs, asPerson } from '../../../shared/people/directory.ts';
import { SCHEDULE } from '../../../shared/kernel/actor.ts';
import type { Actor } from '../../../shared/kernel/actor.ts';
import { OrderFiles } from '../../../shared/file.ts';

/** A shop for tests: a board, its people, and a clock that ticks with every command. */
export const START = Date.UTC(2026, 10, 2, 8);

export function person(id: string, ...roles: Role[]): Person {
  return { id: personId(id), name: `${id[0]?.toUpperCase()}${id.slice(1)}`, initials: id.slice(0, 2).toUpperCase(), colour: 0, roles };
}

/** Everybody the rules tell apart. `ada` may do everything a shop does by herself. */
export const PEOPLE = {
  ada: person('ada', 'sales', 'planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager'),
  mona: person('mona', 'manager'),
  sam: person('sam', 'sales'),
  pia: person('pia', 'planner'),
  ben: person('ben', 'buyer'),
  olaf: person('olaf', 'operator'),
  lea: person('lea', 'lead'),
  ines: person('ines', 'inspector'),
  shay: person('shay', 'shipping'),
  vera: person('vera', 'viewer'),
  adam: person('adam', 'admin'),
} as const;

export const DIRECTORY: Directory = {
  people: Object.fromEntries(Object.values(PEOPLE).map((one) => [one.id, one])),
  suppliers: { [supplierId('hansen')]: { id: supplierId('hansen'), name: 'Hansen Metal' } },
};

export type Outcome =
  | { readonly ok: true; readonly events: readonly Event[]; readonly texts: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly refusal: Refusal };

export class Shop {
  board: Board = emptyBoard(boardId('test'));
  private readonly files = new OrderFiles();
  at = START;
  /** Everything that was committed, in order. */
  readonly commits: { readonly seq: number; readonly at: number; readonly actor: Actor; readonly events: readonly Event[]; readonly texts: Readonly<Record<string, string>> }[] = [];

  constructor(create: Command) {
    this.must(create);
  }

  try(command: Command, by: Person | typeof SCHEDULE = PEOPLE.ada): Outcome {
    this.at += 60_000;
    const actor = by === SCHEDULE ? actingAs(by, DIRECTORY) : asPerson(by);
    const decision = decide(this.board, command, { at: this.at, actor, directory: DIRECTORY }, this.files.of);
    if (!decision.ok) return decision;
    if (decision.lacks) throw new Error(`${command.type} lacks the files of ${decision.lacks.join()}`);
    this.board = decision.board;
    const commit = { seq: this.board.seq, at: this.at, actor: actor.id, events: decision.events, texts: decision.texts };
    this.commits.push(commit);
    this.files.hear(commit, decision.subjects);
    return { ok: true, events: decision.events, texts: decision.texts };
  }

  /** A step of a test's story that has to succeed. */
  must(command: Command, actor?: Person | typeof SCHEDULE): readonly Event[] {
    const outcome = this.try(command, actor);
    if (!outcome.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(outcome.refusal.violations)}`);
    return outcome.events;
  }

  /** The codes of the refusal; an accepted command fails the test. */
  codes(command: Command, actor?: Person | typeof SCHEDULE): RefusalCode[] {
    const outcome = this.try(command, actor);
    if (outcome.ok) throw new Error(`${command.type} was accepted`);
    return outcome.refusal.violations.map(({ code }) => code);
  }

  /** Every violated rule of a refused command. */
  violations(command: Command, actor?: Person | typeof SCHEDULE): readonly Violation[] {
    const outcome = this.try(command, actor);
    if (outcome.ok) throw new Error(`${command.type} was accepted`);
    return outcome.refusal.violations;
  }

  /** What the refused person reads. */
  says(command: Command, actor?: Person): string {
    const outcome = this.try(command, actor);
    if (outcome.ok) throw new Error(`${command.type} was accepted`);
    return sentence(outcome.refusal, wordsIn('en', 'UTC'), DIRECTORY);
  }

  card(id: string): Card {
    const card = this.board.cards.get(id) ?? this.files.planned(cardId(id));
    if (!card) throw new Error(`no card ${id}`);
    return card;
  }

  file(id: string): OrderFile {
    const file = this.files.of(cardId(id));
    if (!file) throw new Error(`no order ${id}`);
    return file;
  }

  order(id: string): Order {
    const card = this.card(id);
    if (card.kind !== 'order') throw new Error(`${id} is a job`);
    return card;
  }

  /** `cut/doing`, or `-` for a card that stands nowhere. */
  where(id: string): string {
    const { place } = this.card(id);
    return place ? `${place.lane}/${place.sub}` : '-';
  }
}

/** Part lanes of the test shop: `cut` and `weld` for work, `check` a gate. Orders go kits, assemble, qc, ship. */
const PART_LANES: readonly NewLane[] = [
  { id: laneId('cut'), name: 'Cut', kind: 'work', holds: 'job', group: 'Production' },
  { id: laneId('weld'), name: 'Weld', kind: 'work', holds: 'job', group: 'Production' },
  { id: laneId('check'), name: 'Check', kind: 'gate', holds: 'job', group: 'Production' },
];

export interface OpenShop {
  readonly parts?: number;
  readonly routing?: readonly string[];
  readonly bom?: readonly BomLine[];
  readonly lanes?: (lanes: readonly NewLane[]) => readonly NewLane[];
  readonly limits?: readonly NewLimit[];
  readonly policies?: CommandOf<'CreateBoard'>['policies'];
  /** Stops before the release, or before the confirmation. */
  readonly until?: 'entered' | 'confirmed' | 'released';
}

export const card = (id: string): CardId => cardId(id);
export const lane = (id: string): LaneId => laneId(id);
export const pull = (id: string, to: string, more: Partial<CommandOf<'PullCard'>> = {}): Command => ({ type: 'PullCard', card: cardId(id), lane: laneId(to), ...more });
export const finish = (id: string): Command => ({ type: 'FinishWork', card: cardId(id) });
export const pass = (id: string): Command => ({ type: 'PassInspection', card: cardId(id) });
export const undo = (id: string): Command => ({ type: 'UndoMove', card: cardId(id) });
export const back = (id: string, to: string): Command => ({ type: 'ReturnCard', card: cardId(id), lane: laneId(to), category: 'quality', reason: 'seam open' });
export const block = (id: string, text = 'no wire'): Command => ({ type: 'BlockCard', card: cardId(id), category: 'material', external: false, text });
export const ship = (id: string): Command => ({ type: 'ShipOrder', order: cardId(id), carrier: 'Van', reference: 'T-1' });

/** A limit on one lane, or on several; `id` is its name too. */
export const limit = (id: string, capacity: number | null, more: Partial<NewLimit> = {}): NewLimit => ({
  id: limitId(id), name: id, kind: 'job', scope: { lanes: [laneId(id)] }, unit: 'count', capacity, ...more,
});

export const part = (title: string, routing: readonly string[] = ['cut', 'weld'], more: Partial<BomLine> = {}): BomLine => ({
  title, quantity: 1, source: 'make', routing: routing.map((id) => ({ lane: laneId(id), hours: 2 })), ...more,
});

/** A shop with order 1 and its parts 1.1, 1.2, … in Ready, and no limit but those given. */
export function openShop({ parts = 2, routing, bom, lanes, limits = [], policies, until = 'released' }: OpenShop = {}): { readonly shop: Shop } {
  const blank = blankShop('Test shop');
  const all = [...blank.lanes.filter(({ name }) => name !== 'Make'), ...PART_LANES];
  const shop = new Shop({ ...blank, lanes: lanes ? lanes(all) : all, limits, ...(policies ? { policies } : {}) });
  enter(shop, '1', { parts, until, ...(bom ? { bom } : {}), ...(routing ? { routing } : {}) });
  return { shop };
}

/** Another order into the same shop. */
export function enter(shop: Shop, number: string, { parts = 2, routing = ['cut', 'weld'], bom, until = 'released' }: Pick<OpenShop, 'parts' | 'routing' | 'bom' | 'until'> = {}): void {
  const lines = bom ?? Array.from({ length: parts }, (_, index) => part(`Part ${index + 1}`, routing));
  shop.must({ type: 'CreateOrder', number, title: 'Frame', customer: 'Larsen', quantity: 1, bom: lines });
  if (until !== 'entered') shop.must({ type: 'ConfirmOrder', order: cardId(number), promisedAt: shop.at + 5 * 86_400_000 });
  if (until === 'released') shop.must({ type: 'ReleaseOrder', order: cardId(number) });
}

/** All parts of an order through their lanes and into its kit. */
export function completeKit(shop: Shop, number = '1'): void {
  for (const id of shop.order(number).jobs) {
    for (const { lane: to } of shop.card(id).routing) {
      shop.must(pull(id, to));
      shop.must(to === 'check' ? pass(id) : finish(id));
    }
  }
}
