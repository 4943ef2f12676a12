import { render } from '@testing-library/react';
import { createBoardStore } from '../../client/replica/board-store.ts';
import type { BoardStore } from '../../client/replica/board-store.ts';
import { BoardProvider } from '../../client/replica/use-board.ts';
import { createVoice } from '../../client/ui/live-region.tsx';
import type { BoardActions, DialogRequest } from '../../client/app/contracts.ts';
import { boardActions } from '../../client/app/board-actions.ts';
import { FloorStateProvider, createFloorStore } from '../../client/floor/floor-state.ts';
import { Floor } from '../../client/floor/floor.tsx';
import { IconSheet } from '../../client/ui/icon.tsx';
import type { Hears, OpenLink } from '../../client/replica/link.ts';
import type { Board } from '../../shared/board/board.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import { OrderFiles } from '../../shared/file.ts';
import { decide } from '../../shared/floor.ts';
import type { Directory, Person, Role } from '../../shared/people/directory.ts';
import { applyCommit } from '../../shared/floor.ts';
import { boardId, cardId, commandId, laneId, personId, supplierId } from '../../shared/kernel/ids.ts';
import type { CommandId } from '../../shared/kernel/ids.ts';
import { HeldWire } from '../support/browser/held-wire.ts';
import { ENGLISH } from '../support/shop/words.ts';
import { sentence } from '../../shared/words/sentences.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import type { Head, WireCommit } from '../../shared/protocol/messages.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { asPerson } from '../../shared/people/directory.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const NOW = 1_764_150_000_000;

const person = (id: string, name: string, colour: number, ...roles: Role[]): Person =>
  ({ id: personId(id), name, initials: name.slice(0, 2).toUpperCase(), colour, roles });
export const eva = person('eva', 'Eva Holm', 0, 'manager', 'planner', 'sales');
export const tom = person('tom', 'Tom Berg', 1, 'operator', 'lead');
export const ida = person('ida', 'Ida Vik', 2, 'inspector', 'buyer');
export const directory: Directory = {
  people: { [eva.id]: eva, [tom.id]: tom, [ida.id]: ida },
  suppliers: { [supplierId('hansen')]: { id: supplierId('hansen'), name: 'Hansen Metal' } },
};
export const SHOP = boardId('shop');

/** A shop in memory: the real decider and fold, no network and no disk. */
export class Shop extends HeldWire {
  board: Board = emptyBoard(SHOP);
  now = NOW;
  readonly files = new OrderFiles();
  private readonly hearers = new Set<Hears>();
  private count = 0;

  constructor() {
    super();
    this.does(eva, furnitureShop());
  }

  get head(): Head {
    return { seq: this.board.seq, hash: `h${this.board.seq}` };
  }

  does(actor: Person, command: Command, id: CommandId = commandId(`setup-${this.count}`)): void {
    this.count += 1;
    const decision = decide(this.board, command, { at: this.now, actor: asPerson(actor), directory }, this.files.of);
    if (!decision.ok) throw new Error(sentence(decision.refusal, ENGLISH, directory));
    const commit: WireCommit = { seq: this.board.seq + 1, at: this.now, actor: personActor(actor.id), command: id, kind: command.type, events: decision.events, texts: decision.texts };
    this.board = applyCommit(this.board, commit);
    this.files.hear(commit, decision.subjects);
    for (const hears of this.hearers) hears.commits({ board: SHOP, commits: [commit], head: this.head });
  }

  /** An order on the floor with so many jobs that are cut and then finished. */
  order(title: string, jobs: number, due = 9 * DAY): string {
    const number = String(this.board.nextNumber);
    const step = (lane: string, hours: number) => ({ lane: laneId(lane), hours });
    this.does(eva, {
      type: 'CreateOrder', title, customer: `Customer of ${title}`, quantity: 1,
      bom: Array.from({ length: jobs }, (_, n) => ({ title: `Part ${n + 1}`, quantity: n + 1, source: 'make' as const, routing: [step('cut', 2), step('finish', 3)] })),
    });
    this.does(eva, { type: 'ConfirmOrder', order: cardId(number), promisedAt: this.now + due });
    return number;
  }

  released(title: string, jobs: number, due = 9 * DAY): string {
    const number = this.order(title, jobs, due);
    this.does(eva, { type: 'ReleaseOrder', order: cardId(number) });
    return number;
  }

  link(actor: Person): OpenLink {
    return (_board, _person, hears) => {
      this.hearers.add(hears);
      queueMicrotask(() => hears.up());
      return {
        watch: () => {},
        join: () => hears.joined({ ok: true, how: 'snapshot', packed: new Uint8Array(), head: this.head, at: this.now, directory, diverged: false }, this.board),
        send: (message) => this.arrives(() => {
          const decision = decide(this.board, message.command, { at: this.now, actor: asPerson(actor), directory }, this.files.of);
          if (!decision.ok) hears.answered(message.id, { ok: false, why: 'refused', refusal: decision.refusal, sentence: sentence(decision.refusal, ENGLISH, directory) });
          else this.does(actor, message.command, message.id);
        }),
        dragging: () => {},
        reconnect: () => {},
        close: () => this.hearers.delete(hears),
      };
    };
  }

  store(actor: Person): BoardStore {
    return createBoardStore({ board: SHOP, person: actor.id, openLink: this.link(actor), clock: () => this.now, ticks: () => () => {} });
  }
}

export interface Shown {
  readonly store: BoardStore;
  readonly actions: BoardActions;
  readonly asked: DialogRequest[];
  readonly gone: string[];
  readonly opened: string[];
  readonly said: () => string;
  readonly container: HTMLElement;
  readonly card: (id: string) => HTMLElement;
}

/** The floor as a person sees it, on the shop in memory. */
export async function showFloor(shop: Shop, actor: Person = eva): Promise<Shown> {
  const store = shop.store(actor);
  await Promise.resolve();
  const floor = createFloorStore('shop');
  const voice = createVoice();
  const asked: DialogRequest[] = [];
  const opened: string[] = [];
  const gone: string[] = [];
  const actions = boardActions(SHOP, { store, floor, voice }, {
    boards: [{ id: SHOP, name: 'Shop' }], openBoard: () => {},
    openCard: (card) => opened.push(String(card)), openDialog: (request) => { if (request) asked.push(request); }, speak: () => {}, goTo: (to) => gone.push(to), askOrders: ({ find }) => gone.push(`orders ${find}`), toFloor: () => {}, actAs: (next) => store.switchPerson(next),
  });
  const { container } = render(
    <BoardProvider store={store}>
      <FloorStateProvider value={floor}>
        <IconSheet />
        <Floor actions={actions} voice={voice} />
      </FloorStateProvider>
    </BoardProvider>,
  );
  return {
    store, actions, asked, opened, gone, container, said: () => voice.current()?.text ?? '',
    card(id) {
      const found = container.querySelector<HTMLElement>(`[data-card="${id}"]`);
      if (!found) throw new Error(`Card ${id} is not drawn`);
      return found;
    },
  };
}
