import type { Commit } from '../../shared/log/commit.ts';
import type { ProjectedRow } from '../ports/projection-store.ts';

/**
 * Something that is folded from the log behind it, into a row a thing. Pure: the same commits make the same
 * rows on every node. What it holds of people's words it holds under the id of their order (ports/projection-store.ts).
 */
export interface Projection<State = unknown> {
  readonly name: string;
  /** Raised when the same commits make other rows: they are then made anew beside the old ones. */
  readonly version: number;
  /** The ids of the rows that a commit may change; mostly none. */
  of(commit: Commit): readonly string[];
  /** null: there is no such row. What does not change keeps its identity, and is not written. */
  fold(state: State | null, commit: Commit, id: string): State | null;
  /** How it is found; the state itself is kept as JSON. */
  row(state: State): Omit<ProjectedRow, 'id' | 'body'>;
}

/** As the store has it: another version has rows of its own. */
export const storedName = ({ name, version }: Pick<Projection, 'name' | 'version'>): string => `${name}/${version}`;
