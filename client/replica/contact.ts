import type { Head } from '../../shared/protocol/messages.ts';
import { READ_ONLY_AFTER } from '../../shared/protocol/messages.ts';
import { RESEND_AFTER } from './pending.ts';
import type { Effect, Replica, Step } from './replica-state.ts';

// Whether the server is heard, and since when not: pure steps of the merge (replica.ts).

export const cut = (state: Replica): Replica =>
  ({ ...state, up: false, fresh: false, joinAt: null, early: [], behindSince: null });

export const reconnect = (state: Replica): Step => ({ state: cut(state), effects: [{ do: 'reconnect' }] });

export function asked(state: Replica, now: number, have: Head | null = state.everJoined ? state.head : null): Step {
  const effect: Effect = state.sees === null ? { do: 'join', have, erased: state.erased } : { do: 'watch', view: state.sees, have: state.look?.cursor ?? null };
  return { state: { ...state, joinAt: now, behindSince: null }, effects: [effect] };
}

/** After a sleep the old socket's words prove nothing: connect and join afresh (a tab from yesterday). */
export const slept = (state: Replica, now: number): boolean => state.up && now - state.heardAt > READ_ONLY_AFTER;

export const heard = (state: Replica, now: number): Replica =>
  ({ ...rewound(state, now), heardAt: now, contactAt: state.fresh ? now : Math.min(state.contactAt, now) });

/** The server's clock by its word at `now`; small differences are the way's length, so the largest wins. */
export function clocked(state: Replica, at: number, now: number): Replica {
  const offset = at - now;
  if (offset <= state.offset && state.offset - offset < 2_000) return state;
  return { ...state, offset };
}

/** This machine's clock was put back: what was measured by it is measured from now, or silence would last an hour unseen. */
export function rewound(state: Replica, now: number): Replica {
  if (now >= state.heardAt && now >= state.contactAt) return state;
  return {
    ...state, heardAt: Math.min(state.heardAt, now), contactAt: Math.min(state.contactAt, now),
    joinAt: state.joinAt === null ? null : Math.min(state.joinAt, now),
    behindSince: state.behindSince === null ? null : Math.min(state.behindSince, now),
    pending: state.pending.map((waiting) => ({ ...waiting, issuedAt: Math.min(waiting.issuedAt, now), resendAt: Math.min(waiting.resendAt, now + RESEND_AFTER) })),
  };
}
