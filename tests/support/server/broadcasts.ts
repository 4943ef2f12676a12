import type { Gateway } from '../../../server/socket/sockets.ts';

interface Packet { readonly data: readonly [string, { readonly board?: string }] }
type Send = () => void;

/**
 * Stands between the server's broadcasts and its sockets, whatever their transport. `meet` decides
 * about each: pass it on by calling `send`, once, twice, later or never.
 */
export function interceptBroadcasts(io: Gateway, meet: (event: string, board: string, send: Send) => void): void {
  const adapter = io.sockets.adapter as unknown as { broadcast(packet: Packet, options: unknown): void };
  const broadcast = adapter.broadcast.bind(adapter);
  adapter.broadcast = (packet, options) => {
    const [event, message] = packet.data;
    // The encoder changes what it is given, so each sending has its own.
    meet(event, message.board ?? '', () => broadcast({ ...packet, data: [...packet.data] as never }, options));
  };
}
