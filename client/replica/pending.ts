import type { Command } from '../../shared/verbs.ts';
import { decide } from '../../shared/floor.ts';
import { applyCommit } from '../../shared/floor.ts';
import type { CommandId } from '../../shared/kernel/ids.ts';
import { isRefusal } from '../../shared/log/commit.ts';
import type { Head, WireCommit } from '../../shared/protocol/messages.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { currentWords } from '../words/words-now.ts';
import type { Effect, Pending, Replica, Step } from './replica-state.ts';
import { personOf } from './replica-state.ts';

// What this screen issued and the server has not answered: pure steps of the merge (replica.ts).

/** An unanswered command is sent again after this long; ms. */
export const RESEND_AFTER = 2_000;
/** After a cut, commands older than this are not sent again: the shop has moved on; ms. */
export const RESEND_WITHIN = 120_000;

/** Decides the pending commands again, in order, on what is confirmed. */
export function merged(state: Replica): Replica {
  if (state.pending.length === 0) return state.shown === state.confirmed ? state : { ...state, shown: state.confirmed };
  const actor = personOf(state);
  let shown = state.confirmed;
  const pending = state.pending.map((waiting): Pending => {
    if (waiting.outcome.is === 'unsure' || !actor) return waiting;
    const at = Math.max(waiting.at, shown.at);
    const decision = decide(shown, waiting.command, { at, actor: asPerson(actor), directory: state.directory });
    if (!decision.ok) return { ...waiting, outcome: { is: 'refused', refusal: decision.refusal } };
    shown = decision.board;
    const is = decision.lacks ? 'asked' : 'shown';
    return waiting.outcome.is === is ? waiting : { ...waiting, outcome: { is } };
  });
  return { ...state, shown, pending };
}

export const without = (state: Replica, id: CommandId): Replica =>
  ({ ...state, pending: state.pending.filter((waiting) => waiting.id !== id) });

export const changed = (state: Replica, id: CommandId, change: Partial<Pending>): Replica =>
  ({ ...state, pending: state.pending.map((waiting) => (waiting.id === id ? { ...waiting, ...change } : waiting)) });

export const pendingOf = (state: Replica, id: CommandId): Pending | undefined => state.pending.find((waiting) => waiting.id === id);

/** Applies what is next; undefined when something is missing in between. */
export function withCommits(state: Replica, commits: readonly WireCommit[], head: Head): Step | undefined {
  const fresh = commits.filter((commit) => commit.seq > state.head.seq);
  let confirmed = state.confirmed;
  for (const commit of fresh) {
    if (commit.seq !== confirmed.seq + 1) return undefined;
    confirmed = applyCommit(confirmed, commit);
  }
  if (confirmed.seq !== head.seq && fresh.length > 0) return undefined;
  if (fresh.length === 0) return { state, effects: [] };
  // A refusal that was written down is told by its answer, which comes to whoever asked.
  const ids = new Set(fresh.filter((commit) => !isRefusal(commit)).map((commit) => commit.command));
  const mine = new Set(state.pending.filter((waiting) => ids.has(waiting.id)).map((waiting) => waiting.id));
  const pending = state.pending
    .filter((waiting) => !mine.has(waiting.id))
    // Accepted at a seq that another commit has taken: a backup was put back in between. It is to be asked anew.
    .map((waiting) => (waiting.acked !== null && waiting.acked <= head.seq ? { ...waiting, acked: null, resendAt: 0 } : waiting));
  const untold = fresh.filter((commit) => commit.seq > state.told);
  const next = merged({ ...state, confirmed, head, told: Math.max(state.told, head.seq), pending, behindSince: null });
  return { state: next, effects: untold.length > 0 ? [{ do: 'merged', commits: untold, mine }] : [] };
}

/** What a snapshot leaves of the pending: an accepted one is inside; of the others nobody knows until they are answered. */
export function overSnapshot(pending: readonly Pending[], seq: number, diverged: boolean): readonly Pending[] {
  return pending
    .filter((waiting) => diverged || waiting.acked === null || waiting.acked > seq)
    .map((waiting) => ({ ...waiting, acked: diverged ? null : waiting.acked, outcome: waiting.acked !== null && !diverged ? waiting.outcome : { is: 'unsure' } }));
}

/** First join on a connection: send again what is young enough, in order; say so of the rest. */
export function resumed(state: Replica, now: number): Step {
  const effects: Effect[] = [];
  const pending: Pending[] = [];
  for (const waiting of state.pending) {
    if (waiting.acked !== null) {
      pending.push(waiting);
    } else if (now - waiting.issuedAt > RESEND_WITHIN) {
      effects.push({ do: 'tell', notice: {
        about: 'unsure', command: waiting.command, id: waiting.id, refusal: null,
        sentence: currentWords().app.replica.unsure,
      } });
    } else {
      effects.push({ do: 'send', id: waiting.id, command: waiting.command, again: waiting.sent });
      pending.push({ ...waiting, sent: true, resendAt: now + RESEND_AFTER });
    }
  }
  return { state: merged({ ...state, pending }), effects };
}

/** An order or a lane that is only pending has no certain id yet: someone else may get that number first. */
export function unsavedSubject(state: Replica, command: Command): string | null {
  if (state.pending.length === 0) return null;
  const named = command as { readonly card?: unknown; readonly order?: unknown; readonly lane?: unknown };
  for (const id of [named.card, named.order]) {
    if (typeof id === 'string' && state.shown.cards.has(id) && !state.confirmed.cards.has(id)) return id;
  }
  const lane = typeof named.lane === 'string' ? state.shown.lanes.find((other) => other.id === named.lane) : undefined;
  return lane && !state.confirmed.lanes.some((other) => other.id === lane.id) ? lane.name : null;
}
