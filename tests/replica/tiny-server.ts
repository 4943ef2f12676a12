import type { Board } from '../../shared/board/board.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import { decide } from '../../shared/floor.ts';
import type { Person } from '../../shared/people/directory.ts';
import { applyCommit } from '../../shared/floor.ts';
import type { CommandId } from '../../shared/kernel/ids.ts';
import { boardId, commandId } from '../../shared/kernel/ids.ts';
import { ENGLISH } from '../support/shop/words.ts';
import { sentence } from '../../shared/words/sentences.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import type { BeaconMessage, CommandAnswer, CommitsMessage, Head, JoinAnswer, WireCommit } from '../../shared/protocol/messages.ts';
import { SCHEDULE } from '../../shared/kernel/actor.ts';
import { nextDue } from '../../shared/due.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { Acting } from '../../shared/people/directory.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { Random } from '../support/chance.ts';
import { OrderFiles } from '../../shared/file.ts';
import { someBom } from '../simulation/shop-commands.ts';
import { DIRECTORY, PEOPLE } from '../simulation/shop-people.ts';

export const BOARD = boardId('shop');

/** The least a server is: the real decide and evolve, a list of commits, and nothing that can fail. */
export class TinyServer {
  boards: Board[] = [emptyBoard(BOARD)];
  log: WireCommit[] = [];
  private hashes: string[] = [''];
  private readonly byId = new Map<CommandId, WireCommit>();
  private history = 0;
  files = new OrderFiles();
  /** The orders that each commit is about. */
  private readonly subjects: (readonly string[])[] = [];

  constructor(public now: number, seed = 1, orders = 4, board = furnitureShop()) {
    const random = new Random(seed);
    const [mara, paul] = [PEOPLE[2] as Person, PEOPLE[3] as Person];
    this.must(board, mara);
    for (let n = 0; n < orders; n += 1) {
      this.must({ type: 'CreateOrder', title: `Order ${n}`, customer: 'Customer', quantity: 1, bom: someBom(this.board, random) }, paul);
      const order = [...this.board.cards.values()].filter((card) => card.kind === 'order').sort((a, b) => (a.id < b.id ? 1 : -1))[0];
      if (!order) continue;
      this.must({ type: 'ConfirmOrder', order: order.id, promisedAt: now + 5 * 86_400_000 }, paul);
      this.must({ type: 'ReleaseOrder', order: order.id, earlyReason: 'because the shop is empty' }, paul);
    }
  }

  get board(): Board {
    return this.boards[this.boards.length - 1] as Board;
  }

  get head(): Head {
    return { seq: this.board.seq, hash: this.hashes[this.board.seq] as string };
  }

  must(command: Command, actor: Person): WireCommit {
    const answer = this.command(commandId(`setup-${this.log.length}-${this.history}`), command, actor);
    if (!answer.ok) throw new Error(answer.sentence);
    return this.log[answer.seq - 1] as WireCommit;
  }

  /** As the schedule does, once its time has come. */
  closes(order: CardId): void {
    const at = nextDue(this.board) ?? this.now;
    const answer = this.taken(commandId(`closing-${order}`), { type: 'CloseOrder', order }, { id: SCHEDULE, roles: [] }, at);
    if (!answer.ok) throw new Error(answer.sentence);
  }

  command(id: CommandId, command: Command, actor: Person): CommandAnswer {
    return this.taken(id, command, asPerson(actor), Math.max(this.now, this.board.at));
  }

  private taken(id: CommandId, command: Command, actor: Acting, at: number): CommandAnswer {
    const known = this.byId.get(id);
    if (known) return { ok: true, seq: known.seq, at: known.at };
    const decision = decide(this.board, command, { at, actor, directory: DIRECTORY }, this.files.of);
    if (!decision.ok) return { ok: false, why: 'refused', refusal: decision.refusal, sentence: sentence(decision.refusal, ENGLISH, DIRECTORY) };
    const commit: WireCommit = { seq: this.board.seq + 1, at, actor: actor.id, command: id, kind: command.type, events: decision.events, texts: decision.texts };
    this.boards.push(applyCommit(this.board, commit));
    this.log.push(commit);
    this.subjects.push(decision.subjects);
    this.files.hear(commit, decision.subjects);
    this.hashes.push(`${this.history}:${id}`);
    this.byId.set(id, commit);
    return { ok: true, seq: commit.seq, at };
  }

  /** An older backup; what comes now has other hashes. */
  restore(seq: number): void {
    for (const commit of this.log.splice(seq)) this.byId.delete(commit.command);
    this.boards.length = seq + 1;
    this.hashes.length = seq + 1;
    this.history += 1;
    this.files = new OrderFiles();
    this.log.forEach((commit, at) => this.files.hear(commit, this.subjects[at] ?? []));
  }

  since(seq: number): CommitsMessage {
    return { board: BOARD, commits: this.log.slice(seq), head: this.head };
  }

  beacon(): BeaconMessage {
    return { board: BOARD, head: this.head, at: this.now };
  }

  /** `whole`: a snapshot even when the commits would do. */
  join(have: Head | null, whole = false): { readonly answer: JoinAnswer; readonly snapshot: Board | null } {
    const common = { ok: true, head: this.head, at: this.now, directory: DIRECTORY } as const;
    const same = have !== null && this.hashes[have.seq] === have.hash;
    if (same && !whole) return { answer: { ...common, how: 'catch-up', commits: this.log.slice(have.seq) }, snapshot: null };
    return { answer: { ...common, how: 'snapshot', packed: new Uint8Array(), diverged: have !== null && !same }, snapshot: this.board };
  }
}
