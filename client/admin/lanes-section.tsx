import { useState } from 'react';
import type { DragEvent } from 'react';
import { subsOf } from '../../shared/board/lane.ts';
import { hasOpenOrders } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Lane } from '../../shared/board/lane.ts';
import type { LaneId } from '../../shared/kernel/ids.ts';
import { useWords } from '../words/use-words.ts';
import { laneLimit } from '../../shared/limits/admission.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useBoard, useBoardStore } from '../replica/use-board.ts';
import { issue } from '../session/issue.ts';
import { FormFault } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { LaneForm } from './lane-form.tsx';
import { RemoveLane } from './remove-lane.tsx';

type Open = { readonly is: 'edit'; readonly lane: Lane | null } | { readonly is: 'remove'; readonly lane: Lane } | null;

const cardsOf = (board: Board, lane: Lane): number => subsOf(lane).reduce((sum, sub) => sum + (board.places[`${lane.id}/${sub}`]?.length ?? 0), 0);

/** The lane that one moved by a step stands before then; undefined: it is at the edge already. */
export function beforeAfterStep(lanes: readonly Pick<Lane, 'id'>[], lane: LaneId, step: -1 | 1): LaneId | null | undefined {
  const at = lanes.findIndex(({ id }) => id === lane);
  if (at < 0 || at + step < 0 || at + step >= lanes.length) return undefined;
  return step === -1 ? lanes[at - 1]?.id : lanes[at + 2]?.id ?? null;
}

/** In the order of the floor, left to right. */
export function LanesSection({ actions, may, focus }: { readonly actions: BoardActions; readonly may: boolean; readonly focus: LaneId | null }) {
  const { settings, labels, f: { amount } } = useWords();
  const words = settings.lanes;
  const board = useBoard((whole) => whole);
  const store = useBoardStore();
  const [open, setOpen] = useState<Open>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [dragged, setDragged] = useState<LaneId | null>(null);
  const [over, setOver] = useState<LaneId | null>(null);
  const { lanes } = board;
  const ordersOpen = hasOpenOrders(board);

  const move = (lane: Lane, before: LaneId | null | undefined) => {
    if (before === undefined || before === lane.id) return;
    setFault(null);
    if (issue(store, { type: 'MoveLane', lane: lane.id, before }, { refused: setFault })) actions.announce(words.moved(isolated(lane.name), before === null ? null : isolated(lanes.find(({ id }) => id === before)?.name ?? before)));
  };
  const drop = (event: DragEvent, target: LaneId) => {
    event.preventDefault();
    const lane = lanes.find(({ id }) => id === dragged);
    setDragged(null);
    setOver(null);
    if (lane && lane.id !== target) move(lane, lanes.indexOf(lane) < lanes.findIndex(({ id }) => id === target) ? beforeAfterStep(lanes, target, 1) ?? null : target);
  };

  return (
    <section className="ad-section" aria-labelledby="ad-lanes">
      <div className="ad-head">
        <h2 id="ad-lanes">{words.count(lanes.length)}</h2>
        {may ? <button type="button" className="button" onClick={() => setOpen({ is: 'edit', lane: null })}><Icon name="plus" />{words.add}</button> : null}
      </div>
      <FormFault sentence={fault} />
      <ol className="ad-lanes">
        {lanes.map((lane, index) => {
          const limit = laneLimit(board, lane.id);
          const count = cardsOf(board, lane);
          return (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging is an extra: the buttons of the row do the same
            <li
              key={lane.id}
              data-over={over === lane.id && dragged !== lane.id ? true : undefined}
              data-focus={focus === lane.id || undefined}
              ref={focus === lane.id ? (row) => row?.scrollIntoView({ block: 'center' }) : undefined}
              draggable={may}
              onDragStart={(event) => { event.dataTransfer.effectAllowed = 'move'; setDragged(lane.id); }}
              onDragOver={(event) => { if (dragged) { event.preventDefault(); setOver(lane.id); } }}
              onDragEnd={() => { setDragged(null); setOver(null); }}
              onDrop={(event) => drop(event, lane.id)}
            >
              {may ? <span className="ad-grip" aria-hidden="true"><Icon name="rows" /></span> : null}
              <div className="ad-lane">
                <b>{lane.name}</b>
                <small>{settings.cards[lane.holds]} · {labels.laneKinds[lane.kind]}{lane.group ? ` · ${lane.group}` : ''}{lane.checklist.length > 0 ? ` · ${words.toTick(lane.checklist.length)}` : ''}</small>
                {lane.policy ? <small>{lane.policy}</small> : null}
              </div>
              <span className="ad-load" data-state={limit?.state}>{limit ? `${amount(limit.load)}/${limit.capacity === null ? '∞' : amount(limit.capacity)}` : `${count}`}</span>
              {may ? (
                <span className="ad-buttons">
                  <button type="button" className="icon-button" aria-label={words.left(isolated(lane.name))} disabled={index === 0} onClick={() => move(lane, beforeAfterStep(lanes, lane.id, -1))}><Icon name="fold" /></button>
                  <button type="button" className="icon-button" aria-label={words.right(isolated(lane.name))} disabled={index === lanes.length - 1} onClick={() => move(lane, beforeAfterStep(lanes, lane.id, 1))}><Icon name="unfold" /></button>
                  <button type="button" className="button quiet" aria-label={words.edit(isolated(lane.name))} onClick={() => setOpen({ is: 'edit', lane })}>{settings.edit}</button>
                  <button type="button" className="button quiet" aria-label={words.remove(isolated(lane.name))} disabled={lane.role !== null && ordersOpen} title={lane.role !== null && ordersOpen ? words.passed : undefined} onClick={() => setOpen({ is: 'remove', lane })}>{settings.remove}</button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
      {open?.is === 'edit' ? <LaneForm actions={actions} lane={open.lane} onClose={() => setOpen(null)} /> : null}
      {open?.is === 'remove' ? <RemoveLane actions={actions} lane={open.lane} onClose={() => setOpen(null)} /> : null}
    </section>
  );
}
