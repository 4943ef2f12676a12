import { type BoardStore, createBoardStore } from '../../../client/replica/board-store.ts';
import { openSocket } from '../../../client/replica/connection.ts';
import type { BoardId, PersonId } from '../../../shared/kernel/ids.ts';
import type { WireCommit } from '../../../shared/protocol/messages.ts';
import { PEOPLE } from '../shop/shop.ts';
import { until } from '../until.ts';

/** A screen as people have it: the product's own replica and connection, without React. */
export interface Viewer {
  readonly store: BoardStore;
  /** Every commit it merged, in order. */
  readonly merged: WireCommit[];
  isLive(): boolean;
  close(): void;
}

export function view(url: string, board: BoardId, person: PersonId = PEOPLE.ada.id): Viewer {
  const store = createBoardStore({ board, person, openLink: openSocket(url) });
  const merged: WireCommit[] = [];
  store.onMerged((commits) => void merged.push(...commits));
  return { store, merged, isLive: () => store.getState().connection.state === 'live', close: () => store.close() };
}

export async function liveView(url: string, board: BoardId, person?: PersonId): Promise<Viewer> {
  const viewer = view(url, board, person);
  await until('the viewer is live', () => viewer.isLive());
  return viewer;
}
