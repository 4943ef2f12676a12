import { useCallback, useMemo, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { lacksForOrders } from '../../shared/board/lane-roles.ts';
import { cardId } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { sentenceOf } from '../../shared/words/sentences.ts';
import { movesOf } from '../../shared/moves.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { lastMoveBy } from '../../shared/board/last-moves.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useBoardStore, useLooks, useReadOnly } from '../replica/use-board.ts';
import { useEscape } from '../ui/escape.ts';
import { type Anchor, anchorAt, anchorOf } from '../ui/float.ts';
import type { Voice } from '../ui/live-region.tsx';
import { currentWords } from '../words/words-now.ts';
import { CardMenu } from './card-menu.tsx';
import { DotTip } from './dot-tip.tsx';
import { DragZone } from './drag/drag-zone.tsx';
import type { Drop } from './drop.ts';
import { FloorBody } from './floor-body.tsx';
import { useFloorKeys } from './floor-keys.ts';
import { useFloor, useFloorStore } from './floor-state.ts';
import { RefusalPanel } from './refusal-panel.tsx';
import { Slides } from './slide.tsx';
import { newFloorModel } from './use-floor-model.ts';

interface Props {
  readonly actions: BoardActions;
  readonly voice: Voice;
}

/** The shop floor: every lane, its places, and every way to move a card. What a move changes is drawn inside FloorBody, and nothing of this for it. */
export function Floor({ actions, voice }: Props) {
  const store = useBoardStore();
  const floor = useFloorStore();
  const stale = useReadOnly();
  const looks = useLooks();
  const readOnly = stale || looks;
  const density = useFloor((state) => state.density);
  const [slides] = useState(() => new Slides());
  const [kept] = useState(newFloorModel);

  const drop = useCallback((what: Drop, card: CardId, anchor: Anchor): boolean => {
    switch (what.do) {
      case 'issue': return actions.issue(what.command, anchor);
      case 'ask': actions.openDialog(what.request); return false;
      case 'refuse': {
        // The form could not mend it: the decider's own words, without asking first.
        actions.announce(currentWords().floor.hand.notNow);
        floor.setState({ refused: { refusal: what.refusal, sentence: '', command: what.command, anchor } });
        return false;
      }
      case 'nothing': return false;
    }
  }, [floor, actions]);

  const finish = useCallback((id: CardId) => {
    const context = store.context();
    const { board } = store.getState();
    const card = board.cards.get(id);
    const move = card && context ? movesOf(board, card, context).find(({ verb }) => verb === 'finish' || verb === 'pass' || verb === 'ship') : undefined;
    if (move) actions.runMove(id, move);
    else actions.announce(currentWords().floor.hand.nothingToFinish);
  }, [store, actions]);

  const pullNext = useCallback((lane: LaneId, at?: Element) => {
    const model = kept.model.lanes.find((other) => other.lane.id === lane);
    if (model?.slot) actions.issue(model.slot.command, at ? anchorOf(at) : null);
    else {
      const { hand, lanes: said } = currentWords().floor;
      actions.announce(hand.nothingToPull(isolated(model?.lane.name ?? lane), model?.closed ? said.shutBy(model.closed.words, model.closed.frees) : null));
    }
  }, [actions, kept]);

  const keys = useMemo(() => ({
    search: () => {
      const field = document.querySelector<HTMLInputElement>('[data-search]');
      if (field) field.focus();
      else floor.setState({ finding: true });
    },
    sheet: () => actions.openDialog({ kind: 'shortcuts' }),
    palette: () => actions.openDialog({ kind: 'palette' }),
    newOrder: () => {
      const lacks = lacksForOrders(store.getState().board);
      if (lacks) actions.announce(sentenceOf(lacks, currentWords()));
      else actions.openDialog({ kind: 'new-order' });
    },
    menu: (card: CardId, element: Element) => store.getState().looks || floor.setState({ menu: { card, anchor: anchorOf(element) } }),
    finish,
    undo: () => {
      const last = lastMoveBy(store.getState().board, personActor(store.getState().actor));
      if (last) actions.issue({ type: 'UndoMove', card: last.card });
      else actions.announce(currentWords().floor.hand.nothingToUndo);
    },
    pullNext: (lane: LaneId) => pullNext(lane),
  }), [actions, floor, store, finish, pullNext]);
  useFloorKeys(keys, useCallback(() => floor.getState().dragging !== null, [floor]));

  const press = (event: MouseEvent) => {
    const target = event.target as Element;
    const card = target.closest<HTMLElement>('[data-card]');
    const id = cardId(card?.dataset['card'] ?? '');
    const pull = target.closest<HTMLElement>('[data-pull]');
    const act = target.closest<HTMLElement>('[data-act]')?.dataset['act'];
    if (pull) pullNext((pull.dataset['pull'] ?? '') as LaneId, pull);
    else if (!card || looks) return;
    else if (target.closest('[data-menu]')) floor.setState({ menu: { card: id, anchor: anchorOf(target.closest('[data-menu]') ?? card) } });
    else if (act === 'finish' || act === 'pass') finish(id);
    else if (act === 'block' || act === 'unblock') actions.openDialog({ kind: act, card: id });
    else actions.openCard(id);
  };
  const rightClick = (event: MouseEvent) => {
    const card = (event.target as Element).closest<HTMLElement>('[data-card]');
    if (!card || looks) return;
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
      <div className={`floor-frame ${density}${stale ? ' stale' : ''}`} onClick={press} onContextMenu={rightClick} onKeyUp={noSpaceClick} role="presentation">
        <FloorBody actions={actions} kept={kept} slides={slides} voice={voice} readOnly={readOnly} onKeys={keys.sheet} onNewOrder={keys.newOrder} />
      </div>
      <EscForTheHand />
      {density === 'dots' ? <DotTip /> : null}
      <CardMenu actions={actions} />
      <RefusalPanel actions={actions} />
    </DragZone>
  );
}

/** A card in the hand goes back with Esc, and an open card stays open: the drag library hears the key itself. */
function EscForTheHand() {
  useEscape(null, { when: useFloor(({ dragging }) => dragging !== null) });
  return null;
}
