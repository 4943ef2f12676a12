import { z } from 'zod/mini';
import { laneOf } from './board.ts';
import { nameTaken, policyText, members, checklist } from './lane-fields.ts';
import { notThere } from '../cards/guards.ts';
import { hoursField, laneIdField, nameField } from '../kernel/fields.ts';
import { laneLimit } from '../limits/admission.ts';
import { SETTINGS } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** Renames, regroups, and sets people, policy, checklist and default estimate. */
export const editLane = verb({
  type: 'EditLane',
  roles: SETTINGS,
  shape: {
    lane: laneIdField, name: z.optional(nameField), group: z.optional(z.nullable(nameField)), members: z.optional(members), policy: z.optional(policyText),
    checklist: z.optional(checklist), defaultHours: z.optional(z.nullable(hoursField)),
  },
  decide(board, command, { directory }, draft) {
    const { type: _type, lane: id, ...changes } = command;
    const lane = laneOf(board, id);
    if (!lane) return [notThere('lane', id)];
    const strangers = (changes.members ?? []).filter((person) => !directory.people[person]);
    const problems = [...strangers.map((person) => notThere('person', person)), ...(changes.name === undefined ? [] : nameTaken(board, changes.name, id))];
    if (problems.length > 0) return problems;
    const named = changes.name === undefined ? changes : { ...changes, name: changes.name.trim() };
    draft.event({ type: 'LaneEdited', lane: id, changes: named });
    const limit = laneLimit(board, id)?.limit;
    if (limit && named.name && named.name !== lane.name) draft.event({ type: 'LimitSet', limit: { ...limit, name: named.name }, reason: null });
    return [];
  },
});
