import type { Board } from '../../shared/board/board.ts';
import { laneOf } from '../../shared/board/board.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { movesOf, refusalOf } from '../../shared/moves.ts';
import { asPerson } from '../../shared/people/directory.ts';
import type { Command } from '../../shared/verbs.ts';
import { DIRECTORY, PEOPLE } from './shop-people.ts';

const ONWARD: ReadonlySet<string> = new Set(['confirm', 'release', 'pull', 'finish', 'pass', 'ship']);

/** The next thing that somebody of the shop does to bring an order on its way out; null: it is out, or stuck. */
export function nextOnward(board: Board, order: CardId, at: number): { readonly command: Command; readonly by: number } | null {
  const card = board.cards.get(order);
  if (card?.kind !== 'order' || card.phase === 'shipped') return null;
  const lane = card.place && laneOf(board, card.place.lane);
  const item = lane?.checklist.find(({ id, mandatory }) => mandatory && !card.checks.includes(id));
  for (const [by, person] of PEOPLE.entries()) {
    const context = { at, actor: asPerson(person), directory: DIRECTORY };
    for (const { verb, refusal, meaning } of movesOf(board, card, context)) {
      if (!ONWARD.has(verb) || refusal) continue;
      if (meaning.does === 'command') return { command: meaning.command, by };
      if (meaning.does !== 'ask') continue;
      if (meaning.need === 'promise') return { command: { type: 'ConfirmOrder', order, promisedAt: at + 86_400_000 }, by };
      if (meaning.need === 'early') return { command: { type: 'ReleaseOrder', order, earlyReason: 'because the shop is empty' }, by };
      if (meaning.need === 'shipment') return { command: { type: 'ShipOrder', order, carrier: 'Van', reference: 'T-1' }, by };
    }
    const tick: Command | null = item ? { type: 'TickCheck', card: order, item: item.id, done: true } : null;
    if (tick && !refusalOf(board, { does: 'command', command: tick }, context)) return { command: tick, by };
  }
  return null;
}
