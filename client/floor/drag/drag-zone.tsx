import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { cardId } from '../../../shared/kernel/ids.ts';
import { useBoardStore } from '../../replica/use-board.ts';
import { LiveRegion, createVoice } from '../../ui/live-region.tsx';
import { useWords } from '../../words/use-words.ts';
import { useFloorStore } from '../floor-state.ts';
import type { Slides } from '../slide.tsx';
import { CARD_HELP } from './card-help.ts';
import { type Around, Drag } from './drag.ts';
import { Targets, TargetsProvider } from './drop-target.tsx';
import { press, readyForTouch } from './sensors.ts';

interface Props {
  readonly slides: Slides;
  readonly disabled: boolean;
  readonly onDrop: Around['drop'];
  readonly children: ReactNode;
}

/** The one folder that knows the drag library: a drop is one more way to say a move. */
export function DragZone({ slides, disabled, onDrop, children }: Props) {
  const { hand } = useWords().floor;
  const store = useBoardStore();
  const floor = useFloorStore();
  const [targets] = useState(() => new Targets());
  const [voice] = useState(createVoice);
  const drag = useRef<Drag | null>(null);
  const latest = useRef(onDrop);
  useLayoutEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    const done = readyForTouch();
    return () => {
      drag.current?.cancel();
      done();
    };
  }, []);

  // Presses of all cards end here, so that a card carries no handlers of its own.
  const take = useCallback(({ target, nativeEvent }: SyntheticEvent) => {
    const card = (target as Element).closest<HTMLElement>('[data-card]');
    if (!card || floor.getState().dragging) return;
    drag.current = new Drag(cardId(card.dataset['card'] ?? ''), card, { store, floor, slides, targets, voice, drop: (...what) => latest.current(...what) });
    press(nativeEvent, card, drag.current);
  }, [store, floor, slides, targets, voice]);
  const hold = disabled ? undefined : take;
  return (
    <>
      <div role="presentation" className="grip" onMouseDown={hold} onTouchStart={hold} onKeyDown={hold}>
        <TargetsProvider value={targets}>{children}</TargetsProvider>
      </div>
      <p id={CARD_HELP} hidden>{hand.help}</p>
      <LiveRegion voice={voice} />
    </>
  );
}
