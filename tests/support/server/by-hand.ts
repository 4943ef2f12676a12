import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Compose, imageCommand, readCompose, ROOT, type Service } from './compose.ts';
import { configured, nginxPath } from './nginx.ts';
import { mongodPath } from '../store/real-mongod.ts';
import { RoutingProxy } from './routing-proxy.ts';
import { buildServer } from './server-process.ts';
import { until } from '../until.ts';

const MEMBERS = ['mongo1', 'mongo2', 'mongo3'];
const NODES = ['node1', 'node2'];

/**
 * The services of docker-compose.yml as plain processes of this machine, with the commands and the
 * environment that stand there. What an engine would give them is put in place of it: addresses of
 * their own become ports of loopback, volumes become folders, images the programs that are here.
 */
export class ByHand {
  readonly compose: Compose = readCompose();
  readonly folder = mkdtempSync(join(tmpdir(), 'pullcord-compose-'));
  readonly ports: Record<string, number> = {};
  /** What stands in front: the nginx of this machine, or what routes as it would. */
  front: 'nginx' | 'routing-proxy' = 'routing-proxy';
  private readonly running = new Map<string, ChildProcess>();
  private built: Awaited<ReturnType<typeof buildServer>> | null = null;
  private mongod = 'mongod';
  private proxy: RoutingProxy | null = null;

  get url(): string {
    return `http://127.0.0.1:${this.ports['proxy']}`;
  }

  /** `mongod` or the like is what an image would bring. */
  async prepare(): Promise<void> {
    const [mongod, built, ports] = await Promise.all([mongodPath(), buildServer(), freePorts(MEMBERS.length + NODES.length + 1)]);
    if (mongod === null) throw new Error('There is no mongod for this machine.');
    this.mongod = mongod;
    this.built = built;
    [...MEMBERS, ...NODES, 'proxy'].forEach((name, at) => (this.ports[name] = ports[at]!));
    for (const volume of Object.keys(this.compose.volumes)) mkdirSync(this.path(volume), { mode: 0o700 });
    for (const folder of ['pages', 'backups']) mkdirSync(this.path(folder));
    writeFileSync(join(this.path('pages'), 'index.html'), '<!doctype html><title>Pullcord</title>');
  }

  path(volume: string): string {
    return join(this.folder, volume);
  }

  said(name: string): string {
    const file = this.path(`${name}.said`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** A service that ends by itself; its exit code. */
  async once(name: string, ...args: string[]): Promise<number | null> {
    const service = this.service(name);
    const child = this.spawn(name, [...this.commandOf(service), ...args], this.environmentOf(name, service));
    return new Promise((resolve) => child.once('exit', resolve));
  }

  /** `more`: what an operator adds to its environment. */
  start(name: string, more: Readonly<Record<string, string>> = {}): void {
    const service = this.service(name);
    this.spawn(name, this.commandOf(service), { ...this.environmentOf(name, service), ...more });
  }

  /** What the engine would run to know whether a service is healthy. */
  async healthy(name: string): Promise<boolean> {
    const [, ...test] = this.service(name).healthcheck?.test ?? [];
    const child = spawn(this.programOf(test[0] ?? ''), test.slice(1).map((word) => this.translated(word, name)), { stdio: 'ignore' });
    return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
  }

  async startProxy(): Promise<void> {
    const nginx = nginxPath();
    if (nginx === null) {
      this.proxy = await RoutingProxy.before(NODES.map((name) => this.ports[name]!));
      this.ports['proxy'] = this.proxy.port;
      return;
    }
    this.front = 'nginx';
    mkdirSync(this.path('nginx'));
    this.spawn('proxy', [nginx, ...configured(this.path('nginx'), this.ports['proxy']!, { node1: this.ports['node1']!, node2: this.ports['node2']! })], {});
    await until('nginx answers', () => fetch(`${this.url}/health/live`).then(({ ok }) => ok, () => false), 10_000).catch((late: unknown) => {
      throw new Error(`nginx does not answer:\n${this.said('proxy')}`, { cause: late });
    });
  }

  async kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    const child = this.running.get(name);
    this.running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return gone;
  }

  async end(): Promise<void> {
    await this.proxy?.close();
    // nginx's workers end with their master only when it is asked.
    await this.kill('proxy', 'SIGTERM');
    await Promise.all([...this.running.keys()].map((name) => this.kill(name)));
    this.built?.remove();
    // The secrets' folders may not be written by anyone any more.
    for (const volume of Object.keys(this.compose.volumes)) if (existsSync(this.path(volume))) chmodSync(this.path(volume), 0o700);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private service(name: string): Service {
    const service = this.compose.services[name];
    if (!service) throw new Error(`docker-compose.yml has no service ${name}.`);
    return service;
  }

  private commandOf(service: Service): readonly string[] {
    const image = service.image === 'pullcord' ? imageCommand() : { entrypoint: [], command: [] };
    // An entrypoint of a service's own leaves the image's command out.
    return [...(service.entrypoint ?? image.entrypoint), ...(service.command ?? (service.entrypoint ? [] : image.command))];
  }

  private environmentOf(name: string, service: Service): Record<string, string> {
    return Object.fromEntries(Object.entries(service.environment ?? {}).map(([key, value]) => [key, this.translated(key === 'PORT' ? `:${value}` : (value ?? ''), name).replace(/^:(?=[0-9]+$)/, '')]));
  }

  /** An address, a path or an owner inside of a container, as it is here. */
  private translated(word: string, name: string): string {
    if (/^(999:999|1000:1000)$/.test(word)) return '';
    return word
      .replace(/\b(mongo[123]):27017\b/g, (_, member: string) => `127.0.0.1:${this.ports[member]}`)
      .replace('127.0.0.1:27017', `127.0.0.1:${this.ports['mongo1']}`)
      .replace(/^27017$/, String(this.ports[name]))
      .replace(/:3000\b/, `:${this.ports[name]}`)
      .replace('0.0.0.0', '127.0.0.1')
      .replace('--bind_ip_all', '--bind_ip=127.0.0.1')
      .replace('/run/', `${this.folder}/`)
      .replace(/^\/backups\//, `${this.path('backups')}/`)
      .replace('/data/db', this.path(name))
      .replace('/deploy/make-secrets.sh', join(ROOT, 'server/deploy/make-secrets.sh'))
      .replace('dist/server', join(this.built?.main ?? '', '..'))
      .replace('dist/client', this.path('pages'));
  }

  private programOf(word: string): string {
    return word === 'mongod' ? this.mongod : word === 'node' ? process.execPath : word;
  }

  private spawn(name: string, [program = '', ...args]: readonly string[], environment: Record<string, string>): ChildProcess {
    const said = openSync(this.path(`${name}.said`), 'a');
    const child = spawn(this.programOf(program), args.map((arg) => this.translated(arg, name)), {
      cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', ...environment }, stdio: ['ignore', said, said],
    });
    closeSync(said);
    this.running.set(name, child);
    const last = (): void => void child.kill('SIGKILL');
    process.once('exit', last);
    child.once('exit', () => process.off('exit', last));
    return child;
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<ReturnType<typeof createServer>>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  })));
  return Promise.all(servers.map((server) => new Promise<number>((resolve) => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  })));
}
