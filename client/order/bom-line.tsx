import { NativeSelect, TextInput } from '@mantine/core';
import { memo, useRef } from 'react';
import type { JobSource } from '../../shared/jobs/job.ts';
import type { Lane } from '../../shared/board/lane.ts';
import type { Supplier } from '../../shared/people/directory.ts';
import type { LaneId, SupplierId } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { useWords } from '../words/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { numberText } from '../ui/typed-number.ts';
import { comesAgain } from '../../shared/cards/visit.ts';
import { visitName } from '../../shared/words/step-name.ts';
import { lineFaults, roadOf, usualRoad } from './bom-draft.ts';
import type { DraftLine, LineFaults } from './bom-draft.ts';
import { OnceMore } from './once-more.tsx';
import { roadShown, withStep, withoutStep } from './road.ts';
import type { Road } from './road.ts';

interface Props {
  readonly line: DraftLine;
  readonly place: number;
  readonly stages: readonly Lane[];
  readonly suppliers: readonly Supplier[];
  /** Faults are shown from the first attempt on. */
  readonly judged: boolean;
  readonly onChange: (line: DraftLine) => void;
  readonly onRemove: (key: number) => void;
}

/** Which visit of its lane a step is: the field of one stays the same field while others come and go behind it. */
const visitsBefore = (road: Road, lane: LaneId, step: number | null): number => road.slice(0, step ?? 0).filter((other) => other.lane === lane).length;

export const BomLineFields = memo(function BomLineFields({ line, place, stages, suppliers, judged, onChange, onRemove }: Props) {
  const all = useWords();
  const { parts: { line: words }, labels: { sources } } = all;
  const faults: LineFaults = judged ? lineFaults(line) : {};
  const set = (change: Partial<DraftLine>) => {
    const { unread: _mended, ...rest } = line;
    onChange({ ...rest, ...change });
  };
  // What was typed for a lane that is left out is there again when it comes back.
  const typed = useRef<ReadonlyMap<LaneId, string>>(new Map());
  const setRoad = (road: Road, change: Partial<DraftLine> = {}) => {
    typed.current = new Map([...typed.current, ...line.road.map(({ lane, hours }) => [lane, hours] as const)]);
    set({ ...change, road });
  };
  const hoursFor = ({ id, defaultHours }: Lane): string => typed.current.get(id) ?? (defaultHours === null ? '' : numberText(defaultHours));
  return (
    <fieldset className="bom-line" aria-label={words.of(place)}>
      <div className="bom-fields">
        <TextInput label={words.part} value={line.title} error={faults.title} maxLength={200} onChange={(event) => set({ title: event.currentTarget.value })} />
        <TextInput label={words.quantity} value={line.quantity} error={faults.quantity} inputMode="decimal" onChange={(event) => set({ quantity: event.currentTarget.value })} />
        <TextInput label={words.unit} value={line.unit} error={faults.unit} maxLength={12} onChange={(event) => set({ unit: event.currentTarget.value })} />
        <NativeSelect
          label={words.from}
          value={line.source}
          data={(Object.keys(sources) as JobSource[]).map((value) => ({ value, label: sources[value] }))}
          onChange={(event) => {
            const source = event.currentTarget.value as JobSource;
            const before = new Map([...typed.current, ...line.road.map(({ lane, hours }) => [lane, hours] as const)]);
            setRoad(roadOf(stages, usualRoad(stages, source)).map(({ lane, hours }) => ({ lane, hours: before.get(lane) ?? hours })), { source });
          }}
        />
        <NativeSelect
          label={words.supplier}
          value={line.supplier ?? ''}
          disabled={line.source !== 'buy'}
          error={faults.supplier}
          data={[{ value: '', label: line.source === 'buy' ? words.choose : '–' }, ...suppliers.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => set({ supplier: (event.currentTarget.value || null) as SupplierId | null })}
        />
        <button type="button" className="icon-button" aria-label={words.remove(place, isolated(line.title))} onClick={() => onRemove(line.key)}><Icon name="close" /></button>
      </div>
      <fieldset className="plain bom-road" aria-label={words.road(place)}>
        {roadShown(stages, line.road).map(({ lane, step }) => {
          const on = step !== null;
          const name = visitName(lane.name, on && comesAgain({ routing: line.road }, step) ? step : null, all);
          return (
            <span key={`${lane.id} ${visitsBefore(line.road, lane.id, step)}`} className="bom-step" data-on={on || undefined}>
              <label>
                <input type="checkbox" checked={on} onChange={() => setRoad(on ? withoutStep(line.road, step) : withStep(stages, line.road, { lane: lane.id, hours: hoursFor(lane) }))} />
                <bdi>{name}</bdi>
              </label>
              {on ? <>
                <input inputMode="decimal" maxLength={12} value={line.road[step]?.hours ?? ''} aria-label={words.hoursIn(isolated(name))} onChange={(event) => setRoad(line.road.with(step, { lane: lane.id, hours: event.currentTarget.value }))} />
                <span className="unit" aria-hidden="true">h</span>
              </> : null}
            </span>
          );
        })}
        {line.road.length > 1 ? <OnceMore line={line} place={place} stages={stages} onChoose={(lane) => setRoad([...line.road, { lane: lane.id, hours: lane.defaultHours === null ? '' : numberText(lane.defaultHours) }])} /> : null}
      </fieldset>
      {line.unread?.map((what) => <div key={what} className="bom-fault" role="alert">{what}</div>)}
      {faults.road ? <div className="bom-fault" role="alert">{faults.road}</div> : null}
    </fieldset>
  );
});
