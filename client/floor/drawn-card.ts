import type { CardId } from '../../shared/kernel/ids.ts';
import type { FloorStore } from './floor-state.ts';
import { soon } from './soon.ts';

export const cardElement = (card: string | null): HTMLElement | null =>
  card === null ? null : document.querySelector<HTMLElement>(`[data-card=${JSON.stringify(card)}]`);

/** Acts on a card once it is drawn, and keeps it so meanwhile, however far from the window of its lane or of the floor it stands. null: it stands on no lane that is open. */
export async function onceDrawn(floor: FloorStore, card: CardId, act: (element: HTMLElement | null) => void | Promise<void>): Promise<void> {
  if (!cardElement(card)) floor.setState({ sought: card });
  await act(await soon(() => cardElement(card)));
  if (floor.getState().sought === card) floor.setState({ sought: null });
}

const hasNoFocus = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** A card that went to another lane is drawn there anew: the keyboard goes with it. */
export function keepFocus(floor: FloorStore, card: CardId): void {
  requestAnimationFrame(async () => {
    await soon(() => floor.getState().dropped === null || null);
    if (!hasNoFocus()) return;
    void onceDrawn(floor, card, (element) => {
      if (hasNoFocus()) element?.querySelector<HTMLElement>('.card-open')?.focus({ preventScroll: true });
    });
  });
}
