import { useDroppable } from '@dnd-kit/core';
import { createContext, useContext, useLayoutEffect, useSyncExternalStore } from 'react';
import type { LaneId } from '../../../shared/domain/ids.ts';

interface Target {
  readonly id: string;
  readonly lane: LaneId;
  /** A list's content, not its scroller: else nothing scrolls while one drags. */
  readonly box: () => HTMLElement | null;
}

/** The places where a card can be let go, told to the drag library from outside of the lanes. */
export class Targets {
  private all: readonly Target[] = [];
  private readonly hearers = new Set<() => void>();

  readonly list = (): readonly Target[] => this.all;

  readonly subscribe = (hear: () => void): (() => void) => {
    this.hearers.add(hear);
    return () => void this.hearers.delete(hear);
  };

  add(target: Target): () => void {
    this.set([...this.all, target]);
    return () => this.set(this.all.filter((other) => other !== target));
  }

  private set(all: readonly Target[]): void {
    this.all = all;
    for (const hear of this.hearers) hear();
  }
}

const TargetsContext = createContext<Targets | null>(null);
export const TargetsProvider = TargetsContext.Provider;

/** A card can be let go in this box. */
export function useDropTarget(id: string, lane: LaneId, box: () => HTMLElement | null): void {
  const targets = useContext(TargetsContext);
  if (!targets) throw new Error('There is no drag zone here');
  useLayoutEffect(() => targets.add({ id, lane, box }), [targets, id, lane, box]);
}

export function DropTargets({ targets }: { readonly targets: Targets }) {
  return useSyncExternalStore(targets.subscribe, targets.list).map((target) => <DropTarget key={target.id} {...target} />);
}

function DropTarget({ id, lane, box }: Target) {
  const { setNodeRef } = useDroppable({ id, data: { lane } });
  useLayoutEffect(() => setNodeRef(box()));
  return null;
}
