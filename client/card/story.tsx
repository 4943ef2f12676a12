import { useMemo } from 'react';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { laneOf } from '../../shared/board/board.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { Names } from '../../shared/words/story.ts';
import { stepName } from '../../shared/words/step-name.ts';
import type { Words } from '../../shared/words/words.ts';
import { firstName } from '../../shared/words/actor-name.ts';
import { useWords } from '../words/use-words.ts';
import { CommentBox } from './comment-box.tsx';
import { Section } from './section.tsx';
import { linesOf } from './story-lines.ts';
import type { useStory } from './use-story.ts';

export function namesFor(board: Pick<Board, 'cards' | 'lanes' | 'limits'>, { people, suppliers }: Directory, of: CardId | null, words: Words): Names {
  return {
    person: (id) => { const person = people[id]; return person ? firstName(person, words) : id; },
    supplier: (id) => suppliers[id]?.name ?? id,
    lane: (id) => laneOf(board as Board, id)?.name ?? id,
    step: (id, step) => stepName(board as Board, id, step, words),
    limit: (id) => board.limits.find((limit) => limit.id === id)?.name ?? id,
    item: (id) => board.lanes.flatMap(({ checklist }) => checklist).find((item) => item.id === id)?.text ?? id,
    of,
  };
}

interface Props {
  readonly card: Card;
  readonly board: Board;
  readonly directory: Directory;
  readonly story: ReturnType<typeof useStory>;
  readonly now: number;
  readonly readOnly: boolean;
  /** Nobody writes under it any more. */
  readonly closed: boolean;
}

/** Who did what when, newest first: the log itself, in sentences. */
export function Story({ card, board, directory, story, now, readOnly, closed }: Props) {
  const { cards, lanes, limits } = board;
  const words = useWords();
  const lines = useMemo(() => {
    const names = namesFor({ cards, lanes, limits }, directory, card.id, words);
    return story.commits.flatMap((commit) => linesOf({ cards } as Board, commit, card.id, names, words).toReversed());
  }, [story.commits, cards, lanes, limits, directory, card.id, words]);
  return (
    <Section title={words.card.story.title} beside={card.comments === 0 ? null : words.card.story.comments(card.comments)}>
      {closed ? null : <CommentBox card={card.id} readOnly={readOnly} />}
      <ol className="cp-story">
        {lines.map((line) => (
          <li key={line.key} data-tone={line.tone}>
            <time dateTime={new Date(line.at).toISOString()} title={words.f.full(line.at)}>{words.f.when(line.at, now)}</time>
            <span><b>{line.who}</b> {line.text}</span>
          </li>
        ))}
      </ol>
      {story.fault ? <output className="form-note">{words.card.story[story.fault]} <button type="button" className="button quiet" onClick={story.again}>{words.card.story.readAgain}</button></output> : null}
      {story.loading && lines.length === 0 ? <p className="form-note">{words.card.story.reading}</p> : null}
      {story.more ? <button type="button" className="button" onClick={story.older}>{words.card.story.earlier}</button> : null}
    </Section>
  );
}
