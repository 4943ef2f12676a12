import type { Lane } from '../../shared/board/lane.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { LaneId } from '../../shared/kernel/ids.ts';
import type { Language } from '../../shared/kernel/language.ts';
import { folded, searchable } from '../../shared/kernel/writing.ts';
import type { Family } from '../../shared/templates/trade.ts';
import { numberText } from '../ui/typed-number.ts';
import { newLine, roadOf, usualRoad } from './bom-draft.ts';
import type { DraftLine } from './bom-draft.ts';

/** On a board with other lanes the parts go the usual way of their kind. */
export function linesOfFamily(family: Family, stages: readonly Lane[], { suppliers }: Directory, language: Language): DraftLine[] {
  const known = new Set<string>(stages.map(({ id }) => id));
  return family.lines.map((line) => {
    const given = (line.road ?? []).filter(([lane]) => known.has(lane));
    const road = given.length > 0
      ? given.map(([lane, hours]) => ({ lane: lane as LaneId, hours: hours === 0 ? '' : numberText(hours) }))
      : roadOf(stages, usualRoad(stages, line.source));
    const supplier = line.supplier === undefined ? undefined : Object.values(suppliers).find(({ id, name }) => searchable(`${id} ${name}`).includes(folded(line.supplier ?? '')));
    return newLine(stages, { title: line.title[language], quantity: numberText(line.quantity), unit: line.unit ?? '×', source: line.source, supplier: supplier?.id ?? null, road });
  });
}
