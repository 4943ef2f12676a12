import { describe, expect, test } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { BoardRoom } from '../../../server/room/board-room.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { brokenInvariants } from '../../../shared/board/invariants.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { draws } from '../../support/chance.ts';
import { Recorder, operators } from '../../support/server/contention.ts';
import { type FarLog, farLog } from '../../support/store/far-log.ts';
import { checkHistory } from '../../support/shop/history.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { DIRECTORY, type PEOPLE } from '../../support/shop/shop.ts';
import { pause } from '../../support/until.ts';
import { fold, wholeLog } from '../../support/store/whole-log.ts';
import { contendedShop, pull, undo } from '../../support/shop/workshop.ts';

type Actor = (typeof PEOPLE)['ada'];
interface Node { readonly log: FarLog; readonly room: BoardRoom; moves: number; gaveUp: number }

/** Nodes at these distances from one store; everybody at each of them moves without a pause for `seconds`. */
async function contend(distances: readonly number[], { seconds, people, slots = 64 }: { readonly seconds: number; readonly people: number; readonly slots?: number }) {
  const crew = operators(distances.length * people);
  const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, ...Object.fromEntries(crew.map((one) => [one.id, one])) } };
  const store = new MemoryLog();
  const setup = new BoardRooms({ log: store, clock: Date.now, directory: () => directory });
  const board = await makeBoard(setup, 'shop', contendedShop(64, slots));
  await setup.close();
  const before = (await store.head(board))?.seq ?? 0;
  const closing: { close(): Promise<void> }[] = [];
  const nodes = await Promise.all(distances.map(async (ms): Promise<Node> => {
    const log = farLog(store, ms);
    const rooms = new BoardRooms({ log, clock: Date.now, directory: () => directory });
    closing.push(rooms);
    const room = (await rooms.open(board)) as BoardRoom;
    room.subscribe(() => {});
    return { log, room, moves: 0, gaveUp: 0 };
  }));
  const recorder = new Recorder();
  const end = performance.now() + seconds * 1_000;
  await Promise.all(crew.map(async (actor: Actor, number) => {
    const node = nodes[number % nodes.length] as Node;
    const next = draws(number + 1);
    let mine: number | null = null;
    while (performance.now() < end) {
      const job: number = mine ?? (slots < 64 ? 1 + Math.floor(next() * 64) : number + 1);
      const command = mine === null ? pull(job) : undo(job);
      const id = recorder.begin(number, actor, command);
      let answer = await node.room.submit({ id, command, actor: personActor(actor.id) });
      while (!answer.ok && answer.why === 'try_again') {
        node.gaveUp += 1;
        await pause(20);
        answer = await node.room.submit({ id, command, actor: personActor(actor.id) });
      }
      recorder.heard(id, answer);
      if (answer.ok) {
        node.moves += 1;
        mine = mine === null ? job : null;
      } else await pause(5);
    }
  }));
  for (const one of closing) await one.close();
  const commits = await wholeLog(store, board);
  const moves = nodes.reduce((sum, node) => sum + node.moves, 0);
  const figures = {
    moves, share: nodes.map((node) => node.moves / moves), retries: nodes.reduce((sum, node) => sum + node.log.conflicts, 0) / moves,
    lost: nodes.map((node) => Math.round((100 * node.log.conflicts) / node.log.appends)), gaveUp: nodes.reduce((sum, node) => sum + node.gaveUp, 0),
  };
  return { ...figures, verdict: checkHistory({ attempts: recorder.attempts, commits, before, directory }), board: fold(board, commits) };
}

const say = (what: string, { moves, share, retries, lost, gaveUp }: Awaited<ReturnType<typeof contend>>): void =>
  console.log(`${what}: ${moves} moves, shares ${share.map((one) => `${Math.round(one * 100)} %`).join(' and ')}, ${retries.toFixed(3)} retries a move, ${lost.join(' and ')} % of the writes came second, ${gaveUp} told to try again`);

describe('nodes that write the same board without a pause', () => {
  test('share it fairly, with few retries, and nobody is told to try again', { timeout: 60_000 }, async () => {
    const outcome = await contend([4, 4], { seconds: 3, people: 12 });
    say('Two alike', outcome);
    expect(outcome.verdict.faults).toEqual([]);
    expect(brokenInvariants(outcome.board)).toEqual([]);
    expect(Math.min(...outcome.share)).toBeGreaterThan(0.1);
    expect(outcome.retries).toBeLessThan(0.5);
    expect(outcome.gaveUp).toBeLessThanOrEqual(outcome.moves / 1_000);
  });

  test('do not shut out one that is four times as far from the store, though most of its writes come second', { timeout: 60_000 }, async () => {
    const outcome = await contend([4, 16], { seconds: 4, people: 12 });
    say('One near, one far', outcome);
    expect(outcome.verdict.faults).toEqual([]);
    expect(outcome.share[1]).toBeGreaterThan(0);
  });

  test('REL-1: three of them, and one free slot: no limit is broken, and every refusal was true when it was told', { timeout: 60_000 }, async () => {
    const outcome = await contend([2, 3, 5], { seconds: 3, people: 8, slots: 1 });
    say('Three and one slot', outcome);
    expect(outcome.verdict.faults).toEqual([]);
    expect(outcome.verdict).toMatchObject({ breaches: 0, lost: 0, twice: 0, gaps: 0, unanswered: 0 });
    expect(outcome.verdict.refused).toBeGreaterThan(100);
  });
});
