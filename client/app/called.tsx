import { useEffect } from 'react';
import type { Board } from '../../shared/board/board.ts';
import { laneOf } from '../../shared/board/board.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { isMember } from '../../shared/people/membership.ts';
import { mayIssue } from '../../shared/policy.ts';
import { isCalled } from '../../shared/cards/pull-order.ts';
import { asPerson } from '../../shared/people/directory.ts';
import type { Person } from '../../shared/people/directory.ts';
import { type Doing, attempt } from '../floor/attempt.ts';
import { sameJson } from '../replica/same-items.ts';
import { useBoardState } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';

interface Call { readonly card: CardId; readonly lane: LaneId; readonly words: string }

/** The heads of the lines whose place is free, for those who pull there. */
export function callsFor(board: Board, me: Person | null): Call[] {
  const actor = me && asPerson(me);
  if (!actor || !mayIssue('PullCard', actor)) return [];
  return (Object.entries(board.queues) as [LaneId, readonly CardId[]][]).flatMap(([lane, [first]]) => {
    const card = first && board.cards.get(first);
    if (!card || !isMember(board, lane, actor) || !isCalled(board, card)) return [];
    return [{ card: card.id, lane, words: `${numberOf(card.id)} ${card.title} is called: ${laneOf(board, lane)?.name ?? lane} has a place for it.` }];
  });
}

/** Stands above the floor until the place is taken: who waits for it need not look for it (promise 4). */
export function Called({ doing }: { readonly doing: Doing }) {
  const calls = useBoardState(({ board, me, readOnly }) => (readOnly ? [] : callsFor(board, me)), sameJson);
  const { voice } = doing;
  const heard = calls.map(({ words }) => words).join(' ');
  useEffect(() => { if (heard) voice.say(heard); }, [heard, voice]);
  if (calls.length === 0) return null;
  return (
    <ul className="notices" aria-label="Called cards">
      {calls.map(({ card, lane, words }) => (
        <li key={card} className="banner signal">
          <Icon name="pull" />{words}
          <button type="button" className="button" onClick={() => attempt(doing, { type: 'PullCard', card, lane })}>Pull it</button>
        </li>
      ))}
    </ul>
  );
}
