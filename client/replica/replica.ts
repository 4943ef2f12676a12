import type { Board } from '../../shared/domain/board.ts';
import { emptyBoard } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { Directory, Person } from '../../shared/domain/directory.ts';
import { applyCommit } from '../../shared/domain/evolve.ts';
import type { BoardId, CommandId, PersonId } from '../../shared/domain/ids.ts';
import type { Refusal } from '../../shared/domain/refusals.ts';
import { sentence } from '../../shared/domain/sentences.ts';
import { isRefusal } from '../../shared/log/commit.ts';
import type { BeaconMessage, CommandAnswer, CommitsMessage, Head, JoinAnswer, WireCommit } from '../../shared/protocol/messages.ts';
import { READ_ONLY_AFTER, SILENCE_IS_LOSS } from '../../shared/protocol/messages.ts';

/**
 * The merge: what the server confirmed, and this screen's unanswered commands decided again on top
 * of it. Pure: every operation takes a state and the local clock (`now`, ms) and returns the next
 * state with what is to be done. Commands are decided again, never their old events put on top:
 * old events converge too, but past limits.
 */

/** An unanswered command is sent again after this long; ms. */
export const RESEND_AFTER = 2_000;
/** After a cut, commands older than this are not sent again: the shop has moved on; ms. */
export const RESEND_WITHIN = 120_000;
/** A beacon may overtake the commits it speaks of by a moment; ms. */
export const BEHIND_GRACE = 250;
/** How many messages are kept while a join is being answered; what is lost shows as a gap. */
const EARLY_AT_MOST = 256;

export interface Pending {
  readonly id: CommandId;
  readonly command: Command;
  /** Server time, as this screen knows it, when the person acted. */
  readonly at: number;
  /** Local time of the same moment. */
  readonly issuedAt: number;
  /** Accepted by the server with this seq; its commit has not arrived here yet. */
  readonly acked: number | null;
  /** Local time from which it may be sent again. */
  readonly resendAt: number;
  readonly tries: number;
  /** It has gone out once: whoever gets it now has to reckon with the first copy. */
  readonly sent: boolean;
  /**
   * shown: decided and visible. refused: what others did since speaks against it, so it is hidden
   * until the server says so too. unsure: a snapshot came that may contain it already, so it is
   * hidden rather than shown twice.
   */
  readonly outcome: { readonly is: 'shown' } | { readonly is: 'refused'; readonly refusal: Refusal } | { readonly is: 'unsure' };
}

export interface Replica {
  readonly boardId: BoardId;
  readonly actor: PersonId;
  readonly directory: Directory;
  readonly confirmed: Board;
  /** Where `confirmed` stands: always confirmed.seq. */
  readonly head: Head;
  readonly pending: readonly Pending[];
  /** `confirmed` with the pending commands that are still accepted. The same object when there are none. */
  readonly shown: Board;
  readonly up: boolean;
  /** A join was answered on this connection: only now is anything sent. */
  readonly fresh: boolean;
  readonly everJoined: boolean;
  /** Local time at which a join was asked for and not answered yet. */
  readonly joinAt: number | null;
  /** The server's sentence when it does not let this screen join. */
  readonly barred: string | null;
  readonly outdated: boolean;
  /** Local time of the server's last word, and of its last word on a joined connection. */
  readonly heardAt: number;
  readonly contactAt: number;
  /** Commits that came while a join was being answered. */
  readonly early: readonly CommitsMessage[];
  /** Local time since which a beacon has been ahead of us. */
  readonly behindSince: number | null;
  /** Server clock minus local clock, ms. */
  readonly offset: number;
}

export type Effect =
  | { readonly do: 'join'; readonly have: Head | null }
  /** `again`: what became of it the first time is not known. */
  | { readonly do: 'send'; readonly id: CommandId; readonly command: Command; readonly again: boolean }
  /** Drop the socket, however alive it looks, and connect again. */
  | { readonly do: 'reconnect' }
  /** Commits of the log were applied, own ones included, in order. */
  | { readonly do: 'merged'; readonly commits: readonly WireCommit[]; readonly mine: ReadonlySet<CommandId> }
  | { readonly do: 'tell'; readonly notice: Notice };

export interface Notice {
  /** refused: the server said no. unsure: too old to send again, nobody knows. history: the server's log is another one. */
  readonly about: 'refused' | 'unsure' | 'history';
  readonly command: Command | null;
  readonly id: CommandId | null;
  readonly refusal: Refusal | null;
  readonly sentence: string;
}

export interface Step { readonly state: Replica; readonly effects: readonly Effect[] }

export type Issued =
  | { readonly ok: true; readonly id: CommandId }
  /** `refusal` is null when it is not a rule of the board that speaks against it. */
  | { readonly ok: false; readonly refusal: Refusal | null; readonly sentence: string };

/** What the connection is, as data; the words are the screen's. `at`: local time of the last contact. */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  | { readonly state: 'reconnecting' }
  | { readonly state: 'not_live_since'; readonly at: number }
  | { readonly state: 'barred'; readonly sentence: string }
  | { readonly state: 'outdated' };

export const NOBODY: Directory = { people: {}, suppliers: {} };

export function createReplica(boardId: BoardId, actor: PersonId, now: number): Replica {
  const board = emptyBoard(boardId);
  return {
    boardId, actor, directory: NOBODY, confirmed: board, head: { seq: 0, hash: '' }, pending: [], shown: board,
    up: false, fresh: false, everJoined: false, joinAt: null, barred: null, outdated: false, heardAt: now, contactAt: now,
    early: [], behindSince: null, offset: 0,
  };
}

// ---- questions ----------------------------------------------------------------------------------

export const personOf = (state: Replica): Person | null => state.directory.people[state.actor] ?? null;

/** The server's clock, as well as this screen knows it. */
export const serverTime = (state: Replica, now: number): number => now + state.offset;

export function connectionOf(state: Replica, now: number): Connection {
  if (state.outdated) return { state: 'outdated' };
  if (state.barred !== null) return { state: 'barred', sentence: state.barred };
  if (!state.everJoined) return { state: 'connecting' };
  const silent = now - state.contactAt;
  if (silent > READ_ONLY_AFTER) return { state: 'not_live_since', at: state.contactAt };
  return state.up && state.fresh && silent <= SILENCE_IS_LOSS ? { state: 'live' } : { state: 'reconnecting' };
}

/** Nothing may be issued: never joined, or no contact for too long. */
export const isReadOnly = (state: Replica, now: number): boolean => {
  const { state: is } = connectionOf(state, now);
  return is !== 'live' && is !== 'reconnecting';
};

// ---- the merge ----------------------------------------------------------------------------------

/** Decides the pending commands again, in order, on what is confirmed. */
function merged(state: Replica): Replica {
  if (state.pending.length === 0) return state.shown === state.confirmed ? state : { ...state, shown: state.confirmed };
  const actor = personOf(state);
  let shown = state.confirmed;
  const pending = state.pending.map((waiting): Pending => {
    if (waiting.outcome.is === 'unsure' || !actor) return waiting;
    const at = Math.max(waiting.at, shown.at);
    const decision = decide(shown, waiting.command, { at, actor, directory: state.directory });
    if (!decision.ok) return { ...waiting, outcome: { is: 'refused', refusal: decision.refusal } };
    shown = decision.board;
    return waiting.outcome.is === 'shown' ? waiting : { ...waiting, outcome: { is: 'shown' } };
  });
  return { ...state, shown, pending };
}

const without = (state: Replica, id: CommandId): Replica =>
  ({ ...state, pending: state.pending.filter((waiting) => waiting.id !== id) });

const changed = (state: Replica, id: CommandId, change: Partial<Pending>): Replica =>
  ({ ...state, pending: state.pending.map((waiting) => (waiting.id === id ? { ...waiting, ...change } : waiting)) });

const pendingOf = (state: Replica, id: CommandId): Pending | undefined => state.pending.find((waiting) => waiting.id === id);

/** Applies what is next; undefined when something is missing in between. */
function withCommits(state: Replica, commits: readonly WireCommit[], head: Head): Step | undefined {
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
  return { state: merged({ ...state, confirmed, head, pending, behindSince: null }), effects: [{ do: 'merged', commits: fresh, mine }] };
}

// ---- the connection's life ----------------------------------------------------------------------

const cut = (state: Replica): Replica =>
  ({ ...state, up: false, fresh: false, joinAt: null, early: [], behindSince: null });

const reconnect = (state: Replica): Step => ({ state: cut(state), effects: [{ do: 'reconnect' }] });

function asked(state: Replica, now: number, have: Head | null = state.everJoined ? state.head : null): Step {
  return { state: { ...state, joinAt: now, behindSince: null }, effects: [{ do: 'join', have }] };
}

/** The socket is up. Nothing is believed or sent before a join is answered on it. */
export function connected(state: Replica, now: number): Step {
  return asked({ ...cut(state), up: true, heardAt: now }, now);
}

export function disconnected(state: Replica): Step {
  return { state: cut(state), effects: [] };
}

/** After a sleep the old socket's words prove nothing: connect and join afresh (a tab from yesterday). */
const slept = (state: Replica, now: number): boolean => state.up && now - state.heardAt > READ_ONLY_AFTER;

const heard = (state: Replica, now: number): Replica =>
  ({ ...rewound(state, now), heardAt: now, contactAt: state.fresh ? now : Math.min(state.contactAt, now) });

/** The server's clock by its word at `now`; small differences are the way's length, so the largest wins. */
function clocked(state: Replica, at: number, now: number): Replica {
  const offset = at - now;
  if (offset <= state.offset && state.offset - offset < 2_000) return state;
  return { ...state, offset };
}

/** `snapshot`: the unpacked board when the answer brings one. */
export function joined(state: Replica, answer: JoinAnswer, snapshot: Board | null, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  if (!state.up || state.joinAt === null) return { state, effects: [] };
  if (!answer.ok) return { state: { ...heard(state, now), barred: answer.sentence }, effects: [] };
  const first = !state.fresh;
  const told: Effect[] = [];
  let next: Replica = {
    ...clocked(state.everJoined ? state : { ...state, offset: answer.at - now }, answer.at, now),
    directory: answer.directory, barred: null,
  };
  if (answer.how === 'snapshot') {
    if (!snapshot || snapshot.seq !== answer.head.seq) return asked(heard(state, now), now, null);
    if (answer.diverged) told.push({ do: 'tell', notice: history() });
    next = merged({ ...next, confirmed: snapshot, head: answer.head, pending: overSnapshot(next.pending, answer.head.seq, answer.diverged) });
  } else {
    const step = withCommits(next, answer.commits, answer.head);
    // A catch-up that does not lead to its own head: ask for the whole board.
    if (!step || step.state.head.seq !== answer.head.seq || step.state.head.hash !== answer.head.hash) return asked(heard(state, now), now, null);
    next = merged(step.state);
    told.push(...step.effects);
  }
  next = heard({ ...next, fresh: true, everJoined: true, joinAt: null, early: [], behindSince: null }, now);
  const effects = told;
  if (first) {
    const again = resumed(next, now);
    next = again.state;
    effects.push(...again.effects);
  }
  for (const message of state.early) {
    const step = commits(next, message, now);
    next = step.state;
    effects.push(...step.effects);
  }
  return { state: next, effects };
}

const history = (): Notice => ({
  about: 'history', command: null, id: null, refusal: null,
  sentence: 'The server went back to an earlier state of this board. What you see now is that state.',
});

/** What a snapshot leaves of the pending: an accepted one is inside; of the others nobody knows until they are answered. */
function overSnapshot(pending: readonly Pending[], seq: number, diverged: boolean): readonly Pending[] {
  return pending
    .filter((waiting) => diverged || waiting.acked === null || waiting.acked > seq)
    .map((waiting) => ({ ...waiting, acked: diverged ? null : waiting.acked, outcome: waiting.acked !== null && !diverged ? waiting.outcome : { is: 'unsure' } }));
}

/** First join on a connection: send again what is young enough, in order; say so of the rest. */
function resumed(state: Replica, now: number): Step {
  const effects: Effect[] = [];
  const pending: Pending[] = [];
  for (const waiting of state.pending) {
    if (waiting.acked !== null) {
      pending.push(waiting);
    } else if (now - waiting.issuedAt > RESEND_WITHIN) {
      effects.push({ do: 'tell', notice: {
        about: 'unsure', command: waiting.command, id: waiting.id, refusal: null,
        sentence: 'The connection was lost before this was saved, too long ago to send it again. The board shows how things stand: please look and do it again if it is missing.',
      } });
    } else {
      effects.push({ do: 'send', id: waiting.id, command: waiting.command, again: waiting.sent });
      pending.push({ ...waiting, sent: true, resendAt: now + RESEND_AFTER });
    }
  }
  return { state: merged({ ...state, pending }), effects };
}

// ---- what the server says -----------------------------------------------------------------------

export function commits(state: Replica, message: CommitsMessage, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  if (!state.up) return { state, effects: [] };
  const next = heard(state, now);
  if (next.joinAt !== null || !next.fresh) {
    return { state: next.early.length < EARLY_AT_MOST ? { ...next, early: [...next.early, message] } : next, effects: [] };
  }
  if (message.commits.every((commit) => commit.seq <= next.head.seq)) return sameHistory(next, message.head, now);
  return withCommits(next, message.commits, message.head) ?? asked(next, now);
}

/** A word that brings nothing new may still show that the server's log is another one. */
function sameHistory(state: Replica, head: Head, now: number): Step {
  return head.seq === state.head.seq && head.hash !== state.head.hash ? asked(state, now) : { state, effects: [] };
}

/** The lost last commit, the restored backup: only the beacon shows them. */
export function beacon(state: Replica, message: BeaconMessage, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  if (!state.up) return { state, effects: [] };
  const next = clocked(heard(state, now), message.at, now);
  if (next.joinAt !== null || !next.fresh) return { state: next, effects: [] };
  const { head } = message;
  if (head.seq < next.head.seq) return asked(next, now);
  if (head.seq === next.head.seq) return sameHistory({ ...next, behindSince: null }, head, now);
  return { state: next.behindSince === null ? { ...next, behindSince: now } : next, effects: [] };
}

export function answered(state: Replica, id: CommandId, answer: CommandAnswer, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  const next = state.up ? heard(state, now) : state;
  const waiting = pendingOf(next, id);
  if (!waiting) return { state: next, effects: [] };
  if (answer.ok) {
    // Inside a snapshot already: its commit will not come by itself.
    if (answer.seq <= next.head.seq) return { state: merged(without(next, id)), effects: [] };
    const outcome = waiting.outcome.is === 'unsure' ? { is: 'shown' as const } : waiting.outcome;
    return { state: merged(changed(next, id, { acked: answer.seq, outcome })), effects: [] };
  }
  if (answer.why === 'try_again') {
    const wait = Math.min(5_000, 250 * 2 ** Math.min(waiting.tries, 5));
    return { state: changed(next, id, { resendAt: now + wait, tries: waiting.tries + 1 }), effects: [] };
  }
  const refusal = answer.why === 'refused' ? answer.refusal : null;
  const notice: Notice = { about: 'refused', command: waiting.command, id, refusal, sentence: answer.sentence };
  return { state: merged(without(next, id)), effects: [{ do: 'tell', notice }] };
}

/** The server dropped this screen from the board's room. */
export function resync(state: Replica, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  if (!state.up || state.joinAt !== null) return { state, effects: [] };
  return asked(heard(state, now), now);
}

export function directoryChanged(state: Replica, directory: Directory, now: number): Step {
  return { state: merged({ ...(state.up ? heard(state, now) : state), directory }), effects: [] };
}

export function outdated(state: Replica): Step {
  return { state: { ...state, outdated: true }, effects: [] };
}

// ---- what the person does -----------------------------------------------------------------------

const no = (state: Replica, text: string, effects: readonly Effect[] = []): Step & { readonly result: Issued } =>
  ({ state, effects, result: { ok: false, refusal: null, sentence: text } });

/** Decided here first: a refusal costs no round trip, an accepted command is shown at once. */
export function issue(before: Replica, id: CommandId, command: Command, now: number): Step & { readonly result: Issued } {
  const since = rewound(before, now);
  const { state, effects } = since.up && now - since.heardAt > SILENCE_IS_LOSS ? reconnect(since) : { state: since, effects: [] };
  if (state.outdated) return no(state, 'This page is older than the server. Reload it to go on working.', effects);
  if (isReadOnly(state, now)) return no(state, 'This screen is not live, so nothing can be changed here until the connection is back.', effects);
  const actor = personOf(state);
  if (!actor) return no(state, 'Choose who you are first.', effects);
  const unsaved = unsavedSubject(state, command);
  if (unsaved !== null) return no(state, `${unsaved} is still being saved. Try again in a moment.`, effects);
  const at = Math.max(serverTime(state, now), state.shown.at);
  const decision = decide(state.shown, command, { at, actor, directory: state.directory });
  if (!decision.ok) {
    return { state, effects, result: { ok: false, refusal: decision.refusal, sentence: sentence(decision.refusal, state.directory) } };
  }
  const send = state.up && state.fresh;
  const waiting: Pending = { id, command, at, issuedAt: now, acked: null, resendAt: now + RESEND_AFTER, tries: 0, sent: send, outcome: { is: 'shown' } };
  return {
    state: { ...state, shown: decision.board, pending: [...state.pending, waiting] },
    effects: send ? [...effects, { do: 'send', id, command, again: false }] : effects,
    result: { ok: true, id },
  };
}

/** An order or a lane that is only pending has no certain id yet: someone else may get that number first. */
function unsavedSubject(state: Replica, command: Command): string | null {
  if (state.pending.length === 0) return null;
  const named = command as { readonly card?: unknown; readonly order?: unknown; readonly lane?: unknown };
  for (const id of [named.card, named.order]) {
    if (typeof id === 'string' && state.shown.cards.has(id) && !state.confirmed.cards.has(id)) return id;
  }
  const lane = typeof named.lane === 'string' ? state.shown.lanes.find((other) => other.id === named.lane) : undefined;
  return lane && !state.confirmed.lanes.some((other) => other.id === lane.id) ? lane.name : null;
}

/** Another person at this screen. What was unanswered stays its author's and is never sent in another name. */
export function switched(state: Replica, actor: PersonId): Step {
  if (actor === state.actor) return { state, effects: [] };
  const effects: Effect[] = state.pending.filter((waiting) => waiting.acked === null).map((waiting) => ({ do: 'tell', notice: {
    about: 'unsure', command: waiting.command, id: waiting.id, refusal: null,
    sentence: 'The person was changed before this was answered. If it was saved, the board shows it in a moment.',
  } }));
  return { state: merged({ ...cut(state), actor, pending: [] }), effects: [...effects, { do: 'reconnect' }] };
}

// ---- time ---------------------------------------------------------------------------------------

/** This machine's clock was put back: what was measured by it is measured from now, or silence would last an hour unseen. */
function rewound(state: Replica, now: number): Replica {
  if (now >= state.heardAt && now >= state.contactAt) return state;
  return {
    ...state, heardAt: Math.min(state.heardAt, now), contactAt: Math.min(state.contactAt, now),
    joinAt: state.joinAt === null ? null : Math.min(state.joinAt, now),
    behindSince: state.behindSince === null ? null : Math.min(state.behindSince, now),
    pending: state.pending.map((waiting) => ({ ...waiting, issuedAt: Math.min(waiting.issuedAt, now), resendAt: Math.min(waiting.resendAt, now + RESEND_AFTER) })),
  };
}

/** To be called some four times a second. */
export function tick(before: Replica, now: number): Step {
  const state = rewound(before, now);
  if (!state.up) return { state, effects: [] };
  // Half open: the socket says nothing, not even a beacon. Or it never answers the join.
  if (now - state.heardAt > SILENCE_IS_LOSS) return reconnect(state);
  if (state.joinAt !== null) {
    if (now - state.joinAt <= SILENCE_IS_LOSS) return { state, effects: [] };
    return state.barred === null ? reconnect(state) : asked(state, now);
  }
  if (!state.fresh) return { state, effects: [] };
  const behind = state.behindSince !== null && now - state.behindSince >= BEHIND_GRACE ? asked(state, now) : { state, effects: [] };
  const due = behind.state.pending.filter((waiting) => waiting.acked === null && now >= waiting.resendAt);
  if (due.length === 0) return behind;
  const ids = new Set(due.map((waiting) => waiting.id));
  return {
    state: { ...behind.state, pending: behind.state.pending.map((waiting) => (ids.has(waiting.id) ? { ...waiting, sent: true, resendAt: now + RESEND_AFTER } : waiting)) },
    effects: [...behind.effects, ...due.map((waiting): Effect => ({ do: 'send', id: waiting.id, command: waiting.command, again: waiting.sent }))],
  };
}

// ---- invariants ---------------------------------------------------------------------------------

/** Throws with a sentence when a state cannot be. Tests and the simulation check every result with it. */
export function assertReplica(state: Replica): void {
  const wrong = (text: string): never => { throw new Error(`replica: ${text}`); };
  if (state.confirmed.seq !== state.head.seq) wrong(`confirmed is ${state.confirmed.seq}, head is ${state.head.seq}`);
  if (new Set(state.pending.map((waiting) => waiting.id)).size !== state.pending.length) wrong('a command is pending twice');
  for (const waiting of state.pending) {
    if (waiting.acked !== null && waiting.acked <= state.head.seq) wrong(`${waiting.id} is committed at ${waiting.acked} and still pending at ${state.head.seq}`);
  }
  if (state.pending.length === 0 && state.shown !== state.confirmed) wrong('nothing is pending, but what is shown is not what is confirmed');
  if (state.fresh && !state.up) wrong('joined on no connection');
  const visible = state.pending.filter((waiting) => waiting.outcome.is === 'shown').length;
  if (state.shown.seq !== state.confirmed.seq + visible) wrong(`shown is ${state.shown.seq}, not ${state.confirmed.seq} + ${visible} pending`);
  const again = merged({ ...state, shown: state.confirmed });
  if (JSON.stringify(again.shown.places) !== JSON.stringify(state.shown.places)) wrong('what is shown is not the pending folded on the confirmed');
}
