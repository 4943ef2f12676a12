import { act, cleanup, configure, fireEvent, render, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { boardActions } from '../../client/app/board-actions.ts';
import { verdictsFor } from '../../client/floor/drop.ts';
import { FloorStateProvider, createFloorStore } from '../../client/floor/floor-state.ts';
import { Floor } from '../../client/floor/floor.tsx';
import { NotLiveBanner } from '../../client/floor/live-dot.tsx';
import { TopBar } from '../../client/floor/top-bar.tsx';
import { createBoardStore } from '../../client/replica/board-store.ts';
import type { OpenLink } from '../../client/replica/link.ts';
import { BoardProvider } from '../../client/replica/use-board.ts';
import { createVoice } from '../../client/ui/live-region.tsx';
import { PHONE } from '../../client/ui/media.ts';
import { browserZone, currentWords, inZone, speak } from '../../client/words/words-now.ts';
import { cardsAt } from '../../shared/board/board.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { hasRole } from '../../shared/people/directory.ts';
import type { Role } from '../../shared/people/directory.ts';
import { LANGUAGES } from '../../shared/words/format.ts';
import type { Language } from '../../shared/words/format.ts';
import { DEMO_BOARD, demoShop } from '../support/shop/demo-shop.ts';
import { ENGLISH, GERMAN } from '../support/shop/words.ts';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 10_000 });

const NOW = Date.UTC(2026, 10, 26, 10, 42);
const demo = demoShop(NOW);
const CUT = laneId('cut');

/** A window that a test makes narrow. */
const media = Object.assign(new EventTarget(), { media: PHONE, matches: false });
const wide = window.matchMedia;
window.matchMedia = (query) => (query === PHONE ? (media as unknown as MediaQueryList) : wide(query));
function narrow(is: boolean): void {
  media.matches = is;
  media.dispatchEvent(new Event('change'));
}

afterEach(() => {
  cleanup();
  narrow(false);
  speak('en');
  inZone(browserZone());
});

const personWith = (role: Role) => {
  const person = Object.values(demo.directory.people).find((one) => hasRole(one, [role]));
  if (!person) throw new Error(role);
  return person;
};

async function showDemo(role: Role, timeZone = 'UTC') {
  const { directory } = demo;
  const board = { ...demo.board, policies: { ...demo.board.policies, timeZone } };
  const head = { seq: board.seq, hash: 'demo' };
  const openLink: OpenLink = (_board, _person, hears) => {
    queueMicrotask(() => hears.up());
    return {
      watch: () => {},
      join: () => hears.joined({ ok: true, how: 'snapshot', packed: new Uint8Array(), head, at: NOW, directory, diverged: false }, board),
      send: () => {}, dragging: () => {}, reconnect: () => {}, close: () => {},
    };
  };
  const store = createBoardStore({ board: DEMO_BOARD, person: personWith(role).id, openLink, clock: () => NOW, ticks: () => () => {} });
  await Promise.resolve();
  const [floor, voice] = [createFloorStore('demo'), createVoice()];
  const nothing = () => {};
  const actions = boardActions(DEMO_BOARD, { store, floor, voice }, {
    boards: [{ id: DEMO_BOARD, name: board.name }], openBoard: nothing, openCard: nothing, openDialog: nothing, speak: nothing, goTo: nothing, askOrders: nothing, toFloor: nothing, actAs: nothing,
  });
  const { container } = render(
    <BoardProvider store={store}>
      <FloorStateProvider value={floor}>
        <TopBar actions={actions} onLook={nothing} pages={[]} />
        <NotLiveBanner />
        <Floor actions={actions} voice={voice} />
      </FloorStateProvider>
    </BoardProvider>,
  );
  return { store, floor, voice, actions, container };
}

/** All that can be read or heard of the page. */
function texts(): string[] {
  const found: string[] = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { currentNode: node } = walk;
    if (node instanceof Element) found.push(...['aria-label', 'title', 'placeholder'].flatMap((name) => node.getAttribute(name) ?? []));
    else found.push(node.textContent ?? '');
  }
  return found.filter((text) => text.trim() !== '');
}

const press = (selector: string): void => {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`There is no ${selector}`);
  fireEvent.click(element);
};
const escape = (): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });

/** The floor of a desk with one thing after another opened on it. */
async function everythingOf(role: Role): Promise<string[]> {
  const { store, floor, voice, actions } = await showDemo(role);
  const { board } = store.getState();
  act(() => board.lanes.forEach(({ id }) => floor.getState().fold(id, false)));
  await waitFor(() => expect(document.querySelectorAll('[data-card="1041.1"], [data-card="1037"]')).toHaveLength(2));
  const all = texts();
  const opened = (open: () => void): void => {
    act(open);
    all.push(...texts());
    act(escape);
  };
  opened(() => press('[data-card="1041.1"] [data-menu]'));
  opened(() => press('[data-lane="cut"] .lane-tool:not([data-fold])'));
  opened(() => press('.acting'));
  opened(() => press('.board-name'));
  opened(() => press('.show .icon-button'));
  opened(() => press('.show [aria-haspopup]'));
  const ready = cardsAt(board, laneId('ready'), 'queue').map((id) => board.cards.get(id)).find((card) => card?.routing[0]?.lane === CUT);
  const card = ready ?? board.cards.get('1041.1' as CardId);
  const context = store.context();
  if (!card || !context) throw new Error('Nothing is ready');
  opened(() => void actions.issue({ type: 'PullCard', card: card.id, lane: CUT }));
  all.push(voice.current()?.text ?? '');
  act(() => floor.setState({ verdicts: verdictsFor(board, card, context, currentWords()) }));
  await waitFor(() => expect(document.querySelector('.verdict')).not.toBeNull());
  all.push(...texts());
  act(() => floor.setState({ verdicts: null }));
  for (const filter of [{ query: 'zzzz' }, { query: '', mine: true }]) {
    act(() => floor.getState().setFilter(filter));
    all.push(...texts());
  }
  act(() => floor.setState({ density: 'dots' }));
  all.push(...texts());
  return all;
}

/** What people gave a name or wrote, longest first: no words of ours. */
const given: readonly string[] = (() => {
  const found = new Set<string>();
  const walk = (of: unknown): void => {
    if (typeof of === 'string') [of, ...of.split(' ')].filter((part) => part.length > 1).forEach((part) => found.add(part));
    else if (Array.isArray(of)) of.forEach(walk);
    else if (typeof of === 'object' && of !== null) Object.values(of).forEach(walk);
  };
  const { lanes, limits, cards, name } = demo.board;
  walk([name, lanes.map((lane) => [lane.name, lane.group, lane.policy, lane.checklist]), limits.map((limit) => limit.name)]);
  walk([...cards.values()].map((card) => [card.title, card.unit, card.kind === 'order' ? card.customer : '', card.blockers.map(({ text }) => text), card.rework?.reason]));
  walk([Object.values(demo.directory.people).map((person) => [person.name, person.initials]), Object.values(demo.directory.suppliers).map((supplier) => supplier.name)]);
  return [...found].sort((a, b) => b.length - a.length);
})();
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const alone = (text: string): string => String.raw`(?<![\p{L}\d])${escaped(text)}(?![\p{L}\d])`;
const names = new RegExp(given.map(alone).join('|'), 'gu');
/** Without names, which are the same in every language. */
const ours = (text: string): string => text.replace(names, '·');

/** Each text of a catalogue by where it stands in it; what is said of something is a function, and none of these. */
function entries(of: object, at = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(of) as [string, unknown][]) {
    if (typeof value === 'string') found.set(`${at}.${key}`, value);
    else if (typeof value === 'object' && value !== null) for (const [path, text] of entries(value, `${at}.${key}`)) found.set(path, text);
  }
  return found;
}

const german = entries(GERMAN.floor);
const english = [...entries(ENGLISH.floor)].filter(([path, text]) => german.get(path) !== text).map(([, text]) => text);
/** Written alike in both: `Live`, units, and the letters on the keys. */
const alike = new Set(['h', 'd', 'min', 'F', 'U', ...[...entries(ENGLISH.floor)].flatMap(([path, text]) => (german.get(path) === text ? text.match(/\p{L}+/gu) ?? [] : []))]);

const hearsNoEnglish = (told: readonly string[]): void => {
  const page = told.map(ours).join('\n');
  expect(english.filter((text) => new RegExp(alone(text), 'u').test(page))).toEqual([]);
};

describe('the floor in German', () => {
  test.each<Role>(['manager', 'operator'])('has no text of the English catalogue (%s)', async (role) => {
    speak('de');
    const told = await everythingOf(role);
    hearsNoEnglish(told);
  });

  test.each<Role>(['manager', 'operator'])('shares no words with the English one but names and numbers (%s)', async (role) => {
    const told = new Map<Language, Set<string>>();
    for (const language of LANGUAGES) {
      speak(language);
      told.set(language, new Set(await everythingOf(role)));
      cleanup();
      localStorage.clear();
    }
    const both = [...(told.get('en') ?? [])].filter((text) => told.get('de')?.has(text));
    expect(both.filter((text) => (ours(text).match(/\p{L}+/gu) ?? []).some((word) => !alike.has(word)))).toEqual([]);
  });

  test('on a phone has none either', async () => {
    narrow(true);
    speak('de');
    await showDemo('operator');
    const told = texts();
    for (const chip of document.querySelectorAll('.chip')) {
      fireEvent.click(chip);
      told.push(...texts());
    }
    expect(document.querySelector('.phone-lane')).not.toBeNull();
    hearsNoEnglish(told);
  });

  test('turns German, and to the hours of another place, while it stands there: every card, lane and bar of it', async () => {
    // The last open lane is drawn after the first, on a phone the one that is chosen alone.
    const shown = async (timeZone?: string): Promise<void> => {
      await showDemo('manager', timeZone);
      await waitFor(() => expect(document.querySelector(media.matches ? '.phone-lane' : '[data-card="1037"]')).not.toBeNull());
    };
    const fresh = async (timeZone?: string): Promise<string[]> => {
      await shown(timeZone);
      const told = texts();
      cleanup();
      return told;
    };
    for (const of of [false, true]) {
      narrow(of);
      speak('de');
      const germanNow = await fresh();
      const inTokyo = await fresh('Asia/Tokyo');
      speak('en');
      await shown();
      const englishNow = texts();
      expect(englishNow).not.toEqual(germanNow);
      act(() => speak('de'));
      await waitFor(() => expect(texts()).toEqual(germanNow));
      act(() => inZone('Asia/Tokyo'));
      await waitFor(() => expect(texts()).toEqual(inTokyo));
      expect(inTokyo).not.toEqual(germanNow);
      act(() => { inZone('UTC'); speak('en'); });
      await waitFor(() => expect(texts()).toEqual(englishNow));
      cleanup();
    }
  });
});
