import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { JobSource } from '../../shared/jobs/job.ts';
import type { Lane } from '../../shared/board/lane.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { BomLine } from '../../shared/orders/bom.ts';
import type { LaneId, SupplierId } from '../../shared/kernel/ids.ts';
import { BOUNDS } from '../../shared/kernel/quantity.ts';
import { currentWords } from '../words/words-now.ts';
import { numberText, readNumber, readOptional } from '../ui/typed-number.ts';
import type { Road } from './road.ts';

/** A parts list while somebody writes it: fields as typed, so that nothing is lost when one is wrong. */
export interface DraftLine {
  /** Stable while the line is edited. */
  readonly key: number;
  readonly title: string;
  readonly quantity: string;
  readonly unit: string;
  readonly source: JobSource;
  readonly supplier: SupplierId | null;
  readonly road: Road;
  /** What could not be read when it was pasted; gone with the first change. */
  readonly unread?: readonly string[];
}

export type LineFaults = Partial<Readonly<Record<'title' | 'quantity' | 'unit' | 'supplier' | 'road', string>>>;

let keys = 0;
const nextKey = (): number => (keys += 1);

/** The lanes a part can pass, as the board stands. */
export const jobStages = (board: Pick<Board, 'lanes'>): readonly Lane[] =>
  board.lanes.filter((lane) => lane.holds === 'job' && (lane.kind === 'work' || lane.kind === 'external' || lane.kind === 'gate'));

/** Where a part of this kind usually goes: bought ones to a supplier and through the gate behind, made ones through the work. */
export function usualRoad(stages: readonly Lane[], source: JobSource): readonly LaneId[] {
  if (source === 'stock') return [];
  const outside = stages.filter((lane) => lane.kind === 'external');
  const gateBehind = outside.flatMap((lane) => {
    const next = stages[stages.indexOf(lane) + 1];
    return next?.kind === 'gate' ? [next] : [];
  });
  if (source === 'buy') {
    const road = outside.length > 0 ? stages.filter((lane) => outside.includes(lane) || gateBehind.includes(lane)) : stages.slice(0, 1);
    return road.map(({ id }) => id);
  }
  return stages.filter((lane) => lane.kind !== 'external' && !gateBehind.includes(lane)).map(({ id }) => id);
}

export const hoursOf = (stages: readonly Lane[], id: LaneId): string => {
  const hours = stages.find((lane) => lane.id === id)?.defaultHours;
  return hours === null || hours === undefined ? '' : numberText(hours);
};

export const roadOf = (stages: readonly Lane[], ids: readonly LaneId[]): Road => ids.map((lane) => ({ lane, hours: hoursOf(stages, lane) }));

export function newLine(stages: readonly Lane[], given: Partial<Omit<DraftLine, 'key'>> = {}): DraftLine {
  const source = given.source ?? 'make';
  return { key: nextKey(), title: '', quantity: '1', unit: '×', supplier: null, road: roadOf(stages, usualRoad(stages, source)), ...given, source };
}

const hoursRead = (text: string) => readOptional(text, BOUNDS.hours);

/** In the words of a language: another one judges anew. */
let judged = { words: currentWords(), already: new WeakMap<DraftLine, LineFaults>() };

/** A line that is changed is another one: a letter in a list of 300 judges the one it is typed into. */
export function lineFaults(line: DraftLine): LineFaults {
  const words = currentWords();
  if (judged.words !== words) judged = { words, already: new WeakMap() };
  const faults = judged.already.get(line) ?? faultsOf(line);
  judged.already.set(line, faults);
  return faults;
}

function faultsOf(line: DraftLine): LineFaults {
  const { line: words } = currentWords().parts;
  const faults: { -readonly [K in keyof LineFaults]: LineFaults[K] } = {};
  const quantity = readNumber(line.quantity, BOUNDS.quantity);
  if (line.title.trim() === '') faults.title = words.noTitle;
  else if (line.title.trim().length > 200) faults.title = words.atMost(200);
  if (!quantity.ok) faults.quantity = quantity.fault;
  if (line.unit.trim() === '') faults.unit = words.missing;
  else if (line.unit.trim().length > 12) faults.unit = words.atMost(12);
  if (line.source === 'buy' && line.supplier === null) faults.supplier = words.noSupplier;
  const road = line.road.map(({ hours }) => hoursRead(hours));
  const wrong = road.find((hours) => !hours.ok);
  if (road.length === 0 && line.source !== 'stock') faults.road = words.noRoad;
  else if (wrong && !wrong.ok) faults.road = words.hours(wrong.fault);
  return faults;
}

export const isSound = (line: DraftLine): boolean => Object.keys(lineFaults(line)).length === 0;

const valueOf = (read: ReturnType<typeof hoursRead>): number | null => {
  if (!read.ok) throw new Error(`A line with a fault was sent: ${read.fault}`);
  return read.value;
};

/** The command's lines, without lanes that are gone. Only for lines without faults. */
export function toBom(lines: readonly DraftLine[], stages: readonly Lane[]): BomLine[] {
  return lines.map((line) => ({
    title: line.title.trim(),
    quantity: valueOf(readNumber(line.quantity, BOUNDS.quantity)) ?? 1,
    unit: line.unit.trim(),
    source: line.source,
    supplier: line.source === 'buy' ? line.supplier : null,
    routing: line.road.filter(({ lane }) => stages.some(({ id }) => id === lane)).map(({ lane, hours }) => ({ lane, hours: valueOf(hoursRead(hours)) })),
  }));
}

/** The parts of an order as it stands, to start another from. */
export function linesOfOrder(board: Board, order: Order, stages: readonly Lane[]): DraftLine[] {
  return order.jobs.flatMap((id) => {
    const job = board.cards.get(id);
    if (job?.kind !== 'job') return [];
    const road = job.routing.filter((step) => laneOf(board, step.lane)).map(({ lane, hours }) => ({ lane, hours: hours === null ? '' : numberText(hours) }));
    return [newLine(stages, { title: job.title, quantity: numberText(job.quantity), unit: job.unit, source: job.source, supplier: job.supplier, road })];
  });
}
