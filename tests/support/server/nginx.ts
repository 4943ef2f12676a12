import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { rootFile } from './compose.ts';
import { freePorts } from './free-ports.ts';
import { until } from '../until.ts';

/** The nginx of this machine; null where there is none, or where PULLCORD_TEST_NO_NGINX says to do without. */
export function nginxPath(): string | null {
  if (process.env['PULLCORD_TEST_NO_NGINX']) return null;
  return (process.env['PATH'] ?? '').split(delimiter).concat('/usr/sbin').map((folder) => join(folder, 'nginx')).find(existsSync) ?? null;
}

/** What a test may change of it: TLS with the certificate in a folder, and all the people it likes from one address. */
export interface Changed { readonly tls?: { readonly port: number; readonly folder: string }; readonly roomy?: boolean }

/**
 * Writes server/deploy/nginx.conf for ports of this machine into a folder, where all else that nginx
 * writes goes too; the arguments it is started with.
 */
export function configured(folder: string, port: number, nodes: Readonly<Record<'node1' | 'node2', number>>, { tls, roomy = false }: Changed = {}): readonly string[] {
  const file = join(folder, 'nginx.conf');
  const listen = join(folder, 'listen.conf');
  writeFileSync(listen, rootFile(`server/deploy/listen${tls ? '-tls' : ''}.conf`)
    .replace('listen 8080 ', `listen 127.0.0.1:${port} `)
    .replace('listen 8443 ', `listen 127.0.0.1:${tls?.port} `)
    .replaceAll('/etc/nginx/certificates', tls?.folder ?? ''));
  const text = rootFile('server/deploy/nginx.conf');
  writeFileSync(file, (roomy ? text.replace('rate=200r/s', 'rate=100000r/s').replace('burst=1000', 'burst=100000').replace('connections 200;', 'connections 20000;') : text)
    .replace(/server (node[12]):3000 resolve/g, (_, name: 'node1' | 'node2') => `server 127.0.0.1:${nodes[name]}`)
    .replace(/\/(?:tmp|dev(?=\/std))\//g, `${folder}/`)
    .replace('/etc/nginx/listen.conf', listen));
  // Started by root it would give its folders away to another user.
  const user = process.getuid?.() === 0 ? ' user root;' : '';
  return ['-c', file, '-e', join(folder, 'stderr'), '-g', `daemon off;${user}`];
}

/** nginx with server/deploy/nginx.conf in front of two nodes; null where there is no nginx. The caller stops it. */
export async function startNginx([node1, node2]: readonly [number, number], changed: Changed = { roomy: true }): Promise<{ readonly port: number; stop(): Promise<void> } | null> {
  const nginx = nginxPath();
  if (nginx === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-nginx-'));
  const [port] = await freePorts(1) as [number];
  const child = spawn(nginx, configured(folder, port, { node1, node2 }, changed), { stdio: 'ignore' });
  const last = (): void => void child.kill('SIGTERM');
  process.once('exit', last);
  const gone = new Promise<void>((resolve) => child.once('exit', () => {
    process.off('exit', last);
    resolve();
  }));
  await until('nginx answers', () => fetch(`http://127.0.0.1:${port}/health/live`).then(({ ok }) => ok, () => false), 10_000);
  return {
    port,
    async stop() {
      // Its workers end with their master only when it is asked.
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
