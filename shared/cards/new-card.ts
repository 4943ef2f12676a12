import type { CardId } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';

/** What every card begins with. */
export const newCard = (id: CardId, at: Time) => ({
  id, version: 1, place: null, step: -1, assignees: [], blockers: [], blockersEver: 0, comments: 0, checks: [], exceptions: [],
  reworks: 0, rework: null, queued: null, startedAt: null, laneAt: at, subAt: at, finishedAt: null,
}) as const;
