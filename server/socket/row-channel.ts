import { randomUUID } from 'node:crypto';
import type { Board } from '../../shared/board/board.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import type { RowCursor, RowsBeacon, RowsMessage } from '../../shared/protocol/messages.ts';
import { changedRecords, type FloorRecord, recordsOf, type Row, type RowName, type View } from '../../shared/views/view.ts';
import type { BoardRoom } from '../room/board-room.ts';
import { Channel, type ChannelParts, type Listener } from './channel.ts';

export interface RowListener extends Listener {
  /** Of the rows it is told. */
  readonly key: string;
}

export interface RowChannelParts extends ChannelParts {
  /** Says one thing to all who are told the rows of a key, encoded once however many they are. */
  readonly broadcast: (key: string, event: 'rows' | 'row_beacon', message: RowsMessage | RowsBeacon) => void;
}

interface Standing { readonly epoch: string; n: number }

/**
 * A view of one board, told to all who look at it: each key has its own counter, and counts only when a row
 * of its own changed. A key's epoch ends with the last who looks, so nothing has to be stored, and whoever
 * comes from another node or from before a pause is given a snapshot. Rows are compared between the floor that was
 * told and the floor as it is: what happened in between, and how often, leaves nothing behind.
 */
export class RowChannel extends Channel<RowListener> {
  private readonly standing = new Map<string, Standing>();
  private seen: Board;

  constructor(room: BoardRoom, readonly view: View, private readonly parts: RowChannelParts) {
    super(room, parts);
    this.seen = room.board;
    // A reopened board, with words erased or with another history, is to these screens a floor that changed.
    this.until(room.subscribe(() => (room.isCondemned ? this.listeners.clear() : this.tellShortly())));
  }

  /** By which its listeners know it; the same on every node, and nothing else can be read from it. */
  nameOf(key: string): string {
    return `${this.room.id}/${this.view.name}/${key}`;
  }

  cursor(key: string): RowCursor {
    return { version: this.view.version, ...this.of(key) };
  }

  override leave(listener: RowListener): boolean {
    const left = super.leave(listener);
    if (!this.keys().has(listener.key)) this.standing.delete(listener.key);
    return left;
  }

  /** Up to this very moment; what follows comes to those who have entered. */
  snapshot(key: string): { readonly cursor: RowCursor; readonly rows: readonly Row[] } {
    this.tell();
    const rows = recordsOf(this.seen).flatMap((record) => (this.view.keyOf(record) === key ? this.view.row(this.seen, record) ?? [] : []));
    return { cursor: this.cursor(key), rows };
  }

  protected tell(): void {
    const [before, after] = [this.seen, this.room.board];
    if (before === after) return;
    this.seen = after;
    const changes = new Map<string, { readonly rows: Row[]; readonly gone: RowName[] }>();
    const wanted = this.keys();
    const of = (key: string) => {
      const change = changes.get(key) ?? { rows: [], gone: [] };
      changes.set(key, change);
      return change;
    };
    for (const { before: was, after: is } of changedRecords(before, after)) {
      const [from, to] = [was && this.view.keyOf(was), is && this.view.keyOf(is)];
      const old = was && from !== null && wanted.has(from) ? this.rowOf(before, was) : null;
      const now = is && to !== null && wanted.has(to) ? this.rowOf(after, is) : null;
      if (now && to !== null && !(old && from === to && sameJson(old, now))) of(to).rows.push(now);
      if (old && from !== null && !(now && from === to)) of(from).gone.push({ kind: old.kind, id: old.id });
    }
    // Nobody counts for those whom nobody hears.
    for (const key of this.standing.keys()) if (!wanted.has(key)) this.standing.delete(key);
    if (changes.size === 0) return;
    this.dropSlow();
    for (const [key, { rows, gone }] of changes) {
      this.of(key).n += 1;
      this.parts.broadcast(key, 'rows', { channel: this.nameOf(key), cursor: this.cursor(key), rows, gone });
    }
    this.told();
  }

  protected beacon(): void {
    for (const key of this.keys()) {
      this.parts.broadcast(key, 'row_beacon', { channel: this.nameOf(key), cursor: this.cursor(key), at: this.parts.clock() });
    }
  }

  private keys(): ReadonlySet<string> {
    return new Set([...this.listeners].map(({ key }) => key));
  }

  private of(key: string): Standing {
    const known = this.standing.get(key) ?? { epoch: randomUUID(), n: 0 };
    this.standing.set(key, known);
    return known;
  }

  private rowOf(floor: Board, record: FloorRecord): Row | null {
    return this.view.row(floor, record);
  }
}
