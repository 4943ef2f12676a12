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
import { lineFaults, roadOf, usualRoad } from './bom-draft.ts';
import type { DraftLine, LineFaults } from './bom-draft.ts';

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

export const BomLineFields = memo(function BomLineFields({ line, place, stages, suppliers, judged, onChange, onRemove }: Props) {
  const { parts: { line: words }, labels: { sources } } = useWords();
  const faults: LineFaults = judged ? lineFaults(line) : {};
  const set = (change: Partial<DraftLine>) => {
    const { unread: _mended, ...rest } = line;
    onChange({ ...rest, ...change });
  };
  // What was typed for a lane that is left out is there again when it comes back.
  const typed = useRef<Readonly<Record<LaneId, string>>>({});
  const setStep = (lane: LaneId, hours: string | null) => {
    typed.current = { ...typed.current, ...line.road };
    const { [lane]: _gone, ...rest } = line.road;
    set({ road: hours === null ? rest : { ...rest, [lane]: hours } });
  };
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
            typed.current = { ...typed.current, ...line.road };
            set({ source, road: Object.fromEntries(Object.entries(roadOf(stages, usualRoad(stages, source))).map(([lane, hours]) => [lane, typed.current[lane as LaneId] ?? hours])) });
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
        {stages.map((lane) => {
          const hours = line.road[lane.id];
          const on = hours !== undefined;
          return (
            <span key={lane.id} className="bom-step" data-on={on || undefined}>
              <label>
                <input type="checkbox" checked={on} onChange={() => setStep(lane.id, on ? null : typed.current[lane.id] ?? (lane.defaultHours === null ? '' : numberText(lane.defaultHours)))} />
                <bdi>{lane.name}</bdi>
              </label>
              {on ? <>
                <input inputMode="decimal" maxLength={12} value={hours} aria-label={words.hoursIn(isolated(lane.name))} onChange={(event) => setStep(lane.id, event.currentTarget.value)} />
                <span className="unit" aria-hidden="true">h</span>
              </> : null}
            </span>
          );
        })}
      </fieldset>
      {line.unread?.map((what) => <div key={what} className="bom-fault" role="alert">{what}</div>)}
      {faults.road ? <div className="bom-fault" role="alert">{faults.road}</div> : null}
    </fieldset>
  );
});
