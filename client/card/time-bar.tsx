import { useMemo } from 'react';
import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import { useWords } from '../words/use-words.ts';
import type { Story } from './use-story.ts';
import { Section } from './section.tsx';
import { timeSpent } from './time-spent.ts';

/** From the log, so only when the whole story is here. */
export function TimeBar({ board, story, now }: { readonly board: Board; readonly story: Story; readonly now: number }) {
  const { cards, lanes } = board;
  const { card: { time: words }, times: { duration } } = useWords();
  const spent = useMemo(() => {
    if (story.more || story.loading || story.fault) return null;
    return timeSpent(story.commits.toReversed(), { laneAt: (card, step) => cards.get(card)?.routing[step]?.lane, kindOf: (lane) => laneOf({ lanes } as Board, lane)?.kind }, now);
  }, [story.commits, story.more, story.loading, story.fault, cards, lanes, now]);
  if (!spent || spent.whole <= 0) return null;
  const parts = [
    { key: 'pool', name: words.pool, time: spent.pool },
    { key: 'work', name: words.work, time: spent.work },
    { key: 'waiting', name: words.waiting, time: spent.waiting },
    { key: 'blocked', name: words.blocked, time: spent.blocked },
  ];
  return (
    <Section title={words.title} beside={words.whole(spent.whole)}>
      <div className="cp-time" aria-hidden="true">
        {parts.map(({ key, time }) => (time > 0 ? <i key={key} data-part={key} style={{ flexGrow: time }} /> : null))}
      </div>
      <dl className="cp-time-parts">
        {parts.map(({ key, name, time }) => <div key={key}><dt><i data-part={key} aria-hidden="true" />{name}</dt><dd>{time === 0 ? '0' : duration(time)}</dd></div>)}
      </dl>
      <p className="form-note">{words.note}</p>
    </Section>
  );
}
