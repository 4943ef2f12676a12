import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { rootFile } from './compose.ts';
import { freePorts } from './free-ports.ts';
import { until } from './until.ts';

/** The nginx of this machine; null where there is none, or where PULLCORD_TEST_NO_NGINX says to do without. */
export function nginxPath(): string | null {
  if (process.env['PULLCORD_TEST_NO_NGINX']) return null;
  return (process.env['PATH'] ?? '').split(delimiter).concat('/usr/sbin').map((folder) => join(folder, 'nginx')).find(existsSync) ?? null;
}

/**
 * Writes server/deploy/nginx.conf for ports of this machine into a folder, where all else that nginx
 * writes goes too; the arguments it is started with.
 */
export function configured(folder: string, port: number, nodes: Readonly<Record<'node1' | 'node2', number>>): readonly string[] {
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, rootFile('server/deploy/nginx.conf')
    .replace('listen 8080 ', `listen 127.0.0.1:${port} `)
    .replace(/server (node[12]):3000 resolve/g, (_, name: 'node1' | 'node2') => `server 127.0.0.1:${nodes[name]}`)
    .replace(/\/(?:tmp|dev(?=\/std))\//g, `${folder}/`));
  // Started by root it would give its folders away to another user.
  const user = process.getuid?.() === 0 ? ' user root;' : '';
  return ['-c', file, '-e', join(folder, 'stderr'), '-g', `daemon off;${user}`];
}

/** nginx with server/deploy/nginx.conf in front of two nodes; null where there is no nginx. The caller stops it. */
export async function startNginx([node1, node2]: readonly [number, number]): Promise<{ readonly port: number; stop(): Promise<void> } | null> {
  const nginx = nginxPath();
  if (nginx === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-nginx-'));
  const [port] = await freePorts(1) as [number];
  const child = spawn(nginx, configured(folder, port, { node1, node2 }), { stdio: 'ignore' });
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
