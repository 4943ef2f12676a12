import type { ComponentType } from 'react';
import { Suspense, lazy } from 'react';
import type { BoardDoors, BoardSettingsProps } from './contracts.ts';
import { MantineRoot } from './mantine-root.tsx';

const pages = import.meta.glob<{ BoardSettings: ComponentType<BoardSettingsProps> }>('../admin/board-settings.tsx');
const BoardSettings = lazy<ComponentType<BoardSettingsProps>>(() => pages['../admin/board-settings.tsx']?.().then((module) => ({ default: module.BoardSettings })) ?? Promise.resolve({ default: () => null }));

/** Lanes, limits and policies: loaded when somebody goes there. */
export function SettingsPage({ doors }: { readonly doors: BoardDoors }) {
  return <MantineRoot><Suspense fallback={null}><BoardSettings doors={doors} /></Suspense></MantineRoot>;
}
