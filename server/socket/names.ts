import type { Board } from '../../shared/board/board.ts';
import { personOf } from '../../shared/kernel/actor.ts';
import type { PersonId, SupplierId } from '../../shared/kernel/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { namesFor, peopleOfCard, peopleOfGround, suppliersOfCard, suppliersOfGround } from '../../shared/views/directory-view.ts';

/** Whom the screens of one board are told the names of: who stands on it, who acted since somebody looks, and who looks. Nobody is taken out again while it is open. */
export class Names {
  /** Grows with everybody who is new. */
  version = 1;
  private readonly people = new Set<PersonId>();
  private readonly suppliers = new Set<SupplierId>();
  private seen: Board;

  constructor(board: Board, private readonly directory: () => Directory) {
    this.seen = board;
    this.ground(board);
    for (const card of board.cards.values()) this.card(board, card.id);
  }

  /** As the screens are told it. */
  told(): Directory {
    return namesFor(this.directory(), { people: this.people, suppliers: this.suppliers });
  }

  /** true: somebody is new. */
  after(board: Board, commits: readonly Commit[]): boolean {
    const before = this.size;
    for (const { actor } of commits) this.person(personOf(actor));
    if (board.lanes !== this.seen.lanes || board.limits !== this.seen.limits) this.ground(board);
    for (const id of board.cards.changedSince(this.seen.cards)) this.card(board, id);
    this.seen = board;
    return this.grown(before);
  }

  looks(person: PersonId): boolean {
    const before = this.size;
    this.people.add(person);
    return this.grown(before);
  }

  private get size(): number {
    return this.people.size + this.suppliers.size;
  }

  private grown(before: number): boolean {
    if (this.size === before) return false;
    this.version += 1;
    return true;
  }

  private person(id: PersonId | null): void {
    if (id !== null) this.people.add(id);
  }

  private card(board: Board, id: string): void {
    const card = board.cards.get(id);
    if (!card) return;
    for (const person of peopleOfCard(card)) this.people.add(person);
    for (const supplier of suppliersOfCard(card)) this.suppliers.add(supplier);
  }

  private ground(board: Board): void {
    for (const person of peopleOfGround(board)) this.people.add(person);
    for (const supplier of suppliersOfGround(board)) this.suppliers.add(supplier);
  }
}
