import { newCommandId } from '../../../client/replica/command-id.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { cardId, laneId } from '../../../shared/kernel/ids.ts';
import type { Command } from '../../../shared/verbs.ts';
import { CUT, contendedShop } from '../shop/workshop.ts';
import { DIRECTORY, PEOPLE } from '../shop/shop.ts';
import type { Parts } from './gauntlet.ts';
import { makeBoard } from './live-server.ts';

const order = cardId('1042');
const ENTERED: readonly Command[] = [
  { type: 'CreateOrder', number: '1042', title: 'Bench', customer: 'Larsen', quantity: 1, bom: [{ title: 'Seat', quantity: 2, source: 'make', routing: [{ lane: CUT, hours: 2 }] }] },
  { type: 'ConfirmOrder', order, promisedAt: Date.UTC(2099, 0, 1) },
];

/** While a release waits for its order's file: what comes after it from the same person, or at the same order, comes after it in the log. */
export async function overtaken({ BoardRooms, MemoryLog }: Parts): Promise<readonly string[]> {
  const log = new MemoryLog();
  const parts = { log, clock: Date.now, directory: () => DIRECTORY };
  const first = new BoardRooms(parts);
  const board = await makeBoard(first as never, 'shop', [...contendedShop(3, 3), ...ENTERED]);
  await first.close();
  const read = log.story.bind(log);
  let tell = (): void => {};
  const held = new Promise<void>((resolve) => { tell = resolve; });
  log.story = async (...about) => held.then(() => read(...about));
  const rooms = new BoardRooms(parts);
  const room = await rooms.open(board);
  if (!room) return ['no room'];
  const sent = new Map<string, Promise<number>>();
  const send = (what: string, command: Command, who: keyof typeof PEOPLE): void => {
    sent.set(what, room.submit({ id: newCommandId(), command, actor: personActor(PEOPLE[who].id) }).then((answer) => (answer.ok ? answer.seq : Number.NaN)));
  };
  send('the release', { type: 'ReleaseOrder', order, earlyReason: 'for the test' }, 'pia');
  send('the same person elsewhere', { type: 'CommentOnCard', card: cardId('1041'), text: 'Mind the grain' }, 'pia');
  send('somebody else at the same order', { type: 'CommentOnCard', card: order, text: 'Mind the grain' }, 'mona');
  send('somebody else', { type: 'PullCard', card: cardId('1041.1'), lane: laneId('cut') }, 'olaf');
  await sent.get('somebody else');
  tell();
  const seqs = new Map(await Promise.all([...sent].map(async ([what, seq]) => [what, await seq] as const)));
  await rooms.close();
  const at = (what: string): number => seqs.get(what) ?? Number.NaN;
  return [
    ...['the same person elsewhere', 'somebody else at the same order'].filter((what) => !(at(what) > at('the release'))).map((what) => `${what} overtook the release: ${at(what)} before ${at('the release')}`),
    ...(at('somebody else') < at('the release') ? [] : ['everybody waits for the file of one order']),
  ];
}
