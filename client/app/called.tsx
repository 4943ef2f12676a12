import { useEffect } from 'react';
import type { Board } from '../../shared/board/board.ts';
import { laneOf } from '../../shared/board/board.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { isMember } from '../../shared/people/membership.ts';
import { mayIssue } from '../../shared/policy.ts';
import { isCalled } from '../../shared/cards/pull-order.ts';
import { asPerson } from '../../shared/people/directory.ts';
import type { Person } from '../../shared/people/directory.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import { useBoardState } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import type { Voice } from '../ui/live-region.tsx';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../../shared/words/words.ts';
import type { BoardActions } from './contracts.ts';

interface Call { readonly card: CardId; readonly lane: LaneId; readonly words: string }

/** The heads of the lines whose place is free, for those who pull there. */
export function callsFor(board: Board, me: Person | null, { app }: Pick<Words, 'app'>): Call[] {
  const actor = me && asPerson(me);
  if (!actor || !mayIssue('PullCard', actor)) return [];
  return (Object.entries(board.queues) as [LaneId, readonly CardId[]][]).flatMap(([lane, [first]]) => {
    const card = first && board.cards.get(first);
    if (!card || !isMember(board, lane, actor) || !isCalled(board, card)) return [];
    return [{ card: card.id, lane, words: app.called.card(`${numberOf(card.id)} ${isolated(card.title)}`, isolated(laneOf(board, lane)?.name ?? lane)) }];
  });
}

/** Stands above the floor until the place is taken: who waits for it need not look for it (promise 4). */
export function Called({ actions, voice }: { readonly actions: BoardActions; readonly voice: Voice }) {
  const words = useWords();
  const calls = useBoardState(({ board, me, readOnly }) => (readOnly ? [] : callsFor(board, me, words)), sameJson);
  const heard = calls.map((call) => call.words).join(' ');
  useEffect(() => { if (heard) voice.say(heard); }, [heard, voice]);
  if (calls.length === 0) return null;
  return (
    <ul className="notices" aria-label={words.app.called.list}>
      {calls.map(({ card, lane, words: told }) => (
        <li key={card} className="banner signal">
          <Icon name="pull" />{told}
          <button type="button" className="button" onClick={() => actions.issue({ type: 'PullCard', card, lane })}>{words.app.called.pull}</button>
        </li>
      ))}
    </ul>
  );
}
