import type { CardId, PersonId } from '../../shared/domain/ids.ts';
import type { Viewer } from '../board/audience.ts';
import type { BoardSocket } from './board-gateway.ts';

/** A connection as the viewer of one board. */
export class Screen implements Viewer {
  dragging: CardId | null = null;

  constructor(private readonly socket: BoardSocket) {}

  get person(): PersonId {
    return this.socket.data.person;
  }

  /** What engine.io holds for it, and what its websocket has taken and the network has not. */
  backlog(): { readonly packets: number; readonly bytes: number } {
    const { writeBuffer, transport } = this.socket.conn as unknown as Connection;
    let bytes = transport.socket?.bufferedAmount ?? 0;
    for (const { data } of writeBuffer) bytes += data?.length ?? 0;
    return { packets: writeBuffer.length, bytes };
  }

  /** Not closed but cut: a farewell would only wait behind the backlog. */
  drop(): void {
    const { transport } = this.socket.conn as unknown as Connection;
    if (transport.socket?.terminate) transport.socket.terminate();
    else this.socket.conn.close(true);
  }
}

/** The part of engine.io's connection that its types keep to themselves. */
interface Connection {
  readonly writeBuffer: readonly { readonly data?: string | Uint8Array }[];
  readonly transport: { readonly socket?: { readonly bufferedAmount: number; terminate?(): void } };
}
