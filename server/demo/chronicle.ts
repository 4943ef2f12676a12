import { type Board, emptyBoard } from '../../shared/board/board.ts';
import { type Time } from '../../shared/kernel/time.ts';
import type { Command } from '../../shared/verbs.ts';
import { OrderFiles } from '../../shared/file.ts';
import { decide } from '../../shared/floor.ts';
import type { Acting, Directory, Person } from '../../shared/people/directory.ts';
import { dueBy, dueId } from '../../shared/due.ts';
import { type BoardId, type CommandId, commandId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import { FORMAT, GENESIS, type StoredCommit } from '../../shared/log/commit.ts';
import { actingAs, asPerson } from '../../shared/people/directory.ts';
import { SCHEDULE } from '../../shared/kernel/actor.ts';
import { printed } from '../log/fingerprint.ts';
import { decodeCommit, encodeCommit } from '../log/encode-commit.ts';

/**
 * Writes a history the way the shop itself would have: every commit is a command that the real
 * decider accepted at its time, chained and encoded like any other. Nothing reaches a log before
 * `commits` is appended.
 */
export class Chronicle {
  board: Board;
  readonly commits: StoredCommit[] = [];
  private readonly files = new OrderFiles();
  private readonly directory: Directory;
  private readonly salt: () => string;
  private readonly prefix: string;

  constructor(id: BoardId, directory: Directory, salt: () => string, prefix: string) {
    this.board = emptyBoard(id);
    this.directory = directory;
    this.salt = salt;
    this.prefix = prefix;
  }

  /** Behind what another one wrote. */
  goOn({ board, commits }: { readonly board: Board; readonly commits: readonly StoredCommit[] }): void {
    this.board = board;
    this.commits.push(...commits);
    for (const commit of commits.map(decodeCommit)) this.files.hear(commit, commit.subjects);
  }

  /** null: accepted and recorded. The time of a board never runs backwards. */
  issue(person: Person, command: Command, at: Time): Refusal | null {
    return this.decided(asPerson(person), command, at, null);
  }

  /** What time does by itself until then: the schedule would have been there. */
  pass(until: Time): void {
    for (const due of dueBy(this.board, until)) this.decided(actingAs(SCHEDULE, this.directory), due.command, due.at, dueId(due, 0));
  }

  private decided(actor: Acting, command: Command, at: Time, id: CommandId | null): Refusal | null {
    const stamped = Math.max(at, this.board.at);
    const decision = decide(this.board, command, { at: stamped, actor, directory: this.directory }, this.files.of);
    if (!decision.ok) return decision.refusal;
    const seq = this.board.seq + 1;
    const commit = {
      format: FORMAT, board: this.board.id, seq, at: stamped, actor: actor.id, command: id ?? commandId(`${this.prefix}-${String(seq).padStart(6, '0')}`),
      kind: command.type, ...printed(command, actor.id, decision.texts, this.salt), subjects: decision.subjects, events: decision.events,
    };
    this.commits.push(encodeCommit(commit, this.commits.at(-1)?.hash ?? GENESIS, this.salt));
    this.files.hear(commit, decision.subjects);
    this.board = decision.board;
    return null;
  }
}
