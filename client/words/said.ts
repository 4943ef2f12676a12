import type { Act } from '../../shared/acts.ts';
import type { Actor } from '../../shared/kernel/actor.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import type { LimitRoom, Refusal } from '../../shared/refusals.ts';
import { actorName, calledIn, firstName } from '../../shared/words/actor-name.ts';
import * as limitSentences from '../../shared/words/limit-sentence.ts';
import * as sentences from '../../shared/words/sentences.ts';
import type { Words } from '../../shared/words/words.ts';
import { currentWords } from './words-now.ts';

/** Numbers, durations and lists as this browser says them now; units and edges in shared/words. */
export const amount = (n: number): string => currentWords().f.amount(n);
export const duration = (ms: number): string => currentWords().times.duration(ms);
export const listOf = (words: readonly string[], last: 'and' | 'or' = 'and'): string => currentWords().f[last](words);

export const labels = (): Words['labels'] => currentWords().labels;
export const actName = (act: Pick<Act, 'name'>): string => sentences.actName(act, currentWords());

export const nameOf = (actor: Actor, directory: Directory): string => actorName(actor, currentWords(), calledIn(currentWords(), directory));

/** What one calls somebody by at the bench. */
export const firstNameOf = (person: Person): string => firstName(person, currentWords());

export const sentence = (refusal: Refusal, directory?: Directory): string => sentences.sentence(refusal, currentWords(), directory);
export const roomSentence = (room: LimitRoom): string => limitSentences.roomSentence(room, currentWords());
export const releasedWhen = ({ needs, unit }: Pick<LimitRoom, 'needs' | 'unit'>): string => currentWords().room.releasedWhen(needs ?? 0, unit);

/** As a search compares: what knows no word of the field asks for it here. */
export { folded } from '../../shared/kernel/writing.ts';
