import { z } from 'zod/mini';
import type { ActorKind } from './actor.ts';
import { toMessage } from './input-fault.ts';

export type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** zod makes mutable types; commands are readonly all the way down. */
export type Frozen<T> = T extends string | number | boolean | null | undefined ? T
  : T extends readonly (infer Entry)[] ? readonly Frozen<Entry>[]
    : { readonly [K in keyof T]: Frozen<T[K]> };

type Fields<S extends Shape> = z.output<z.ZodMiniObject<{ -readonly [K in keyof S]: S[K] }, z.core.$strict>>;
/** What is issued: the verb's name and the fields of its shape. */
export type CommandFrom<Type extends string, S extends Shape> = { readonly type: Type } & Frozen<Fields<S>>;

/** A thing that people and programs may do, all of it in one place: the name, who may, what it takes, and what it decides. */
export interface Verb<Type extends string, S extends Shape, State, Context, Draft, Violation, Role> {
  readonly type: Type;
  /** Who may issue it at all. What a lane or a card adds to that is decided in `decide`. */
  readonly roles: readonly Role[];
  /** What else may act by it: persons have roles, a station, a key or the schedule have none and may do only what a verb names them for. */
  readonly actors?: readonly Exclude<ActorKind, 'person'>[];
  readonly shape: S;
  /** The orders whose files it cannot be decided without; mostly none. */
  files?(command: CommandFrom<Type, S>): readonly string[];
  /** Every violated rule is answered, and nothing is written; or the events and texts go into the draft. Pure. */
  decide(state: State, command: CommandFrom<Type, S>, context: Context, draft: Draft): readonly Violation[];
}

/** All that deciding needs of a verb, once its types have been checked where it is written. */
export interface Decides<State, Command, Context, Draft, Violation> {
  readonly type: string;
  decide(state: State, command: Command, context: Context, draft: Draft): readonly Violation[];
}

/** What a verb answers. Objects or writes, never both: whoever writes first writes what is refused, and one day forgets to look. */
export function verdictOf<State, Command, Context, Draft extends { readonly isBlank: boolean }, Violation>(
  verb: Decides<State, Command, Context, Draft, Violation>, state: State, command: Command, context: Context, draft: Draft,
): readonly Violation[] {
  const violations = verb.decide(state, command, context, draft);
  if (violations.length > 0 && !draft.isBlank) throw new Error(`${verb.type} wrote before it objected`);
  return violations;
}

/** A field that is not the verb's own is refused, whatever it is called (SEC-3). */
export const strict = <const S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject(shape, { error: toMessage({ is: 'object' }) });

export const schemaOf = <Type extends string, S extends Shape>({ type, shape }: { readonly type: Type; readonly shape: S }) =>
  strict({ type: z.literal(type), ...shape });
