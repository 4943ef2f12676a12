import { BoardSettings } from '../admin/board-settings.tsx';
import type { BoardDoors } from './contracts.ts';
import { MantineRoot } from './mantine-root.tsx';

/** Lanes, limits and policies: loaded when somebody goes there. */
export function SettingsPage({ doors }: { readonly doors: BoardDoors }) {
  return <MantineRoot><BoardSettings doors={doors} /></MantineRoot>;
}
