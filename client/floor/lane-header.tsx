import { memo, useState } from 'react';
import type { RefObject } from 'react';
import type { Lane } from '../../shared/board/lane.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { type Anchor, anchorOf } from '../ui/float.ts';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { useWords } from '../words/use-words.ts';
import type { Verdict } from './drop.ts';
import type { LaneModel } from './lane-model.ts';
import { MeterView } from './meter-view.tsx';

interface Props {
  readonly model: LaneModel;
  /** What the lane says to the card in the hand. It takes the place of the state, so that nothing shifts. */
  readonly verdict: Exclude<Verdict, { says: 'home' }> | null;
  /** Narrower than it may be. */
  readonly slim: boolean;
  readonly foldRef: RefObject<HTMLButtonElement | null>;
  readonly onFold: (fold: boolean) => void;
}

/** Load against the limit, in words, as a row of places, and the lane's policy on request. */
export const LaneHeader = memo(function LaneHeader({ model, verdict, slim, foldRef, onFold }: Props) {
  const { lane, limit } = model;
  const { f, floor: { lanes: said } } = useWords();
  const [policy, setPolicy] = useState<Anchor | null>(null);
  const says = limit !== null && limit.capacity !== null;
  return (
    <header className="lane-head">
      <div className="lane-line">
        <h2 title={lane.name}><bdi>{lane.name}</bdi></h2>
        <span className={`lane-count ${limit?.state === 'over' ? 'stop' : ''}`}>
          <b>{f.amount(says && limit ? limit.load : model.count)}</b>
          {says && limit ? <span>/{f.amount(limit.capacity ?? 0)}{limit.limit.unit === 'hours' ? ' h' : ''}</span> : null}
        </span>
      </div>
      {verdict ? (
        <p className={`lane-words verdict ${verdict.says}`}><Icon name={verdict.says === 'yes' ? 'check' : 'ban'} size={13} /><span>{verdict.words}</span></p>
      ) : (
        <p className={`lane-words ${model.tone}`} title={model.words}>
          {model.words}
          {model.inLine > 0 ? <span className="in-line"> · {said.inLine(model.inLine)}</span> : null}
        </p>
      )}
      <LaneTools lane={lane} onPolicy={setPolicy} slim={slim} foldRef={foldRef} onFold={onFold} />
      {model.meter ? <MeterView meter={model.meter} words={model.meterWords} /> : null}
      {policy ? (
        <Popover anchor={policy} label={said.policyOf(isolated(lane.name))} className="policy" onClose={() => setPolicy(null)}>
          <h3><bdi>{lane.name}</bdi></h3>
          <p>{lane.policy || said.noPolicy}</p>
          {lane.checklist.length > 0 ? <><h4>{said.beforeLeaving}</h4><ul>{lane.checklist.map((item) => <li key={item.id}><Icon name="check" size={14} />{item.text}</li>)}</ul></> : null}
          {model.closed ? <p>{said.shutBy(model.closed.words, model.closed.frees)}</p> : null}
          {says && limit ? <p className="faint">{said.limitOf(model.meterWords, lane.kind !== 'queue')}</p> : null}
        </Popover>
      ) : null}
    </header>
  );
});

const LaneTools = memo(function LaneTools({ lane, onPolicy, slim, foldRef, onFold }: { readonly lane: Lane; readonly onPolicy: (at: Anchor) => void } & Pick<Props, 'slim' | 'foldRef' | 'onFold'>) {
  const { lanes: said } = useWords().floor;
  return (
    <div className="lane-tools">
      <button type="button" className="lane-tool" aria-label={said.policyOf(isolated(lane.name))} onClick={(event) => onPolicy(anchorOf(event.currentTarget))}>
        <Icon name="info" size={14} />
      </button>
      {slim ? (
        <button type="button" className="lane-tool" aria-label={said.widen(isolated(lane.name))} title={said.widen(isolated(lane.name))} onClick={() => onFold(false)}>
          <Icon name="unfold" size={14} />
        </button>
      ) : null}
      <button ref={foldRef} type="button" className="lane-tool" data-fold aria-label={said.fold(isolated(lane.name))} onClick={() => onFold(true)}>
        <Icon name="fold" size={14} />
      </button>
    </div>
  );
});
