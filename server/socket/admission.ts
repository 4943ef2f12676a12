import type { Commit } from '../../shared/log/commit.ts';
import { CATCH_UP_LIMIT, type JoinMessage } from '../../shared/protocol/messages.ts';
import type { Audience } from './audience.ts';
import type { Turn } from './event-loop-throttle.ts';
import type { Snapshot, Snapshots } from './snapshots.ts';

const ATTEMPTS = 50;

/** What a screen gets on joining. */
export type Admission =
  | { readonly how: 'catch-up'; readonly commits: readonly Commit[] }
  /** `tail`: what was committed since the snapshot. */
  | { readonly how: 'snapshot'; readonly snapshot: Snapshot; readonly tail: readonly Commit[]; readonly diverged: boolean };

/**
 * Works out what a screen lacks. `seat` is called in the very turn in which that is complete, so that
 * nothing is committed between the last commit told and the screen's seat in the audience.
 */
export async function admit(audience: Audience, { have, erased = 0 }: Pick<JoinMessage, 'have' | 'erased'>, snapshots: Snapshots, turn: Turn, seat: (admission: Admission) => void): Promise<void> {
  const { room } = audience;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const history = audience.history;
    const same = have !== null && have.seq <= room.head.seq && (await room.hashAt(have.seq)) === have.hash;
    // Who was away while something was erased still has it.
    const near = have !== null && same && erased === room.erased && room.head.seq - have.seq <= CATCH_UP_LIMIT;
    const snapshot = near ? null : await snapshots.of(room, history);
    // All who waited for the same snapshot, or for the board to be opened, would else go on in one breath.
    await turn();
    const commits: Commit[] = [];
    let at = snapshot ? snapshot.head.seq : (have?.seq ?? 0);
    while (at < room.head.seq && history === audience.history) {
      const more = await room.since(at, CATCH_UP_LIMIT);
      // Two reads can overlap a reopening; what does not follow on is not told.
      for (const commit of more) {
        if (commit.seq !== at + 1) continue;
        commits.push(commit);
        at = commit.seq;
      }
      if (more.length === 0) break;
    }
    if (history !== audience.history || at !== room.head.seq) continue;
    // Else the newcomer would be told the last commits twice.
    if (!audience.isSettled()) {
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    seat(snapshot ? { how: 'snapshot', snapshot, tail: commits, diverged: have !== null && !same } : { how: 'catch-up', commits });
    return;
  }
  throw new Error(`Board ${room.id} could not be read up to its head ${room.head.seq}.`);
}
