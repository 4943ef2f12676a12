import { useDraggable } from '@dnd-kit/core';
import type { KeyboardEventHandler, MouseEventHandler, TouchEventHandler } from 'react';
import type { CardId } from '../../../shared/domain/ids.ts';

export interface CardDrag {
  readonly dragging: boolean;
  readonly setNode: (element: HTMLElement | null) => void;
  /** The card's button: the keyboard picks up there, so that no control lies inside another. */
  readonly setHandle: (element: HTMLElement | null) => void;
  readonly onMouseDown: MouseEventHandler | undefined;
  readonly onTouchStart: TouchEventHandler | undefined;
  readonly onKeyDown: KeyboardEventHandler | undefined;
  readonly describedBy: string;
}

export function useCardDrag(card: CardId, disabled: boolean): CardDrag {
  const { attributes, listeners, isDragging, setNodeRef, setActivatorNodeRef } = useDraggable({ id: card, disabled });
  return {
    dragging: isDragging, setNode: setNodeRef, setHandle: setActivatorNodeRef, describedBy: attributes['aria-describedby'],
    onMouseDown: listeners?.['onMouseDown'] as MouseEventHandler | undefined,
    onTouchStart: listeners?.['onTouchStart'] as TouchEventHandler | undefined,
    onKeyDown: listeners?.['onKeyDown'] as KeyboardEventHandler | undefined,
  };
}
