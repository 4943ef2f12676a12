import { BoardSettings } from '../admin/board-settings.tsx';
import type { BoardActions } from './contracts.ts';
import { MantineRoot } from './mantine-root.tsx';

/** Lanes, limits and policies: loaded when somebody goes there. */
export function SettingsPage({ actions }: { readonly actions: BoardActions }) {
  return <MantineRoot><BoardSettings actions={actions} /></MantineRoot>;
}
