import type { Board } from '../../shared/board/board.ts';
import type { JobSource } from '../../shared/jobs/job.ts';
import type { Lane } from '../../shared/board/lane.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { LANGUAGES } from '../../shared/words/format.ts';
import { wordsIn } from '../../shared/words/words.ts';
import { folded } from '../../shared/kernel/writing.ts';
import { BOUNDS } from '../../shared/kernel/quantity.ts';
import { currentWords } from '../words/words-now.ts';
import { readNumber } from '../ui/typed-number.ts';
import { hoursOf, jobStages, newLine } from './bom-draft.ts';
import type { DraftLine } from './bom-draft.ts';
import { rowsOf } from './pasted-cells.ts';
import type { Road, RoadStep } from './road.ts';

/** A sheet may have been written in another language than its reader's. */
const SHEETS = LANGUAGES.map((language) => wordsIn(language, 'UTC').parts.paste);
const HEADINGS: ReadonlySet<string> = new Set(SHEETS.flatMap(({ headings }) => headings));
const KINDS: ReadonlyMap<string, JobSource> = new Map(SHEETS.flatMap(({ kinds }) => Object.entries(kinds)));

export interface Pasted { readonly lines: readonly DraftLine[]; /** What could not be read, by line. */ readonly problems: readonly string[] }

/**
 * Rows of a spreadsheet or a semicolon list: part; quantity; unit; make, buy or stock; supplier;
 * lanes with hours, as in `Cut 3, Finish 4`. Only the part is needed. A heading row is left out.
 */
export function parsePaste(text: string, board: Pick<Board, 'lanes'>, directory: Directory): Pasted {
  const { paste: words } = currentWords().parts;
  const stages = jobStages(board);
  const lines: DraftLine[] = [];
  const problems: string[] = [];
  for (const { line, cells, isOpen } of rowsOf(text)) {
    if (cells.every((cell) => cell === '')) continue;
    if (line === 1 && HEADINGS.has((cells[0] ?? '').toLowerCase())) continue;
    const unread: string[] = [];
    const wrong = (what: string): void => {
      unread.push(`${what.charAt(0).toUpperCase()}${what.slice(1)}`);
      problems.push(words.atLine(line, what));
    };
    const [title = '', quantity = '', unit = '', kind = '', supplierName = '', road = '', ...more] = cells;
    if (title === '') {
      wrong(words.noName);
      continue;
    }
    if (isOpen) wrong(words.openMark);
    if (more.some((cell) => cell !== '')) wrong(words.behind(more.filter(Boolean).join('; ')));
    const supplier = supplierName === '' ? undefined : Object.values(directory.suppliers).find(({ name, id }) => same(name, supplierName) || same(id, supplierName));
    if (supplierName !== '' && !supplier) wrong(words.noSupplier(supplierName));
    const source = kind === '' ? (supplierName === '' ? 'make' : 'buy') : KINDS.get(kind.toLowerCase());
    if (!source) wrong(words.noKind(kind));
    const lanes = road === '' ? null : parseRoad(road, stages);
    if (lanes && lanes.unknown.length > 0) wrong(words.noLane(lanes.unknown));
    if (lanes && lanes.twice.length > 0) wrong(words.twice(lanes.twice));
    if (supplier && source && source !== 'buy') wrong(words.notBought(supplier.name));
    const counted = readNumber(quantity || '1', BOUNDS.quantity);
    if (!counted.ok) wrong(words.quantity(quantity, counted.fault));
    lines.push(newLine(stages, {
      title, quantity: quantity || '1', unit: unit || '×', source: source ?? 'make', supplier: supplier?.id ?? null,
      ...(lanes ? { road: lanes.road } : {}), ...(unread.length > 0 ? { unread } : {}),
    }));
  }
  return { lines, problems };
}

const same = (a: string, b: string): boolean => folded(a) === folded(b);

function parseRoad(text: string, stages: readonly Lane[]): { readonly road: Road; readonly unknown: readonly string[]; readonly twice: readonly string[] } {
  const road: RoadStep[] = [];
  const unknown: string[] = [];
  const twice: string[] = [];
  for (const part of text.split(/,(?!\d)|>|→/).map((piece) => piece.trim()).filter(Boolean)) {
    const match = /^(.*?)(?:\s+(\d+(?:[.,]\d+)?)\s*h?)?$/i.exec(part);
    const name = (match?.[1] ?? part).trim();
    const lane = stages.find((stage) => same(stage.name, name) || same(stage.id, name));
    if (!lane) {
      unknown.push(name);
      continue;
    }
    // Once more later on is another step; directly after itself it is a slip.
    if (road.at(-1)?.lane === lane.id) {
      twice.push(lane.name);
      road.pop();
    }
    road.push({ lane: lane.id, hours: match?.[2] ?? hoursOf(stages, lane.id) });
  }
  return { road, unknown, twice };
}
