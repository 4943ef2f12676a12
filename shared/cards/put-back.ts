import type { Board } from '../board/board.ts';
import { changed, changedBoard } from '../board/changed.ts';
import type { Place } from '../board/lane.ts';
import type { Job } from '../jobs/job.ts';
import type { CommitInfo, TextRef } from '../kernel/commit-info.ts';
import type { CardId } from '../kernel/ids.ts';
import { sameJson } from '../kernel/same-json.ts';
import type { Order } from '../orders/order.ts';
import type { CardCommon, Rework } from './card-common.ts';
import type { Card } from './card.ts';
import { inLineBefore, put, replaced } from './standing.ts';

/** Where a card stands after an undo, and what else of it is another than before: an undo says it, and no fold works it out again. */
export interface PutBack extends Partial<Pick<CardCommon, 'assignees' | 'checks' | 'reworks' | 'queued' | 'startedAt' | 'laneAt' | 'subAt' | 'finishedAt'>>,
  Partial<Pick<Job, 'state' | 'accepted'>>, Partial<Pick<Order, 'phase' | 'inspection' | 'finishedBy' | 'kitDone' | 'plan'>> {
  readonly card: CardId;
  readonly version: number;
  readonly place: Place | null;
  readonly step: number;
  readonly rework?: (Omit<Rework, 'reason'> & { readonly reason: TextRef }) | null;
  /** The card it stands above; null: at the end of its place. */
  readonly above: CardId | null;
  /** The card it stands before in the queue it is in again; null: at its end, or in none. */
  readonly ahead: CardId | null;
}

const COMMON = ['assignees', 'checks', 'reworks', 'queued', 'startedAt', 'laneAt', 'subAt', 'finishedAt'] as const;
const OF_JOB = ['state', 'accepted'] as const;
const OF_ORDER = ['phase', 'inspection', 'finishedBy', 'kitDone', 'plan'] as const;

function differing<C extends Card>(now: C, then: C, fields: readonly (keyof C)[]): Partial<C> {
  const found: Partial<C> = {};
  for (const field of fields) if (!sameJson(now[field], then[field])) found[field] = then[field];
  return found;
}

/** A card as it is, and as it will be. */
export interface GoingBack { readonly now: Card; readonly back: Card }

/** `text` writes down the words of a rework, which stand in no event. */
export function putBackOf({ now, back: then }: GoingBack, at: Pick<PutBack, 'above' | 'ahead'>, text: (words: string) => TextRef): PutBack {
  const rework = sameJson(now.rework, then.rework) ? {} : { rework: then.rework && { ...then.rework, reason: text(then.rework.reason) } };
  const own = now.kind === 'job' ? { state: now.state, ...differing(now, then as Job, OF_JOB) } : { phase: now.phase, ...differing(now, then as Order, OF_ORDER) };
  return { card: now.id, version: then.version, place: then.place, step: then.step, ...own, ...differing<Card>(now, then, COMMON), ...rework, ...at };
}

export function afterPutBack(now: Card, back: PutBack, { texts }: CommitInfo): Card {
  const { card: _card, above: _above, ahead: _ahead, rework, ...fields } = back;
  const words = rework === undefined ? {} : { rework: rework && { ...rework, reason: texts[rework.reason] ?? '' } };
  return changed(now, { ...fields, ...words } as Partial<Card>);
}

/** The card as it is then, in its place and its queue; what it did not leave it stands in as before. */
export function putInPlace(board: Board, now: Card, then: Card, { above, ahead, queued }: PutBack): Board {
  // On another visit to its lane it went to the end there, so it has a place to go back to.
  const places = sameJson(now.place, then.place) && now.step === then.step ? board.places : replaced(board.places, now, then, above).places;
  const next = changedBoard(put(board, now, then), { places });
  return queued ? inLineBefore(next, then, ahead) : next;
}
