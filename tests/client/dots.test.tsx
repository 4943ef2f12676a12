import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { faceOf } from '../../client/floor/card-face.ts';
import { BLOCK, type Drawn, dotted, markOf } from '../../client/floor/dots.ts';
import { FaceCache } from '../../client/floor/card-face.ts';
import { FloorModel } from '../../client/floor/floor-model.ts';
import { cardId, laneId } from '../../shared/kernel/ids.ts';
import { NOW, Shop, directory, eva, showFloor, tom } from './floor-shop.tsx';
import { ENGLISH } from '../support/shop/words.ts';

afterEach(() => localStorage.clear());

const CUT = laneId('cut');

function rowsOf(shop: Shop, lane: string) {
  const models = new FloorModel().of({ board: shop.board, directory, me: eva, now: shop.now, words: ENGLISH, faces: new FaceCache() }).lanes;
  return models.find((model) => model.lane.id === lane)?.columns[0]?.rows ?? [];
}

const blocks = (rows: readonly Drawn[]) => rows.flatMap((row) => (row.kind === 'dots' ? [row] : []));

describe('a column as dots', () => {
  test('every card is in a block, in its order, and names the card after it', () => {
    const shop = new Shop();
    shop.released('Table', BLOCK + 4);
    const cards = rowsOf(shop, 'ready').filter((row) => row.kind === 'card').map(({ key }) => key);
    expect(cards).toHaveLength(BLOCK + 4);
    const [first, second, ...more] = blocks(dotted(rowsOf(shop, 'ready')));
    expect(more).toEqual([]);
    expect([first?.dots.length, second?.dots.length]).toEqual([BLOCK, 4]);
    const dots = [...(first?.dots ?? []), ...(second?.dots ?? [])];
    expect(dots.map(({ row }) => row.key)).toEqual(cards);
    expect(dots.map(({ next }) => next)).toEqual([...cards.slice(1), '']);
  });

  test('what is no card stays where it was: the place to pull into, the limit, and the cards above it', () => {
    const shop = new Shop();
    shop.released('Table', 6);
    for (const n of [1, 2]) shop.does(tom, { type: 'PullCard', card: cardId(`1031.${n}`), lane: CUT });
    expect(dotted(rowsOf(shop, 'cut')).map(({ kind }) => kind)).toEqual(['dots', 'slot', 'free', 'line']);
  });
});

describe('the mark of a card', () => {
  const shop = new Shop();
  const number = shop.released('Table', 3);
  const card = (n: number) => shop.board.cards.get(cardId(`${number}.${n}`));
  const face = (n: number, change: Partial<ReturnType<typeof faceOf>> = {}) => {
    const one = card(n);
    if (!one) throw new Error(`There is no part ${n}`);
    return { ...faceOf(shop.board, directory, one, NOW, ENGLISH), ...change };
  };

  test('says what is wrong by a shape, not by a colour alone', () => {
    const looks = [face(1, { buffer: 'green' }), face(1, { buffer: 'yellow' }), face(1, { buffer: 'red' }), face(1, { buffer: 'green', expedite: true }), face(1, { blocked: 'No stain' })].map((one) => markOf(one, false));
    expect(looks).toEqual([
      { look: 'job', icon: null }, { look: 'job warn', icon: 'clock' }, { look: 'job stop', icon: 'alert' }, { look: 'job expedite', icon: 'bolt' }, { look: 'job blocked', icon: null },
    ]);
  });

  test('of a blocked card is that it is blocked, whatever else it is', () => {
    expect(markOf(face(1, { blocked: 'No stain', buffer: 'black', expedite: true }), false)).toEqual({ look: 'job blocked', icon: null });
  });

  test('of an expedite card tells also that it is late', () => {
    expect(markOf(face(1, { expedite: true, buffer: 'red' }), true)).toEqual({ look: 'job expedite done', icon: 'alert' });
  });
});

describe('the size of the cards', () => {
  test('is chosen in its menu, kept in this browser, and a dot says all that its card says', async () => {
    const shop = new Shop();
    shop.released('Table', 6);
    shop.does(tom, { type: 'PullCard', card: cardId('1031.1'), lane: CUT });
    const shown = await showFloor(shop);
    fireEvent.click(screen.getByRole('button', { name: 'Size of the cards' }));
    fireEvent.click(screen.getByRole('menuitemradio', { name: /^Dots/ }));
    const dot = shown.card('1031.1');
    expect(dot.className).toMatch(/^dot job/);
    expect(screen.getByRole('button', { name: /^Job 1031·1, Part 1, 1×/ }).closest('[data-card]')).toBe(dot);
    expect(JSON.parse(localStorage.getItem('pullcord.density') ?? 'null')).toBe('dots');
    fireEvent.click(screen.getByRole('button', { name: /^Job 1031·1/ }));
    expect(shown.opened).toEqual(['1031.1']);
    fireEvent.contextMenu(dot);
    expect(screen.getByRole('menu', { name: 'Moves of 1031·1 Part 1' })).toBeTruthy();
  });

  test('a dot under the pointer is the card itself', async () => {
    localStorage.setItem('pullcord.density', '"dots"');
    const shop = new Shop();
    shop.released('Table', 2);
    const shown = await showFloor(shop);
    fireEvent.pointerOver(shown.card('1031.2').querySelector('.card-open') as Element, { pointerType: 'mouse' });
    expect(document.querySelector('.dot-tip')?.textContent).toMatch(/^1031·22×Part 2/);
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(document.querySelector('.dot-tip')).toBeNull();
  });
});
