import { spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as store from '../../client/replica/board-store.ts';
import type * as connection from '../../client/replica/connection.ts';
import type * as memoryRecords from '../../server/adapters/memory/memory-records.ts';
import type * as memoryLog from '../../server/adapters/memory/memory-log.ts';
import type * as app from '../../server/app.ts';
import { recordsOf } from '../../server/people/directory-records.ts';
import { boardId, cardId } from '../../shared/kernel/ids.ts';
import type { Command } from '../../shared/verbs.ts';
import { LANGUAGES } from '../../shared/words/format.ts';
import { ROOMY } from '../support/server/roomy.ts';
import { DIRECTORY, PEOPLE } from '../support/shop/shop.ts';
import { copySources } from '../support/source/source-copy.ts';
import { until } from '../support/until.ts';
import { callAt } from './http/door.ts';

type Parts = Pick<typeof app, 'createApp'> & Pick<typeof memoryLog, 'MemoryLog'> & Pick<typeof memoryRecords, 'MemoryRecords'>
  & Pick<typeof store, 'createBoardStore'> & Pick<typeof connection, 'openSocket'>;

/** Its file, as shared/SPEC.md tells a newcomer to write it. */
const VERB = `
import { notThere } from './guards.ts';
import { cardIdField, commentField } from '../kernel/fields.ts';
import { FLOOR } from '../people/rights.ts';
import { verb } from '../verb.ts';

export const praiseCard = verb({
  type: 'PraiseCard',
  roles: FLOOR,
  shape: { card: cardIdField, praise: commentField },
  decide(board, command, _context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    draft.event({ type: 'CardPraised', card: card.id, text: draft.text(command.praise.trim()) });
    return [];
  },
});
`;

const EVENT = "\n  | { readonly type: 'CardPraised'; readonly card: CardId; readonly text: TextRef }";
const NAMES = '\n  CardPraised: ({ card }) => [card],';
const FOLD = "\n  CardPraised: (board, event) => onCard(board, event.card, (card) => put(board, card, changed(card, { title: `${card.title} ★` }))),";

const copy = copySources('verb-added');
afterAll(() => copy.remove());

/** At the only place that looks so. */
function change(file: string, place: RegExp, to: (found: string) => string): void {
  const source = copy.read(file);
  if (source.match(new RegExp(place, 'g'))?.length !== 1) throw new Error(`${file} has not one place like ${place}`);
  copy.write(file, source.replace(place, to));
}
const insertAfter = (file: string, place: RegExp, text: string): void => change(file, place, (found) => found + text);
const insertBefore = (file: string, place: RegExp, text: string): void => change(file, place, (found) => text + found);

beforeAll(() => {
  copy.write('shared/cards/praise-card.ts', VERB);
  insertAfter('shared/cards/events.ts', /export type CardEvent =/, EVENT);
  insertAfter('shared/cards/events.ts', /export const cardNames: [^=]*= \{/, NAMES);
  insertAfter('shared/cards/events.ts', /export const cardFolds: [^=]*= \{/, FOLD);
  insertAfter('shared/verbs.ts', /const VERBS = \[/, '\n  praiseCard,');
  copy.write('shared/verbs.ts', `import { praiseCard } from './cards/praise-card.ts';\n${copy.read('shared/verbs.ts')}`);
  // Once in each language: what it is called, and what the story says of it.
  for (const language of LANGUAGES) {
    insertBefore(`shared/words/${language}/labels.ts`, /\bCommentOnCard:/, "PraiseCard: 'praise a card', ");
    insertBefore(`shared/words/${language}/stories.ts`, /\bCommentAdded:/, "CardPraised: ({ text }, { said }) => `praised it: ${said(text)}`,\n      ");
  }
});

const typesOf = (): string => {
  copy.write('tsconfig.json', JSON.stringify({ extends: '../../../tsconfig.base.json', compilerOptions: { lib: ['es2023', 'dom', 'dom.iterable'], types: ['node'] }, include: ['shared', 'server', 'client'] }));
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  return spawnSync(process.execPath, [tsc, '--noEmit', '-p', copy.folder], { cwd: copy.folder, encoding: 'utf8' }).stdout;
};

describe('a verb is one file, one event and its words', () => {
  test('nothing else is changed', () => {
    const words = LANGUAGES.flatMap((language) => [`shared/words/${language}/labels.ts`, `shared/words/${language}/stories.ts`]);
    expect(copy.changed().toSorted()).toEqual(['shared/cards/events.ts', 'shared/cards/praise-card.ts', 'shared/verbs.ts', ...words].toSorted());
  });

  test('all types hold: nothing else waits to be told of it', { timeout: 180_000 }, () => {
    expect(typesOf()).toBe('');
  });

  test('an event that a language has no word for does not compile', { timeout: 180_000 }, () => {
    const file = 'shared/words/de/stories.ts';
    const whole = copy.read(file);
    copy.write(file, whole.replace(/CardPraised: .*\n/, ''));
    try {
      expect(typesOf()).toMatch(/de\/stories\.ts.*'CardPraised' is missing/);
    } finally {
      copy.write(file, whole);
    }
  });

  test('both doors take it, both screens fold its event, and the published document names it', { timeout: 60_000 }, async () => {
    copy.write('parts.ts', `
      export { createApp } from './server/app.ts';
      export { MemoryLog } from './server/adapters/memory/memory-log.ts';
      export { MemoryRecords } from './server/adapters/memory/memory-records.ts';
      export { createBoardStore } from './client/replica/board-store.ts';
      export { openSocket } from './client/replica/connection.ts';
    `);
    const { createApp, MemoryLog, MemoryRecords, createBoardStore, openSocket } = (await import(/* @vite-ignore */ copy.path('parts.ts'))) as Parts;
    const served = await createApp({ log: new MemoryLog(), records: new MemoryRecords(recordsOf(DIRECTORY)), clock: Date.now, bounds: ROOMY });
    await new Promise<void>((resolve) => served.httpServer.listen(0, '127.0.0.1', resolve));
    const { port } = served.httpServer.address() as AddressInfo;
    const post = (path: string, body: object, person = 'ada') => callAt(port, 'POST', path, body, { 'x-acting-person': person });
    const screens = [PEOPLE.ada, PEOPLE.olaf].map(({ id }) => createBoardStore({ board: boardId('shop'), person: id, openLink: openSocket(`http://127.0.0.1:${port}`) }));
    const [first, second] = screens;
    const titles = () => screens.map((screen) => screen.getState().confirmed.cards.get(cardId('1'))?.title);
    const praise = (text: string) => ({ type: 'PraiseCard', card: '1', praise: text }) as unknown as Command;
    try {
      expect(await post('/api/boards', { name: 'Shop', board: 'shop', template: 'furniture' })).toMatchObject({ status: 200 });
      const order = { type: 'CreateOrder', number: '1', title: 'Stool', customer: 'Larsen', quantity: 1, bom: [] };
      expect(await post('/api/boards/shop/commands', { id: 'enter-order-1', command: order })).toMatchObject({ status: 200 });
      await until('both screens show the order', () => titles().every((title) => title === 'Stool'), 10_000);

      expect(await post('/api/boards/shop/commands', { id: 'praise-by-rest', command: praise('straight') })).toMatchObject({ status: 200, body: { commit: { kind: 'PraiseCard', events: [{ type: 'CardPraised', card: '1' }] } } });
      await until('both screens fold what came over REST', () => titles().every((title) => title === 'Stool ★'), 10_000);

      expect(second?.issue(praise('and smooth'))).toMatchObject({ ok: true });
      await until('both screens fold what came over the socket', () => titles().every((title) => title === 'Stool ★ ★'), 10_000);
      expect(first?.getState().head).toEqual(second?.getState().head);

      const wrong = await post('/api/boards/shop/commands', { id: 'praise-of-nothing', command: { type: 'PraiseCard', card: '1' } });
      expect(wrong).toMatchObject({ status: 400, body: { why: 'invalid', problems: [{ path: 'command.praise' }] } });
      const noOne = await post('/api/boards/shop/commands', { id: 'praise-by-viewer', command: praise('nice') }, PEOPLE.vera.id);
      expect(noOne).toMatchObject({ status: 409, body: { refusal: { violations: [{ code: 'not_allowed', command: 'PraiseCard' }] } } });
      expect(noOne.body.sentence).toContain('may praise a card');

      const published = await callAt(port, 'GET', '/api/openapi.json');
      expect(published.text).toContain('"PraiseCard"');
      expect(published.text).toContain('"CardPraised"');
    } finally {
      for (const screen of screens) screen.close();
      await served.close();
    }
  });
});
