import { erasedRows, type Erasure, erasureKey, textsWithout } from '../../ports/erasure.ts';
import { answered } from './answered-within.ts';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import { type Collections, ours } from './collections.ts';
import type { MongoProjections } from './mongo-projections.ts';

/** Written down first: whoever is cut off in between is finished by the next start. */
export async function erase({ commits, snapshots, erasures }: Collections, projections: MongoProjections, gone: readonly Erasure[]): Promise<void> {
  for (const one of gone) await answered(erasures.updateOne({ _id: erasureKey(one) }, ours({ $setOnInsert: { body: JSON.stringify(one) } }), { upsert: true }));
  const rows = erasedRows(gone);
  const orders = new Map<BoardId, Set<string>>();
  for (const { board, seq, refs } of rows) {
    const row = await answered(commits.findOne({ board, seq }, { _id: 0, texts: 1, subjects: 1 }).lean<{ texts?: string; subjects?: readonly string[] } | null>());
    orders.set(board, new Set([...(orders.get(board) ?? []), ...(row?.subjects ?? [])]));
    if (row?.texts) await answered(commits.updateOne({ board, seq }, { $set: { texts: textsWithout(row.texts, refs) } }));
  }
  for (const board of new Set(rows.map((row) => row.board))) await answered(snapshots.deleteOne({ _id: board }));
  for (const [board, about] of orders) await projections.forget(board, [...about]);
}

export const erasuresIn = async ({ erasures }: Collections): Promise<readonly Erasure[]> =>
  (await answered(erasures.find({}).lean<{ body: string }[]>())).map(({ body }) => JSON.parse(body) as Erasure);
