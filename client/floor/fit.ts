import type { LaneId } from '../../shared/kernel/ids.ts';
import type { LaneModel } from './lane-model.ts';

/** How wide a lane is: as pictured; with slim cards; slim, with done below doing in one column; a strip. */
export type LaneFit = 'wide' | 'slim' | 'stacked' | 'folded';

export interface FittedLane { readonly as: LaneFit; readonly width: number }

const FOLDED = 40;
/** A slim card of 140 px still tells its due date beside its age. */
const COLUMN = { job: { wide: 178, split: 344, slim: 152 }, order: { wide: 198, split: 366, slim: 152 } };
/** Between lanes, between groups besides, and at both ends of the floor (floor.css). */
const GAP = { lane: 8, group: 2, ends: 16 };

const isSplit = ({ columns }: LaneModel): boolean => columns.length > 1;
const columnsOf = (model: LaneModel, as: LaneFit): number => (as === 'folded' ? 0 : as !== 'stacked' && isSplit(model) ? 2 : 1);
const widest = (model: LaneModel): number => COLUMN[model.lane.holds][isSplit(model) ? 'split' : 'wide'];

function least(model: LaneModel, as: LaneFit): number {
  if (as === 'folded') return FOLDED;
  return as === 'wide' ? widest(model) : columnsOf(model, as) * COLUMN[model.lane.holds].slim;
}

function total(lanes: readonly LaneModel[], asOf: (model: LaneModel) => LaneFit): number {
  const widths = lanes.map((model) => least(model, asOf(model)));
  const groups = lanes.filter(({ lane }, at) => at > 0 && lane.group !== lanes[at - 1]?.lane.group).length;
  return GAP.ends + widths.reduce((sum, width) => sum + width, 0) + Math.max(0, lanes.length - 1) * GAP.lane + groups * GAP.group;
}

/** Where the shop is stuck now: the fullest lane that is full, of equals the one nearest to shipping, since it stops those before it. */
export function bottleneck(lanes: readonly LaneModel[]): LaneId | null {
  let worst: { readonly lane: LaneId; readonly use: number } | null = null;
  for (const { lane, limit } of lanes) {
    if (lane.kind === 'queue' || lane.kind === 'terminal' || !limit?.capacity) continue;
    const use = limit.load / limit.capacity;
    if (use >= 1 && use >= (worst?.use ?? 0)) worst = { lane: lane.id, use };
  }
  return worst?.lane ?? null;
}

export interface Plan { readonly as: Exclude<LaneFit, 'folded'>; readonly folded: ReadonlySet<LaneId> }

export const ROOMY: Plan = { as: 'wide', folded: new Set() };

/**
 * What gives way so that all lanes are on the screen: first the width of cards, then done goes below doing, then
 * lanes before the bottleneck fold, those that open a day first. Without a bottleneck none folds by itself.
 */
export function planFor(lanes: readonly LaneModel[], room: number): Plan {
  const ends = new Set(lanes.flatMap(({ lane }) => (lane.role === 'enquiry' || lane.role === 'shipped' ? [lane.id] : [])));
  const fits = (as: Plan['as'], folded: ReadonlySet<LaneId>) => total(lanes, ({ lane }) => (folded.has(lane.id) ? 'folded' : as)) <= room;
  for (const as of ['wide', 'slim', 'stacked'] as const) if (fits(as, ends)) return { as, folded: new Set() };
  const stuck = bottleneck(lanes);
  const before = lanes.slice(0, Math.max(0, lanes.findIndex(({ lane }) => lane.id === stuck)));
  const folded = new Set(ends);
  for (const { lane } of before.toSorted((a, b) => Number(b.lane.role === 'ready') - Number(a.lane.role === 'ready'))) {
    if (fits('stacked', folded)) break;
    folded.add(lane.id);
  }
  return { as: 'stacked', folded };
}

/** What is left over goes to the slim lanes, up to their full width. */
export function fitted(lanes: readonly LaneModel[], asOf: (model: LaneModel) => LaneFit, room: number): ReadonlyMap<LaneModel, FittedLane> {
  const slim = lanes.reduce((sum, model) => sum + (asOf(model) === 'wide' ? 0 : columnsOf(model, asOf(model))), 0);
  const more = Math.max(0, Math.floor((room - total(lanes, asOf)) / Math.max(1, slim)));
  return new Map(lanes.map((model) => {
    const as = asOf(model);
    const most = as === 'stacked' ? COLUMN[model.lane.holds].wide : widest(model);
    const width = as === 'folded' || as === 'wide' ? least(model, as) : Math.min(most, least(model, as) + columnsOf(model, as) * more);
    return [model, { as, width }];
  }));
}
