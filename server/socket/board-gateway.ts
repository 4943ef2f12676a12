import type { Directory, Person } from '../../shared/people/directory.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import {
  type ClientToServer, type CommandAnswer, type CommandMessage, type JoinAnswer, type JoinMessage, PROTOCOL, type PresenceUpdate, type WatchAnswer, type WatchMessage,
} from '../../shared/protocol/messages.ts';
import { type Parsing, parseCommandMessage, parseJoinMessage, parsePresenceUpdate, parseWatchMessage } from '../../shared/protocol/parse.ts';
import { AUDIENCE_SIZES, Audience, type AudienceSizes } from './audience.ts';
import { wired } from '../../shared/protocol/wire-commit.ts';
import type { BoardRoom } from '../room/board-room.ts';
import type { BoardRooms } from '../room/board-rooms.ts';
import { elsewhere } from '../cluster/elsewhere.ts';
import type { Neighbours } from '../cluster/neighbours.ts';
import { type Timers, realTimers } from '../ports/timers.ts';
import type { Language } from '../../shared/words/format.ts';
import { problemsIn, sentenceOfProblems } from '../../shared/words/doors.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { wordsIn } from '../../shared/words/words.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { seesWhoAndWhy } from '../../shared/people/rights.ts';
import { rolesThatMay } from '../../shared/policy.ts';
import { directoryFor, withOwn } from '../../shared/views/directory-view.ts';
import { boardBroken, CLOSING, type Noted, refused, saidIn } from '../room/answers.ts';
import { NO_METRICS, type RoomMetrics } from '../ports/room-metrics.ts';
import { type Turn, EventLoopThrottle } from './event-loop-throttle.ts';
import { BrokenLog } from '../ports/broken-log.ts';
import type { Clock } from '../ports/clock.ts';
import { type Admission, admit } from './admission.ts';
import { actingPerson, notTooMany, type OriginAllowed, type Passing, passing } from './handshake.ts';
import { personOf } from '../http/acting-person.ts';
import type { ConnectionQuota } from '../http/connection-quota.ts';
import { Screen } from './screen.ts';
import { type BoardSocket, doorsOf, type Gateway, languageOf } from './sockets.ts';
import { Snapshots } from './snapshots.ts';
import { seen, Watching } from './watching.ts';
import { guardWires, Wire } from './wire.ts';

export interface GatewayParts {
  readonly rooms: Pick<BoardRooms, 'open' | 'openCurrent'>;
  readonly directory: () => Directory;
  readonly clock: Clock;
  readonly originAllowed: OriginAllowed;
  /** Awaited by everybody who comes in. */
  readonly turn: Turn;
  /** The switcher's cookie. */
  readonly personCookie: string;
  /** What was survived and somebody should know. */
  readonly report: (what: string, cause: unknown) => void;
  readonly timers?: Timers;
  readonly audience?: AudienceSizes;
  readonly neighbours?: Neighbours | null;
  readonly quota: ConnectionQuota;
  /** What every answer carries. */
  readonly headers?: Passing;
  readonly metrics?: RoomMetrics;
  /** Hears what became of every command. */
  readonly noted?: Noted;
  /** The server stops: whoever comes is sent on, to another one or to the next one. */
  readonly closing?: () => boolean;
}

/** What a screen says. */
const EVENTS: ReadonlySet<string> = new Set<keyof ClientToServer>(['join', 'leave', 'watch', 'command', 'presence']);
/** Screens told by one turn of the event loop who is here and how far the board is: 20 ms of work. */
const TOLD_AT_ONCE = 500;
/** Boards one connection may look at together. */
const BOARDS = 20;

const roomOf = (board: BoardId): string => `board:${board}`;

/** The live door. Returns what tells every screen of a changed directory, and what closes it. */
export function attachGateway(io: Gateway, parts: GatewayParts): { directoryChanged(): void; snapshotsBuilt(): number; close(): void } {
  const audiences = new Map<BoardId, Audience>();
  const snapshots = new Snapshots();
  const telling = new EventLoopThrottle(TOLD_AT_ONCE);
  const timers = parts.timers ?? realTimers;
  const others = parts.neighbours ? elsewhere(parts.neighbours, (board) => audiences.get(board)?.changed()) : undefined;
  /** The boards that each connection looks at. */
  const looking = new Map<BoardSocket, Map<BoardId, Screen>>();
  const closing = parts.closing ?? ((): boolean => false);
  const { quota, originAllowed, personCookie } = parts;
  const sizes = parts.audience ?? AUDIENCE_SIZES;
  const watching = new Watching(io, { clock: parts.clock, timers, sizes, turn: telling.turn, rooms: parts.rooms, directory: parts.directory });

  io.engine.use(notTooMany(quota));
  if (parts.headers) io.engine.use(parts.headers);
  // The handshake was asked in allowRequest; this asks the later requests of a connection too.
  io.engine.use(passing(io.engine, { originAllowed, quota, personCookie }));
  guardWires(io.engine, quota, sizes);

  io.use((socket, next) => {
    // Its client comes back by itself at once; after a refusal it would wait for seconds.
    if (closing()) {
      socket.conn.close();
      return;
    }
    const person = actingPerson(socket.handshake.auth, socket.handshake.headers, parts.directory(), parts.personCookie);
    const doors = doorsOf(socket);
    if (!person) return next(Object.assign(new Error('unknown_person'), { data: { sentence: doors.gone } }));
    if (quota.people.isFull(person.id)) return next(Object.assign(new Error('too_many_screens'), { data: { sentence: doors.tooManyScreens(quota.bounds.screensOfPerson, isolated(person.name)) } }));
    socket.data.person = person.id;
    void parts.turn().then(() => next());
  });

  io.on('connection', (socket) => {
    if (socket.handshake.auth['protocol'] !== PROTOCOL) {
      socket.emit('outdated', { protocol: PROTOCOL });
      socket.disconnect(true);
      return;
    }
    const { person } = socket.data;
    if (!quota.people.take(person)) return void socket.disconnect(true);
    socket.on('disconnect', () => quota.people.free(person));
    serve(socket);
  });

  function serve(socket: BoardSocket): void {
    const screens = new Map<BoardId, Screen>();
    looking.set(socket, screens);
    const { address } = Wire.of(socket.conn);
    const may = (): boolean => quota.commands.take(address);

    /** Without a way to answer there is nobody to tell. */
    const answerable = (answer: unknown): answer is (answer: unknown) => void => {
      if (typeof answer === 'function') return true;
      malformed();
      return false;
    };
    const malformed = (): void => {
      if (!quota.nonsense.take(address)) socket.disconnect(true);
    };
    socket.use(([event], next) => (EVENTS.has(event) ? next() : malformed()));
    const read = <T>(parsed: Parsing<T>, answer?: (answer: never) => void): T | null => {
      if (parsed.ok) return parsed.value;
      const problems = problemsIn(parsed.faults, doorsOf(socket));
      (answer as ((answer: CommandAnswer) => void) | undefined)?.({ ok: false, why: 'invalid', problems, sentence: sentenceOfProblems(problems) });
      malformed();
      return null;
    };

    const unless = (answer: (answer: unknown) => void, what: string) => (cause: unknown): void => {
      if (closing()) return socket.conn.close();
      if (cause instanceof BrokenLog) return answer({ ok: false, sentence: wordsIn(languageOf(socket), 'UTC').answers.broken(cause.board, cause.fault) } satisfies JoinAnswer);
      parts.report(what, cause);
      answer({ ok: false, sentence: doorsOf(socket).notNow } satisfies JoinAnswer);
    };

    socket.on('join', (input: unknown, answer: unknown) => {
      if (!answerable(answer)) return;
      const message = read<JoinMessage>(parseJoinMessage(input), answer);
      if (message === null) return;
      if (!may() || (!screens.has(message.board) && screens.size >= BOARDS)) return answer({ ok: false, sentence: doorsOf(socket).notNow } satisfies JoinAnswer);
      join(socket, screens, message, answer as (answer: JoinAnswer) => void).catch(unless(answer, 'join'));
    });

    socket.on('watch', (input: unknown, answer: unknown) => {
      if (!answerable(answer)) return;
      const message = read<WatchMessage>(parseWatchMessage(input), answer);
      if (message === null) return;
      if (!may() || watching.has(socket) >= BOARDS) return answer({ ok: false, sentence: doorsOf(socket).notNow } satisfies WatchAnswer);
      watching.watch(socket, message, answer as (answer: WatchAnswer) => void).catch(unless(answer, 'watch'));
    });

    socket.on('leave', (input: unknown) => {
      const board = (input as { board?: BoardId } | null)?.board;
      if (typeof board !== 'string') return;
      leave(socket, screens, board);
      watching.leave(socket, board);
    });

    socket.on('command', (input: unknown, answer: unknown) => {
      if (!answerable(answer)) return;
      const message = read<CommandMessage>(parseCommandMessage(input), answer);
      if (message === null) return;
      const say = answer as (answer: CommandAnswer) => void;
      const speech: Speech = { language: languageOf(socket), directory: parts.directory() };
      if (!may()) return say({ ok: false, why: 'try_again', sentence: doorsOf(socket).tooManyCommands });
      // R8: who may do what is asked anew on every command.
      const actor = personOf(parts.directory(), socket.data.person);
      if (!actor) return dismiss(socket);
      // Whether its id is in the log already is for those to know who see the log.
      if (!seesWhoAndWhy(actor)) return say(saidIn(refused({ command: message.command.type, card: null, violations: [{ code: 'not_allowed', command: message.command.type, roles: rolesThatMay(message.command.type) }] }), wordsIn(speech.language, 'UTC'), directoryFor(speech.directory, actor)));
      const room = audiences.get(message.board)?.room;
      if (room) post(room, message, actor, speech, say, parts.noted);
      else if (closing()) say(saidIn(CLOSING, wordsIn(speech.language, 'UTC'), speech.directory));
      else {
        parts.rooms.open(message.board).then(
          (opened) => (opened ? post(opened, message, actor, speech, say, parts.noted) : say(noBoard(message, speech))),
          (cause: unknown) => {
            if (cause instanceof BrokenLog) return say(saidIn(boardBroken(cause), wordsIn(speech.language, 'UTC'), speech.directory));
            parts.report('open', cause);
            say({ ok: false, why: 'try_again', sentence: doorsOf(socket).notNow });
          },
        );
      }
    });

    socket.on('presence', (input: unknown) => {
      const message = read<PresenceUpdate>(parsePresenceUpdate(input));
      const screen = message && screens.get(message.board);
      if (!message || !screen || !may() || screen.dragging === message.dragging) return;
      screen.dragging = message.dragging;
      audiences.get(message.board)?.changed();
    });

    socket.on('disconnect', () => {
      for (const board of screens.keys()) leave(socket, screens, board);
      looking.delete(socket);
      watching.leave(socket, null);
    });
  }

  async function join(socket: BoardSocket, screens: Map<BoardId, Screen>, message: JoinMessage, answer: (answer: JoinAnswer) => void): Promise<void> {
    const { board } = message;
    const notYours = (): boolean => {
      const sees = seen(parts.directory(), socket.data.person);
      if (sees === 'board') return false;
      answer({ ok: false, sentence: doorsOf(socket).onlyLooks, sees });
      return true;
    };
    if (notYours()) return;
    const watched = audiences.get(board);
    // Its log was found broken: everybody was let go, and a later opening begins with an audience of its own.
    if (watched?.room.isCondemned) end(watched);
    const room = audiences.get(board)?.room ?? (await parts.rooms.openCurrent(board));
    if (!room) return answer({ ok: false, sentence: wordsIn(languageOf(socket), 'UTC').answers.noBoard(board) });
    const audience = audiences.get(board) ?? open(room);
    const screen = screens.get(board) ?? new Screen(socket);
    // A place is held while the snapshot is made, so that the board stays open; it hears nothing yet.
    audience.expect(screen);
    try {
      await admit(audience, message, snapshots, parts.turn, (admission) => {
        // Asked again: it may have taken a while.
        if (!socket.connected || notYours()) return;
        tell(socket, audience, admission, answer);
        // Whoever left too much unread was cut off just now.
        if (!socket.connected) return;
        screens.set(board, screen);
        void socket.join(roomOf(board));
        audience.enter(screen);
      });
    } finally {
      audience.expectNoMore(screen);
      closeIfEmpty(audience);
    }
  }

  /** The answer, and behind it on the wire whatever was committed since the snapshot. */
  function tell(socket: BoardSocket, audience: Audience, admission: Admission, answer: (answer: JoinAnswer) => void): void {
    const { head, id: board } = audience.room;
    const common = { ok: true, at: parts.clock(), directory: withOwn(audience.names.told(), parts.directory(), personOf(parts.directory(), socket.data.person) ?? null), erased: audience.room.erased ?? 0 } as const;
    if (admission.how === 'catch-up') {
      answer({ ...common, how: 'catch-up', commits: admission.commits.map(wired), head });
    } else {
      const { snapshot, tail, diverged } = admission;
      Wire.of(socket.conn).expect(snapshot.packed.length);
      answer({ ...common, how: 'snapshot', packed: snapshot.packed, head: snapshot.head, diverged });
      if (tail.length > 0) socket.emit('commits', { board, commits: tail.map(wired), head });
    }
    socket.emit('presence', { board, people: audience.people() });
  }

  function open(room: BoardRoom): Audience {
    const audience: Audience = new Audience(room, {
      clock: parts.clock,
      timers,
      metrics: parts.metrics ?? NO_METRICS,
      sizes,
      directory: parts.directory,
      elsewhere: others,
      turn: telling.turn,
      broadcast: (board, event, message) => void (io.to(roomOf(board)).emit as (event: string, message: unknown) => boolean)(event, message),
      emptied: (board) => io.in(roomOf(board)).socketsLeave(roomOf(board)),
    });
    audiences.set(room.id, audience);
    return audience;
  }

  function leave(socket: BoardSocket, screens: Map<BoardId, Screen>, board: BoardId): void {
    const screen = screens.get(board);
    if (!screen) return;
    screens.delete(board);
    void socket.leave(roomOf(board));
    const audience = audiences.get(board);
    audience?.leave(screen);
    if (audience) closeIfEmpty(audience);
  }

  function closeIfEmpty(audience: Audience): void {
    if (audience.isEmpty && audiences.get(audience.room.id) === audience) end(audience);
  }

  function end(audience: Audience): void {
    audience.close();
    audiences.delete(audience.room.id);
  }

  function dismiss(socket: BoardSocket): void {
    socket.disconnect(true);
  }

  return {
    directoryChanged() {
      const directory = parts.directory();
      for (const [socket, screens] of looking) {
        if (!personOf(directory, socket.data.person)) {
          dismiss(socket);
          continue;
        }
        const you = personOf(directory, socket.data.person);
        if (you) socket.emit('you', you);
        const sees = seen(directory, socket.data.person);
        if (sees === 'board') continue;
        for (const board of screens.keys()) {
          leave(socket, screens, board);
          socket.emit('audience', { board, sees });
        }
      }
      watching.peopleChanged();
      for (const audience of audiences.values()) audience.tellNames();
    },
    snapshotsBuilt: () => snapshots.built,
    close() {
      for (const audience of audiences.values()) audience.close();
      audiences.clear();
      watching.close();
    },
  };
}

/** How this screen is spoken to. */
interface Speech { readonly language: Language; readonly directory: Directory }

function post(room: BoardRoom, { id, command, again }: CommandMessage, actor: Person, { language, directory }: Speech, answer: (answer: CommandAnswer) => void, noted?: Noted): void {
  room.post({ id, command, actor: personActor(actor.id), again }, (told) => {
    noted?.(room.id, id, told, null);
    // The commit itself comes with the broadcast, the same seq in both.
    answer(saidIn(told, wordsIn(language, room.board.policies.timeZone), directory));
  });
}

function noBoard({ board, command }: CommandMessage, { language }: Speech): CommandAnswer {
  return { ok: false, why: 'refused', refusal: { command: command.type, card: null, violations: [{ code: 'no_board' }] }, sentence: wordsIn(language, 'UTC').answers.noBoard(board) };
}
