import type { Projection } from '../../../server/projections/projection.ts';
import { Projections } from '../../../server/projections/projections.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';
import type { ProjectionStore } from '../../../server/ports/projection-store.ts';
import { realTimers } from '../../../server/ports/timers.ts';
import type { BoardId } from '../../../shared/kernel/ids.ts';

/** A row holds the number of every commit that had an effect on it, in the order in which it had: nothing that is done twice or left out is hidden. */
export interface Effects { readonly seqs: readonly number[]; readonly texts: readonly string[] }

export const effects = (version = 1): Projection<Effects> => ({
  name: 'effects',
  version,
  of: (commit) => commit.subjects,
  fold: (known, commit) => ({ seqs: [...(known?.seqs ?? []), commit.seq], texts: [...(known?.texts ?? []), ...Object.values(commit.texts)] }),
  row: ({ seqs, texts }) => ({ kind: 'seen', at: seqs.at(-1) ?? 0, tokens: texts.map((text) => `t${text} `) }),
});

export interface Told { readonly cause: unknown; readonly projection: string }

/** A node that folds, as app.ts wires it. It looks when it is told to, or a hint comes. */
export function runner(log: CommitLog, store: ProjectionStore, of: readonly Projection<never>[] | readonly Projection[], faults: Told[] = [], sizes: object = {}): Projections {
  const projections = new Projections({
    log, store, projections: of as readonly Projection[], timers: realTimers, turn: () => new Promise((resolve) => setImmediate(resolve)),
    report: (cause, projection) => void faults.push({ cause, projection }), sizes: { every: 3_600_000, gather: 1, again: 1, longest: 4, ...sizes },
  });
  projections.start();
  return projections;
}

export async function effectsOn(store: ProjectionStore, board: BoardId, orders: readonly string[], version = 1): Promise<Readonly<Record<string, Effects>>> {
  return Object.fromEntries((await store.rows(`effects/${version}`, board, orders)).map(({ id, body }) => [id, JSON.parse(body) as Effects]));
}
