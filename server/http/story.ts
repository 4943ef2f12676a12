import { tellsOf } from '../../shared/floor.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { BoardRoom } from '../room/board-room.ts';

const PAGE = 200;
/** Looked through for one answer: a job of an order with a long story may have little in each page. */
const PAGES = 5;

export interface Story {
  readonly commits: readonly Commit[];
  /** Ask with this as `before` for what happened earlier; null: this is all. */
  readonly next: number | null;
}

/** What happened to a card, newest first, at most `limit`; fewer, or none, where much of the order's is not about it. A job's story leaves out what happened to its sisters. null: no such card. */
export async function storyOf(room: BoardRoom, card: CardId, before: number, limit: number): Promise<Story | null> {
  const order = await room.orderOf(card);
  if (order === null) return null;
  const commits: Commit[] = [];
  for (let from = before, pages = 1; ; pages += 1) {
    const page = await room.story(card, from, PAGE);
    for (const commit of page) {
      from = commit.seq;
      if (order !== card && !commit.events.some((event) => tellsOf(room.board, event, card))) continue;
      commits.push(commit);
      if (commits.length === limit) return { commits, next: from > 1 ? from : null };
    }
    if (page.length < PAGE) return { commits, next: null };
    if (pages === PAGES) return { commits, next: from > 1 ? from : null };
  }
}
