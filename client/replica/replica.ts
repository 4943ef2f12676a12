import type { Board } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import { decide } from '../../shared/floor.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import type { ViewName } from '../../shared/views/views.ts';
import { type LookedAt, lookedAt, withRows } from './looked-at.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import type { CommandId, PersonId } from '../../shared/kernel/ids.ts';
import { currentWords } from '../words/words-now.ts';
import { sentence } from '../../shared/words/sentences.ts';
import type { BeaconMessage, CommandAnswer, CommitsMessage, Head, JoinAnswer, RowsBeacon, RowsMessage, WatchAnswer } from '../../shared/protocol/messages.ts';
import { SILENCE_IS_LOSS } from '../../shared/protocol/messages.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { isFormer } from '../../shared/people/former.ts';
import { asked, clocked, cut, heard, reconnect, rewound, slept } from './contact.ts';
import { changed, merged, overSnapshot, pendingOf, RESEND_AFTER, resumed, unsavedSubject, withCommits, without } from './pending.ts';
import type { Effect, Issued, Notice, Pending, Replica, Step } from './replica-state.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { isReadOnly, personOf, serverTime } from './replica-state.ts';

/**
 * The merge: what the server confirmed, and this screen's unanswered commands decided again on top
 * of it. Pure: every operation takes a state and the local clock (`now`, ms) and returns the next
 * state with what is to be done. Commands are decided again, never their old events put on top:
 * old events converge too, but past limits.
 */

/** A beacon may overtake the commits it speaks of by a moment; ms. */
export const BEHIND_GRACE = 250;
/** How many messages are kept while a join is being answered; what is lost shows as a gap. */
const EARLY_AT_MOST = 256;

// ---- the connection's life ----------------------------------------------------------------------

/** The socket is up. Nothing is believed or sent before a join is answered on it. */
export function connected(state: Replica, now: number): Step {
  return asked({ ...cut(state), up: true, heardAt: now }, now);
}

export function disconnected(state: Replica): Step {
  return { state: cut(state), effects: [] };
}

/** It is tried again all the same; meanwhile the screen says why it is not let in. */
export function turnedAway(state: Replica, why: string | null): Step {
  return { state: { ...state, barred: why }, effects: [] };
}

/** `snapshot`: the unpacked board when the answer brings one. */
export function joined(state: Replica, answer: JoinAnswer, snapshot: Board | null, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  if (!state.up || state.joinAt === null || state.sees !== null) return { state, effects: [] };
  if (!answer.ok) return answer.sees === undefined ? { state: { ...heard(state, now), barred: answer.sentence }, effects: [] } : seesNow(state, answer.sees, now);
  const first = !state.fresh;
  const told: Effect[] = [];
  let next: Replica = {
    ...clocked(state.everJoined ? state : { ...state, offset: answer.at - now }, answer.at, now),
    
    // Who was erased is called so in all that is told from now on, and in nothing of before.
    directory: (answer.erased ?? 0) === state.erased ? alsoKnown(state.directory, answer.directory) : answer.directory, barred: null, erased: answer.erased ?? 0,
  };
  if (answer.how === 'snapshot') {
    if (!snapshot || snapshot.seq !== answer.head.seq) return asked(heard(state, now), now, null);
    if (answer.diverged) told.push({ do: 'tell', notice: history() });
    next = merged({ ...next, confirmed: snapshot, head: answer.head, told: answer.diverged ? answer.head.seq : Math.max(next.told, answer.head.seq), pending: overSnapshot(next.pending, answer.head.seq, answer.diverged) });
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
  sentence: currentWords().app.replica.history,
});

// ---- what the server says -----------------------------------------------------------------------

export function commits(state: Replica, message: CommitsMessage, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  if (!state.up || state.sees !== null) return { state, effects: [] };
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
  if (!state.up || state.sees !== null) return { state, effects: [] };
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
export function resync(state: Replica, now: number, erased = false): Step {
  if (slept(state, now)) return reconnect(state);
  // Whoever asks already asks with what it has: where that may hold erased words it asks anew.
  if (!state.up || (state.joinAt !== null && !erased)) return { state, effects: [] };
  return erased ? asked(heard(state, now), now, null) : asked(heard(state, now), now);
}

/** Names beside the board, or all that a form has read: on top of what is known. Names without roles say nothing of the roles. */
export function directoryChanged(state: Replica, directory: Directory, now: number): Step {
  return { state: merged({ ...(state.up ? heard(state, now) : state), directory: alsoKnown(state.directory, directory) }), effects: [] };
}

function alsoKnown(known: Directory, { people, suppliers }: Directory): Directory {
  const told = Object.values(people).map((person): Person => (person.roles.length > 0 || isFormer(person) ? person : { ...person, roles: known.people[person.id]?.roles ?? [] }));
  return { people: { ...known.people, ...Object.fromEntries(told.map((person) => [person.id, person])) }, suppliers: { ...known.suppliers, ...suppliers } };
}

export function you(state: Replica, person: Person, now: number): Step {
  const directory = { ...state.directory, people: { ...state.directory.people, [person.id]: person } };
  return person.id === state.actor ? { state: merged({ ...heard(state, now), directory, peopleChanged: state.peopleChanged + 1 }), effects: [] } : { state, effects: [] };
}

// ---- who only looks -----------------------------------------------------------------------------

/** What this person may see is another thing than what this screen asked for: nothing of that stays here. */
export function seesNow(state: Replica, sees: 'board' | ViewName, now: number): Step {
  const board = emptyBoard(state.boardId);
  const effects = unsettled(state);
  const asks = asked({ ...heard(state, now), sees: sees === 'board' ? null : sees, look: null, confirmed: board, shown: board, head: { seq: 0, hash: '' }, told: 0, erased: 0, pending: [], early: [], fresh: false, barred: null, directory: ownOnly(state) }, now, null);
  return state.up ? { state: asks.state, effects: [...effects, ...asks.effects] } : { state: { ...asks.state, joinAt: null }, effects };
}

const ownOnly = ({ directory: { people }, actor }: Replica): Directory => ({ people: people[actor] ? { [actor]: people[actor] } : {}, suppliers: {} });

export function watched(state: Replica, answer: WatchAnswer, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  if (!state.up || state.joinAt === null || state.sees === null) return { state, effects: [] };
  if (!answer.ok) return answer.sees === undefined ? { state: { ...heard(state, now), barred: answer.sentence }, effects: [] } : seesNow(state, answer.sees, now);
  const look = answer.how === 'same' ? state.look : lookedAt(state.boardId, answer.channel, answer.cursor, answer.rows);
  if (!look) return asked({ ...heard(state, now), look: null }, now);
  const next = { ...clocked(state.everJoined ? state : { ...state, offset: answer.at - now }, answer.at, now), directory: answer.directory, barred: null, look };
  return { state: heard(shownAs({ ...next, fresh: true, everJoined: true, joinAt: null, behindSince: null }, look), now), effects: [] };
}

const shownAs = (state: Replica, look: LookedAt): Replica => ({ ...state, look, confirmed: look.board, shown: look.board });

export function rows(state: Replica, message: RowsMessage, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  if (!state.up || state.sees === null) return { state, effects: [] };
  const next = heard(state, now);
  // While it asks, it is answered with all of it.
  if (next.joinAt !== null || !next.look) return { state: next, effects: [] };
  const look = withRows(next.look, message);
  return look ? { state: shownAs(next, look), effects: [] } : asked(next, now);
}

export function rowBeacon(state: Replica, { channel, cursor, at }: RowsBeacon, now: number): Step {
  if (slept(state, now)) return reconnect(state);
  if (!state.up || state.sees === null) return { state, effects: [] };
  const next = clocked(heard(state, now), at, now);
  const { look } = next;
  if (next.joinAt !== null || !look || (channel === look.channel && sameJson(cursor, look.cursor))) return { state: next, effects: [] };
  return asked(next, now);
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
  const said = currentWords().app.replica;
  if (state.outdated) return no(state, said.outdated, effects);
  if (isReadOnly(state, now)) return no(state, said.notLive, effects);
  const actor = personOf(state);
  if (!actor) return no(state, said.chooseWho, effects);
  const unsaved = unsavedSubject(state, command);
  if (unsaved !== null) return no(state, said.beingSaved(isolated(unsaved)), effects);
  const at = Math.max(serverTime(state, now), state.shown.at);
  const decision = decide(state.shown, command, { at, actor: asPerson(actor), directory: state.directory });
  if (!decision.ok) {
    return { state, effects, result: { ok: false, refusal: decision.refusal, sentence: sentence(decision.refusal, currentWords(), state.directory) } };
  }
  const send = state.up && state.fresh;
  const waiting: Pending = { id, command, at, issuedAt: now, acked: null, resendAt: now + RESEND_AFTER, tries: 0, sent: send, outcome: { is: decision.lacks ? 'asked' : 'shown' } };
  return {
    state: { ...state, shown: decision.board, pending: [...state.pending, waiting] },
    effects: send ? [...effects, { do: 'send', id, command, again: false }] : effects,
    result: { ok: true, id },
  };
}

const unsettled = (state: Replica): Effect[] => state.pending.filter((waiting) => waiting.acked === null).map((waiting) => ({ do: 'tell', notice: {
  about: 'unsure', command: waiting.command, id: waiting.id, refusal: null,
  sentence: currentWords().app.replica.otherPerson,
} }));

/** Another person at this screen. What was unanswered stays its author's and is never sent in another name. */
export function switched(state: Replica, actor: PersonId): Step {
  if (actor === state.actor) return { state, effects: [] };
  const effects = unsettled(state);
  return { state: merged({ ...cut(state), actor, pending: [] }), effects: [...effects, { do: 'reconnect' }] };
}

// ---- time ---------------------------------------------------------------------------------------

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
