import { useMemo } from 'react';
import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import { duration } from '../words/said.ts';
import type { Story } from './use-story.ts';
import { Section } from './section.tsx';
import { timeSpent } from './time-spent.ts';

/** From the log, so only when the whole story is here. */
export function TimeBar({ board, story, now }: { readonly board: Board; readonly story: Story; readonly now: number }) {
  const { lanes } = board;
  const spent = useMemo(() => {
    if (story.more || story.loading || story.fault) return null;
    return timeSpent(story.commits.toReversed(), (lane) => laneOf({ lanes } as Board, lane)?.kind, now);
  }, [story.commits, story.more, story.loading, story.fault, lanes, now]);
  if (!spent || spent.whole <= 0) return null;
  const parts = [
    { key: 'pool', name: 'In the pool', time: spent.pool },
    { key: 'work', name: 'In work', time: spent.work },
    { key: 'waiting', name: 'Waiting, or at suppliers', time: spent.waiting },
    { key: 'blocked', name: 'Blocked', time: spent.blocked },
  ];
  return (
    <Section title="Where the time went" beside={`${duration(spent.whole)} since confirmed`}>
      <div className="cp-time" aria-hidden="true">
        {parts.map(({ key, time }) => (time > 0 ? <i key={key} data-part={key} style={{ flexGrow: time }} /> : null))}
      </div>
      <dl className="cp-time-parts">
        {parts.map(({ key, name, time }) => <div key={key}><dt><i data-part={key} aria-hidden="true" />{name}</dt><dd>{time === 0 ? '0' : duration(time)}</dd></div>)}
      </dl>
      <p className="form-note">In work: somebody works on one of its parts. Blocked: nobody does, and one is blocked.</p>
    </Section>
  );
}
