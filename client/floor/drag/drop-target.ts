import { useDroppable } from '@dnd-kit/core';
import type { LaneId } from '../../../shared/domain/ids.ts';

/** The ref belongs on a list's content, not on its scroller: else nothing scrolls while one drags. */
export function useDropTarget(key: string, lane: LaneId): (element: HTMLElement | null) => void {
  return useDroppable({ id: key, data: { lane } }).setNodeRef;
}
