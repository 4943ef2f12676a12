import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Board } from '../../shared/board/board.ts';
import { piecesOf } from '../../shared/protocol/encode-board.ts';
import type { Head } from '../../shared/protocol/messages.ts';
import type { BoardRoom } from '../room/board-room.ts';

const zip = promisify(gzip);
/** 5,000 cards: 223 KiB in 10 ms; 4 takes a third longer for 15 KiB less, 6 twice as long for 40. */
export const LEVEL = 3;
/** A snapshot this far behind still serves: the rest is told as commits. So a storm of screens that
 *  come back to a busy board costs one snapshot, not one for every commit made meanwhile (REL-24). */
const STILL_SERVES = 200;

/** Its text in pieces, and a turn for everybody between two of them; the zip is made beside the event loop. */
async function packed(board: Board): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for (const piece of piecesOf(board)) {
    pieces.push(Buffer.from(piece));
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  return zip(Buffer.concat(pieces), { level: LEVEL });
}

export interface Snapshot {
  readonly head: Head;
  readonly packed: Uint8Array;
}

/** Built once for all who join near the same head, however many come at once. */
export class Snapshots {
  private readonly latest = new WeakMap<BoardRoom, { readonly history: number; readonly head: Head; readonly snapshot: Promise<Snapshot> }>();
  built = 0;

  of(room: BoardRoom, history: number): Promise<Snapshot> {
    const known = this.latest.get(room);
    const { board, head } = room;
    if (known && known.history === history && known.head.seq <= head.seq && head.seq - known.head.seq <= STILL_SERVES) return known.snapshot;
    this.built += 1;
    const snapshot = packed(board).then((whole) => ({ head, packed: whole }));
    this.latest.set(room, { history, head, snapshot });
    snapshot.catch(() => this.latest.delete(room));
    return snapshot;
  }
}
