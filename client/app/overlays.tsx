import type { ComponentType } from 'react';
import { Suspense, lazy } from 'react';
import type { CardId } from '../../shared/domain/ids.ts';
import type { BoardDoors, CardPanelProps, DialogHostProps, DialogRequest } from './contracts.ts';
import { MantineRoot } from './mantine-root.tsx';

const panels = import.meta.glob<{ CardPanel: ComponentType<CardPanelProps> }>('../card/card-panel.tsx');
const hosts = import.meta.glob<{ DialogHost: ComponentType<DialogHostProps> }>('../order/dialog-host.tsx');
const palettes = import.meta.glob<{ PaletteHost: ComponentType<DialogHostProps> }>('../palette/palette-host.tsx');
const nothing = async () => ({ default: () => null });
const CardPanel = lazy<ComponentType<CardPanelProps>>(() => panels['../card/card-panel.tsx']?.().then((module) => ({ default: module.CardPanel })) ?? nothing());
const DialogHost = lazy<ComponentType<DialogHostProps>>(() => hosts['../order/dialog-host.tsx']?.().then((module) => ({ default: module.DialogHost })) ?? nothing());
const PaletteHost = lazy<ComponentType<DialogHostProps>>(() => palettes['../palette/palette-host.tsx']?.().then((module) => ({ default: module.PaletteHost })) ?? nothing());

interface Props {
  readonly doors: BoardDoors;
  readonly dialog: DialogRequest | null;
  readonly card: CardId | null;
  readonly onCloseDialog: () => void;
  readonly onCloseCard: () => void;
}

/** What opens above the floor, loaded when the first of it opens. */
export function Overlays({ doors, dialog, card, onCloseDialog, onCloseCard }: Props) {
  return (
    <MantineRoot>
      <Suspense fallback={null}>{card ? <CardPanel doors={doors} card={card} onClose={onCloseCard} /> : null}</Suspense>
      <Suspense fallback={null}>{dialog ? <Host dialog={dialog} doors={doors} onClose={onCloseDialog} /> : null}</Suspense>
    </MantineRoot>
  );
}

function Host({ dialog, doors, onClose }: { readonly dialog: DialogRequest; readonly doors: BoardDoors; onClose(): void }) {
  const OfThis = dialog.kind === 'palette' || dialog.kind === 'shortcuts' ? PaletteHost : DialogHost;
  return <OfThis doors={doors} request={dialog} onClose={onClose} />;
}
