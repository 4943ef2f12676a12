import { z } from 'zod/mini';

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
  readonly shape: S;
  /** The events go into the draft, or every violated rule is answered. Pure. */
  decide(state: State, command: CommandFrom<Type, S>, context: Context, draft: Draft): readonly Violation[];
}

/** A field that is not the verb's own is refused, whatever it is called (SEC-3). */
export const strict = <const S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject(shape, { error: 'must be an object' });

export const schemaOf = <Type extends string, S extends Shape>({ type, shape }: { readonly type: Type; readonly shape: S }) =>
  strict({ type: z.literal(type), ...shape });
