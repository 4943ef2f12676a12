import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Head } from '../../shared/protocol/messages.ts';
import { Packing } from '../../shared/protocol/packing.ts';
import type { BoardRoom } from '../board/board-room.ts';

const zip = promisify(gzip);
/** Columns leave little to find: level 6 takes seven times as long for a sixth less. */
const LEVEL = 1;
/** A snapshot this far behind still serves: the rest is told as commits. So a storm of screens that
 *  come back to a busy board costs one snapshot, not one for every commit made meanwhile (REL-24). */
const STILL_SERVES = 200;

export interface Snapshot {
  readonly head: Head;
  readonly packed: Uint8Array;
}

/** Built once for all who join near the same head, however many come at once. */
export class Snapshots {
  private readonly latest = new WeakMap<BoardRoom, { readonly history: number; readonly head: Head; readonly snapshot: Promise<Snapshot> }>();
  /** What makes the next one of a board cheap; as large as the board, so only while somebody looks at it. */
  private readonly packings = new WeakMap<BoardRoom, Packing>();
  built = 0;

  of(room: BoardRoom, history: number): Promise<Snapshot> {
    const known = this.latest.get(room);
    const { board, head } = room;
    if (known && known.history === history && known.head.seq <= head.seq && head.seq - known.head.seq <= STILL_SERVES) return known.snapshot;
    this.built += 1;
    const snapshot = zip(this.packing(room).text(board), { level: LEVEL }).then((packed) => ({ head, packed }));
    this.latest.set(room, { history, head, snapshot });
    snapshot.catch(() => this.latest.delete(room));
    return snapshot;
  }

  /** The last of its screens has gone. */
  unwatched(room: BoardRoom): void {
    this.packings.delete(room);
  }

  private packing(room: BoardRoom): Packing {
    const known = this.packings.get(room) ?? new Packing();
    this.packings.set(room, known);
    return known;
  }
}
