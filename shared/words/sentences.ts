import type { Act } from '../acts.ts';
import { personOf } from '../kernel/actor.ts';
import type { Actor } from '../kernel/actor.ts';
import type { PersonId } from '../kernel/ids.ts';
import { apart, isolated } from '../kernel/writing.ts';
import type { Move } from '../moves.ts';
import type { Directory } from '../people/directory.ts';
import type { Refusal, Violation } from '../refusals.ts';
import { actorName, calledIn } from './actor-name.ts';
import { limitSentence } from './limit-sentence.ts';
import { visitName } from './step-name.ts';
import type { Words } from './words.ts';

/** The one place that turns refusals into sentences: what happened, why, and what to do next. */
export function sentence(refusal: Refusal, words: Words, directory?: Directory): string {
  const told = refusal.violations.map((violation) => sentenceOf(violation, words, directory));
  return [...told, ...(refusal.more ? [words.andMore(refusal.more)] : [])].join(' ');
}

/** One violated rule. */
export function sentenceOf(told: Violation, words: Words, directory?: Directory): string {
  const violation = apart(named(told, words, directory));
  if (violation.code === 'wip_limit') return limitSentence(violation, words, directory);
  // The compiler does not see that the entry and what it is given have one code.
  return (words.refusals[violation.code] as (of: Violation) => string)(violation);
}

/** Refusals have people by their ids, so that no name stands in a log; whoever reads one is told what they are called now. */
function named(violation: Violation, words: Words, directory?: Directory): Violation {
  const called = calledIn(words, directory);
  const name = (id: PersonId): PersonId => called.person(id) as PersonId;
  const by = (actor: Actor): Actor => actorName(actor, words, called) as Actor;
  switch (violation.code) {
    case 'not_your_pull': return { ...violation, members: violation.members.map(name) };
    case 'inspector_made_it': return { ...violation, person: name(violation.person) };
    case 'stale': return { ...violation, by: violation.by && by(violation.by) };
    case 'already': return violation.what.is === 'finished_by' && violation.what.by ? { ...violation, what: { ...violation.what, by: asFirst(violation.what.by, by(violation.what.by)) } } : violation;
    default: return violation;
  }
}

/** At the head of a sentence: `The schedule`. A person is written as they write themselves. */
const asFirst = (actor: Actor, name: Actor): Actor => (personOf(actor) === null ? (`${name.charAt(0).toUpperCase()}${name.slice(1)}` as Actor) : name);

/** What a move is called in a menu; `…` where it asks first. */
export const moveName = ({ verb, lane, step, meaning }: Pick<Move, 'verb' | 'lane' | 'step' | 'meaning'>, words: Words): string =>
  `${words.labels.moves[verb](lane ? isolated(visitName(lane.name, step, words)) : '')}${meaning.does === 'ask' ? '…' : ''}`;

/** What an act is called in a menu. */
export function actName({ name }: Pick<Act, 'name'>, words: Words): string {
  if (typeof name === 'string') return words.labels.acts[name];
  return name.above ? words.labels.aboveLimit(moveName(name.move, words).replace(/…$/, '')) : moveName(name.move, words);
}
