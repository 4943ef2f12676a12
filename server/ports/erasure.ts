import type { BoardId, PersonId } from '../../shared/kernel/ids.ts';
import type { TextRef } from '../../shared/kernel/commit-info.ts';
import type { Time } from '../../shared/kernel/time.ts';

interface Erased {
  readonly at: Time;
  readonly by: PersonId;
}

/** A text of a commit that is gone for ever. */
export interface ErasedText extends Erased {
  readonly board: BoardId;
  readonly seq: number;
  readonly ref: TextRef;
}

/** A person whose name is gone for ever. */
export interface ErasedPerson extends Erased {
  readonly person: PersonId;
}

/** What was erased, when and by whom: kept with the data, so that an older backup never brings it back. It says nothing of what stood there. */
export type Erasure = ErasedText | ErasedPerson;

/** Every store of a log keeps it; each passes tests/contract/erasures.ts. */
export interface ErasureLog {
  /**
   * Takes the texts away, and with them the snapshots of their boards, and writes down that it did; what is
   * written down already stays as it is. When it resolves the words are nowhere in the store any more.
   */
  erase(erasures: readonly Erasure[]): Promise<void>;
  /** Everything ever erased, in no order. */
  erasures(): Promise<readonly Erasure[]>;
}

/** The same erasure twice is one. */
export const erasureKey = (one: Erasure): string => ('person' in one ? `person/${one.person}` : `${one.board}/${one.seq}/${one.ref}`);

export interface ErasedRow {
  readonly board: BoardId;
  readonly seq: number;
  readonly refs: ReadonlySet<TextRef>;
}

/** What is to go, row by row. */
export function erasedRows(erasures: readonly Erasure[]): readonly ErasedRow[] {
  const rows = new Map<string, { readonly board: BoardId; readonly seq: number; readonly refs: Set<TextRef> }>();
  for (const one of erasures) {
    if ('person' in one) continue;
    const key = `${one.board}/${one.seq}`;
    const row = rows.get(key) ?? { board: one.board, seq: one.seq, refs: new Set<TextRef>() };
    row.refs.add(one.ref);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** The `texts` of a stored commit without these. */
export function textsWithout(texts: string, refs: ReadonlySet<TextRef>): string {
  if (texts === '') return texts;
  const left = Object.entries(JSON.parse(texts) as Record<TextRef, unknown>).filter(([ref]) => !refs.has(ref));
  return left.length > 0 ? JSON.stringify(Object.fromEntries(left)) : '';
}
