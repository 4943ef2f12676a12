import { merged } from './pending.ts';
import type { Replica } from './replica-state.ts';

/** Throws with a sentence when a state cannot be. Tests and the simulation check every result with it. */
export function assertReplica(state: Replica): void {
  const wrong = (text: string): never => { throw new Error(`replica: ${text}`); };
  if (state.confirmed.seq !== state.head.seq) wrong(`confirmed is ${state.confirmed.seq}, head is ${state.head.seq}`);
  if (new Set(state.pending.map((waiting) => waiting.id)).size !== state.pending.length) wrong('a command is pending twice');
  for (const waiting of state.pending) {
    if (waiting.acked !== null && waiting.acked <= state.head.seq) wrong(`${waiting.id} is committed at ${waiting.acked} and still pending at ${state.head.seq}`);
  }
  if (state.pending.length === 0 && state.shown !== state.confirmed) wrong('nothing is pending, but what is shown is not what is confirmed');
  if (state.fresh && !state.up) wrong('joined on no connection');
  const visible = state.pending.filter((waiting) => waiting.outcome.is === 'shown').length;
  if (state.shown.seq !== state.confirmed.seq + visible) wrong(`shown is ${state.shown.seq}, not ${state.confirmed.seq} + ${visible} pending`);
  const again = merged({ ...state, shown: state.confirmed });
  if (JSON.stringify(again.shown.places) !== JSON.stringify(state.shown.places)) wrong('what is shown is not the pending folded on the confirmed');
}
