import { NativeSelect } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Lane } from '../../shared/board/lane.ts';
import { useEscape } from '../ui/escape.ts';
import { useWords } from '../words/use-words.ts';
import type { DraftLine } from './bom-draft.ts';
import { onceMore } from './road.ts';

interface Props {
  readonly line: DraftLine;
  readonly place: number;
  readonly stages: readonly Lane[];
  readonly onChoose: (lane: Lane) => void;
}

/** Back on the saw after the drill. The lanes are listed when somebody asks: of 300 lines few come back anywhere. */
export function OnceMore({ line, place, stages, onChoose }: Props) {
  const { parts: { line: { again } } } = useWords();
  const [asking, setAsking] = useState(false);
  const lanes = useRef<HTMLSelectElement>(null);
  useEffect(() => { if (asking) lanes.current?.focus(); }, [asking]);
  useEscape(() => setAsking(false), { when: asking });
  if (!asking) return <button type="button" className="button quiet" aria-label={again.ofPart(place)} onClick={() => setAsking(true)}>{again.ask}</button>;
  return (
    <NativeSelect
      ref={lanes}
      aria-label={again.lane(place)}
      value=""
      data={[{ value: '', label: again.choose }, ...onceMore(stages, line.road).map(({ id, name }) => ({ value: id, label: name }))]}
      onBlur={() => setAsking(false)}
      onChange={(event) => {
        const lane = stages.find(({ id }) => id === event.currentTarget.value);
        setAsking(false);
        if (lane) onChoose(lane);
      }}
    />
  );
}
