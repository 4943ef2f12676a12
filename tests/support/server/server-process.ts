import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOMY_SETTINGS } from './roomy.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');

/**
 * Bundles the server of the present sources into a folder of its own, inside the repository so that it
 * finds its packages; returns main.js and what removes the folder. A built server starts in a third
 * of the time, and a test that restarts it fifty times should not measure a compiler.
 */
export async function buildServer(): Promise<{ readonly main: string; remove(): void }> {
  const folder = join(ROOT, '.cache', 'test', `server-${process.pid}-${Date.now()}`);
  const { code, said } = await finished(spawn(process.execPath, [vite, 'build', '--ssr', '--outDir', folder, '--logLevel', 'warn'], { cwd: ROOT, stdio: 'pipe' }));
  if (code !== 0) throw new Error(`The server could not be built:\n${said}`);
  return { main: join(folder, 'main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function dataFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'pullcord-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The real server as a process of its own, to be killed and started again on the same port and data. */
export class ServerProcess {
  port = 0;
  starts = 0;
  said = '';
  private child: ChildProcess | null = null;

  constructor(private readonly main: string, private readonly dataDir: string, private readonly settings: Readonly<Record<string, string>> = {}) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [this.main], {
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', PORT: String(this.port), HOST: '127.0.0.1', DATA_DIR: this.dataDir, LOG_LEVEL: 'error', ...ROOMY_SETTINGS, ...this.settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.starts += 1;
    // A test that is given up must not leave a server behind.
    const last = (): void => void child.kill('SIGKILL');
    process.once('exit', last);
    child.once('exit', () => process.off('exit', last));
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`The server did not start:\n${this.said}`)), 20_000);
      const hear = (chunk: Buffer): void => {
        this.said = (this.said + chunk.toString()).slice(-20_000);
        const running = /running at http:\/\/127\.0\.0\.1:([0-9]+)/.exec(this.said);
        if (!running) return;
        clearTimeout(late);
        this.port = Number(running[1]);
        resolve();
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      child.once('exit', (code, signal) => {
        clearTimeout(late);
        reject(new Error(`The server ended (${signal ?? code}):\n${this.said}`));
      });
    });
    this.said = '';
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Ends it and waits until it is gone; its exit code, null when the signal killed it or it was gone before. */
  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return gone;
  }
}

async function finished(child: ChildProcess): Promise<{ readonly code: number | null; readonly said: string }> {
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
