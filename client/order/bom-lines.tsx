import { memo } from 'react';
import type { Lane } from '../../shared/board/lane.ts';
import type { Supplier } from '../../shared/people/directory.ts';
import type { DraftLine } from './bom-draft.ts';
import { BomLineFields } from './bom-line.tsx';

interface Shared {
  readonly stages: readonly Lane[];
  readonly suppliers: readonly Supplier[];
  readonly judged: boolean;
  readonly onChange: (line: DraftLine) => void;
  readonly onRemove: (key: number) => void;
}
interface Stretch extends Shared {
  readonly lines: readonly DraftLine[];
  /** Of its first line, from 0. */
  readonly from: number;
}

/** React asks the whole page around it of each child that it passes by: of 300 that is most of a letter, of a stretch and its lines little. */
const TOGETHER = 16;

/** By their keys, so that a line stays in its stretch, with what was typed into it, when others are taken out or put back. */
function stretchesOf(lines: readonly DraftLine[]): { readonly id: number; readonly from: number; readonly lines: DraftLine[] }[] {
  const all: { readonly id: number; readonly from: number; readonly lines: DraftLine[] }[] = [];
  for (const [from, line] of lines.entries()) {
    const id = Math.floor(line.key / TOGETHER);
    const last = all.at(-1);
    if (last?.id === id) last.lines.push(line);
    else all.push({ id, from, lines: [line] });
  }
  return all;
}

/** A letter draws the line that it is typed into, however long the list. */
export const BomLines = memo(function BomLines({ lines, ...shared }: Shared & { readonly lines: readonly DraftLine[] }) {
  return stretchesOf(lines).map(({ id, ...stretch }) => <LinesTogether key={id} {...stretch} {...shared} />);
});

const LinesTogether = memo(function LinesTogether({ lines, from, ...shared }: Stretch) {
  return lines.map((line, index) => <BomLineFields key={line.key} line={line} place={from + index + 1} {...shared} />);
}, ({ lines: before, ...had }, { lines: after, ...has }) =>
  before.length === after.length && before.every((line, index) => line === after[index]) && (Object.keys(has) as (keyof typeof has)[]).every((name) => had[name] === has[name]));
