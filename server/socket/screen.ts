import type { CardId, PersonId } from '../../shared/kernel/ids.ts';
import type { Viewer } from './audience.ts';
import type { BoardSocket } from './sockets.ts';
import { type Backlog, Wire } from './wire.ts';

/** A connection as the viewer of one board. */
export class Screen implements Viewer {
  dragging: CardId | null = null;

  constructor(private readonly socket: BoardSocket) {}

  get person(): PersonId {
    return this.socket.data.person;
  }

  backlog(): Backlog {
    return Wire.of(this.socket.conn).backlog();
  }

  drop(): void {
    Wire.of(this.socket.conn).cut();
  }
}
