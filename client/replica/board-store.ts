import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Board } from '../../shared/board/board.ts';
import type { Command, CommandType } from '../../shared/verbs.ts';
import type { Context } from '../../shared/people/directory.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import { cardOf, cardsOf } from '../../shared/floor.ts';
import type { BoardId, CardId, CommandId, PersonId } from '../../shared/kernel/ids.ts';
import type { Head, Present, WireCommit } from '../../shared/protocol/messages.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { lastMoveBy } from '../../shared/board/last-moves.ts';
import type { Actor } from '../../shared/kernel/actor.ts';
import { newCommandId } from './command-id.ts';
import type { OpenLink } from './link.ts';
import { readDirectory } from '../words/read-directory.ts';
import { currentWords, inZone, whenWordsChange } from '../words/words-now.ts';
import * as replica from './replica.ts';
import { faultOf, reopened } from './replica-invariants.ts';
import type { Connection, Effect, Issued, Notice, Pending, Replica, Step } from './replica-state.ts';
import { connectionOf, createReplica, isReadOnly, personOf, serverTime } from './replica-state.ts';
import { everyMoment } from './ticks.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';

/** How long a card counts as just changed; ms. */
export const CHANGED_FOR = 2_000;

/** The last change of a card that the log told of. */
export interface Change {
  readonly seq: number;
  readonly by: Actor;
  /** Issued on this very screen. */
  readonly mine: boolean;
  readonly kind: CommandType;
  /** Local clock. */
  readonly at: number;
}

export interface ShownNotice extends Notice { readonly key: number }

export interface BoardState {
  /** What to draw: the confirmed board with this screen's own unanswered commands. */
  readonly board: Board;
  readonly confirmed: Board;
  readonly head: Head;
  readonly connection: Connection;
  /** Nothing may be issued now. */
  readonly readOnly: boolean;
  /** Only looks: the board is drawn of rows, and nothing can be done here. */
  readonly looks: boolean;
  readonly directory: Directory;
  readonly peopleChanged: number;
  readonly actor: PersonId;
  /** null until the directory is here, or when it does not know the person. */
  readonly me: Person | null;
  readonly presence: readonly Present[];
  /** Cards whose shown state the server has not confirmed yet. */
  readonly unconfirmed: ReadonlySet<CardId>;
  /** Those of them that the server has been asked about: nothing of it is shown before it answers. */
  readonly asked: ReadonlySet<CardId>;
  /** Cards that the log changed within the last two seconds. */
  readonly changed: ReadonlyMap<CardId, Change>;
  /** Late refusals and other things to be told; gone when dismissed. */
  readonly notices: readonly ShownNotice[];
  /** Server clock minus local clock, ms. */
  readonly offset: number;
}

export interface BoardStore extends Pick<StoreApi<BoardState>, 'getState' | 'getInitialState' | 'subscribe'> {
  issue(command: Command): Issued;
  /** Takes back this person's last move. */
  undo(): Issued;
  /** What this screen has in its hand, for the others to see. */
  setDragging(card: CardId | null): void;
  /** Names that were read besides those that travel with the board. */
  learn(names: Directory): void;
  switchPerson(person: PersonId): void;
  dismiss(notice: number): void;
  /** Issued here and not answered by the server yet. */
  isPending(id: CommandId): boolean;
  /** Server time, ms. */
  now(): number;
  /** For dry runs (movesOf, refusalOf); null while nobody is chosen. */
  context(): Context | null;
  /** Every commit as it is merged, in order; for announcements. */
  onMerged(hear: (commits: readonly WireCommit[], mine: ReadonlySet<CommandId>) => void): () => void;
  close(): void;
}

export interface BoardStoreParts {
  readonly board: BoardId;
  readonly person: PersonId;
  readonly openLink: OpenLink;
  readonly clock?: () => number;
  readonly newId?: () => CommandId;
  /** Hears of a state that cannot be: a bug. The store has reopened itself from the server. */
  readonly report?: (fault: Error) => void;
  /** Calls back some four times a second until the returned function is called. */
  readonly ticks?: (tick: () => void) => () => void;
}

/** Knows no React. One store per open board. */
export function createBoardStore(parts: BoardStoreParts): BoardStore {
  const clock = parts.clock ?? Date.now;
  const newId = parts.newId ?? newCommandId;
  // As what nobody caught: the browser's console and whoever listens to its errors have it.
  const report = parts.report ?? ((fault: Error) => reportError(fault));
  let state: Replica = createReplica(parts.board, parts.person, clock());
  let notices = 0;
  const listeners = new Set<(commits: readonly WireCommit[], mine: ReadonlySet<CommandId>) => void>();
  const store = createStore<BoardState>(() => ({
    ...seen(state, clock()), presence: [], unconfirmed: new Set<CardId>(), asked: new Set<CardId>(), changed: new Map<CardId, Change>(), notices: [],
  }));

  const link = parts.openLink(parts.board, parts.person, {
    up: () => run(replica.connected(state, clock())),
    down: () => run(replica.disconnected(state)),
    joined: (answer, snapshot) => run(replica.joined(state, answer, snapshot, clock())),
    commits: (message) => run(replica.commits(state, message, clock())),
    beacon: (message) => run(replica.beacon(state, message, clock())),
    answered: (id, answer) => run(replica.answered(state, id, answer, clock())),
    presence: (message) => store.setState({ presence: message.people }),
    you: (person) => run(replica.you(state, person, clock())),
    directory: (directory) => run(replica.directoryChanged(state, directory, clock())),
    audience: (sees) => run(replica.seesNow(state, sees, clock())),
    watched: (answer) => run(replica.watched(state, answer, clock())),
    rows: (message) => run(replica.rows(state, message, clock())),
    rowBeacon: (message) => run(replica.rowBeacon(state, message, clock())),
    resync: (erased) => run(replica.resync(state, clock(), erased)),
    outdated: () => run(replica.outdated(state)),
    turnedAway: (why) => run(replica.turnedAway(state, why)),
  });
  // Who is called what is told in the language of whoever reads.
  const stopWords = whenWordsChange(() => {
    const people = peopleOf(state);
    if (people.directory !== store.getState().directory) store.setState(people);
  });
  const stopTicks = (parts.ticks ?? everyMoment)(() => run(replica.tick(state, clock())));

  function run(asked: Step): void {
    const fault = faultOf(asked.state);
    const step = fault === null ? asked : reopened(asked.state);
    if (fault !== null) report(new Error(`replica: ${fault}`));
    state = step.state;
    // Its time zone comes with the board, and every day on the screen is told in it.
    if (state.head.seq > 0 || state.look) inZone(state.shown.policies.timeZone);
    const now = clock();
    const before = store.getState();
    const next: { -readonly [K in keyof BoardState]: BoardState[K] } = { ...before, ...seen(state, now) };
    if (sameJson(next.connection, before.connection)) next.connection = before.connection;
    next.unconfirmed = cardsOfPending(state, before.unconfirmed, 'shown', 'asked');
    next.asked = cardsOfPending(state, before.asked, 'asked');
    next.changed = lately(before.changed, step.effects, now);
    const told = step.effects.flatMap((effect) => (effect.do === 'tell' ? [{ ...effect.notice, key: (notices += 1) }] : []));
    if (told.length > 0) next.notices = [...before.notices, ...told];
    if (!state.up && before.presence.length > 0) next.presence = [];
    if (!shallow(before, next)) store.setState(next, true);
    for (const effect of step.effects) perform(effect);
  }

  function perform(effect: Effect): void {
    switch (effect.do) {
      case 'join': return link.join(effect.have, effect.erased);
      case 'watch': return link.watch(effect.view, effect.have);
      case 'send': return link.send({ board: parts.board, id: effect.id, command: effect.command, ...(effect.again && { again: true }) });
      case 'reconnect': return link.reconnect(state.actor);
      case 'merged': return listeners.forEach((hear) => hear(effect.commits, effect.mine));
      case 'tell': return undefined;
    }
  }

  const issue = (command: Command): Issued => {
    const { result, ...step } = replica.issue(state, newId(), command, clock());
    run(step);
    return result;
  };

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    issue,
    undo() {
      const last = lastMoveBy(state.shown, personActor(state.actor));
      if (!last) return { ok: false, refusal: null, sentence: currentWords().app.replica.noMove };
      return issue({ type: 'UndoMove', card: last.card });
    },
    learn: (directory) => run(replica.directoryChanged(state, directory, clock())),
    setDragging: (card) => link.dragging(card),
    switchPerson: (person) => run(replica.switched(state, person)),
    dismiss: (key) => store.setState({ notices: store.getState().notices.filter((notice) => notice.key !== key) }),
    isPending: (id) => state.pending.some((waiting) => waiting.id === id),
    now: () => serverTime(state, clock()),
    context() {
      const actor = personOf(state);
      return actor ? { at: Math.max(serverTime(state, clock()), state.shown.at), actor: asPerson(actor), directory: readDirectory(state.directory) } : null;
    },
    onMerged(hear) {
      listeners.add(hear);
      return () => { listeners.delete(hear); };
    },
    close() {
      stopTicks();
      stopWords();
      link.close();
    },
  };
}

const peopleOf = (state: Replica): Pick<BoardState, 'directory' | 'me'> => {
  const directory = readDirectory(state.directory);
  return { directory, me: directory.people[state.actor] ?? null };
};

const seen = (state: Replica, now: number) => ({
  board: state.shown, confirmed: state.confirmed, head: state.head, connection: connectionOf(state, now), ...peopleOf(state),
  readOnly: isReadOnly(state, now), looks: state.sees !== null, peopleChanged: state.peopleChanged, actor: state.actor, offset: state.offset,
});


const shallow = (a: BoardState, b: BoardState): boolean =>
  (Object.keys(b) as (keyof BoardState)[]).every((key) => Object.is(a[key], b[key]));

function cardsOfPending(state: Replica, before: ReadonlySet<CardId>, ...are: readonly Pending['outcome']['is'][]): ReadonlySet<CardId> {
  const cards = new Set(state.pending.flatMap((waiting) => (are.includes(waiting.outcome.is) ? (cardOf(waiting.command) ?? []) : [])));
  return cards.size === before.size && [...cards].every((card) => before.has(card)) ? before : cards;
}

function lately(before: ReadonlyMap<CardId, Change>, effects: readonly Effect[], now: number): ReadonlyMap<CardId, Change> {
  const stale = [...before].filter(([, change]) => now - change.at > CHANGED_FOR);
  const fresh = effects.flatMap((effect) => (effect.do === 'merged' ? effect.commits.flatMap((commit) => commit.events.flatMap((event) => cardsOf(event).slice(0, 1)).map((card): [CardId, Change] => [card, {
    seq: commit.seq, by: commit.actor, mine: effect.mine.has(commit.command), kind: commit.kind, at: now,
  }])) : []));
  if (stale.length === 0 && fresh.length === 0) return before;
  const next = new Map(before);
  for (const [card] of stale) next.delete(card);
  for (const [card, change] of fresh) next.set(card, change);
  return next;
}
