import type { Board } from '../board/board.ts';
import type { Card } from '../cards/card.ts';
import { reasonField } from '../kernel/fields.ts';
import { strict } from '../kernel/verb.ts';
import { admission, exceededBy } from './admission.ts';
import type { NewException } from './exceptions.ts';
import { describeLimit } from './occupants.ts';
import type { Context } from '../people/directory.ts';
import { may, notAllowed } from '../people/rights.ts';
import { VIOLATIONS_TOLD } from '../refusals.ts';
import type { Violation } from '../refusals.ts';
import type { Draft } from '../verb.ts';

/** WIP-31: applies to this one move; a manager's, with a reason of at least 10 characters. */
export interface Override {
  readonly reason: string;
}

export const overrideField = strict({ reason: reasonField });

export interface Admitted {
  readonly violations: readonly Violation[];
  readonly exceptions: readonly NewException[];
  /** Writes the record of an override, once the move it allows is in the draft (WIP-31). */
  readonly record: (draft: Draft) => void;
}

/** Those that are told are gone through, the others only counted, with the last one told. */
function describedLimits(board: Board, refused: readonly number[], before: Card | null, after: Card, at: number): Violation[] {
  const untold = refused.length - VIOLATIONS_TOLD;
  return refused.slice(0, VIOLATIONS_TOLD).map((index, place) => {
    const told = describeLimit(board, index, before, after, at);
    return untold > 0 && place === VIOLATIONS_TOLD - 1 ? { ...told, untold } : told;
  });
}

const NOTHING_TO_RECORD = (): void => undefined;

/**
 * Asks the limits about a change of a card. An override lifts every limit it meets for this one
 * change, and nothing but limits (WIP-30); `always` is for what physically exists (WIP-17, WIP-9).
 */
export function admit(board: Board, before: Card | null, after: Card, context: Context, how: { override?: Override | undefined; always?: 'return' | 'estimate' } = {}): Admitted {
  const { refused, unestimated, exceptions } = admission(board, before, after);
  const estimates = unestimated.map((index): Violation => {
    const limit = board.limits[index] as Board['limits'][number];
    return { code: 'estimate_required', card: after.id, limit: limit.id, name: limit.name };
  });
  if (how.always) {
    const { always } = how;
    return { violations: always === 'estimate' ? estimates : [], exceptions: [...exceptions, ...ofKind(board, refused, always)], record: NOTHING_TO_RECORD };
  }
  if (refused.length === 0 || !how.override) {
    const limits = describedLimits(board, refused, before, after, context.at);
    return { violations: [...estimates, ...limits], exceptions, record: NOTHING_TO_RECORD };
  }
  const { reason } = how.override;
  const problems = [...estimates, ...mayNotOverride(reason, context)];
  return {
    violations: problems,
    exceptions: [...exceptions, ...ofKind(board, refused, 'override')],
    record: (draft) =>
      draft.event({
        type: 'WipOverridden', card: after.id, lane: after.place?.lane ?? null, limits: exceededBy(board, before, after, refused), reason: draft.text(reason.trim()),
      }),
  };
}

const ofKind = (board: Board, indexes: readonly number[], kind: NewException['kind']): NewException[] =>
  indexes.map((index) => ({ limit: (board.limits[index] as Board['limits'][number]).id, kind }));

const OVERRIDE_REASON = 10;

function mayNotOverride(reason: string, context: Context): Violation[] {
  if (!may(context.actor, 'Override')) return notAllowed('Override', context);
  return reason.trim().length < OVERRIDE_REASON ? [{ code: 'reason_required', for: 'override', atLeast: OVERRIDE_REASON }] : [];
}
