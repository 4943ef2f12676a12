import type { Board } from '../../shared/board/board.ts';
import { type Decision, decide, type Files } from '../../shared/floor.ts';
import { actingAs, type Directory } from '../../shared/people/directory.ts';
import { fileAfter } from '../../shared/file.ts';
import { applyCommit, cardOf, orderIdOf } from '../../shared/floor.ts';
import type { Actor } from '../../shared/kernel/actor.ts';
import type { CardId, CommandId } from '../../shared/kernel/ids.ts';
import { accountFor } from '../../shared/limits/admission.ts';
import type { OrderFile } from '../../shared/orders/order-file.ts';
import type { Command } from '../../shared/verbs.ts';
import { mayIssue } from '../../shared/policy.ts';
import type { Refusal } from '../../shared/refusals.ts';
import { type Commit, FORMAT, REFUSAL_TEXT, type StoredCommit } from '../../shared/log/commit.ts';
import { encodeCommit, randomSalt } from '../log/encode-commit.ts';
import type { Waiting } from './mailbox.ts';
import { asError } from './room-parts.ts';
import { printed } from '../log/fingerprint.ts';
import { written as asWritten } from '../../shared/log/written-refusal.ts';

export interface Refused {
  readonly waiting: Waiting;
  readonly refusal: Refusal;
  /** Some accepted command of the same group stands before it: it is only true if that one is saved. */
  readonly builtOn: boolean;
}

/** A group decided in order on the growing board: nothing of it has happened yet. */
export interface Group {
  readonly board: Board;
  readonly hash: string;
  /** Accepted, and refused where the refusal is to be written down. */
  readonly written: readonly Waiting[];
  /** Parallel to `written`. */
  readonly commits: readonly Commit[];
  readonly stored: readonly StoredCommit[];
  readonly refused: readonly Refused[];
  /** The same id again within the group. */
  readonly again: readonly { readonly waiting: Waiting; readonly first: Commit }[];
  /** `decide` threw: a bug that must not harm the others. */
  readonly broken: readonly { readonly waiting: Waiting; readonly cause: Error }[];
  /** For which the time was over: they are the beginning of the next group. */
  readonly undecided: readonly Waiting[];
  /** Which cannot be decided before the files of `wanted` are read, and what comes after them of the same person or about the same order. */
  readonly aside: readonly Waiting[];
  readonly wanted: readonly CardId[];
}

interface Ground {
  readonly board: Board;
  readonly hash: string;
  readonly at: number;
  readonly directory: Directory;
  readonly salt?: (() => string) | undefined;
  /** Those at hand; without it there are none. */
  readonly files?: Files | undefined;
  /** What stepped aside before and still waits. */
  readonly waitsForFiles?: readonly Waiting[] | undefined;
  /** Whether other boards have waited long enough; asked before each command but the first. */
  readonly isOver?: (() => boolean) | undefined;
}

export function decideGroup(waiting: readonly Waiting[], { board: ground, hash: groundHash, at, directory, salt = randomSalt, files = () => undefined, waitsForFiles = [], isOver = () => false }: Ground): Group {
  let board = ground;
  let hash = groundHash;
  const written: Waiting[] = [];
  const commits: Commit[] = [];
  const stored: StoredCommit[] = [];
  const refused: Refused[] = [];
  const again: { waiting: Waiting; first: Commit }[] = [];
  const broken: { waiting: Waiting; cause: Error }[] = [];
  const aside: Waiting[] = [];
  const wanted = new Set<CardId>();
  const behind = new Behind(ground, waitsForFiles);
  /** Files that this group changes. */
  const changed = new Map<CardId, OrderFile>();
  const fileOf: Files = (order) => changed.get(order) ?? files(order);
  const byId = new Map<CommandId, Commit>();
  const refusedById = new Map<CommandId, Refused>();

  for (const [index, one] of waiting.entries()) {
    if (index > 0 && isOver()) return { board, hash, written, commits, stored, refused, again, broken, undecided: waiting.slice(index), aside, wanted: [...wanted] };
    const { id, command } = one.message;
    const actor = actingAs(one.message.actor, directory);
    if (behind.isBehind(one)) {
      aside.push(one);
      continue;
    }
    const first = byId.get(id);
    if (first) {
      again.push({ waiting: one, first });
      continue;
    }
    // I3: not refused once and accepted a moment later.
    const no = refusedById.get(id);
    if (no) {
      refused.push({ ...no, waiting: one });
      continue;
    }
    try {
      // What was refused is not written down in the name of somebody who may not do it any more.
      const decision: Decision = one.refusedBefore && mayIssue(command.type, actor) ? { ok: false, refusal: one.refusedBefore } : decide(board, command, { at, actor, directory }, fileOf);
      if (decision.ok && decision.lacks) {
        aside.push(one);
        behind.add(one);
        for (const order of decision.lacks) wanted.add(order);
        continue;
      }
      if (!decision.ok && !(one.message.again && isOfTheBoard(decision.refusal))) {
        const no = { waiting: one, refusal: decision.refusal, builtOn: commits.length > 0 };
        refused.push(no);
        refusedById.set(id, no);
        continue;
      }
      const { subjects, events, texts } = decision.ok ? decision : { subjects: [], events: [], texts: { [REFUSAL_TEXT]: JSON.stringify(asWritten(decision.refusal)) } };
      const commit: Commit = {
        format: FORMAT, board: board.id, seq: board.seq + 1, at, actor: actor.id, command: id, kind: command.type,
        ...printed(command, actor.id, texts, salt), subjects, events,
      };
      const row = encodeCommit(commit, hash, salt);
      written.push(one);
      commits.push(commit);
      stored.push(row);
      byId.set(id, commit);
      board = decision.ok ? decision.board : applyCommit(board, commit);
      hash = row.hash;
      for (const order of subjects as readonly CardId[]) {
        const file = fileOf(order);
        if (file) changed.set(order, fileAfter(file, commit));
      }
    } catch (thrown) {
      broken.push({ waiting: one, cause: asError(thrown) });
    }
  }
  return { board, hash, written, commits, stored, refused, again, broken, undecided: [], aside, wanted: [...wanted] };
}

/** Who waits for a file is not overtaken by himself, nor by anybody else at the same order. */
class Behind {
  private readonly actors = new Set<Actor>();
  private readonly orders = new Set<CardId>();

  constructor(private readonly board: Board, waiting: readonly Waiting[]) {
    for (const one of waiting) this.add(one);
  }

  add({ message: { actor, command } }: Waiting): void {
    this.actors.add(actor);
    const order = this.orderOf(command);
    if (order !== null) this.orders.add(order);
  }

  isBehind({ message: { actor, command } }: Waiting): boolean {
    if (this.actors.size === 0) return false;
    if (this.actors.has(actor)) return true;
    const order = this.orderOf(command);
    return order !== null && this.orders.has(order);
  }

  private orderOf(command: Command): CardId | null {
    const card = cardOf(command);
    return card === null ? null : (orderIdOf(this.board, card) ?? card);
  }
}

/** Who may not do it at all may not write into the log either, and is refused whatever the board says. */
const isOfTheBoard = ({ violations }: Refusal): boolean => !violations.some(({ code }) => code === 'not_allowed' || code === 'no_board');

/**
 * R10: what stands above a limit is accounted for by recorded exceptions. Only limits whose load the
 * group changed and that stand above their capacity cost anything. The sentence of the first breach.
 */
export function breachOf(before: Board, after: Board): string | null {
  if (after.seq === before.seq) return null;
  const same = before.limits === after.limits;
  for (let index = 0; index < after.limits.length; index += 1) {
    const limit = after.limits[index];
    const load = after.loads[index] ?? 0;
    if (!limit || limit.capacity === null || load <= limit.capacity) continue;
    // Going down must always be possible, whatever history left behind.
    if (same && load <= (before.loads[index] ?? 0)) continue;
    // A fold that lowers what stands above says so itself; who is inside is looked up only where that is not all of it.
    if (load - limit.capacity <= (after.lowered[index] ?? 0)) continue;
    const { over, exceptions, lowered } = accountFor(after, limit.id);
    const accounted = exceptions.reduce((sum, exception) => sum + exception.weight, 0) + lowered;
    if (over > accounted + 1e-6) return `limit ${limit.id} stands at ${load}/${limit.capacity} and only ${accounted} of ${over} above it is accounted for`;
  }
  return null;
}
