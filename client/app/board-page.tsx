import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { Suspense, createContext, lazy, useContext, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { boardId } from '../../shared/kernel/ids.ts';
import { FloorStateProvider, createFloorStore } from '../floor/floor-state.ts';
import { Floor } from '../floor/floor.tsx';
import { NotLiveBanner } from '../floor/live-dot.tsx';
import { TopBar } from '../floor/top-bar.tsx';
import { createBoardStore } from '../replica/board-store.ts';
import { openSocket } from '../replica/connection.ts';
import { BoardProvider, useBoardState, useLooks } from '../replica/use-board.ts';
import { chooseLanguage, speakTo } from '../ui/language-choice.ts';
import { LiveRegion, type Voice, createVoice } from '../ui/live-region.tsx';
import { useTabTitle } from '../ui/tab-title.ts';
import { letKeysGo, takeKeys } from '../ui/typed-ahead.ts';
import { SPOKEN } from '../words/languages.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';
import { cardId } from '../../shared/kernel/ids.ts';
import { type Address, filterOf, type OrdersAddress } from './address.ts';
import { ordersAskedOf } from '../archive/orders-asked.ts';
import type { BoardActions, DialogRequest } from './contracts.ts';
import { boardActions } from './board-actions.ts';
import { Called } from './called.tsx';
import { Notices } from './notices.tsx';
import { type Screen, pagesFor, screenOf } from './pages.ts';
import { Rail } from './rail.tsx';
import type { Shop } from './shop.ts';
import { BackCloses, useFilterInAddress, useWalks } from './use-address.ts';
import { useBoards } from './use-boards.ts';
import { choosePerson, chosenSince, onChosenElsewhere } from './who-acts.ts';

const Overlays = lazy(() => import('./overlays.tsx').then((module) => ({ default: module.Overlays })));
const Orders = lazy(() => import('./orders-page.tsx').then((module) => ({ default: module.OrdersPageRoot })));
const Settings = lazy(() => import('./settings-page.tsx').then((module) => ({ default: module.SettingsPage })));

interface Here { readonly actions: BoardActions; readonly voice: Voice }
const HereContext = createContext<Here | null>(null);
const useHere = (): Here => {
  const here = useContext(HereContext);
  if (!here) throw new Error('There is no board here');
  return here;
};

interface Props { readonly shop: Shop; readonly board: string; readonly address: Address }

/** One board: its live copy, its actions, and the features side by side. */
export function BoardPage({ shop, board, address }: Props) {
  const navigate = useNavigate();
  const router = useRouter();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const id = boardId(board);
  const [dialog, setDialog] = useState<DialogRequest | null>(null);
  const [doing] = useState(() => {
    const person = chosenSince() ?? shop.acting;
    return { store: createBoardStore({ board: id, person, openLink: openSocket() }), floor: createFloorStore(board, filterOf(screenOf(path) === 'floor' ? address : {}), person), voice: createVoice() };
  });
  useEffect(() => () => {
    letKeysGo();
    doing.store.close();
  }, [doing]);

  const walks = useWalks(doing.floor, board);
  useEffect(() => onChosenElsewhere((person) => {
    doing.store.switchPerson(person);
    const { name } = doing.store.getState().directory.people[person] ?? { name: person };
    doing.voice.say(currentWords().app.actingElsewhere(name));
  }), [doing]);
  // Each person reads their own language and folds for themselves, and each board has a clock of its own.
  useEffect(() => doing.store.subscribe((now, before) => {
    if (now.actor === before.actor) return;
    speakTo(now.actor);
    doing.floor.getState().foldAs(now.actor);
  }), [doing]);
  const { app, f } = useWords();
  const me = useStore(doing.store, (state) => state.me);
  const pages = pagesFor(me);
  const [boards, askForBoards] = useBoards(shop.boards);

  const actions = useMemo(() => boardActions(id, doing, {
    boards,
    async openBoard(next) {
      if (next === null) return void navigate({ to: '/boards' });
      // Made since this page was loaded.
      if (!shop.boards.some((known) => known.id === next)) await router.invalidate();
      void navigate({ to: '/b/$board', params: { board: next }, search: {} });
    },
    openDialog(request) {
      // Whoever only looks has nothing to fill in.
      if (request && doing.store.getState().looks && request.kind !== 'palette' && request.kind !== 'shortcuts') return;
      if (request?.kind === 'palette') askForBoards();
      if (request) takeKeys('[role="dialog"]', () => setDialog(null));
      else letKeysGo();
      setDialog(request);
    },
    openCard(open) {
      if (open && doing.store.getState().looks) return;
      // A panel that shows this card already has nothing to take the keys for.
      if (open && new URLSearchParams(window.location.search).get('card') !== open) takeKeys('.card-panel', () => walks.openCard(null));
      walks.openCard(open);
    },
    goTo: walks.goTo,
    askOrders: walks.askOrders,
    toFloor: () => { if (screenOf(router.latestLocation.pathname) !== 'floor') walks.goTo('floor'); },
    speak: (language) => chooseLanguage(doing.store.getState().actor, language),
    actAs: (person) => void choosePerson(person).then(() => doing.store.switchPerson(person)).catch(() => doing.voice.say(currentWords().app.notSwitched)),
  }), [id, boards, askForBoards, shop.boards, router, navigate, doing, walks]);
  const here = useMemo(() => ({ actions, voice: doing.voice }), [actions, doing]);
  const screen = screenOf(path);
  const open = screen !== 'settings' && address.card !== undefined ? cardId(address.card) : null;
  useFilterInAddress(doing.floor, board, address, screen);

  return (
    <BoardProvider store={doing.store}>
      <FloorStateProvider value={doing.floor}>
        <HereContext.Provider value={here}>
          <TabTitle screen={screen} known={boards.find((one) => one.id === id)?.name ?? ''} />
          <div className="page">
            <Rail pages={pages} screen={screen} onGo={actions.goTo} onLanguage={actions.speak} />
            <div className="page-main">
              <TopBar
                actions={actions}
                searches={screen !== 'orders'}
                onLook={askForBoards}
                pages={[
                  ...pages.map((page) => ({ key: page.screen, label: app.screens[page.screen], run: () => actions.goTo(page.screen) })),
                  ...SPOKEN.map(({ language, name }) => ({ key: `language-${language}`, label: name, checked: language === f.language, run: () => actions.speak(language) })),
                ]}
              />
              <NotLiveBanner />
              <Notices doing={doing} />
              <Called actions={actions} voice={doing.voice} />
              <Outlet />
            </div>
          </div>
          {dialog || open ? (
            <Suspense fallback={null}>
              <Overlays actions={actions} dialog={dialog} card={open} onCloseDialog={() => setDialog(null)} onCloseCard={() => actions.openCard(null)} />
            </Suspense>
          ) : null}
          <BackCloses />
          <LiveRegion voice={doing.voice} />
        </HereContext.Provider>
      </FloorStateProvider>
    </BoardProvider>
  );
}

/** Several boards stand open in several tabs: each says which it is. */
function TabTitle({ screen, known }: { readonly screen: Screen; readonly known: string }) {
  const name = useBoardState((state) => state.board.name) || known;
  const { app } = useWords();
  useTabTitle(screen === 'settings' ? app.settingsOf(name) : screen === 'orders' ? app.ordersOf(name) : name);
  return null;
}

export function FloorScreen() {
  const { actions, voice } = useHere();
  const empty = useBoardState((state) => state.board.lanes.length === 0);
  if (empty) return <Opening />;
  return <Floor actions={actions} voice={voice} />;
}

function Opening() {
  const { app } = useWords();
  const known = useBoardState((state) => state.head.seq > 0 || (state.looks && state.connection.state === 'live'));
  return <main className="opening" aria-busy="true"><p>{known ? app.noLanes : app.opening}</p></main>;
}

export function SettingsScreen() {
  const { actions } = useHere();
  if (useLooks()) return <FloorScreen />;
  return <Suspense fallback={<Opening />}><Settings actions={actions} /></Suspense>;
}

export function OrdersScreen({ address }: { readonly address: OrdersAddress }) {
  const { actions } = useHere();
  return <Suspense fallback={<Opening />}><Orders actions={actions} asked={ordersAskedOf({ ...address })} open={address.card === undefined ? null : cardId(address.card)} onAsk={actions.askOrders} /></Suspense>;
}
