import { createContext, useContext, useLayoutEffect } from 'react';
import type { LaneId } from '../../../shared/kernel/ids.ts';

export interface Target {
  readonly id: string;
  readonly lane: LaneId;
  /** A list's content, not its scroller: a card can be let go in what is scrolled away, too. */
  readonly box: () => HTMLElement | null;
}

/** The places where a card can be let go. They stay the same objects, so that a drag draws no lane again to ask for them. */
export class Targets {
  private readonly all = new Set<Target>();

  add(target: Target): () => void {
    this.all.add(target);
    return () => void this.all.delete(target);
  }

  /** Columns lie side by side, so one look at each is enough. */
  under(x: number, y: number): Target | null {
    for (const target of this.all) {
      const box = target.box()?.getBoundingClientRect();
      if (box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return target;
    }
    return null;
  }

  /** From left to right, with their boxes. */
  inOrder(): { readonly target: Target; readonly element: HTMLElement; readonly box: DOMRect }[] {
    return [...this.all].flatMap((target) => {
      const element = target.box();
      const box = element?.getBoundingClientRect();
      return element && box && box.width > 0 ? [{ target, element, box }] : [];
    }).sort((a, b) => a.box.left - b.box.left || a.box.top - b.box.top);
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
