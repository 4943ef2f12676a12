import { memo } from 'react';
import { limitsView } from '../../shared/limits/admission.ts';
import type { LimitView } from '../../shared/limits/admission.ts';
import type { BoardActions } from '../app/contracts.ts';
import { PHONE, useMedia } from '../ui/media.ts';
import type { Voice } from '../ui/live-region.tsx';
import { useWords } from '../words/use-words.ts';
import { FirstOrder } from './first-order.tsx';
import { useFirstPaint } from './first-paint.ts';
import type { FittedLane } from './fit.ts';
import { useFloor } from './floor-state.ts';
import { LaneMap } from './lane-map.tsx';
import type { LaneModel } from './lane-model.ts';
import { LaneView } from './lane-view.tsx';
import { PhoneFloor } from './phone-floor.tsx';
import { ShopBar } from './shop-bar.tsx';
import { groupLimit } from './shop-line.ts';
import type { Slides } from './slide.tsx';
import { useLanesInSight } from './use-lanes-in-sight.ts';
import { type FloorView, type newFloorModel, useFloorModel } from './use-floor-model.ts';
import { useLanesFit } from './use-lanes-fit.ts';

interface Props {
  readonly actions: BoardActions;
  readonly kept: ReturnType<typeof newFloorModel>;
  readonly slides: Slides;
  readonly voice: Voice;
  readonly readOnly: boolean;
  readonly onKeys: () => void;
  readonly onNewOrder: () => void;
}

/** What is drawn again when the shop moved. */
export const FloorBody = memo(function FloorBody({ actions, kept, slides, voice, readOnly, onKeys, onNewOrder }: Props) {
  const phone = useMedia(PHONE);
  const view = useFloorModel(kept);
  return (
    <>
      {phone ? <PhoneFloor lanes={view.lanes} slides={slides} voice={voice} readOnly={readOnly} /> : (
        <>
          <ShopBar line={view.line} onJump={actions.showLane} />
          <Lanes view={view} slides={slides} readOnly={readOnly} />
          <LaneMap lanes={view.lanes} voice={voice} onJump={actions.showLane} onKeys={onKeys} />
        </>
      )}
      {view.board.cards.size === 0 && !readOnly ? <FirstOrder onEnter={onNewOrder} onSettings={() => actions.goTo('settings')} /> : null}
    </>
  );
});

/** A lane's width beyond the edge is drawn: a scroll finds it there. */
const BEYOND = 200;

/** Known before anything has been laid out. */
function offScreen(fit: ReadonlyMap<LaneModel, FittedLane>): ReadonlySet<LaneModel> {
  const away = new Set<LaneModel>();
  let left = 0;
  for (const [model, { width }] of fit) {
    if (left > window.innerWidth) away.add(model);
    left += width;
  }
  return away;
}

interface Group { readonly name: string; readonly key: string; readonly lanes: readonly LaneModel[] }

/** Neighbours of one group stand under one heading. */
function groupsOf(lanes: readonly LaneModel[]): Group[] {
  const groups: { name: string; key: string; lanes: LaneModel[] }[] = [];
  for (const model of lanes) {
    const name = model.lane.group ?? '';
    const last = groups.at(-1);
    if (last && last.name === name) last.lanes.push(model);
    else groups.push({ name, key: `${name}-${model.lane.id}`, lanes: [model] });
  }
  return groups;
}

function Lanes({ view, slides, readOnly }: { readonly view: FloorView; readonly slides: Slides; readonly readOnly: boolean }) {
  const drawn = useFirstPaint();
  const fit = useLanesFit(view);
  const near = useLanesInSight(view.lanes, 0, BEYOND);
  const keys = useFloor(({ dragging }) => dragging?.by === 'keys');
  // The keyboard goes from column to column faster than the browser tells what came into sight.
  const guess = near || keys ? null : offScreen(fit);
  const isAway = (model: LaneModel): boolean => !keys && (near ? !near.has(model.lane.id) : guess?.has(model) === true);
  const limits = limitsView(view.board);
  const { lanes: said } = useWords().floor;
  const loadWords = ({ load, capacity, limit, state }: LimitView): string => said.group(load, capacity, limit.kind === 'order', state === 'full');
  return (
    <main className="floor" aria-label={said.floor}>
      {groupsOf(view.lanes).map((group) => {
        const limit = group.name ? groupLimit(view.board, limits, group.name) : null;
        return (
          <div className="group" key={group.key}>
            <GroupHead name={group.name} load={limit ? loadWords(limit) : null} state={limit?.state ?? null} />
            <div className="group-lanes">
              {group.lanes.map((model) => (
                <LaneView key={model.lane.id} model={model} as={fit.get(model)?.as ?? 'wide'} width={fit.get(model)?.width} slides={slides} readOnly={readOnly} at={isAway(model) ? (drawn ? 'away' : 'off') : drawn ? 'ease' : 'near'} />
              ))}
            </div>
          </div>
        );
      })}
    </main>
  );
}

const GroupHead = memo(function GroupHead({ name, load, state }: { readonly name: string; readonly load: string | null; readonly state: LimitView['state'] | null }) {
  return (
    <div className="group-head">
      <span>{name}</span>
      {load === null ? null : <b className={state === 'over' ? 'stop' : state === 'full' ? 'warn' : ''}>{load}</b>}
    </div>
  );
});
