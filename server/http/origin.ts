import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const WILDCARDS = new Set(['0.0.0.0', '::', '[::]', '']);

/** `shop.local:3000` is the host `shop.local`; null when it is no host at all. */
function hostnameOf(host: string): string | null {
  const found = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?$/i.exec(host);
  return found?.[1]?.toLowerCase().replace(/\.$/, '') ?? null;
}

/**
 * Whether a request may come in: the one function for both doors. A foreign Host name is DNS
 * rebinding, a foreign or `null` Origin is another page using this browser (SEC-9). Programs send no
 * Origin and are let in; browsers always send one with a write or a websocket from elsewhere.
 */
export function originGuard(host: string, allowedHosts: readonly string[]): (headers: IncomingHttpHeaders) => boolean {
  const names = new Set([...LOOPBACK, ...(WILDCARDS.has(host) ? [] : [bracketed(host)]), ...allowedHosts.map(bracketed)].map((name) => name.toLowerCase()));
  return ({ host: asked, origin }) => {
    const name = asked === undefined ? null : hostnameOf(asked);
    if (name === null || asked === undefined || !names.has(name)) return false;
    if (origin === undefined) return true;
    const own = asked.toLowerCase();
    const from = origin.toLowerCase();
    return from === `http://${own}` || from === `https://${own}`;
  };
}

const bracketed = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);
