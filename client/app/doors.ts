import type { CardId, LaneId } from '../../shared/domain/ids.ts';
import { attempt, cardElement, type Doing } from '../floor/attempt.ts';
import { moveOf } from '../floor/drop.ts';
import { focusCard } from '../floor/floor-keys.ts';
import { anchorAt, anchorOf } from '../ui/float.ts';
import { prefersStill } from '../ui/motion.ts';
import type { BoardDoors, DialogRequest, Screen } from './contracts.ts';

export interface Ways {
  readonly openCard: (card: CardId | null) => void;
  readonly openDialog: (request: DialogRequest | null) => void;
  readonly goTo: (screen: Screen) => void;
  actAs: BoardDoors['actAs'];
}

const smooth = (): ScrollBehavior => (prefersStill() ? 'auto' : 'smooth');

/** The doors that every feature is given: all moves meet in `attempt`, whichever feature asks. */
export function doorsOf(board: BoardDoors['board'], doing: Doing, ways: Ways): BoardDoors {
  const { store, floor, voice } = doing;
  const showLane = (lane: LaneId) => {
    if (!document.querySelector(`section[data-lane=${JSON.stringify(lane)}]`)) {
      // On a phone there is one lane a page.
      window.dispatchEvent(new CustomEvent('pullcord:lane', { detail: lane }));
      return;
    }
    if (document.querySelector(`section[data-lane=${JSON.stringify(lane)}].folded`)) floor.getState().fold(lane, false);
    requestAnimationFrame(() => document.querySelector(`section[data-lane=${JSON.stringify(lane)}]`)?.scrollIntoView({ behavior: smooth(), inline: 'center', block: 'nearest' }));
  };
  return {
    board,
    ...ways,
    runMove(card, move) {
      const context = store.context();
      if (!context) return;
      const what = moveOf(move, store.getState().board, context);
      const element = cardElement(card);
      if (what.do === 'issue') attempt(doing, what.command, element && anchorOf(element));
      else if (what.do === 'ask') ways.openDialog(what.request);
      else if (what.do === 'refuse') floor.setState({ refused: { refusal: what.refusal, sentence: '', command: what.command, anchor: element ? anchorOf(element) : anchorAt(80, 120) } });
    },
    issue: (command, at) => attempt(doing, command, at ? anchorOf(at) : null),
    showLane,
    showCard(card) {
      const place = store.getState().board.cards.get(card)?.place;
      if (!place) return ways.openCard(card);
      showLane(place.lane);
      // A lane that was folded or a phone's page draws its cards in the next frames.
      let tries = 0;
      const look = () => {
        const element = cardElement(card);
        if (!element && (tries += 1) < 20) return requestAnimationFrame(look);
        if (!element) return ways.openCard(card);
        focusCard(element);
        element.dataset['changed'] = '';
        return setTimeout(() => delete element.dataset['changed'], 2_000);
      };
      look();
    },
    announce: (text) => voice.say(text),
  };
}
