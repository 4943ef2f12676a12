import { useBlocker, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { FloorStore } from '../floor/floor-state.ts';
import { closeInnermost, useSomethingOpen } from '../ui/escape.ts';
import type { OrdersAsked } from '../archive/orders-asked.ts';
import { type Address, addressFor, addressOf, ordersAddressOf, sameAddress } from './address.ts';
import { type Screen, pathOf, screenOf } from './pages.ts';

/** A browser takes only so many changes of the address in a minute: letters are gathered. */
const WRITTEN_AFTER = 250;

/** What is looked for stands in the address, so that a reload and a link show it. The floor is read from it once, and written to it from then on. */
export function useFilterInAddress(floor: FloorStore, board: string, address: Address, screen: Screen): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (screen !== 'floor') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      timer = undefined;
      const wanted = addressFor(floor.getState().filter, address.card);
      if (!sameAddress(wanted, address)) void navigate({ to: '/b/$board', params: { board }, search: wanted, state: true, replace: true, resetScroll: false });
    };
    const later = () => { timer ??= setTimeout(write, WRITTEN_AFTER); };
    later();
    const stop = floor.subscribe(later);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [floor, board, address, screen, navigate]);
}

export interface Walks {
  readonly openCard: (card: CardId | null) => void;
  readonly goTo: (screen: Screen) => void;
  /** The page of orders, and what is asked there. */
  readonly askOrders: (asked: OrdersAsked) => void;
}

/** An open card is a page that Back closes; from one card to the next it stays that page. */
export function useWalks(floor: FloorStore, board: string): Walks {
  const router = useRouter();
  const navigate = useNavigate();
  const left = useRef<string | undefined>(undefined);
  return useMemo(() => {
    const here = () => {
      const { pathname, search, state } = router.latestLocation;
      const screen = screenOf(pathname);
      return { screen, search, holds: screen !== 'settings', card: addressOf(search).card, state };
    };
    const openCard = (card: CardId | null) => {
      const { screen, search, holds, card: shown, state } = here();
      const open = holds ? shown : undefined;
      const go = screen === 'orders'
        ? { to: '/b/$board/orders', params: { board }, search: ordersAddressOf({ ...search, card }), resetScroll: false } as const
        : { to: '/b/$board', params: { board }, search: addressFor(floor.getState().filter, card ?? undefined), resetScroll: false } as const;
      if (card !== null) {
        if (open === undefined) void navigate({ ...go, state: { cardAbove: holds } });
        else if (open !== card) void navigate({ ...go, state: true, replace: true });
      } else if (open !== undefined) {
        if (!state.cardAbove) void navigate({ ...go, replace: true });
        // Esc pressed twice while the browser is on its way must not go back twice.
        else if (left.current !== state.key) {
          left.current = state.key;
          router.history.back({ ignoreBlocker: true });
        }
      }
    };
    return {
      openCard,
      goTo(screen) {
        const onFloor = here().screen === 'floor';
        if (screen !== 'floor') return void navigate({ to: pathOf(screen), params: { board }, search: {} });
        if (onFloor) return openCard(null);
        void navigate({ to: '/b/$board', params: { board }, search: addressFor(floor.getState().filter, undefined) });
      },
      askOrders(asked) {
        const { screen, card } = here();
        const there = screen === 'orders';
        void navigate({ to: '/b/$board/orders', params: { board }, search: ordersAddressOf({ ...asked, card: there ? card : undefined }), replace: there, ...(there && { state: true }), resetScroll: false });
      },
    };
  }, [router, navigate, floor, board]);
}

/** Back closes a menu or a form that lies over the page before it leaves the page. */
export function BackCloses() {
  useBlocker({ shouldBlockFn: ({ action }) => action === 'BACK' && closeInnermost(), enableBeforeUnload: false, disabled: !useSomethingOpen() });
  return null;
}
