import type { Lane } from '../../shared/board/lane.ts';
import { newLine } from './bom-draft.ts';
import type { DraftLine } from './bom-draft.ts';

/** Lines of a kept draft: with keys of this page, and without lanes that are gone. */
export function keptLines(kept: unknown, stages: readonly Lane[]): readonly DraftLine[] | undefined {
  if (!Array.isArray(kept)) return undefined;
  return kept.map(({ key: _old, ...line }: DraftLine) => {
    const plain = newLine(stages, line);
    return { ...plain, road: plain.road.filter(({ lane }) => stages.some(({ id }) => id === lane)) };
  });
}

/** Whether somebody wrote something on it. */
export function isTyped(line: DraftLine, stages: readonly Lane[]): boolean {
  const { key: _key, ...fields } = line;
  const { key: _new, ...blank } = newLine(stages);
  return JSON.stringify(fields) !== JSON.stringify(blank);
}
