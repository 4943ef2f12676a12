import type { ComponentType } from 'react';
import { Suspense, lazy } from 'react';
import type { CardId } from '../../shared/domain/ids.ts';
import type { BoardDoors, CardPanelProps, DialogHostProps, DialogRequest } from './contracts.ts';
import { MantineRoot } from './mantine-root.tsx';

const panels = import.meta.glob<{ CardPanel: ComponentType<CardPanelProps> }>('../card/card-panel.tsx');
const hosts = import.meta.glob<{ DialogHost: ComponentType<DialogHostProps> }>('../order/dialog-host.tsx');
const nothing = async () => ({ default: () => null });
const CardPanel = lazy<ComponentType<CardPanelProps>>(() => panels['../card/card-panel.tsx']?.().then((module) => ({ default: module.CardPanel })) ?? nothing());
const DialogHost = lazy<ComponentType<DialogHostProps>>(() => hosts['../order/dialog-host.tsx']?.().then((module) => ({ default: module.DialogHost })) ?? nothing());

interface Props {
  readonly doors: BoardDoors;
  readonly dialog: DialogRequest | null;
  readonly card: CardId | null;
  onCloseDialog(): void;
  onCloseCard(): void;
}

/** What opens above the floor, loaded when the first of it opens. */
export function Overlays({ doors, dialog, card, onCloseDialog, onCloseCard }: Props) {
  return (
    <MantineRoot>
      <Suspense fallback={null}>{card ? <CardPanel doors={doors} card={card} onClose={onCloseCard} /> : null}</Suspense>
      <Suspense fallback={null}>{dialog ? <DialogHost doors={doors} request={dialog} onClose={onCloseDialog} /> : null}</Suspense>
    </MantineRoot>
  );
}
