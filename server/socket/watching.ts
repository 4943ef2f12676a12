import type { BoardId } from '../../shared/kernel/ids.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { seesWhoAndWhy } from '../../shared/people/rights.ts';
import type { WatchAnswer, WatchMessage } from '../../shared/protocol/messages.ts';
import { directoryFor } from '../../shared/views/directory-view.ts';
import { ROW_VIEWS, type ViewName } from '../../shared/views/views.ts';
import { wordsIn } from '../../shared/words/words.ts';
import { personOf } from '../http/acting-person.ts';
import type { BoardRooms } from '../room/board-rooms.ts';
import type { ChannelParts } from './channel.ts';
import { RowChannel, type RowListener } from './row-channel.ts';
import { type BoardSocket, doorsOf, type Gateway, languageOf } from './sockets.ts';
import { Wire } from './wire.ts';

export interface WatchingParts extends ChannelParts {
  readonly rooms: Pick<BoardRooms, 'openCurrent'>;
  readonly directory: () => Directory;
}

/** What a person may see of a board: itself, or rows of it. */
export const seen = (directory: Directory, person: BoardSocket['data']['person']): 'board' | ViewName => (seesWhoAndWhy(personOf(directory, person) ?? null) ? 'board' : 'floor');

class RowSeat implements RowListener {
  constructor(private readonly socket: BoardSocket, readonly channel: RowChannel, readonly key: string) {}

  get room(): string {
    return `rows:${this.channel.nameOf(this.key)}`;
  }

  backlog = () => Wire.of(this.socket.conn).backlog();
  drop = (): void => Wire.of(this.socket.conn).cut();
}

/** Everybody who is told rows of a view. Who may is asked here, and again whenever people change. */
export class Watching {
  private readonly channels = new Map<string, RowChannel>();
  private readonly seats = new Map<BoardSocket, Map<string, RowSeat>>();

  constructor(private readonly io: Gateway, private readonly parts: WatchingParts) {}

  has(socket: BoardSocket): number {
    return this.seats.get(socket)?.size ?? 0;
  }

  async watch(socket: BoardSocket, { board, view, have }: WatchMessage, answer: (answer: WatchAnswer) => void): Promise<void> {
    const room = await this.parts.rooms.openCurrent(board);
    if (!room) return answer({ ok: false, sentence: wordsIn(languageOf(socket), 'UTC').answers.noBoard(board) });
    if (!socket.connected) return;
    const directory = this.parts.directory();
    // Now, and not before the wait.
    if (seen(directory, socket.data.person) !== view) return answer({ ok: false, sentence: doorsOf(socket).notYours, sees: 'board' });
    const id = `${board}/${view}`;
    const standing = this.channels.get(id);
    if (standing && standing.room !== room) this.end(standing);
    const channel = this.channels.get(id) ?? new RowChannel(room, ROW_VIEWS[view], { ...this.parts, broadcast: (key, event, message) => void (this.io.to(`rows:${channel.nameOf(key)}`).emit as (event: string, message: unknown) => boolean)(event, message) });
    this.channels.set(id, channel);
    // Until there are links every view has one key, and whoever may see the view may see that.
    const seat = this.seats.get(socket)?.get(id) ?? new RowSeat(socket, channel, 'all');
    const { cursor, rows } = channel.snapshot(seat.key);
    const common = { ok: true, channel: channel.nameOf(seat.key), cursor, at: this.parts.clock(), directory: directoryFor(directory, personOf(directory, socket.data.person) ?? null) } as const;
    if (have && have.version === cursor.version && have.epoch === cursor.epoch && have.n === cursor.n) answer({ ...common, how: 'same' });
    else {
      Wire.of(socket.conn).expect(JSON.stringify(rows).length);
      answer({ ...common, how: 'snapshot', rows });
    }
    if (!socket.connected) return this.closeIfEmpty(channel);
    this.seats.set(socket, (this.seats.get(socket) ?? new Map<string, RowSeat>()).set(id, seat));
    void socket.join(seat.room);
    channel.enter(seat);
  }

  leave(socket: BoardSocket, board: BoardId | null): void {
    for (const [id, seat] of this.seats.get(socket) ?? []) {
      if (board !== null && seat.channel.room.id !== board) continue;
      this.seats.get(socket)?.delete(id);
      void socket.leave(seat.room);
      seat.channel.leave(seat);
      this.closeIfEmpty(seat.channel);
    }
    if (this.has(socket) === 0) this.seats.delete(socket);
  }

  /** Whoever sees the board itself now hears no more rows of it, and is told where to ask. */
  peopleChanged(): void {
    const directory = this.parts.directory();
    for (const [socket, seats] of this.seats) {
      if (seen(directory, socket.data.person) !== 'board') continue;
      for (const { channel } of seats.values()) {
        this.leave(socket, channel.room.id);
        socket.emit('audience', { board: channel.room.id, sees: 'board' });
      }
    }
  }

  close(): void {
    for (const channel of this.channels.values()) channel.close();
    this.channels.clear();
    this.seats.clear();
  }

  private closeIfEmpty(channel: RowChannel): void {
    if (channel.isEmpty) this.end(channel);
  }

  private end(channel: RowChannel): void {
    channel.close();
    for (const [id, known] of this.channels) if (known === channel) this.channels.delete(id);
    for (const seats of this.seats.values()) for (const [id, seat] of seats) if (seat.channel === channel) seats.delete(id);
  }
}
