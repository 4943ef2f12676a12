import type { BlockCategory, Exception, ServiceClass } from '../cards/card-common.ts';
import type { JobSource } from '../jobs/job.ts';
import type { LaneKind } from '../board/lane.ts';
import { isolated } from '../kernel/writing.ts';
import type { Move } from '../moves.ts';

/** What things are called on screen: one name each, so that a form and a story never disagree. */

export const CLASS_NAMES: Readonly<Record<ServiceClass, string>> = {
  expedite: 'Expedite', fixed: 'Fixed date', standard: 'Standard', intangible: 'When there is time',
};

export const CATEGORY_NAMES: Readonly<Record<BlockCategory, string>> = {
  material: 'Material', machine: 'Machine', tooling: 'Tooling', labour: 'Nobody free', quality: 'Quality', spec: 'Drawing or spec', customer: 'Customer',
  supplier: 'Supplier', transport: 'Transport', other: 'Other',
};

export const SOURCE_NAMES: Readonly<Record<JobSource, string>> = { make: 'Make', buy: 'Buy', stock: 'Stock' };

export const LANE_KIND_NAMES: Readonly<Record<LaneKind, string>> = {
  queue: 'Waiting line', work: 'Work, doing and done', external: 'At a supplier', gate: 'Inspection', terminal: 'End of the road',
};

/** Why a card stands above a limit (WIP-32). */
export const EXCEPTION_NAMES: Readonly<Record<Exception['kind'], string>> = {
  override: 'Override', expedite: 'Expedite', return: 'Back for rework', oversize: 'Larger than the limit', estimate: 'Hours raised while inside',
};

export function moveName(move: Pick<Move, 'verb' | 'lane' | 'meaning'>): string {
  const lane = isolated(move.lane?.name ?? '');
  const asks = move.meaning.does === 'ask' ? '…' : '';
  switch (move.verb) {
    case 'release': return `Release to the floor${asks}`;
    case 'confirm': return `Confirm${asks}`;
    case 'pull': return `Pull into ${lane}`;
    case 'finish': return 'Finish';
    case 'pass': return `Pass ${lane}`;
    case 'return': return `Return to ${lane}${asks}`;
    case 'ship': return `Ship${asks}`;
    case 'queue': return `Queue for ${lane}`;
    case 'leave_queue': return `Leave the line at ${lane}`;
    case 'undo': return 'Undo the last move';
  }
}
