import { beforeEach, describe, expect, test } from 'vitest';
import { cardsAt } from '../../shared/board/board.ts';
import { nextStep } from '../../shared/cards/card-common.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Person } from '../../shared/people/directory.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import type { CardId, CommandId } from '../../shared/kernel/ids.ts';
import { commandId, laneId } from '../../shared/kernel/ids.ts';
import { READ_ONLY_AFTER, SILENCE_IS_LOSS } from '../../shared/protocol/messages.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import * as replica from '../../client/replica/replica.ts';
import { RESEND_AFTER } from '../../client/replica/pending.ts';
import { assertReplica } from '../../client/replica/replica-invariants.ts';
import type { Effect, Pending, Replica, Step } from '../../client/replica/replica-state.ts';
import { connectionOf, createReplica, personOf, serverTime } from '../../client/replica/replica-state.ts';
import { DIRECTORY, PEOPLE } from '../simulation/shop-people.ts';
import { BOARD, TinyServer } from './tiny-server.ts';

const NOW = 1_770_000_000_000;
const [otto, , mara] = PEOPLE as [Person, Person, Person];
let server: TinyServer;
let now: number;
let ids = 0;
const id = (): CommandId => commandId(`test-${(ids += 1)}`);
const sent = (step: Step): CommandId[] => step.effects.flatMap((effect) => (effect.do === 'send' ? [effect.id] : []));
const agains = (step: Step): boolean[] => step.effects.flatMap((effect) => (effect.do === 'send' ? [effect.again] : []));
const does = (step: Step): Effect['do'][] => step.effects.map((effect) => effect.do);

const checked = <S extends Step>(step: S): S => {
  assertReplica(step.state);
  return step;
};

function live(actor: Person = mara, whole = false): Replica {
  const { state } = replica.connected(createReplica(BOARD, actor.id, now), now);
  const { answer, snapshot } = server.join(null, whole);
  return checked(replica.joined(state, answer, snapshot, now)).state;
}

/** A job that can be pulled, and the command that does it. */
function somePull(board: Board): Extract<Command, { type: 'PullCard' }> {
  const ready = cardsAt(board, laneId('ready'), 'queue').map((card) => board.cards.get(card) as Card);
  const card = ready[0] as Card;
  return { type: 'PullCard', card: card.id, lane: nextStep(card)?.lane as never };
}

beforeEach(() => {
  now = NOW;
  server = new TinyServer(NOW);
});

/** Every card of the board stands exactly once. */
const places = (board: Board, card: CardId): number => Object.values(board.places).filter((list) => list.includes(card)).length;

describe('the replica', () => {
  test('joins, and shows what the server has', () => {
    const state = live();
    expect(state.shown).toBe(state.confirmed);
    expect(state.head).toEqual(server.head);
    expect(connectionOf(state, now)).toEqual({ state: 'live' });
  });

  test('refuses here and sends nothing', () => {
    const state = live(otto);
    const step = checked(replica.issue(state, id(), { type: 'SetPolicies', policies: { undoSeconds: 5 } }, now));
    expect(step.result).toMatchObject({ ok: false, refusal: { violations: [{ code: 'not_allowed' }] } });
    expect(step.effects).toEqual([]);
    expect(step.state).toBe(state);
  });

  test('shows an accepted command at once, and it stays when its commit arrives', () => {
    const state = live();
    const pull = somePull(state.shown);
    const one = id();
    const issued = checked(replica.issue(state, one, pull, now));
    expect(sent(issued)).toEqual([one]);
    expect(issued.state.shown.cards.get(pull.card)?.place?.lane).toBe(pull.lane);
    expect(issued.state.confirmed.cards.get(pull.card)?.place?.lane).toBe('ready');
    const seq = server.board.seq;
    const answer = server.command(one, pull, mara);
    const acked = checked(replica.answered(issued.state, one, answer, now));
    expect(acked.state.pending).toHaveLength(1);
    const merged = checked(replica.commits(acked.state, server.since(seq), now));
    expect(merged.state.pending).toEqual([]);
    expect(merged.state.shown).toBe(merged.state.confirmed);
    expect(merged.state.shown.cards.get(pull.card)?.place?.lane).toBe(pull.lane);
    expect(merged.effects).toMatchObject([{ do: 'merged' }]);
  });

  test('the commit before its answer: the same', () => {
    const issued = replica.issue(live(), id(), somePull(server.board), now);
    const waiting = issued.state.pending[0] as Pending;
    const seq = server.board.seq;
    const answer = server.command(waiting.id, waiting.command, mara);
    const merged = checked(replica.commits(issued.state, server.since(seq), now));
    expect(merged.state.pending).toEqual([]);
    expect(checked(replica.answered(merged.state, waiting.id, answer, now)).state.shown).toBe(merged.state.shown);
  });

  test('re-applies commands, not events: a pull that no longer fits is hidden, and no limit is exceeded on screen', () => {
    const state = live();
    const pull = somePull(state.shown);
    const limit = state.shown.limits.find((each) => each.scope.lanes?.includes(pull.lane) && each.scope.lanes.length === 1);
    const seq = server.board.seq;
    const issued = checked(replica.issue(state, id(), pull, now));
    server.must({ type: 'SetLimit', limit: { id: limit?.id as never, name: limit?.name as string, kind: 'job', scope: limit?.scope as never, unit: 'count', capacity: 0 }, reason: 'the machine is down today' }, mara);
    const merged = checked(replica.commits(issued.state, server.since(seq), now));
    expect(merged.state.pending[0]?.outcome).toMatchObject({ is: 'refused', refusal: { violations: [{ code: 'wip_limit' }] } });
    expect(merged.state.shown.cards.get(pull.card)?.place?.lane).toBe('ready');
    expect(brokenInvariants(merged.state.shown)).toEqual([]);
    // Still waiting for the server's word, and dropped with it.
    const waiting = merged.state.pending[0] as Pending;
    const told = checked(replica.answered(merged.state, waiting.id, server.command(waiting.id, waiting.command, mara), now));
    expect(told.state.pending).toEqual([]);
    expect(told.effects).toMatchObject([{ do: 'tell', notice: { about: 'refused' } }]);
  });

  test('duplicates change nothing, a gap asks for what is missing', () => {
    const state = live();
    const seq = server.board.seq;
    server.must(somePull(server.board), mara);
    server.must({ type: 'SetPolicies', policies: { undoSeconds: 30 } }, mara);
    const gap = checked(replica.commits(state, { ...server.since(seq + 1) }, now));
    expect(gap.effects).toEqual([{ do: 'join', have: state.head, erased: 0 }]);
    expect(gap.state.confirmed).toBe(state.confirmed);
    const { answer, snapshot } = server.join(state.head);
    const filled = checked(replica.joined(gap.state, answer, snapshot, now));
    expect(filled.state.head).toEqual(server.head);
    const again = checked(replica.commits(filled.state, server.since(seq), now));
    expect(again.effects).toEqual([]);
    expect(again.state.confirmed).toBe(filled.state.confirmed);
  });

  test('REL-20: a lost last commit shows by the beacon, after a moment of grace', () => {
    const state = live();
    server.must(somePull(server.board), mara);
    const behind = checked(replica.beacon(state, server.beacon(), now));
    expect(behind.effects).toEqual([]);
    const later = checked(replica.tick(behind.state, now + replica.BEHIND_GRACE));
    expect(later.effects).toEqual([{ do: 'join', have: state.head, erased: 0 }]);
  });

  test('a server restored from a backup: same seq with another hash, or a head behind this one', () => {
    const pull = somePull(server.board);
    const before = server.board.seq;
    server.must(pull, mara);
    const state = live();
    server.restore(before);
    expect(checked(replica.beacon(state, server.beacon(), now)).effects).toEqual([{ do: 'join', have: state.head, erased: 0 }]);
    server.must({ type: 'SetPolicies', policies: { undoSeconds: 30 } }, mara);
    const other = checked(replica.beacon(state, server.beacon(), now));
    expect(other.effects).toEqual([{ do: 'join', have: state.head, erased: 0 }]);
    const { answer, snapshot } = server.join(state.head);
    const back = checked(replica.joined(other.state, answer, snapshot, now));
    expect(back.state.head).toEqual(server.head);
    expect(back.effects).toMatchObject([{ do: 'tell', notice: { about: 'history' } }]);
    expect(back.state.shown.cards.get(pull.card)?.place?.lane).toBe('ready');
  });

  test('accepted, then lost with the backup that was put back: it is sent again under its id', () => {
    const issued = replica.issue(live(), id(), somePull(server.board), now);
    const waiting = issued.state.pending[0] as Pending;
    const before = server.board.seq;
    const acked = checked(replica.answered(issued.state, waiting.id, server.command(waiting.id, waiting.command, mara), now));
    server.restore(before);
    server.must({ type: 'SetPolicies', policies: { undoSeconds: 30 } }, mara);
    const up = replica.connected(replica.disconnected(acked.state).state, now);
    const { answer, snapshot } = server.join(acked.state.head);
    const back = checked(replica.joined(up.state, answer, snapshot, now));
    expect(sent(back)).toEqual([waiting.id]);
  });

  test('REL-23: the answer is lost, the cut comes, the catch-up brings the commit: once, and not sent again', () => {
    const issued = replica.issue(live(), id(), somePull(server.board), now);
    const waiting = issued.state.pending[0] as Pending;
    server.command(waiting.id, waiting.command, mara);
    const cut = checked(replica.disconnected(issued.state));
    const up = checked(replica.connected(cut.state, now + 900));
    expect(up.effects).toEqual([{ do: 'join', have: issued.state.head, erased: 0 }]);
    const { answer, snapshot } = server.join(issued.state.head);
    const back = checked(replica.joined(up.state, answer, snapshot, now + 950));
    expect(sent(back)).toEqual([]);
    expect(back.state.pending).toEqual([]);
    expect(places(back.state.shown, (waiting.command as { card: CardId }).card)).toBe(1);
  });

  test('REL-23: the same by a snapshot: the unanswered one is hidden until its id is answered, and never shown twice', () => {
    const state = live();
    const one = id();
    const command: Command = { type: 'CreateOrder', title: 'Bench', customer: 'Customer', quantity: 1, bom: [] };
    const withBom: Command = { ...command, bom: [{ title: 'Seat', quantity: 1, source: 'make', routing: [{ lane: laneId('cut'), hours: 2 }] }] };
    const issued = checked(replica.issue(state, one, withBom, now));
    expect(issued.result.ok).toBe(true);
    server.command(one, withBom, mara);
    const up = replica.connected(replica.disconnected(issued.state).state, now);
    const { answer, snapshot } = server.join(state.head, true);
    const back = checked(replica.joined(up.state, answer, snapshot, now));
    expect(sent(back)).toEqual([one]);
    const benches = (board: Board): number => [...board.cards.values()].filter((card) => card.title === 'Bench').length;
    expect(benches(back.state.shown)).toBe(1);
    const told = checked(replica.answered(back.state, one, server.command(one, withBom, mara), now));
    expect(told.state.pending).toEqual([]);
    expect(benches(told.state.shown)).toBe(1);
  });

  test('REL-23: a refusal that comes five seconds late takes the card back', () => {
    const state = live();
    const pull = somePull(state.shown);
    const issued = replica.issue(state, id(), pull, now);
    const waiting = issued.state.pending[0] as Pending;
    server.must(pull, mara);
    const answer = server.command(waiting.id, pull, mara);
    expect(answer.ok).toBe(false);
    const told = checked(replica.answered(replica.beacon(issued.state, server.beacon(), now + 4_000).state, waiting.id, answer, now + 5_000));
    expect(told.state.shown.cards.get(pull.card)?.place?.lane).toBe('ready');
    expect(places(told.state.shown, pull.card)).toBe(1);
  });

  test('REL-23: two tabs move the same card: both end where the server put it', () => {
    const [first, second] = [live(mara), live(mara)];
    const pull = somePull(server.board);
    const version = server.board.cards.get(pull.card)?.version as number;
    const a = replica.issue(first, id(), { ...pull, version }, now);
    const b = replica.issue(second, id(), { ...pull, version }, now);
    const seq = server.board.seq;
    const answers = [a, b].map(({ state }) => {
      const waiting = state.pending[0] as Pending;
      return [state, waiting, server.command(waiting.id, waiting.command, mara)] as const;
    });
    for (const [state, waiting, answer] of answers) {
      const merged = checked(replica.commits(state, server.since(seq), now));
      const told = checked(replica.answered(merged.state, waiting.id, answer, now));
      expect(told.state.pending).toEqual([]);
      expect(told.state.shown.cards.get(pull.card)?.place?.lane).toBe(pull.lane);
      expect(places(told.state.shown, pull.card)).toBe(1);
    }
    expect(answers.map(([, , answer]) => answer.ok)).toEqual([true, false]);
  });

  test('I7: a snapshot of the same history from before goes back, and what follows it is not told twice', () => {
    const state = live();
    const early = { ...server.join(state.head, true) };
    const { seq } = server.head;
    server.command(id(), somePull(server.board), mara);
    const merged = checked(replica.commits(state, server.since(seq), now));
    expect(does(merged)).toEqual(['merged']);
    const asked = replica.connected(replica.disconnected(merged.state).state, now).state;
    const behind = checked(replica.joined(asked, early.answer, early.snapshot, now));
    expect(behind.state.head.seq).toBe(seq);
    const again = checked(replica.commits(behind.state, server.since(seq), now));
    expect(again.state.head).toEqual(server.head);
    expect(does(again)).toEqual([]);
  });

  test('try_again keeps it and sends it again with the same id', () => {
    const issued = replica.issue(live(), id(), somePull(server.board), now);
    const waiting = issued.state.pending[0] as Pending;
    const told = checked(replica.answered(issued.state, waiting.id, { ok: false, why: 'try_again', sentence: 'try again' }, now));
    expect(told.state.pending).toHaveLength(1);
    expect(sent(replica.tick(told.state, now + 100))).toEqual([]);
    expect(sent(replica.tick(told.state, now + 300))).toEqual([waiting.id]);
  });

  test('what goes out a second time says so, and what only waited for the connection does not', () => {
    const issued = replica.issue(live(), id(), somePull(server.board), now);
    expect(agains(issued)).toEqual([false]);
    const due = replica.tick(replica.beacon(issued.state, server.beacon(), now + 2_000).state, now + RESEND_AFTER);
    expect(agains(due)).toEqual([true]);
    const rejoined = (state: Replica): Step => {
      const { answer, snapshot } = server.join(state.head);
      return checked(replica.joined(replica.connected(replica.disconnected(state).state, now).state, answer, snapshot, now));
    };
    expect(agains(rejoined(issued.state))).toEqual([true]);
    const waited = replica.issue(replica.disconnected(live()).state, id(), somePull(server.board), now);
    expect(agains(waited)).toEqual([]);
    const out = rejoined(waited.state);
    expect(agains(out)).toEqual([false]);
    expect(agains(rejoined(out.state))).toEqual([true]);
  });

  test('I3: a refusal that was written down is told by its answer, and is no move of anybody', () => {
    const issued = replica.issue(live(), id(), somePull(server.board), now);
    const waiting = issued.state.pending[0] as Pending;
    const { seq, at } = server.board;
    const refusal = { command: 'PullCard', card: (waiting.command as { card: CardId }).card, violations: [{ code: 'no_board' }] } as const;
    const written = { seq: seq + 1, at, actor: personActor(mara.id), command: waiting.id, kind: waiting.command.type, events: [], texts: { refusal: JSON.stringify(refusal) } };
    const merged = checked(replica.commits(issued.state, { board: BOARD, commits: [written], head: { seq: seq + 1, hash: 'x' } }, now));
    expect(merged.state.pending.map((one) => one.id)).toEqual([waiting.id]);
    const told = checked(replica.answered(merged.state, waiting.id, { ok: false, why: 'refused', refusal, sentence: 'No.' }, now));
    expect(told.state.pending).toEqual([]);
    expect(told.effects).toMatchObject([{ do: 'tell', notice: { about: 'refused', sentence: 'No.' } }]);
    expect(told.state.shown.cards.get(refusal.card)?.place?.lane).toBe('ready');
  });

  test('nothing is sent before a join is answered on the new connection', () => {
    const state = live();
    const up = replica.connected(replica.disconnected(state).state, now);
    const issued = checked(replica.issue(up.state, id(), somePull(state.shown), now));
    expect(issued.result.ok).toBe(true);
    expect(sent(issued)).toEqual([]);
    const { answer, snapshot } = server.join(state.head);
    expect(sent(replica.joined(issued.state, answer, snapshot, now))).toHaveLength(1);
  });

  test('commits that come while the join is being answered are kept', () => {
    const state = live();
    const up = replica.connected(replica.disconnected(state).state, now);
    const { answer, snapshot } = server.join(state.head);
    const seq = server.board.seq;
    server.must(somePull(server.board), mara);
    const early = checked(replica.commits(up.state, server.since(seq), now));
    expect(early.state.confirmed.seq).toBe(seq);
    expect(checked(replica.joined(early.state, answer, snapshot, now)).state.head).toEqual(server.head);
  });

  test('what stands on an order that is only pending waits until its number is certain', () => {
    const state = live();
    const issued = replica.issue(state, id(), { type: 'CreateOrder', title: 'Bench', customer: 'C', quantity: 1, bom: [{ title: 'Seat', quantity: 1, source: 'make', routing: [{ lane: laneId('cut'), hours: 2 }] }] }, now);
    const bench = [...issued.state.shown.cards.values()].find((card) => card.title === 'Bench') as Card;
    const confirm = replica.issue(issued.state, id(), { type: 'ConfirmOrder', order: bench.id, promisedAt: now + 9e8 }, now);
    expect(confirm.result).toMatchObject({ ok: false, refusal: null });
    expect(confirm.effects).toEqual([]);
  });
});

describe('the connection in plain data', () => {
  test('silence is a loss: the socket is dropped, then the screen is read-only, and says since when', () => {
    const state = live();
    expect(replica.tick(state, now + SILENCE_IS_LOSS).effects).toEqual([]);
    const lost = checked(replica.tick(state, now + SILENCE_IS_LOSS + 1));
    expect(does(lost)).toEqual(['reconnect']);
    expect(connectionOf(lost.state, now + SILENCE_IS_LOSS + 1)).toEqual({ state: 'reconnecting' });
    expect(replica.issue(lost.state, id(), somePull(state.shown), now + SILENCE_IS_LOSS + 1).result.ok).toBe(true);
    const later = now + READ_ONLY_AFTER + 1;
    expect(connectionOf(lost.state, later)).toEqual({ state: 'not_live_since', at: now });
    expect(replica.issue(lost.state, id(), somePull(state.shown), later).result).toMatchObject({ ok: false, refusal: null });
  });

  test('yesterday’s tab: acting on it reconnects and sends nothing, and old pending commands are not sent either', () => {
    const issued = replica.issue(live(), id(), somePull(server.board), now);
    const tomorrow = now + 86_400_000;
    const woken = checked(replica.issue(issued.state, id(), { type: 'SetPolicies', policies: { undoSeconds: 9 } }, tomorrow));
    expect(woken.result.ok).toBe(false);
    expect(does(woken)).toEqual(['reconnect']);
    const up = replica.connected(woken.state, tomorrow);
    expect(does(up)).toEqual(['join']);
    const { answer, snapshot } = server.join(issued.state.head);
    const back = checked(replica.joined(up.state, answer, snapshot, tomorrow));
    expect(sent(back)).toEqual([]);
    expect(back.effects).toMatchObject([{ do: 'tell', notice: { about: 'unsure' } }]);
    expect(back.state.pending).toEqual([]);
    expect(back.state.shown).toBe(back.state.confirmed);
  });

  test('a word from the old socket after a sleep is not believed', () => {
    const state = live();
    expect(does(replica.commits(state, server.since(server.board.seq), now + 3_600_000))).toEqual(['reconnect']);
  });

  test('the server’s clock is followed, whatever this machine’s says', () => {
    server.now = now + 3_600_000;
    const state = live();
    expect(serverTime(state, now)).toBe(now + 3_600_000);
    const late = replica.beacon(state, { ...server.beacon(), at: server.now + 1_000 }, now + 1_400);
    expect(serverTime(late.state, now + 1_400)).toBe(server.now + 1_400);
  });

  test('this machine’s clock is put back an hour: silence is still noticed in time', () => {
    const back = now - 3_600_000;
    const step = replica.tick(live(), back);
    expect(step.effects).toEqual([]);
    expect(does(replica.tick(step.state, back + SILENCE_IS_LOSS + 1))).toEqual(['reconnect']);
  });

  test('another person: what was unanswered is told and never sent in the new name', () => {
    const issued = replica.issue(live(mara), id(), somePull(server.board), now);
    const step = checked(replica.switched(issued.state, otto.id));
    expect(does(step)).toEqual(['tell', 'reconnect']);
    const up = replica.connected(step.state, now);
    const { answer, snapshot } = server.join(step.state.head);
    const back = checked(replica.joined(up.state, answer, snapshot, now));
    expect(sent(back)).toEqual([]);
    expect(personOf(back.state)).toEqual(DIRECTORY.people[otto.id]);
  });

  test('an outdated page issues nothing', () => {
    const { state } = replica.outdated(live());
    expect(connectionOf(state, now)).toEqual({ state: 'outdated' });
    expect(replica.issue(state, id(), somePull(state.shown), now).result.ok).toBe(false);
  });
});
