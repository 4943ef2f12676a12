import { describe, expect, test, vi } from 'vitest';
import { type Act, actsOf } from '../../shared/acts.ts';
import { cardsAt } from '../../shared/board/board.ts';
import { subsOf } from '../../shared/board/lane.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Context } from '../../shared/people/directory.ts';
import { dropMeaning, refusalOf } from '../../shared/moves.ts';
import type { Meaning } from '../../shared/moves.ts';
import { hasRole } from '../../shared/people/directory.ts';
import { DIRECTORY as SHOP, PEOPLE as CAST } from '../simulation/shop-people.ts';
import { DIRECTORY, PEOPLE, finish, limit, openShop, pull } from '../support/shop/shop.ts';
import { randomLog } from '../support/shop/random-log.ts';
import { actName } from '../../shared/words/sentences.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { ENGLISH } from '../support/shop/words.ts';

vi.setConfig({ testTimeout: 120_000 });

/** The act that does what letting go there would do. */
function isDoneBy(act: Act, meaning: Meaning): boolean {
  if (meaning.does === 'nothing') return true;
  if (meaning.does === 'ask') return act.does.do === 'move' && act.does.move.meaning.does === 'ask' && act.does.move.meaning.need === meaning.need;
  const { command } = meaning;
  if (command.type === 'ReorderCard') return act.kind === 'place';
  if (act.does.do !== 'move' || act.does.move.meaning.does !== 'command') return false;
  const { command: own } = act.does.move.meaning;
  return own.type === command.type && (own.type !== 'PullCard' || command.type !== 'PullCard' || own.lane === command.lane);
}

function* dropsOf(board: Board, card: Card, at: number): Generator<Meaning> {
  for (const lane of board.lanes) {
    for (const sub of subsOf(lane)) {
      for (const before of [...cardsAt(board, lane.id, sub), null]) yield dropMeaning(board, card, lane.id, sub, before, at);
    }
  }
}

describe('whatever a hand can do by dragging is an act of the one list', () => {
  test('in shops of random people', () => {
    const seen = new Map<string, number>();
    const boards = [1, 2, 3].flatMap((seed) => randomLog(seed, 150).boards.filter((_, index) => index % 30 === 29));
    for (const board of boards) {
      for (const actor of CAST) {
        const context: Context = { at: board.at + 1_000, actor: asPerson(actor), directory: SHOP };
        for (const card of board.cards.values()) {
          const acts = actsOf(board, card, context);
          for (const meaning of dropsOf(board, card, context.at)) {
            const refusal = refusalOf(board, meaning, context);
            if (meaning.does === 'nothing') continue;
            const what = `${card.id} ${JSON.stringify(meaning)}`;
            const reorders = meaning.does === 'command' && meaning.command.type === 'ReorderCard';
            if (!refusal && !(reorders && cardsAt(board, card.place!.lane, card.place!.sub).length < 2)) {
              expect(acts.some((act) => act.refusal === null && isDoneBy(act, meaning)), what).toBe(true);
              const kind = meaning.does === 'ask' ? meaning.need : meaning.command.type;
              seen.set(kind, (seen.get(kind) ?? 0) + 1);
            }
            // WIP-31: a manager's hand would be offered the override where it lets go.
            if (refusal && hasRole(actor, ['manager']) && meaning.does === 'command' && refusal.violations.every(({ code }) => code === 'wip_limit')) {
              expect(acts.some(({ kind }) => kind === 'above'), what).toBe(true);
              seen.set('above', (seen.get('above') ?? 0) + 1);
            }
          }
        }
      }
    }
    for (const kind of ['PullCard', 'FinishWork', 'ReorderCard', 'return']) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(0);
  });
});

const context = (board: Board, actor = PEOPLE.mona): Context => ({ at: board.at + 1_000, actor: asPerson(actor), directory: DIRECTORY });
const labels = (board: Board, id: string, actor = PEOPLE.mona) => actsOf(board, board.cards.get(id) as Card, context(board, actor)).map((act) => actName(act, ENGLISH));

test('a pull that only a limit refuses is offered above it to a manager, and to nobody else', () => {
  const { shop } = openShop({ parts: 2, limits: [limit('cut', 1)] });
  shop.must(pull('1.1', 'cut'));
  expect(labels(shop.board, '1.2')).toContain('Pull into Cut above the limit…');
  expect(labels(shop.board, '1.2', PEOPLE.olaf)).not.toContain('Pull into Cut above the limit…');
  const above = actsOf(shop.board, shop.card('1.2'), context(shop.board)).find(({ kind }) => kind === 'above');
  expect(above?.does).toMatchObject({ do: 'override', command: { type: 'PullCard', card: '1.2', lane: 'cut' }, refusal: { violations: [{ code: 'wip_limit' }] } });
  // What no manager lifts is not offered above anything.
  shop.must({ type: 'BlockCard', card: shop.card('1.2').id, category: 'material', external: false, text: 'no wire' });
  expect(labels(shop.board, '1.2')).not.toContain('Pull into Cut above the limit…');
});

test('an early release above a limit goes by the form that asks for its reason', () => {
  const { shop } = openShop({ until: 'confirmed', limits: [limit('floor', 0, { kind: 'order', scope: {} })] });
  const at = shop.at;
  const early = actsOf(shop.board, shop.order('1'), { ...context(shop.board), at }).find(({ kind }) => kind === 'above');
  expect(early && actName(early, ENGLISH)).toBe('Release to the floor above the limit…');
});

test('a concession is offered where it would be granted: to a manager, on a card that waits for its inspection', () => {
  const { shop } = openShop({ parts: 1, routing: ['cut', 'check'] });
  shop.must(pull('1.1', 'cut'));
  expect(labels(shop.board, '1.1')).not.toContain('Concession…');
  shop.must(finish('1.1'));
  shop.must(pull('1.1', 'check'));
  expect(labels(shop.board, '1.1')).toContain('Concession…');
  expect(labels(shop.board, '1.1', PEOPLE.ines)).not.toContain('Concession…');
});

test('a card moves among its neighbours by name: one place, and to either end', () => {
  const { shop } = openShop({ parts: 4 });
  const places = (id: string) => actsOf(shop.board, shop.card(id), context(shop.board)).filter(({ kind }) => kind === 'place');
  expect(places('1.1').map(({ key }) => key)).toEqual(['down', 'to-end']);
  expect(places('1.3').map(({ key }) => key)).toEqual(['to-top', 'up', 'down']);
  const press = (id: string, key: string) => {
    const act = places(id).find((other) => other.key === key);
    if (act?.does.do === 'issue') shop.must(act.does.command);
    return cardsAt(shop.board, shop.card(id).place!.lane, 'queue');
  };
  expect(press('1.1', 'down')).toEqual(['1.2', '1.1', '1.3', '1.4']);
  expect(press('1.4', 'up')).toEqual(['1.2', '1.1', '1.4', '1.3']);
  expect(press('1.3', 'to-top')).toEqual(['1.3', '1.2', '1.1', '1.4']);
  expect(press('1.2', 'to-end')).toEqual(['1.3', '1.1', '1.4', '1.2']);
});
