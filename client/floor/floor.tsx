import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { cardId } from '../../shared/domain/ids.ts';
import type { CardId, LaneId } from '../../shared/domain/ids.ts';
import { movesOf } from '../../shared/domain/moves.ts';
import { amount } from '../../shared/domain/words.ts';
import type { BoardDoors } from '../app/contracts.ts';
import { useBoardStore, useReadOnly } from '../replica/use-board.ts';
import { type Anchor, anchorAt, anchorOf } from '../ui/float.ts';
import type { Voice } from '../ui/live-region.tsx';
import { PHONE, useMedia } from '../ui/media.ts';
import { attempt } from './attempt.ts';
import { CardMenu } from './card-menu.tsx';
import { DotTip } from './dot-tip.tsx';
import { DragZone } from './drag/drag-zone.tsx';
import type { Drop } from './drop.ts';
import { FirstOrder } from './first-order.tsx';
import { useFirstPaint } from './first-paint.ts';
import { useFloorKeys } from './floor-keys.ts';
import { useFloor, useFloorStore } from './floor-state.ts';
import { LaneMap } from './lane-map.tsx';
import type { LaneModel } from './lane-model.ts';
import { LaneView } from './lane-view.tsx';
import { PhoneFloor } from './phone-floor.tsx';
import { RefusalPanel } from './refusal-panel.tsx';
import { ShopBar } from './shop-bar.tsx';
import { groupLimit, shopLine } from './shop-line.ts';
import { Slides } from './slide.tsx';
import { isFolded, useFloorModel } from './use-floor-model.ts';

interface Props {
  readonly doors: BoardDoors;
  readonly voice: Voice;
}

/** The shop floor: every lane, its places, and every way to move a card. */
export function Floor({ doors, voice }: Props) {
  const store = useBoardStore();
  const floor = useFloorStore();
  const readOnly = useReadOnly();
  const phone = useMedia(PHONE);
  const view = useFloorModel();
  const density = useFloor((state) => state.density);
  const [slides] = useState(() => new Slides());
  const line = useMemo(() => shopLine(view.board, view.lanes, view.now), [view]);
  const lanes = useRef(view.lanes);
  useEffect(() => {
    lanes.current = view.lanes;
  });

  const drop = useCallback((what: Drop, card: CardId, anchor: Anchor): boolean => {
    switch (what.do) {
      case 'issue': return attempt({ store, floor, voice }, what.command, anchor);
      case 'ask': doors.openDialog(what.request); return false;
      case 'refuse': {
        // The form could not mend it: the decider's own words, without asking first.
        doors.announce('Not possible now.');
        floor.setState({ refused: { refusal: what.refusal, sentence: '', command: what.command, anchor } });
        return false;
      }
      case 'nothing': return false;
    }
  }, [store, floor, voice, doors]);

  const finish = useCallback((id: CardId) => {
    const context = store.context();
    const { board } = store.getState();
    const card = board.cards.get(id);
    const move = card && context ? movesOf(board, card, context).find(({ verb }) => verb === 'finish' || verb === 'pass' || verb === 'ship') : undefined;
    if (move) doors.runMove(id, move);
    else doors.announce('There is nothing to finish on this card.');
  }, [store, doors]);

  const pullNext = useCallback((lane: LaneId, at?: Element) => {
    const model = lanes.current.find((other) => other.lane.id === lane);
    if (model?.slot) doors.issue(model.slot.command, at ?? null);
    else doors.announce(`Nothing can be pulled into ${model?.lane.name ?? lane} now.`);
  }, [doors]);

  const keys = useMemo(() => ({
    search: () => document.querySelector<HTMLInputElement>('[data-search]')?.focus(),
    sheet: () => doors.openDialog({ kind: 'shortcuts' }),
    palette: () => doors.openDialog({ kind: 'palette' }),
    newOrder: () => doors.openDialog({ kind: 'new-order' }),
    menu: (card: CardId, element: Element) => floor.setState({ menu: { card, anchor: anchorOf(element) } }),
    finish,
    undo: () => {
      const last = store.getState().board.lastMoves[store.getState().actor];
      if (last) doors.issue({ type: 'UndoMove', card: last.card });
      else doors.announce('There is no move of yours to undo.');
    },
    pullNext: (lane: LaneId) => pullNext(lane),
  }), [doors, floor, store, finish, pullNext]);
  useFloorKeys(keys, useCallback(() => floor.getState().dragging !== null, [floor]));

  const press = (event: MouseEvent) => {
    const target = event.target as Element;
    const card = target.closest<HTMLElement>('[data-card]');
    const id = cardId(card?.dataset['card'] ?? '');
    const pull = target.closest<HTMLElement>('[data-pull]');
    const act = target.closest<HTMLElement>('[data-act]')?.dataset['act'];
    if (pull) pullNext((pull.dataset['pull'] ?? '') as LaneId, pull);
    else if (!card) return;
    else if (target.closest('[data-menu]')) floor.setState({ menu: { card: id, anchor: anchorOf(target.closest('[data-menu]') ?? card) } });
    else if (act === 'finish' || act === 'pass') finish(id);
    else if (act === 'block' || act === 'unblock') doors.openDialog({ kind: act, card: id });
    else doors.openCard(id);
  };
  const rightClick = (event: MouseEvent) => {
    const card = (event.target as Element).closest<HTMLElement>('[data-card]');
    if (!card) return;
    event.preventDefault();
    // A finger that holds is picking up; the menu opens when it lets go without having moved.
    if ((event.nativeEvent as Partial<PointerEvent>).pointerType === 'touch') return;
    floor.setState({ menu: { card: cardId(card.dataset['card'] ?? ''), anchor: anchorAt(event.clientX, event.clientY) } });
  };
  const noSpaceClick = (event: KeyboardEvent) => {
    if (event.key === ' ' && (event.target as Element).matches('.card-open')) event.preventDefault();
  };

  return (
    <DragZone slides={slides} disabled={readOnly} onDrop={drop}>
      {/* Presses of all cards end here, so that a card carries no handlers of its own; each is a button or has its key. */}
      <div className={`floor-frame ${density}${readOnly ? ' stale' : ''}`} onClick={press} onContextMenu={rightClick} onKeyUp={noSpaceClick} role="presentation">
        {phone ? <PhoneFloor lanes={view.lanes} slides={slides} readOnly={readOnly} /> : (
          <>
            <ShopBar line={line} onJump={doors.showLane} />
            <Lanes view={view} slides={slides} readOnly={readOnly} />
            <LaneMap lanes={view.lanes} onJump={doors.showLane} onKeys={keys.sheet} />
          </>
        )}
        {view.board.cards.size === 0 && !readOnly ? <FirstOrder onEnter={keys.newOrder} /> : null}
      </div>
      {density === 'dots' ? <DotTip /> : null}
      <CardMenu doors={doors} />
      <RefusalPanel doors={doors} />
    </DragZone>
  );
}

/** No column is narrower (floor.css): so a lane is off the screen for certain before anything has been laid out. */
const LEAST_WIDTH = { folded: 40, column: 170 };
const NONE: ReadonlySet<LaneModel> = new Set();

function offScreen(folds: ReadonlyMap<LaneModel, boolean>): ReadonlySet<LaneModel> {
  const away = new Set<LaneModel>();
  let left = 0;
  for (const [model, folded] of folds) {
    if (left > window.innerWidth) away.add(model);
    left += folded ? LEAST_WIDTH.folded : model.columns.length * LEAST_WIDTH.column;
  }
  return away;
}

interface Group { readonly name: string; readonly key: string; readonly lanes: readonly LaneModel[] }

/** Neighbours of one group stand under one heading. */
export function groupsOf(lanes: readonly LaneModel[]): Group[] {
  const groups: { name: string; key: string; lanes: LaneModel[] }[] = [];
  for (const model of lanes) {
    const name = model.lane.group ?? '';
    const last = groups.at(-1);
    if (last && last.name === name) last.lanes.push(model);
    else groups.push({ name, key: `${name}-${model.lane.id}`, lanes: [model] });
  }
  return groups;
}

function Lanes({ view, slides, readOnly }: { readonly view: ReturnType<typeof useFloorModel>; readonly slides: Slides; readonly readOnly: boolean }) {
  const chosen = useFloor((state) => state.folded);
  const drawn = useFirstPaint();
  const folds = new Map(view.lanes.map((model) => [model, isFolded(model, view.board, view.now, chosen)]));
  const away = drawn ? NONE : offScreen(folds);
  return (
    <main className="floor" aria-label="Shop floor">
      {groupsOf(view.lanes).map((group) => {
        const limit = group.name ? groupLimit(view.board, group.name) : null;
        const over = limit?.state === 'over';
        return (
          <div className="group" key={group.key}>
            <div className="group-head">
              <span>{group.name}</span>
              {limit ? <b className={over ? 'stop' : ''}>{amount(limit.load)}{limit.capacity === null ? '' : `/${amount(limit.capacity)}`}{limit.limit.kind === 'order' ? ' orders' : ''}</b> : null}
            </div>
            <div className="group-lanes">
              {group.lanes.map((model) => (
                <LaneView key={model.lane.id} model={model} folded={folds.get(model) === true} slides={slides} readOnly={readOnly} at={drawn ? 'ease' : away.has(model) ? 'off' : 'near'} />
              ))}
            </div>
          </div>
        );
      })}
    </main>
  );
}
