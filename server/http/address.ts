import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * Who asks, for limits. Each proxy appends to X-Forwarded-For whom it heard, so of `hops` own proxies
 * the entry that many from the end is true and everything before it is hearsay (SEC-18).
 */
export function addressOf(remote: string | undefined, headers: IncomingHttpHeaders, hops: number): string {
  const said = headers['x-forwarded-for'];
  if (hops > 0 && said !== undefined) {
    const heard = String(said).split(',');
    const one = heard[Math.max(0, heard.length - hops)]?.trim();
    if (one !== undefined && one !== '') return asker(one.slice(0, 64));
  }
  return asker(remote ?? '');
}

/**
 * What counts as one asker: an IPv4 address, or the first 64 bits of an IPv6 one, since whoever has one
 * of those has 2^64. Every spelling of it is the same asker; what is no address stays as it is.
 */
export function asker(address: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
  const plain = bare.split('%', 1)[0] ?? '';
  if (isIP(plain) !== 6) return plain;
  // The browser's own rules for the one spelling of an address.
  const short = new URL(`http://[${plain}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(short);
  if (mapped) return [mapped[1], mapped[2]].flatMap((two) => { const both = Number.parseInt(two ?? '', 16); return [both >> 8, both & 255]; }).join('.');
  const [front = '', back] = short.split('::');
  const before = front === '' ? [] : front.split(':');
  const after = back === undefined || back === '' ? [] : back.split(':');
  const groups = back === undefined ? before : [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
