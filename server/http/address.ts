import type { IncomingHttpHeaders } from 'node:http';

/**
 * Who asks, for limits. Each proxy appends to X-Forwarded-For whom it heard, so of `hops` own proxies
 * the entry that many from the end is true and everything before it is hearsay (SEC-18).
 */
export function addressOf(remote: string | undefined, headers: IncomingHttpHeaders, hops: number): string {
  const said = headers['x-forwarded-for'];
  if (hops > 0 && said !== undefined) {
    const heard = String(said).split(',');
    const one = heard[Math.max(0, heard.length - hops)]?.trim();
    if (one !== undefined && one !== '') return one.slice(0, 64);
  }
  return remote ?? '';
}
