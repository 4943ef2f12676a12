import type { Lane } from '../../shared/board/lane.ts';
import type { LaneId } from '../../shared/kernel/ids.ts';

/** A step of a part's way while somebody writes it. */
export interface RoadStep {
  readonly lane: LaneId;
  /** As typed; '' is not estimated. */
  readonly hours: string;
}

/** In the order it is passed; a lane may stand in it more than once. */
export type Road = readonly RoadStep[];

/** Each lane once, in the order of the board. */
function goesAsTheLanesStand(stages: readonly Lane[], road: Road): boolean {
  const places = road.map((step) => stages.findIndex(({ id }) => id === step.lane));
  return places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
}

/** What is ticked takes its turn among the lanes; on a way that goes otherwise it comes last. */
export function withStep(stages: readonly Lane[], road: Road, step: RoadStep): Road {
  if (!goesAsTheLanesStand(stages, road)) return [...road, step];
  return stages.flatMap(({ id }) => road.find(({ lane }) => lane === id) ?? (id === step.lane ? [step] : []));
}

/** Without a step; two of one lane that would follow one another then are one. */
export const withoutStep = (road: Road, at: number): Road =>
  road.toSpliced(at, 1).filter(({ lane }, index, left) => index === 0 || left[index - 1]?.lane !== lane);

/** The steps in their order, and the lanes that are not passed: each where it stands on the board, behind them on a way that goes otherwise. */
export function roadShown(stages: readonly Lane[], road: Road): readonly { readonly lane: Lane; readonly step: number | null }[] {
  const passed = (lane: Lane): number => road.findIndex((step) => step.lane === lane.id);
  if (goesAsTheLanesStand(stages, road)) return stages.map((lane) => ({ lane, step: passed(lane) < 0 ? null : passed(lane) }));
  const steps = road.flatMap(({ lane: id }, step) => stages.filter((lane) => lane.id === id).map((lane) => ({ lane, step })));
  return [...steps, ...stages.filter((lane) => passed(lane) < 0).map((lane) => ({ lane, step: null }))];
}

/** The lanes it may pass once more: not the one it comes from. */
export const onceMore = (stages: readonly Lane[], road: Road): readonly Lane[] =>
  stages.filter(({ id }) => road.some(({ lane }) => lane === id) && road.at(-1)?.lane !== id);
