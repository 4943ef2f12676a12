import type { RefObject } from 'react';
import { memo, useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef } from 'react';
import { Icon } from '../ui/icon.tsx';
import type { Thumb } from './card-body.tsx';
import { ColumnView } from './column.tsx';
import { useDropTarget } from './drag/drop-target.tsx';
import type { LaneFit } from './fit.ts';
import { useFloor, useFloorStore } from './floor-state.ts';
import { LaneHeader } from './lane-header.tsx';
import { countWords, type LaneModel } from './lane-model.ts';
import { MeterView } from './meter-view.tsx';
import { stacked } from './one-column.ts';
import type { Slides } from './slide.tsx';
import { isolated } from '../../shared/kernel/writing.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly model: LaneModel;
  readonly as: LaneFit;
  readonly width?: number | undefined;
  readonly slides: Slides;
  readonly readOnly: boolean;
  readonly thumb?: Thumb;
  /**
   * Before the first cards are on the screen `near` lanes draw what will be seen, `off` ones only their head.
   * Later a lane draws what is near its window, and one `away` from the screen nothing of a long column.
   */
  readonly at?: 'ease' | 'away' | 'near' | 'off';
}

export const LaneView = memo(function LaneView({ model, as, width, slides, readOnly, thumb, at = 'ease' }: Props) {
  const { lane } = model;
  const floor = useFloorStore();
  const words = useWords();
  const folded = as === 'folded';
  const columns = useMemo(() => (as === 'stacked' ? stacked(model.columns, words) : model.columns), [as, model.columns, words]);
  // The frame in which a card is picked up or let go belongs to the card; what the lanes say follows in the next.
  const verdict = useDeferredValue(useFloor((state) => state.verdicts?.get(lane.id)));
  const over = useFloor((state) => state.over !== null && state.over.startsWith(`${lane.id}/`));
  const says = verdict && verdict.says !== 'home' ? verdict.says : '';
  // Folding takes its own button away: the focus goes on to the one that undoes it.
  const fold = useRef<HTMLButtonElement | null>(null);
  const turned = useRef(false);
  const choose = useCallback((fold: boolean) => {
    turned.current = true;
    floor.getState().fold(lane.id, fold);
  }, [floor, lane.id]);
  useLayoutEffect(() => {
    if (turned.current) fold.current?.focus({ preventScroll: true });
    turned.current = false;
  }, [folded]);
  const classes = ['lane', as, lane.holds, says && `drop-${says}`, over && says ? 'over' : ''];
  return (
    <section className={classes.filter(Boolean).join(' ')} data-lane={lane.id} aria-label={lane.name} style={{ width }}>
      {folded ? <FoldedLane button={fold} model={model} onOpen={choose} /> : (
        <>
          <LaneHeader model={model} verdict={verdict && verdict.says !== 'home' ? verdict : null} slim={as !== 'wide'} foldRef={fold} onFold={choose} />
          <div className="columns">
            {at === 'off' ? null : columns.map((column) => (
              <ColumnView key={column.key} column={column} laneName={lane.name} slides={slides} readOnly={readOnly} hurried={at === 'near'} away={at === 'away'} {...(thumb ? { thumb } : {})} />
            ))}
          </div>
        </>
      )}
    </section>
  );
});

function FoldedLane({ button, model, onOpen }: { readonly button: RefObject<HTMLButtonElement | null>; readonly model: LaneModel; readonly onOpen: (fold: boolean) => void }) {
  useDropTarget(`${model.lane.id}/folded`, model.lane.id, useCallback(() => button.current, [button]));
  const words = useWords();
  const count = countWords(model, words);
  return (
    <button type="button" ref={button} className="lane-folded" onClick={() => onOpen(false)} aria-label={words.floor.lanes.unfold(isolated(model.lane.name), count, model.words)}>
      <Icon name="unfold" size={14} />
      <b className={model.tone}>{count}</b>
      {model.slot?.may ? <i className="signal"><Icon name="pull" size={14} /></i> : null}
      {model.blocked.length > 0 ? <i className="stop"><Icon name="ban" size={14} /></i> : null}
      {model.meter ? <MeterView meter={model.meter} words={model.meterWords} /> : null}
      <span>{model.lane.name}</span>
    </button>
  );
}
