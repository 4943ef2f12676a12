import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Command } from '../../shared/verbs.ts';
import type { CardId, LaneId, PersonId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import { keepSetting, readSetting } from '../ui/browser-setting.ts';
import type { Anchor } from '../ui/float.ts';
import type { By } from './drag/sensors.ts';
import type { Verdict } from './drop.ts';
import { type Filter, NO_FILTER, isActive } from './filter.ts';

export type Density = 'comfortable' | 'compact' | 'dots';

export interface Refused {
  /** null: no rule of the board speaks against it, `sentence` says what does. */
  readonly refusal: Refusal | null;
  readonly sentence: string;
  readonly command: Command | null;
  readonly anchor: Anchor;
}

/** What only this screen knows: what is looked for, folded, held in the hand. */
export interface FloorState {
  readonly filter: Filter;
  /** On a phone the search is asked for. */
  readonly finding: boolean;
  readonly density: Density;
  /** The lane a phone shows; '': the one with something to do. */
  readonly page: string;
  /** Only the lanes that somebody folded or unfolded by hand; others follow their default. */
  readonly folded: Readonly<Record<LaneId, boolean>>;
  readonly dragging: { readonly card: CardId; readonly by: By } | null;
  /** A card that somebody is led to, until it has the focus: it is drawn wherever it stands. */
  readonly sought: CardId | null;
  /** What each lane says to the card in the hand; null: they have not been asked. */
  readonly verdicts: ReadonlyMap<LaneId, Verdict> | null;
  readonly over: string | null;
  /** The lane in which this screen's hand has just let go: it is drawn a frame before the others. */
  readonly dropped: LaneId | null;
  readonly menu: { readonly card: CardId; readonly anchor: Anchor } | null;
  readonly refused: Refused | null;
  readonly setFilter: (change: Partial<Filter>) => void;
  readonly setDensity: (density: Density) => void;
  readonly showPage: (lane: string) => void;
  readonly fold: (lane: LaneId, folded: boolean) => void;
  /** Each person folds for themselves. */
  readonly foldAs: (person: PersonId) => void;
}

export type FloorStore = StoreApi<FloorState>;

export function createFloorStore(board: string, filter: Filter = NO_FILTER, person?: PersonId): FloorStore {
  let key = `folded.${board}.${person}`;
  return createStore<FloorState>((set, get) => ({
    filter,
    // What a link looks for is seen, and can be put away, on a phone too.
    finding: isActive(filter),
    density: readSetting<Density>('density', 'comfortable'),
    page: readSetting('phone-lane', ''),
    folded: readSetting<Record<LaneId, boolean>>(key, {}),
    dragging: null,
    sought: null,
    verdicts: null,
    over: null,
    dropped: null,
    menu: null,
    refused: null,
    setFilter: (change) => set({ filter: { ...get().filter, ...change } }),
    setDensity(density) {
      keepSetting('density', density);
      set({ density });
    },
    showPage(page) {
      keepSetting('phone-lane', page);
      set({ page });
    },
    fold(lane, folded) {
      const next = { ...get().folded, [lane]: folded };
      keepSetting(key, next);
      set({ folded: next });
    },
    foldAs(who) {
      key = `folded.${board}.${who}`;
      set({ folded: readSetting(key, {}) });
    },
  }));
}

const FloorContext = createContext<FloorStore | null>(null);
export const FloorStateProvider = FloorContext.Provider;

export function useFloorStore(): FloorStore {
  const store = useContext(FloorContext);
  if (!store) throw new Error('The floor has no state here');
  return store;
}
export const useFloor = <T>(select: (state: FloorState) => T): T => useStore(useFloorStore(), select);
