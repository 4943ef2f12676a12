import { MantineProvider } from '@mantine/core';
import { configure, render } from '@testing-library/react';
import type { RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { BoardActions, DialogRequest } from '../../../client/app/contracts.ts';
import { pagesFor } from '../../../client/app/pages.ts';
import { createBoardStore } from '../../../client/replica/board-store.ts';
import type { BoardStore } from '../../../client/replica/board-store.ts';
import type { Hears, OpenLink } from '../../../client/replica/link.ts';
import { BoardProvider } from '../../../client/replica/use-board.ts';
import type { CardId } from '../../../shared/kernel/ids.ts';
import type { Command, CommandOf } from '../../../shared/verbs.ts';
import type { Directory, Person } from '../../../shared/people/directory.ts';
import type { CommandMessage } from '../../../shared/protocol/messages.ts';
import { HeldWire } from './held-wire.ts';
import { BOARD, TinyServer } from '../../replica/tiny-server.ts';
import { PEOPLE } from '../../simulation/shop-people.ts';

// jsdom takes long to say what is hidden, and nothing is: a dialog is asked for by `within`.
configure({ asyncUtilTimeout: 10_000, defaultHidden: true });

export const NOW = 1_770_000_000_000;

/** One person's screen on a real store, a real decider behind it, and a wire that can be held. */
export class Screen extends HeldWire {
  readonly server: TinyServer;
  readonly store: BoardStore;
  /** What the feature asked its actions for. */
  readonly asked: DialogRequest[] = [];
  readonly said: string[] = [];
  readonly opened: (string | null)[] = [];
  private hears: Hears | null = null;

  constructor(readonly person: Person = PEOPLE[2] as Person, orders = 2, board?: CommandOf<'CreateBoard'>) {
    super();
    this.server = new TinyServer(NOW, 1, orders, board);
    const open: OpenLink = (_board, _person, hears) => {
      this.hears = hears;
      return {
        watch: () => {},
        join: (have) => { const { answer, snapshot } = this.server.join(have); queueMicrotask(() => hears.joined(answer, snapshot)); },
        send: (message) => { this.arrives(() => this.deliver(message)); },
        dragging: () => {},
        reconnect: () => {},
        close: () => {},
      };
    };
    let ids = 0;
    this.store = createBoardStore({ board: BOARD, person: person.id, openLink: open, clock: () => NOW, newId: () => `screen-command-${(ids += 1)}` as never, ticks: () => () => {} });
    this.hears?.up();
  }

  private deliver(message: CommandMessage): void {
    const before = this.server.head.seq;
    const answer = this.server.command(message.id, message.command, this.person);
    this.hears?.answered(message.id, answer);
    this.hears?.commits(this.server.since(before));
  }

  /** The directory changed. */
  learn(directory: Directory): void {
    this.hears?.directory(directory);
  }

  /** Somebody else, on the same board. */
  other(command: Command, actor: Person): void {
    const before = this.server.head.seq;
    this.server.must(command, actor);
    this.hears?.commits(this.server.since(before));
  }

  /** An order that was shipped leaves the floor. */
  closes(order: CardId): void {
    const before = this.server.head.seq;
    this.server.closes(order);
    this.hears?.commits(this.server.since(before));
  }

  readonly actions: BoardActions = {
    board: BOARD,
    boards: [{ id: BOARD, name: 'Small shop' }],
    openBoard: () => {},
    openCard: (card) => this.opened.push(card),
    pagesFor,
    openDialog: (request) => { if (request) this.asked.push(request); },
    runMove: (card, move) => { if (move.meaning.does === 'command') this.store.issue(move.meaning.command); else this.asked.push({ kind: 'comment', card }); },
    runAct: (card, { does }) => {
      if (does.do === 'move') this.actions.runMove(card, does.move);
      else if (does.do === 'issue') this.store.issue(does.command);
      else this.asked.push(does.do === 'ask' ? { kind: does.form, card } : { kind: 'override', command: does.command, refusal: does.refusal });
    },
    issue: (command) => this.store.issue(command).ok,
    showCard: (card) => this.opened.push(card),
    showLane: () => {},
    goTo: () => {},
    askOrders: () => {},
    announce: (text) => this.said.push(text),
    actAs: () => {},
    speak: () => {},
  };

  async show(feature: ReactNode): Promise<RenderResult> {
    await Promise.resolve();
    return render(<MantineProvider env="test"><BoardProvider store={this.store}>{feature}</BoardProvider></MantineProvider>);
  }
}

/** The person of the small shop with this id. */
export const personCalled = (id: string): Person => PEOPLE.find((person) => person.id === id) as Person;
