import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { cardId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { useBoardStore } from '../replica/use-board.ts';
import { type Anchor, anchorOf, useFloat } from '../ui/float.ts';
import { useWords } from '../words/use-words.ts';
import { CardBody } from './card-body.tsx';
import { faceOf } from './card-face.ts';
import { useFloor } from './floor-state.ts';

interface Pointed { readonly card: CardId; readonly anchor: Anchor }

/** Under the pointer and under the focus a dot is the card that it stands for. */
export function DotTip() {
  const quiet = useFloor(({ dragging, menu, refused }) => dragging !== null || menu !== null || refused !== null);
  const [pointed, point] = useState<Pointed | null>(null);
  useEffect(() => {
    const show = (event: Event) => {
      const at = event.target as Element;
      const dot = at.closest<HTMLElement>('.dot');
      // A finger opens the card at once; a focus that no key has set is the pointer's own.
      const seen = dot && (event.type === 'focusin' ? at.matches(':focus-visible') : (event as PointerEvent).pointerType !== 'touch');
      point(seen ? { card: cardId(dot.dataset['card'] ?? ''), anchor: anchorOf(dot) } : null);
    };
    const hide = () => point(null);
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') hide();
    };
    const hears: readonly (readonly [string, EventListener])[] = [['pointerover', show], ['focusin', show], ['focusout', hide], ['pointerdown', hide], ['scroll', hide], ['keydown', onKey as EventListener]];
    for (const [type, hear] of hears) document.addEventListener(type, hear, true);
    return () => hears.forEach(([type, hear]) => document.removeEventListener(type, hear, true));
  }, []);
  return pointed && !quiet ? <Tip key={pointed.card} {...pointed} /> : null;
}

function Tip({ card: id, anchor }: Pointed) {
  const store = useBoardStore();
  const words = useWords();
  const { ref, style } = useFloat<HTMLDivElement>(anchor);
  const { board, directory } = store.getState();
  const card = board.cards.get(id);
  if (!card) return null;
  const face = faceOf(board, directory, card, store.now(), words);
  return createPortal(
    // The dot's own button says all of this.
    <div ref={ref} className={`card dot-tip ${face.kind}${face.blocked ? ' blocked' : ''}`} style={style} aria-hidden="true"><CardBody face={face} still /></div>,
    document.body,
  );
}
