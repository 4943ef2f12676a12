import { useDroppable } from '@dnd-kit/core';
import { useLayoutEffect } from 'react';
import type { LaneId } from '../../../shared/domain/ids.ts';

interface Props {
  readonly id: string;
  readonly lane: LaneId;
  /** A list's content, not its scroller: else nothing scrolls while one drags. */
  readonly box: () => HTMLElement | null;
}

/**
 * Where a card can be let go. It stands behind its element and draws nothing: the library draws it
 * again with every lane the hand comes over, and a column of cards must not be drawn with it.
 */
export function DropTarget({ id, lane, box }: Props) {
  const { setNodeRef } = useDroppable({ id, data: { lane } });
  useLayoutEffect(() => setNodeRef(box()));
  return null;
}
