import { cut } from './contact.ts';
import { merged } from './pending.ts';
import type { Replica, Step } from './replica-state.ts';

/** What cannot be of a state, in a sentence, as far as that is cheap to see: asked after every step, in a shop too. */
export function faultOf({ confirmed, shown, head, pending, fresh, up, sees }: Replica): string | null {
  if (fresh && !up) return 'joined on no connection';
  // Who only looks has rows, and no log.
  if (sees !== null) return null;
  if (confirmed.seq !== head.seq) return `confirmed is ${confirmed.seq}, head is ${head.seq}`;
  if (pending.length === 0) return shown === confirmed ? null : 'nothing is pending, but what is shown is not what is confirmed';
  if (new Set(pending.map(({ id }) => id)).size !== pending.length) return 'a command is pending twice';
  const late = pending.find(({ acked }) => acked !== null && acked <= head.seq);
  if (late) return `${late.id} is committed at ${late.acked} and still pending at ${head.seq}`;
  const visible = pending.filter(({ outcome }) => outcome.is === 'shown').length;
  return shown.seq === confirmed.seq + visible ? null : `shown is ${shown.seq}, not ${confirmed.seq} + ${visible} pending`;
}

/** Believes nothing it has and asks the server for all of it; what is unanswered is sent again under its id. Until then the last confirmed board is drawn. */
export function reopened(state: Replica): Step {
  const { confirmed, pending } = state;
  const once = pending.filter(({ id }, at) => pending.findIndex((other) => other.id === id) === at);
  return {
    state: {
      ...cut(state), shown: confirmed, head: { seq: confirmed.seq, hash: '' }, everJoined: false,
      pending: once.map((waiting) => ({ ...waiting, acked: null, outcome: { is: 'unsure' } })),
    },
    effects: [{ do: 'reconnect' }],
  };
}

/** Throws with a sentence when a state cannot be. Tests and the simulation check every result with it, the dear question too. */
export function assertReplica(state: Replica): void {
  const wrong = (text: string): never => { throw new Error(`replica: ${text}`); };
  const fault = faultOf(state);
  if (fault !== null) wrong(fault);
  const again = merged({ ...state, shown: state.confirmed });
  if (JSON.stringify(again.shown.places) !== JSON.stringify(state.shown.places)) wrong('what is shown is not the pending folded on the confirmed');
}
