import { laneWithRole } from './board.ts';
import type { Board } from './board.ts';
import type { CardKind, Lane, LaneKind, LaneRole, NeedsLanes } from './lane.ts';
import type { Violation } from '../refusals.ts';

/** What a lane is by its role: the pool is a queue of orders, and so on. */
export const ROLE_LANES: Readonly<Record<LaneRole, { readonly kind: LaneKind; readonly holds: CardKind }>> = {
  enquiry: { kind: 'queue', holds: 'order' },
  pool: { kind: 'queue', holds: 'order' },
  ready: { kind: 'queue', holds: 'job' },
  kit: { kind: 'queue', holds: 'order' },
  ship: { kind: 'queue', holds: 'order' },
  shipped: { kind: 'terminal', holds: 'order' },
};

export const LANE_ROLES = Object.keys(ROLE_LANES) as readonly LaneRole[];

/**
 * Which rule needs which lanes: of each list one, the first that the board has. All else works with what
 * there is: a board without a lane to ship from ships from the last stage (isReadyToShip), and one
 * without roles at all still has its lanes, limits and pulls.
 */
export const LANES_NEEDED: Readonly<Record<NeedsLanes, readonly (readonly LaneRole[])[]>> = {
  /** A lane to enter: the order's clock starts before it is confirmed. */
  CreateOrder: [['enquiry', 'pool']],
  ConfirmOrder: [['pool']],
  /** The order waits for its kit, its parts for their first stage. */
  ReleaseOrder: [['kit'], ['ready']],
  ShipOrder: [['shipped']],
};

/** The lane missing for an order to be entered; null: none is, orders can come. */
export const lacksForOrders = (board: Board): Violation | null => lanesFor(board, 'CreateOrder').missing[0] ?? null;

/** The lanes that a rule needs, in the order of LANES_NEEDED; or which are missing. */
export function lanesFor(board: Board, command: NeedsLanes): { readonly lanes: readonly Lane[]; readonly missing: readonly Violation[] } {
  const lanes: Lane[] = [];
  const missing: Violation[] = [];
  for (const roles of LANES_NEEDED[command]) {
    const lane = roles.map((role) => laneWithRole(board, role)).find((one) => one !== undefined);
    if (lane) lanes.push(lane);
    else missing.push({ code: 'lane_missing', command, roles });
  }
  return { lanes, missing };
}
