import type { Board } from '../../shared/domain/board.ts';
import { emptyBoard } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { Directory, Person, Role } from '../../shared/domain/directory.ts';
import type { Event } from '../../shared/domain/events.ts';
import { boardId, personId, supplierId } from '../../shared/domain/ids.ts';
import type { Refusal, RefusalCode } from '../../shared/domain/refusals.ts';

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
  at = START;
  /** Everything that was committed, in order. */
  readonly commits: { readonly seq: number; readonly at: number; readonly actor: Person['id']; readonly events: readonly Event[]; readonly texts: Readonly<Record<string, string>> }[] = [];

  constructor(create: Command) {
    this.must(create);
  }

  try(command: Command, actor: Person = PEOPLE.ada): Outcome {
    this.at += 60_000;
    const decision = decide(this.board, command, { at: this.at, actor, directory: DIRECTORY });
    if (!decision.ok) return decision;
    this.board = decision.board;
    this.commits.push({ seq: this.board.seq, at: this.at, actor: actor.id, events: decision.events, texts: decision.texts });
    return { ok: true, events: decision.events, texts: decision.texts };
  }

  /** A step of a test's story that has to succeed. */
  must(command: Command, actor?: Person): readonly Event[] {
    const outcome = this.try(command, actor);
    if (!outcome.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(outcome.refusal.violations)}`);
    return outcome.events;
  }

  /** The codes of the refusal; an accepted command fails the test. */
  codes(command: Command, actor?: Person): RefusalCode[] {
    const outcome = this.try(command, actor);
    if (outcome.ok) throw new Error(`${command.type} was accepted`);
    return outcome.refusal.violations.map(({ code }) => code);
  }
}
