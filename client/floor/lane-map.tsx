import { memo } from 'react';
import type { LaneId } from '../../shared/kernel/ids.ts';
import { Icon } from '../ui/icon.tsx';
import type { Voice } from '../ui/live-region.tsx';
import { Toast } from '../ui/toast.tsx';
import { useWords } from '../words/use-words.ts';
import { countWords, type LaneModel } from './lane-model.ts';
import { useHitsByLane } from './use-hits.ts';
import { useLanesInSight } from './use-lanes-in-sight.ts';

interface Props {
  readonly lanes: readonly LaneModel[];
  readonly voice: Voice;
  readonly onJump: (lane: LaneId) => void;
  readonly onKeys: () => void;
}

/** A lane of which less is seen is not underlined. */
const SEEN = 0.4;

/** All lanes in one row, those in view underlined: what is off-screen is one press away. */
export const LaneMap = memo(function LaneMap({ lanes, voice, onJump, onKeys }: Props) {
  const words = useWords();
  const hits = useHitsByLane(lanes);
  const seen = useLanesInSight(lanes, SEEN);
  return (
    <nav className="lane-map" aria-label={words.floor.bars.map.lanes}>
      <ul>
        {lanes.map((model) => (
          <Stop
            key={model.lane.id}
            lane={model.lane.id}
            name={model.lane.name}
            count={countWords(model, words)}
            words={model.words}
            tone={model.tone}
            seen={seen?.has(model.lane.id) === true}
            hits={hits && (hits.get(model.lane.id) ?? 0)}
            onJump={onJump}
          />
        ))}
      </ul>
      <Toast voice={voice} />
      <button type="button" className="keys" onClick={onKeys}><Icon name="keys" size={14} />{words.floor.bars.map.keys}</button>
    </nav>
  );
});

interface StopProps {
  readonly lane: LaneId;
  readonly name: string;
  readonly count: string;
  readonly words: string;
  readonly tone: LaneModel['tone'];
  readonly seen: boolean;
  /** While something is looked for; else null. */
  readonly hits: number | null;
  readonly onJump: (lane: LaneId) => void;
}

/** One lane of the map: most moves change two of them. */
const Stop = memo(function Stop({ lane, name, count, words, tone, seen, hits, onJump }: StopProps) {
  const { search } = useWords().floor.bars;
  return (
    <li>
      <button type="button" className={seen ? 'seen' : ''} onClick={() => onJump(lane)} title={words}>
        <i className={tone} aria-hidden="true" />
        <span className="lane-name">{name}</span> {hits === null ? count : <b className={hits > 0 ? 'signal' : 'faint'}>{search.hits(hits, 0)}</b>}
        {tone === 'stop' || tone === 'warn' || tone === 'signal' ? <span className="unseen">, {words}</span> : null}
      </button>
    </li>
  );
});
