import { expect, test } from 'vitest';
import { newCommandId } from '../../../client/replica/command-id.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import type { Command } from '../../../shared/verbs.ts';
import { type CommandId, cardId } from '../../../shared/kernel/ids.ts';
import type { CommandAnswer } from '../../../shared/protocol/messages.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { draws } from '../../support/chance.ts';
import { operators } from '../../support/server/contention.ts';
import { boardOn, startNodes } from '../../support/server/nodes.ts';
import { DIRECTORY } from '../../support/shop/shop.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { wholeLog } from '../../support/store/whole-log.ts';
import { contendedShop, pull, undo } from '../../support/shop/workshop.ts';
import { ShakyLog } from '../../server/room/shaky-log.ts';

const COMMANDS = 1_000;
const PEOPLE_AT_ONCE = 20;

// What is always possible, so that no copy can be refused before another one is accepted.
test(`REL-5: ${COMMANDS} commands, each sent one to ten times to three nodes at once, happen once and are answered alike`, { timeout: 120_000 }, async () => {
  const crew = operators(PEOPLE_AT_ONCE);
  const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, ...Object.fromEntries(crew.map((one) => [one.id, one])) } };
  // Without hints each node is as far behind as can be.
  const store = await startNodes(3, { directory, logOf: (log) => new ShakyLog(log) });
  const clients = crew.map((actor) => store.nodes.map(({ url }) => new SocketClient(url, { person: actor.id })));
  try {
    const board = await boardOn(store, contendedShop(PEOPLE_AT_ONCE, PEOPLE_AT_ONCE));
    await Promise.all(clients.flat().map((client) => client.connected()));
    const before = (await store.log.head(board))?.seq ?? 0;
    const answers = new Map<CommandId, { readonly person: number; readonly command: Command; readonly told: readonly CommandAnswer[] }>();
    const reused: CommandAnswer[] = [];
    const rivals: (readonly CommandAnswer[])[] = [];

    await Promise.all(crew.map(async (_, person) => {
      const next = draws(person + 1);
      const at = (): SocketClient => clients[person]?.[Math.floor(next() * 3)] as SocketClient;
      let up = true;
      for (let i = 0; i < COMMANDS / PEOPLE_AT_ONCE; i += 1) {
        const id = newCommandId();
        const move = next() < 0.5;
        const command: Command = move ? (up ? pull(person + 1) : undo(person + 1)) : { type: 'CommentOnCard', card: cardId(`1041.${person + 1}`), text: `note ${i}` };
        if (move) up = !up;
        const times = 1 + Math.floor(next() * 10);
        answers.set(id, { person, command, told: await Promise.all(Array.from({ length: times }, () => at().command(board, command, id))) });
        const other: Command = { type: 'CommentOnCard', card: cardId(`1041.${person + 1}`), text: 'another body' };
        if (i % 5 === 0) reused.push(await at().command(board, other, id));
        if (i % 5 === 1) {
          const both = newCommandId();
          rivals.push(await Promise.all(['this', 'that'].map((text) => at().command(board, { ...other, text }, both))));
        }
      }
    }));

    const commits = (await wholeLog(store.log, board)).slice(before);
    const byId = new Map(commits.map((commit) => [commit.command, commit]));
    expect(byId.size).toBe(commits.length);
    expect(commits.length).toBe(COMMANDS + rivals.length);
    for (const [id, { told }] of answers) {
      const commit = byId.get(id);
      for (const answer of told) expect(answer).toEqual({ ok: true, seq: commit?.seq, at: commit?.at });
    }
    expect(reused.length).toBe(COMMANDS / 5);
    for (const answer of reused) expect(answer).toMatchObject({ ok: false, why: 'id_reused' });
    for (const answer of rivals) expect(answer.map((one) => (one.ok ? 'ok' : one.why)).sort()).toEqual(['id_reused', 'ok']);

    // After a restart, which has forgotten everything.
    const rooms = new BoardRooms({ log: store.log, clock: Date.now, directory: () => directory });
    const room = await rooms.open(board);
    for (const [id, { person, command, told }] of answers) {
      expect(await room?.submit({ id, command, actor: personActor((crew[person] as (typeof crew)[number]).id) })).toMatchObject({ ok: true, ...(told[0]?.ok && { seq: told[0].seq, at: told[0].at }) });
    }
    await rooms.close();
  } finally {
    for (const client of clients.flat()) client.close();
    await store.close();
  }
});
