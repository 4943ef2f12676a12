import { memo, useEffect, useMemo, useRef } from 'react';
import type { Ref } from 'react';
import type { Words } from '../../shared/words/words.ts';
import { Icon } from '../ui/icon.tsx';
import type { Voice } from '../ui/live-region.tsx';
import { Toast } from '../ui/toast.tsx';
import { useWords } from '../words/use-words.ts';
import type { Thumb } from './card-body.tsx';
import { ColumnView } from './column.tsx';
import { DensityButton } from './density-button.tsx';
import { useFloor, useFloorStore } from './floor-state.ts';
import { countWords, laneName, type Column, type LaneModel, type Row } from './lane-model.ts';
import { MeterView } from './meter-view.tsx';
import type { Slides } from './slide.tsx';
import { useHitsByLane } from './use-hits.ts';
import { useBoardStore, useLooks } from '../replica/use-board.ts';
import { isolated } from '../../shared/kernel/writing.ts';

interface Props {
  readonly lanes: readonly LaneModel[];
  readonly slides: Slides;
  readonly voice: Voice;
  readonly readOnly: boolean;
}

/** A station in a hand: one lane a page, finish and pull with the thumb. */
export const PhoneFloor = memo(function PhoneFloor({ lanes, slides, voice, readOnly }: Props) {
  const chosen = useFloor((state) => state.page);
  const choose = useFloorStore().getState().showPage;
  const model = lanes.find(({ lane }) => lane.id === chosen) ?? lanes.find(({ slot, lane }) => slot?.may && lane.role === null) ?? lanes.find(({ lane }) => lane.kind === 'work') ?? lanes[0];
  const chip = useRef<HTMLButtonElement | null>(null);
  const id = model?.lane.id;
  const hits = useHitsByLane(lanes);
  const words = useWords();
  useEffect(() => {
    chip.current?.scrollIntoView?.({ inline: 'center', block: 'nearest' });
  }, [id]);
  if (!model) return null;
  return (
    <>
      <nav className="phone-chips" aria-label={words.floor.lanes.all}>
        {lanes.map((other) => <Chip key={other.lane.id} ref={other === model ? chip : null} model={other} current={other === model} hits={hits && (hits.get(other.lane.id) ?? 0)} onChoose={() => choose(other.lane.id)} />)}
      </nav>
      <PhoneLane key={model.lane.id} model={model} slides={slides} voice={voice} readOnly={readOnly} />
    </>
  );
});

interface ChipProps {
  readonly ref: Ref<HTMLButtonElement>;
  readonly model: LaneModel;
  readonly current: boolean;
  /** While something is looked for; else null. */
  readonly hits: number | null;
  readonly onChoose: () => void;
}

function Chip({ ref, model, current, hits, onChoose }: ChipProps) {
  const words = useWords();
  return (
    <button ref={ref} type="button" className={`chip${hits === 0 ? ' dim' : ''}`} aria-current={current || undefined} onClick={onChoose}>
      <span className="lane-name">{model.lane.name}</span>
      {hits === null ? <small className={model.tone}>{chipWords(model, words)}</small> : <small className={hits > 0 ? 'signal' : 'quiet'}>{words.floor.bars.search.hits(hits, 0)}</small>}
    </button>
  );
}

function chipWords(model: LaneModel, words: Words): string {
  const { chip } = words.floor.lanes;
  const count = countWords(model, words);
  switch (model.limit?.state) {
    case 'over': return chip.over(count);
    case 'full': return chip.full(count);
    default: return model.closed ? `${count} · ${model.closed.words}` : count;
  }
}

/** From here on a page is long, and says how to make it shorter. */
const MANY = 12;
const THUMB: Readonly<Record<string, Thumb>> = { work: 'finish', external: 'finish', gate: 'pass' };

function PhoneLane({ model, slides, voice, readOnly }: { readonly model: LaneModel; readonly slides: Slides; readonly voice: Voice; readonly readOnly: boolean }) {
  const { lane, limit, slot } = model;
  const store = useBoardStore();
  const density = useFloor((state) => state.density);
  const looks = useLooks();
  const words = useWords();
  const { f, floor: { lanes: said } } = words;
  const column = useMemo(() => onePage(model, words, (id) => laneName(store.getState().board, id)), [model, words, store]);
  const nothing = slot?.may && !readOnly ? said.nothing.next : slot || model.closed ? said.nothing.now : said.nothing.ready;
  const says = limit !== null && limit.capacity !== null;
  return (
    <main className="floor phone-lane" data-lane={lane.id} aria-label={lane.name}>
      <header className="phone-head">
        <h2>{lane.name} <span className={`lane-words ${model.tone}`}>{model.words}</span></h2>
        <span className={`lane-count ${limit?.state === 'over' ? 'stop' : ''}`}><b>{f.amount(says ? limit.load : model.count)}</b>{says ? <span>/{f.amount(limit.capacity ?? 0)}</span> : null}</span>
        {model.count > MANY || density !== 'comfortable' ? <DensityButton /> : null}
        {model.meter ? <MeterView meter={model.meter} words={model.meterWords} /> : null}
      </header>
      {model.count === 0 ? <p className="phone-none">{nothing(isolated(lane.name))}</p> : null}
      <ColumnView column={column} laneName={lane.name} slides={slides} readOnly={readOnly} {...(looks ? {} : { thumb: THUMB[lane.kind] ?? 'none' })} />
      <Toast voice={voice} />
      {slot ? (
        <footer className="phone-pull">
          <p>{said.slot.lead(slot.lead)} <b>{slot.number} {slot.title}</b>, {slot.may ? slot.why : slot.who}</p>
          {slot.may && !readOnly ? (
            <button type="button" className="button main" data-pull={lane.id} aria-label={said.slot.press(slot.label, slot.number, isolated(slot.title))}>
              <Icon name="pull" /><span>{slot.label}</span>{slot.releases ? null : <b>{slot.number}</b>}
            </button>
          ) : null}
        </footer>
      ) : model.closed ? (
        <footer className="phone-pull"><p><b>{model.closed.words}.</b> {model.closed.frees}</p></footer>
      ) : null}
    </main>
  );
}

/** Doing and done under one another; the place to pull into is the button at the thumb. */
function onePage(model: LaneModel, { floor: { lanes: said } }: Words, nameOf: (lane: LaneModel['lane']['id']) => string): Column {
  const [first, second] = model.columns;
  const cards = (rows: readonly Row[]) => rows.filter((row) => row.kind !== 'slot' && row.kind !== 'free' && row.kind !== 'held');
  const top = cards(first?.rows ?? []);
  const rows: Row[] = [];
  if (second && top.some((row) => row.kind === 'card')) rows.push({ kind: 'heading', key: 'h-doing', sub: 'doing', words: said.subs.doing });
  rows.push(...top);
  const rest = second?.rows ?? [];
  const heading = rest[0];
  if (heading?.kind === 'card') {
    const next = heading.card.routing[heading.card.step + 1];
    rows.push({ kind: 'heading', key: 'heading', sub: 'done', words: next ? said.doneWaitsFor(isolated(nameOf(next.lane))) : said.subs.done });
  }
  rows.push(...rest);
  return { key: `${model.lane.id}/page`, lane: model.lane.id, subs: ['doing', 'done'], title: null, count: model.count, rows };
}
