/** What a field takes: as data, so that each reader is told in their own language. */
export type Must =
  | { readonly is: 'id'; readonly of: IdOf; readonly like: string }
  | { readonly is: 'text'; readonly least: number; readonly most: number }
  | { readonly is: 'number'; readonly least: number; readonly most: number; readonly above: boolean; readonly step: number }
  | { readonly is: 'whole'; readonly least: number; readonly most: number }
  | { readonly is: 'list'; readonly least: number; readonly most: number }
  | { readonly is: 'one_of'; readonly values: readonly string[] }
  | { readonly is: 'time' | 'zone' | 'flag' | 'object' | 'day' | 'place' }
  /** A day that is not before that of another field. */
  | { readonly is: 'not_before'; readonly other: string }
  /** Either of two fields, and not both. */
  | { readonly is: 'or'; readonly other: string }
  | { readonly is: 'only_with'; readonly other: string }
  /** What the schema library says of itself, in English. */
  | { readonly is: 'other'; readonly text: string };

export type IdOf = 'board' | 'lane' | 'limit' | 'person' | 'supplier' | 'item' | 'card' | 'command' | 'order';

/** What somebody sent, besides a command, which is called by its type. */
export type Thing = 'a command message' | 'join' | 'watch' | 'presence' | 'the question' | 'a new board' | 'a command request' | 'the choice' | 'an erasure' | 'a person' | 'a supplier';

/** What is wrong with an input. `what`: a `Thing`, or a command's type. */
export type InputFault =
  /** `field` '': the thing itself. */
  | { readonly is: 'field'; readonly what: string; readonly field: string; readonly must: Must }
  | { readonly is: 'unknown_field'; readonly what: string; readonly inside: string; readonly key: string; readonly fields: readonly string[] }
  | { readonly is: 'no_command' }
  | { readonly is: 'too_big'; readonly kib: number }
  | { readonly is: 'too_deep'; readonly most: number }
  | { readonly is: 'too_long'; readonly length: number; readonly most: number }
  | { readonly is: 'inherited'; readonly key: string }
  | { readonly is: 'control' | 'control_name' | 'not_finite' | 'not_json' };

/** What is wrong, and where; shared/words/doors.ts says it to its reader. */
export interface Fault { readonly path: string; readonly fault: InputFault }

/** A schema's messages are texts: what a field takes travels in them as JSON. */
export const toMessage = (must: Must): string => JSON.stringify(must);

export function fromMessage(message: string): Must {
  try {
    return JSON.parse(message) as Must;
  } catch {
    return { is: 'other', text: message };
  }
}
