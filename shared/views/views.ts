import { floorView } from './floor-view.ts';
import type { View } from './view.ts';

/** Every view that is told as rows. */
export const ROW_VIEWS = { floor: floorView } as const satisfies Readonly<Record<string, View>>;
export type ViewName = keyof typeof ROW_VIEWS;
export const VIEW_NAMES = Object.keys(ROW_VIEWS) as readonly ViewName[] as readonly [ViewName, ...ViewName[]];
