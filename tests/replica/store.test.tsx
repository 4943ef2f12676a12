// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Card } from '../../shared/cards/card.ts';
import { cardsAt } from '../../shared/board/board.ts';
import { nextStep } from '../../shared/cards/card-common.ts';
import type { CommandOf } from '../../shared/verbs.ts';
import type { Person } from '../../shared/people/directory.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { commandId, laneId, limitId } from '../../shared/kernel/ids.ts';
import type { CommandMessage } from '../../shared/protocol/messages.ts';
import type { BoardStore } from '../../client/replica/board-store.ts';
import { createBoardStore } from '../../client/replica/board-store.ts';
import type { Hears } from '../../client/replica/link.ts';
import { BoardProvider, useCard, useConnection, useLimit, usePlace } from '../../client/replica/use-board.ts';
import { PEOPLE } from '../simulation/shop-people.ts';
import { BOARD, TinyServer } from './tiny-server.ts';

const [otto, , mara] = PEOPLE as [Person, Person, Person];

/** A store on a line that a test works by hand. */
class Bench {
  now = 1_770_000_000_000;
  readonly server = new TinyServer(this.now);
  readonly sent: CommandMessage[] = [];
  readonly dragged: (CardId | null)[] = [];
  people: string[] = [];
  reconnects = 0;
  tick: () => void = () => undefined;
  hears: Hears | null = null;
  private ids = 0;
  readonly faults: string[] = [];
  /** The next command gets the id of the last one. */
  repeats = false;
  readonly store: BoardStore = createBoardStore({
    board: BOARD, person: mara.id, clock: () => this.now, newId: () => commandId(`bench-${(this.ids += this.repeats ? 0 : 1)}`), report: ({ message }) => void this.faults.push(message),
    ticks: (tick) => {
      this.tick = tick;
      return () => { this.tick = () => undefined; };
    },
    openLink: (_board, _person, hears) => {
      this.hears = hears;
      return {
        watch: () => {},
        join: (have) => {
          const { answer, snapshot } = this.server.join(have);
          hears.joined(answer, snapshot);
        },
        send: (message) => void this.sent.push(message),
        dragging: (card) => void this.dragged.push(card),
        reconnect: (person) => {
          this.reconnects += 1;
          this.people.push(person);
        },
        close: () => undefined,
      };
    },
  });

  /** The server gets what was sent; its commits and answers come back. */
  serve(): void {
    for (const { id, command } of this.sent.splice(0)) {
      const seq = this.server.board.seq;
      const answer = this.server.command(id, command, mara);
      this.hears?.answered(id, answer);
      this.hears?.commits(this.server.since(seq));
    }
  }

  other(command: Parameters<TinyServer['must']>[0], actor: Person = mara): void {
    const seq = this.server.board.seq;
    this.server.must(command, actor);
    this.hears?.commits(this.server.since(seq));
  }

  ready(n = 0): CommandOf<'PullCard'> {
    const board = this.store.getState().board;
    const card = board.cards.get(cardsAt(board, laneId('ready'), 'queue')[n] as CardId) as Card;
    return { type: 'PullCard', card: card.id, lane: nextStep(card)?.lane as never };
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
  bench.hears?.up();
});
afterEach(() => {
  cleanup();
  bench.store.close();
});

describe('the board store', () => {
  test('is live after the join, with the board, the directory and who I am', () => {
    const { connection, me, board, readOnly } = bench.store.getState();
    expect(connection).toEqual({ state: 'live' });
    expect(me?.id).toBe(mara.id);
    expect(board.seq).toBe(bench.server.board.seq);
    expect(readOnly).toBe(false);
  });

  test('an issued command is shown at once as unconfirmed, and is confirmed by its commit', () => {
    const pull = bench.ready();
    expect(bench.store.issue(pull)).toEqual({ ok: true, id: 'bench-1' });
    expect(bench.store.getState().board.cards.get(pull.card)?.place?.lane).toBe(pull.lane);
    expect([...bench.store.getState().unconfirmed]).toEqual([pull.card]);
    bench.serve();
    expect([...bench.store.getState().unconfirmed]).toEqual([]);
    expect(bench.store.getState().changed.get(pull.card)).toMatchObject({ mine: true, kind: 'PullCard', by: 'person:mara' });
    bench.now += 2_500;
    bench.hears?.beacon(bench.server.beacon());
    bench.tick();
    expect(bench.store.getState().changed.size).toBe(0);
  });

  test('a refusal is answered in the same turn, with its sentence, and nothing is sent', () => {
    bench.other({ type: 'SetLimit', limit: { id: limitId('jobs'), name: 'Jobs on the floor', kind: 'job', scope: {}, unit: 'count', capacity: 0 }, reason: 'we count the stock today' });
    const issued = bench.store.issue(bench.ready());
    expect(issued).toMatchObject({ ok: false, refusal: { violations: [{ code: 'wip_limit' }] } });
    expect((issued as { sentence: string }).sentence).toContain('Jobs on the floor');
    expect(bench.sent).toEqual([]);
  });

  test('a late refusal becomes a notice and the card goes back', () => {
    const pull = bench.ready();
    bench.store.issue(pull);
    bench.server.must(pull, mara);
    const [message] = bench.sent;
    bench.hears?.answered(message?.id as never, bench.server.command(message?.id as never, pull, mara));
    const { notices, board } = bench.store.getState();
    expect(notices).toMatchObject([{ about: 'refused', command: pull }]);
    expect(board.cards.get(pull.card)?.place?.lane).toBe('ready');
    bench.store.dismiss(notices[0]?.key as number);
    expect(bench.store.getState().notices).toEqual([]);
  });

  test('undo takes back my last move', () => {
    const pull = bench.ready();
    bench.store.issue(pull);
    bench.serve();
    expect(bench.store.undo().ok).toBe(true);
    bench.serve();
    expect(bench.store.getState().confirmed.cards.get(pull.card)?.place?.lane).toBe('ready');
  });

  test('another person: the link is made anew in that name', () => {
    bench.store.switchPerson(otto.id);
    expect(bench.people).toEqual([otto.id]);
    bench.hears?.up();
    expect(bench.store.getState().me?.id).toBe(otto.id);
  });

  test('says reconnecting, then not live since', () => {
    const since = bench.now;
    bench.now += 6_000;
    bench.tick();
    expect(bench.reconnects).toBe(1);
    expect(bench.store.getState().connection).toEqual({ state: 'reconnecting' });
    bench.now += 6_000;
    bench.tick();
    expect(bench.store.getState().connection).toEqual({ state: 'not_live_since', at: since });
    expect(bench.store.getState().readOnly).toBe(true);
  });

  test('a tick that changes nothing wakes nobody', () => {
    let woken = 0;
    bench.store.subscribe(() => { woken += 1; });
    bench.now += 250;
    bench.tick();
    bench.hears?.beacon(bench.server.beacon());
    expect(woken).toBe(0);
  });
});

describe('the hooks', () => {
  const drawn = new Map<string, number>();
  const count = (name: string): void => void drawn.set(name, (drawn.get(name) ?? 0) + 1);
  const CardView = ({ id }: { readonly id: CardId }): ReactNode => {
    const card = useCard(id);
    count(id);
    return <p data-testid={id}>{card?.place?.lane}</p>;
  };
  const Lane = ({ lane }: { readonly lane: string }): ReactNode => {
    const cards = usePlace(laneId(lane), lane === 'ready' ? 'queue' : 'doing');
    count(lane);
    return <ul>{cards.map((id) => <CardView key={id} id={id} />)}</ul>;
  };
  const Limit = ({ id }: { readonly id: string }): ReactNode => {
    const view = useLimit(limitId(id));
    count(`limit ${id}`);
    return <b>{view?.load}</b>;
  };
  const Live = (): ReactNode => {
    count('live');
    return <i>{useConnection().state}</i>;
  };

  test('a card, a lane, a limit that did not change is not drawn again', () => {
    const pull = bench.ready();
    render(<BoardProvider store={bench.store}><Lane lane="ready" /><Lane lane={pull.lane} /><Lane lane="qc" /><Limit id={pull.lane} /><Limit id="qc" /><Live /></BoardProvider>);
    const before = new Map(drawn);
    const others = cardsAt(bench.server.board, laneId('ready'), 'queue').filter((id) => id !== pull.card);
    expect(others.length).toBeGreaterThan(0);
    act(() => bench.other(pull));
    const again = (name: string): number => (drawn.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(again('ready')).toBe(1);
    expect(again(pull.lane)).toBe(1);
    expect(again(`limit ${pull.lane}`)).toBe(1);
    for (const id of ['qc', 'limit qc', 'live']) expect(again(id), id).toBe(0);
  });

  test('a comment on one card draws that card alone', () => {
    const pull = bench.ready();
    render(<BoardProvider store={bench.store}><CardView id={pull.card} /><CardView id={bench.ready(1).card} /></BoardProvider>);
    const before = new Map(drawn);
    act(() => bench.other({ type: 'CommentOnCard', card: pull.card, text: 'seen' }));
    expect((drawn.get(pull.card) ?? 0) - (before.get(pull.card) ?? 0)).toBe(1);
    expect(drawn.get(bench.ready(1).card)).toBe(before.get(bench.ready(1).card));
  });
});

test('a state that cannot be is reported, and all is read from the server again; what was unanswered is sent once more', () => {
  const pull = bench.ready();
  bench.store.issue(pull);
  const [lost] = bench.sent.splice(0);
  // A bug, made by hand.
  bench.repeats = true;
  bench.store.issue(bench.ready(0));
  bench.repeats = false;
  expect(bench.faults).toEqual(['replica: a command is pending twice']);
  expect(bench.store.getState().board).toBe(bench.store.getState().confirmed);
  expect(bench.reconnects).toBe(1);
  bench.sent.length = 0;
  bench.hears?.down();
  bench.hears?.up();
  expect(bench.sent.map(({ id, again }) => [id, again])).toEqual([[lost?.id, true]]);
  bench.serve();
  const { board, confirmed, connection } = bench.store.getState();
  expect(board).toBe(confirmed);
  expect([connection.state, confirmed.seq, board.cards.get(pull.card)?.place?.lane]).toEqual(['live', bench.server.board.seq, pull.lane]);
  expect(bench.faults).toHaveLength(1);
});
