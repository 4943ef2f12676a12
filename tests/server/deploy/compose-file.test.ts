import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { imageCommand, readCompose, ROOT, rootFile } from '../../support/server/compose.ts';

const compose = readCompose();
const services = Object.entries(compose.services);
const staying = services.filter(([, { restart }]) => restart === 'unless-stopped').map(([name]) => name);
const dockerfile = rootFile('Dockerfile');

const atLeast = (version: string, floor: string): boolean => version.localeCompare(floor, 'en', { numeric: true }) >= 0;

describe('docker-compose.yml, as it is read', () => {
  it('has three members, two nodes and a proxy that stay, and what sets them up and ends', () => {
    expect(staying).toEqual(['mongo1', 'mongo2', 'mongo3', 'node1', 'node2', 'proxy']);
    expect(Object.keys(compose.services).filter((name) => !staying.includes(name))).toEqual(['secrets', 'set-up', 'tools']);
  });

  it('names every foreign image by its whole version, and a MongoDB without known holes', () => {
    for (const [name, { image, build }] of services) {
      if (build === undefined) expect(image, name).toMatch(/^(mongo|nginx):\d+\.\d+\.\d+(-alpine)?$/);
      else expect([image, build]).toEqual(['pullcord', '.']);
    }
    const versions = services.flatMap(([, { image }]) => /^mongo:(.+)$/.exec(image)?.[1] ?? []);
    expect(versions).toHaveLength(4);
    expect(versions.every((version) => atLeast(version, '8.0.21'))).toBe(true);
    for (const [, tag] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(tag).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim$/);
  });

  it('has an nginx without CVE-2026-42945, CVE-2026-9256 and CVE-2026-42533', () => {
    const version = /^nginx:([\d.]+)-alpine$/.exec(compose.services['proxy']?.image ?? '')?.[1] ?? '';
    // Even second numbers are the stable lines, odd ones the main line.
    expect(atLeast(version, version.startsWith('1.31.') ? '1.31.3' : '1.30.4'), version).toBe(true);
  });

  it('limits everything, checks the health of all that stays, and starts each behind what it needs', () => {
    for (const [name, { deploy, healthcheck, depends_on = {} }] of services) {
      expect(deploy?.resources?.limits, name).toMatchObject({ cpus: expect.stringMatching(/^\d/), memory: expect.stringMatching(/^\d+[mg]$/), pids: expect.any(Number) });
      if (staying.includes(name)) expect(healthcheck?.test[0], name).toBe('CMD');
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect(condition, `${name} after ${other}`).toBe(staying.includes(other) ? 'service_healthy' : 'service_completed_successfully');
      }
    }
    expect(Object.keys(compose.services['node2']?.depends_on ?? {})).toContain('node1');
  });

  it('SEC-31 lets nobody in but through the proxy, and that only from this machine unless it is said', () => {
    expect(services.filter(([, { ports }]) => ports !== undefined).map(([name, { ports }]) => [name, ports])).toEqual([['proxy', ['127.0.0.1:3000:8080', '127.0.0.1:3443:8443']]]);
    expect(compose.networks['database']).toEqual({ internal: true });
    for (const member of ['mongo1', 'mongo2', 'mongo3']) {
      expect(compose.services[member]?.networks).toEqual(['database']);
      expect(compose.services[member]?.command).toEqual(expect.arrayContaining(['--auth', '--keyFile']));
    }
    expect(compose.services['proxy']?.networks).toEqual(['front']);
  });

  it('SEC-31 holds no password, and no right that is not needed', () => {
    expect(rootFile('docker-compose.yml')).not.toMatch(/password\s*[:=](?!.*_FILE)|mongodb:\/\/[^ ]*:[^ ]*@|MONGO_INITDB/i);
    for (const [name, { user, cap_drop, cap_add, security_opt, read_only }] of services) {
      expect({ cap_drop, security_opt, read_only }, name).toEqual({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], read_only: true });
      // One has to give root's new volumes away, and does nothing else.
      if (name === 'secrets') expect({ user, cap_add }).toEqual({ user: '0:0', cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'] });
      else expect({ user, cap_add }, name).toEqual({ user: expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/) as string, cap_add: undefined });
    }
  });

  it('SEC-32 speaks TLS, and sends everybody there, when certificates are named', () => {
    const mounts = (environment: Record<string, string>) => readCompose(environment).services['proxy']?.volumes;
    expect(mounts({})).toContain('./server/deploy/listen.conf:/etc/nginx/listen.conf:ro');
    const certificates = '/etc/pullcord';
    expect(mounts({ PULLCORD_CERTIFICATES: certificates })).toEqual(expect.arrayContaining(['./server/deploy/listen-tls.conf:/etc/nginx/listen.conf:ro', '/etc/pullcord:/etc/nginx/certificates:ro']));
  });

  it('mounts what is there, and keeps every database in a volume of its own', () => {
    const mounts = services.flatMap(([name, { volumes = [] }]) => volumes.map((volume) => [name, ...volume.split(':')]));
    for (const [, from = ''] of mounts) {
      if (from === './backups') expect(rootFile('.gitignore')).toMatch(/^backups\/$/m);
      else if (from === './server/deploy') expect(mounts.find(([, one]) => one === from)?.[2]).toBe('/etc/nginx/certificates');
      else if (from.startsWith('./')) expect(readFileSync(join(ROOT, from), 'utf8')).not.toBe('');
      else expect(Object.keys(compose.volumes)).toContain(from);
    }
    expect(mounts.filter(([, , to]) => to === '/data/db').map(([name, from]) => name === from)).toEqual([true, true, true]);
  });

  it('gives a node longer to go than it takes', () => {
    // DRAIN_PAUSE_MS and DRAIN_TIME_MS are 8.5 s together where nobody sets them.
    expect(Number.parseInt(compose.services['node1']?.stop_grace_period ?? '0', 10)).toBeGreaterThan(9);
  });
});

describe('the Dockerfile, as it is read', () => {
  it('starts node with the flags of npm start', () => {
    const { scripts } = JSON.parse(rootFile('package.json')) as { scripts: { start: string } };
    const flags = scripts.start.match(/--\S+/g) ?? [];
    expect(flags).not.toEqual([]);
    expect(dockerfile).toContain(`CMD ["node", ${flags.map((flag) => `"${flag}", `).join('')}"dist/server/main.js"`);
  });

  const stages = dockerfile.split(/^FROM /m).slice(1);
  const last = stages.at(-1) ?? '';

  it('builds in stages, runs no install script, and ends as somebody who is not root, with a health check', () => {
    expect(stages.length).toBeGreaterThan(1);
    for (const [line] of dockerfile.matchAll(/npm (ci|install|uninstall)[^\n]*/g)) expect(line).toContain('--ignore-scripts');
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
    expect(last).toMatch(/NODE_ENV=production HOST=0\.0\.0\.0 PORT=3000 DATA_DIR=\/data/);
    expect(last).not.toMatch(/COPY (--chown=\S+ )?\. /);
  });

  it('starts node itself, so that signals reach it', () => {
    const { entrypoint, command } = imageCommand();
    expect(entrypoint).toEqual(['sh', 'server/deploy/start.sh']);
    expect(command[0]).toBe('node');
    expect(rootFile('server/deploy/start.sh')).toMatch(/\nexec "\$@"\n$/);
  });

  it('leaves out exactly the packages that the server does not import', () => {
    const dropped = /npm uninstall[^\n]*\n([\s\S]*?)\n &&/.exec(dockerfile)?.[1]?.split(/[\s\\]+/).filter(Boolean) ?? [];
    const { dependencies } = JSON.parse(rootFile('package.json')) as { dependencies: Record<string, string> };
    const text = ['server', 'shared'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
    const imported = (name: string): boolean => new RegExp(`['"]${name}(/[^'"]*)?['"]`).test(text);
    expect(dropped.toSorted()).toEqual(Object.keys(dependencies).filter((name) => !imported(name)).toSorted());
  });

  it('lets nothing into the build but what it copies', () => {
    const [first, ...rest] = rootFile('.dockerignore').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(first).toBe('*');
    expect(rest.filter((line) => line.startsWith('!')).map((line) => line.slice(1))).toEqual(['package.json', 'package-lock.json', '.npmrc', 'tsconfig.base.json', 'vite.config.ts', 'shared', 'client', 'server']);
  });
});
