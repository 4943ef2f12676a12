import type { Board } from './board/board.ts';
import type { Event } from './events.ts';
import type { Draft as DraftOf } from './kernel/draft.ts';
import type { Shape, Verb } from './kernel/verb.ts';
import type { Context, Role } from './people/directory.ts';
import type { Violation } from './refusals.ts';

export type Draft = DraftOf<Event>;

/** A verb of the floor. Write `decide` as a method, and let no part of it name `Command`, or all types become any. */
export const verb = <const Type extends string, S extends Shape>(of: Verb<Type, S, Board, Context, Draft, Violation, Role>): Verb<Type, S, Board, Context, Draft, Violation, Role> => of;
