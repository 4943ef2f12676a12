import '../ui/form.css';
import './palette.css';
import type { DialogHostProps } from '../app/contracts.ts';
import { KeySheet } from './key-sheet.tsx';
import { Palette } from './palette.tsx';

/** The palette and the key sheet; forms are drawn elsewhere. */
export function PaletteHost({ actions, request, onClose }: DialogHostProps) {
  if (request.kind === 'palette') return <Palette actions={actions} onClose={onClose} />;
  return request.kind === 'shortcuts' ? <KeySheet onClose={onClose} /> : null;
}
