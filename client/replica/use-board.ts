import { createContext, createElement, useCallback, useContext, useRef, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { placeKey } from '../../shared/board/lane.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Lane, Sub } from '../../shared/board/lane.ts';
import type { Limit } from '../../shared/limits/limit.ts';
import type { Policies } from '../../shared/board/policies.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import type { CardId, LaneId, LimitId } from '../../shared/kernel/ids.ts';
import { viewOf } from '../../shared/limits/admission.ts';
import type { LimitView } from '../../shared/limits/admission.ts';
import type { Present } from '../../shared/protocol/messages.ts';
import type { BoardState, BoardStore, ShownNotice } from './board-store.ts';
import { clockOf } from './now.ts';
import { sameItems } from './same-items.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import type { Connection } from './replica-state.ts';

/**
 * The board for React. Every hook gives the same object as long as what it shows is the same, so
 * that a card that did not change is not drawn again.
 */
const StoreContext = createContext<BoardStore | null>(null);

export const BoardProvider = ({ store, children }: { readonly store: BoardStore; readonly children?: ReactNode }): ReactNode =>
  createElement(StoreContext.Provider, { value: store }, children);

/** The store itself: issue, undo, setDragging, switchPerson, dismiss, context. */
export function useBoardStore(): BoardStore {
  const store = useContext(StoreContext);
  if (!store) throw new Error('useBoardStore stands outside of a BoardProvider');
  return store;
}

/** Any part of the state; `equal` decides whether a newly made part is the old one. */
export function useBoardState<T>(select: (state: BoardState) => T, equal: (a: T, b: T) => boolean = Object.is): T {
  const store = useBoardStore();
  const last = useRef<{ readonly part: T } | null>(null);
  const snapshot = (): T => {
    const part = select(store.getState());
    if (last.current && equal(last.current.part, part)) return last.current.part;
    last.current = { part };
    return part;
  };
  return useSyncExternalStore(store.subscribe, snapshot, snapshot);
}

/** A part of the shown board. */
export const useBoard = <T>(select: (board: Board) => T, equal?: (a: T, b: T) => boolean): T =>
  useBoardState((state) => select(state.board), equal);

const NONE: readonly CardId[] = [];

export const useCard = (id: CardId): Card | undefined => useBoard((board) => board.cards.get(id));
/** The cards of a place from top to bottom. */
export const usePlace = (lane: LaneId, sub: Sub): readonly CardId[] => useBoard((board) => board.places[placeKey(lane, sub)] ?? NONE);
export const useLanes = (): readonly Lane[] => useBoard((board) => board.lanes);
export const usePolicies = (): Policies => useBoard((board) => board.policies);

/** Every limit with its load. A limit whose numbers did not change is the same object. */
export const useLimits = (): readonly LimitView[] => useBoard(limitViews, sameItems);
export const useLimit = (id: LimitId): LimitView | undefined =>
  useBoard((board) => {
    const index = board.limits.findIndex((limit) => limit.id === id);
    return index < 0 ? undefined : stableView(board, index);
  });

const views = new WeakMap<Limit, LimitView>();

function stableView(board: Board, index: number): LimitView {
  const next = viewOf(board, index);
  const last = views.get(next.limit);
  if (last && sameRow(last, next)) return last;
  views.set(next.limit, next);
  return next;
}

const limitViews = (board: Board): readonly LimitView[] => board.limits.map((_, index) => stableView(board, index));

export const useConnection = (): Connection => useBoardState((state) => state.connection);
export const useReadOnly = (): boolean => useBoardState((state) => state.readOnly);
/** Only looks: what is drawn is rows, and nothing can be done. */
export const useLooks = (): boolean => useBoardState((state) => state.looks);
export const useMe = (): Person | null => useBoardState((state) => state.me);
export const useDirectory = (): Directory => useBoardState((state) => state.directory);
export const usePresence = (): readonly Present[] => useBoardState((state) => state.presence, sameJson);
/** Which cards are in a hand on other screens, and in whose. */
export const useHolders = (): ReadonlyMap<CardId, Person> => useBoardState(holdersOf, sameEntries);

function holdersOf({ presence, actor, directory }: BoardState): ReadonlyMap<CardId, Person> {
  const holders = new Map<CardId, Person>();
  for (const { person, dragging } of presence) {
    const who = directory.people[person];
    if (dragging !== null && person !== actor && who && !holders.has(dragging)) holders.set(dragging, who);
  }
  return holders.size === 0 ? NOBODY_HOLDS : holders;
}

const NOBODY_HOLDS: ReadonlyMap<CardId, Person> = new Map();

const sameEntries = <K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>): boolean =>
  a === b || (a.size === b.size && [...a].every(([key, value]) => b.get(key) === value));

export const useNotices = (): readonly ShownNotice[] => useBoardState((state) => state.notices);

/** Server time, rounded down to `step` ms, from one clock for all: it draws again only when the step changes. */
export function useNow(step = 60_000): number {
  const store = useBoardStore();
  const now = (): number => Math.floor(store.now() / step) * step;
  const clock = clockOf(store);
  const subscribe = useCallback((hear: () => void) => clock.subscribe(hear), [clock]);
  return useSyncExternalStore(subscribe, now, now);
}

const sameRow = (a: object, b: object): boolean =>
  Object.entries(b).every(([key, value]) => Object.is((a as Record<string, unknown>)[key], value));
