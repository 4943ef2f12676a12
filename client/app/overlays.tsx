import { Suspense, lazy } from 'react';
import type { CardId } from '../../shared/kernel/ids.ts';
import { useLooks } from '../replica/use-board.ts';
import type { BoardActions, DialogRequest } from './contracts.ts';
import { MantineRoot } from './mantine-root.tsx';

const CardPanel = lazy(() => import('../card/card-panel.tsx').then((module) => ({ default: module.CardPanel })));
const DialogHost = lazy(() => import('../order/dialog-host.tsx').then((module) => ({ default: module.DialogHost })));
const PaletteHost = lazy(() => import('../palette/palette-host.tsx').then((module) => ({ default: module.PaletteHost })));

interface Props {
  readonly actions: BoardActions;
  readonly dialog: DialogRequest | null;
  readonly card: CardId | null;
  readonly onCloseDialog: () => void;
  readonly onCloseCard: () => void;
}

/** What opens above the floor, loaded when the first of it opens. */
export function Overlays({ actions, dialog, card, onCloseDialog, onCloseCard }: Props) {
  const looks = useLooks();
  const Host = dialog?.kind === 'palette' || dialog?.kind === 'shortcuts' ? PaletteHost : DialogHost;
  return (
    <MantineRoot>
      <Suspense fallback={null}>{card && !looks ? <CardPanel actions={actions} card={card} onClose={onCloseCard} /> : null}</Suspense>
      <Suspense fallback={null}>{dialog ? <Host actions={actions} request={dialog} onClose={onCloseDialog} /> : null}</Suspense>
    </MantineRoot>
  );
}
