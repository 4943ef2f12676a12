import type { Words } from '../../shared/words/words.ts';
import type { Column } from './lane-model.ts';

/** Doing and done under one another. The heading stands also above no card: there the hand finishes. */
export function stacked(columns: readonly Column[], { floor: { lanes: said } }: Words): readonly Column[] {
  const [doing, done] = columns;
  if (!doing || !done) return columns;
  const heading = { kind: 'heading', key: 'heading', sub: 'done', words: done.count > 0 ? said.doneWaits : said.subs.done } as const;
  return [{ key: `${doing.lane}/all`, lane: doing.lane, subs: [...doing.subs, ...done.subs], title: null, count: doing.count + done.count, rows: [...doing.rows, heading, ...done.rows] }];
}
