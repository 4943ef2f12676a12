import { z } from 'zod/mini';
import type { Board } from './board.ts';
import { LANE_ROLES, ROLE_LANES } from './lane-roles.ts';
import type { Lane, LaneKind, LaneRole, CardKind, ChecklistItem } from './lane.ts';
import { flagField, hoursField, itemIdField, laneIdField, list, nameField, oneOf, personIdField, text, titleField } from '../kernel/fields.ts';
import { idFromName, laneId } from '../kernel/ids.ts';
import type { LaneId, PersonId } from '../kernel/ids.ts';
import { strict } from '../kernel/verb.ts';
import { Ids } from '../kernel/given-ids.ts';
import { nameKey, sameName } from '../kernel/writing.ts';
import type { Violation } from '../refusals.ts';

/** Intents. Every door (drag, key, menu, REST, import) issues one of these and nothing else. */
export interface NewLane {
  readonly id?: LaneId;
  readonly name: string;
  readonly kind: LaneKind;
  readonly role?: LaneRole | null;
  readonly holds: CardKind;
  readonly group?: string | null;
  readonly members?: readonly PersonId[];
  readonly policy?: string;
  readonly checklist?: readonly ChecklistItem[];
  readonly defaultHours?: number | null;
}

export const members = list(personIdField, 200);
export const policyText = text(2_000, 0);
export const checklist = list(strict({ id: itemIdField, text: titleField, mandatory: flagField }), 50);

export const newLaneField = strict({
  id: z.optional(laneIdField),
  name: nameField,
  kind: oneOf(['queue', 'work', 'external', 'gate', 'terminal']),
  role: z.optional(z.nullable(oneOf(['enquiry', 'pool', 'ready', 'kit', 'ship', 'shipped']))),
  holds: oneOf(['order', 'job']),
  group: z.optional(z.nullable(nameField)),
  members: z.optional(members),
  policy: z.optional(policyText),
  checklist: z.optional(checklist),
  defaultHours: z.optional(z.nullable(hoursField)),
});

export function newLane(lane: NewLane, { taken }: Ids): Lane {
  return {
    id: lane.id && !taken(lane.id) ? lane.id : laneId(idFromName(lane.name, taken)), name: lane.name.trim(), kind: lane.kind, role: lane.role ?? null,
    holds: lane.holds, group: lane.group ?? null, members: lane.members ?? [], policy: lane.policy ?? '', checklist: lane.checklist ?? [],
    defaultHours: lane.defaultHours ?? null,
  };
}

/** A role fixes what a lane is: the pool is a queue of orders, and so on. */
export function laneProblems(lane: Lane): Violation[] {
  if (lane.role === null) {
    return lane.kind !== 'terminal' ? [] : [{ code: 'board_incomplete', why: { is: 'second_end', lane: lane.name } }];
  }
  const { kind, holds } = ROLE_LANES[lane.role];
  return lane.kind === kind && lane.holds === holds ? [] : [{ code: 'board_incomplete', why: { is: 'wrong_lane', lane: lane.name, kind, holds } }];
}

/** Which of them a board has is its own affair (LANES_NEEDED); two would leave a rule to choose. */
export function rolesTwice(lanes: readonly Lane[]): Violation[] {
  return LANE_ROLES.flatMap((role): Violation[] => {
    const count = lanes.filter((lane) => lane.role === role).length;
    return count <= 1 ? [] : [{ code: 'board_incomplete', why: { is: 'role_count', role, has: count } }];
  });
}

export function sameNames(lanes: readonly Lane[]): Violation[] {
  const names = new Set<string>();
  return lanes.flatMap(({ name }): Violation[] => (names.size === names.add(nameKey(name)).size ? [{ code: 'name_taken', name }] : []));
}

export function roleTaken(board: Board, lane: Lane): Violation[] {
  const taken = lane.role !== null && board.lanes.some((other) => other.role === lane.role);
  return taken ? [{ code: 'board_incomplete', why: { is: 'role_taken', role: lane.role } }] : [];
}

export const nameTaken = (board: Board, name: string, except: LaneId | null): Violation[] =>
  board.lanes.some((lane) => lane.id !== except && sameName(lane.name, name)) ? [{ code: 'name_taken', name }] : [];
