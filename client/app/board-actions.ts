import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { cardElement, keepFocus, onceDrawn } from '../floor/drawn-card.ts';
import type { FloorStore } from '../floor/floor-state.ts';
import type { BoardStore } from '../replica/board-store.ts';
import { createSession } from '../session/session.ts';
import type { Voice } from '../ui/live-region.tsx';
import { moveOf } from '../floor/drop.ts';
import { focusCard } from '../floor/floor-keys.ts';
import { intoSight } from '../floor/into-sight.ts';
import { type Anchor, anchorAt, anchorOf } from '../ui/float.ts';
import { prefersStill } from '../ui/motion.ts';
import { letKeysGo, takeKeys } from '../ui/typed-ahead.ts';
import type { BoardActions, DialogRequest } from './contracts.ts';
import { type Screen, pagesFor } from './pages.ts';

export interface Ways {
  readonly boards: BoardActions['boards'];
  readonly openBoard: BoardActions['openBoard'];
  readonly openCard: (card: CardId | null) => void;
  readonly openDialog: (request: DialogRequest | null) => void;
  readonly goTo: (screen: Screen) => void;
  readonly askOrders: BoardActions['askOrders'];
  /** Where the floor is not shown, it is now. */
  readonly toFloor: () => void;
  readonly speak: BoardActions['speak'];
  actAs: BoardActions['actAs'];
}

const smooth = (): ScrollBehavior => (prefersStill() ? 'auto' : 'smooth');

const SETTLED = 4;

/** Its neighbours are drawn only now, and are higher or lower than was guessed. */
async function stayInSight(card: HTMLElement, isMeant: () => boolean): Promise<void> {
  for (let frame = 0; frame < SETTLED; frame += 1) {
    await new Promise(requestAnimationFrame);
    if (isMeant()) intoSight(card);
  }
}

/** What the parts of an open board share. */
export interface Doing { readonly store: BoardStore; readonly floor: FloorStore; readonly voice: Voice }

/** The actions that every feature is given: all moves meet in the session, whichever feature asks. */
export function boardActions(board: BoardActions['board'], doing: Doing, ways: Ways): BoardActions {
  const { store, floor, voice } = doing;
  const session = createSession<Anchor>(store, {
    tell: voice.tell,
    accepted(card) {
      floor.setState({ refused: null });
      if (card) keepFocus(floor, card);
    },
    refused({ card, ...refused }, at) {
      voice.say(refused.sentence);
      const element = cardElement(card);
      floor.setState({ refused: { ...refused, anchor: at ?? (element ? anchorOf(element) : anchorAt(window.innerWidth / 2 - 180, 160)) } });
    },
  });
  const section = (lane: LaneId) => document.querySelector(`section[data-lane=${JSON.stringify(lane)}]`);
  const openLane = (lane: LaneId) => {
    // On a phone there is one lane a page.
    if (!section(lane)) floor.getState().showPage(lane);
    else if (section(lane)?.matches('.folded')) floor.getState().fold(lane, false);
  };
  // Who goes from hit to hit faster than they are drawn means the last of them.
  let shows = 0;
  const actions: BoardActions = {
    board,
    ...ways,
    pagesFor,
    runAct(card, { does }) {
      switch (does.do) {
        case 'move': return actions.runMove(card, does.move);
        case 'ask': return ways.openDialog({ kind: does.form, card });
        case 'override': return ways.openDialog({ kind: 'override', command: does.command, refusal: does.refusal });
        case 'issue': return void actions.issue(does.command);
      }
    },
    runMove(card, move) {
      const context = store.context();
      if (!context) return;
      const what = moveOf(move, store.getState().board, context);
      const element = cardElement(card);
      if (what.do === 'issue') session.issue(what.command, element && anchorOf(element));
      else if (what.do === 'ask') ways.openDialog(what.request);
      else if (what.do === 'refuse') floor.setState({ refused: { refusal: what.refusal, sentence: '', command: what.command, anchor: element ? anchorOf(element) : anchorAt(80, 120) } });
    },
    issue: session.issue,
    showLane(lane) {
      openLane(lane);
      requestAnimationFrame(() => section(lane)?.scrollIntoView({ behavior: smooth(), inline: 'center', block: 'nearest' }));
    },
    showCard(card, glance) {
      const place = store.getState().board.cards.get(card)?.place;
      if (!place) return ways.openCard(card);
      ways.toFloor();
      // A key pressed on the way means the card one goes to, not the one that has the focus until then.
      if (!glance) takeKeys(`[data-card=${JSON.stringify(card)}]`, () => {});
      openLane(place.lane);
      const turn = (shows += 1);
      const isMeant = () => turn === shows;
      void onceDrawn(floor, card, async (element) => {
        if (!isMeant()) return;
        if (!element) {
          letKeysGo();
          ways.openCard(card);
          return;
        }
        if (!glance) {
          focusCard(element);
          if (!element.contains(document.activeElement)) letKeysGo();
        }
        element.dataset['changed'] = '';
        setTimeout(() => delete element.dataset['changed'], 2_000);
        // Without the focus nothing else keeps it drawn until it is in sight.
        await stayInSight(element, isMeant);
      });
    },
    announce: (text, about) => voice.tell(text, about ? { show: () => actions.showCard(about) } : {}),
  };
  return actions;
}
