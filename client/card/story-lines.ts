import type { Board } from '../../shared/board/board.ts';
import type { Event, EventOf, EventType } from '../../shared/events.ts';
import { tellsOf } from '../../shared/floor.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import { actorName } from '../../shared/words/actor-name.ts';
import type { Names } from '../../shared/words/story.ts';
import { storySentence } from '../../shared/words/story-sentence.ts';
import type { Words } from '../../shared/words/words.ts';

export type Tone = 'plain' | 'stop' | 'warn' | 'ok';
export interface Line { readonly text: string; readonly tone: Tone }

export interface StoryLine extends Line {
  readonly key: string;
  readonly at: number;
  readonly who: string;
}

const aboveLimit = ({ exceptions }: { readonly exceptions: readonly unknown[] }): Tone => (exceptions.length > 0 ? 'warn' : 'plain');

/** What is not told in a plain tone. */
const TONES: { readonly [T in EventType]?: Tone | ((event: EventOf<T>) => Tone) } = {
  OrderConfirmed: 'ok', InspectionPassed: 'ok', JobCompleted: 'ok', OrderKitted: 'ok', OrderShipped: 'ok', CardUnblocked: 'ok',
  ConcessionGranted: 'warn', CardReturned: 'warn', WipOverridden: 'warn', CardBlocked: 'stop',
  OrderReleased: (event) => (event.early === null ? aboveLimit(event) : 'warn'),
  CardPulled: aboveLimit,
  ClassSet: ({ class: of }) => (of === 'expedite' ? 'warn' : 'plain'),
};

function toneOf(event: Event): Tone {
  const tone = (TONES[event.type] ?? 'plain') as Tone | ((event: Event) => Tone);
  return typeof tone === 'string' ? tone : tone(event);
}

export const lineOf = (event: Event, texts: Readonly<Record<string, string>>, names: Names, words: Words): Line =>
  ({ text: storySentence(event, texts, names, words), tone: toneOf(event) });

/** What a card's story leaves out: the order within a lane is advice, and a pull signal is the floor's. */
const QUIET: ReadonlySet<Event['type']> = new Set(['PullSignalled', 'CardReordered', 'PlanChanged']);

/** A commit of a card's story as lines. */
export function linesOf(board: Board, commit: WireCommit, card: CardId, names: Names, words: Words): StoryLine[] {
  return commit.events.flatMap((event, index) => {
    if (QUIET.has(event.type) || !tellsOf(board, event, card)) return [];
    return [{ ...lineOf(event, commit.texts, names, words), key: `${commit.seq}.${index}`, at: commit.at, who: actorName(commit.actor, words, names) }];
  });
}
