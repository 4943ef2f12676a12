import { useDraggable } from '@dnd-kit/core';
import type { Active } from '@dnd-kit/core';
import { useImperativeHandle, useLayoutEffect, useState } from 'react';
import type { Ref, SyntheticEvent } from 'react';
import { cardId } from '../../../shared/domain/ids.ts';
import type { CardId } from '../../../shared/domain/ids.ts';
import { cardElement } from '../attempt.ts';
import { useFloorStore } from '../floor-state.ts';

/** What the hand holds, as the drag library hands it on. */
interface Held { card: CardId | null }

export const inHand = ({ data }: Active): CardId => (data.current as Held).card ?? cardId('');

export type Press = (name: 'onMouseDown' | 'onTouchStart' | 'onKeyDown', event: SyntheticEvent) => void;

/**
 * The library knows one thing that can be dragged: the hand. Whatever card is pressed becomes its
 * node; a draggable for each card would draw all of them again whenever one is picked up or let go.
 */
export function Grip({ disabled, ref }: { readonly disabled: boolean; readonly ref: Ref<Press> }) {
  const floor = useFloorStore();
  const [held] = useState<Held>(() => ({ card: null }));
  const { listeners, setNodeRef, setActivatorNodeRef } = useDraggable({ id: 'hand', data: held, disabled });

  const hold = (card: HTMLElement) => {
    setNodeRef(card);
    // The keyboard picks up at the card's own button, so that no control lies inside another.
    setActivatorNodeRef(card.querySelector<HTMLElement>('.card-open'));
  };
  useImperativeHandle(ref, (): Press => (name, event) => {
    const card = (event.target as Element).closest<HTMLElement>('[data-card]');
    // One hand, one card: a second finger takes nothing from the first.
    if (!card || floor.getState().dragging || ('touches' in event.nativeEvent && (event.nativeEvent as TouchEvent).touches.length > 1)) return;
    held.card = cardId(card.dataset['card'] ?? '');
    hold(card);
    (listeners?.[name] as ((event: SyntheticEvent) => void) | undefined)?.(event);
  });
  // A card that was let go elsewhere is drawn there anew: it glides, and the focus returns, to that one.
  useLayoutEffect(() => {
    const card = cardElement(held.card);
    if (card) hold(card);
  });

  return null;
}
