import { laneOf } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import type { Lane } from '../board/lane.ts';
import type { CardCommon, Step } from './card-common.ts';

/** One stay on a card's way: a step of its routing, and the lane this step leads to. A lane may stand in a routing more than once. */
export interface Visit {
  /** Index in the routing. */
  readonly step: number;
  readonly lane: Lane;
}

type OnItsWay = Pick<CardCommon, 'routing' | 'step'>;

/** null: the routing has no such step, or its lane is gone. */
export function visitAt(board: Board, { routing }: OnItsWay, step: number): Visit | null {
  const at = routing[step];
  const lane = at && laneOf(board, at.lane);
  return lane ? { step, lane } : null;
}

export const nextVisit = (board: Board, card: OnItsWay): Visit | null => visitAt(board, card, card.step + 1);

/** What it came through, the nearest first. */
export const visitsBehind = (board: Board, card: OnItsWay): Visit[] =>
  card.routing.slice(0, Math.max(0, card.step)).flatMap((_, step) => visitAt(board, card, step) ?? []).toReversed();

/** Whether its routing passes the lane of one of its steps more than once: then that step is told with its number. */
export const comesAgain = ({ routing }: { readonly routing: readonly Pick<Step, 'lane'>[] }, step: number): boolean =>
  routing.some(({ lane }, other) => other !== step && lane === routing[step]?.lane);
