// What has to be true before anything runs: a Node that is new enough, the packages of the lock,
// and a build of the present sources. Plain JavaScript without dependencies, because on a fresh
// clone there is nothing else yet.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const inRoot = (...parts) => join(ROOT, ...parts);
const LOCK_STAMP = inRoot('node_modules', '.pullcord-lock');
const BUILD_STAMP = inRoot('dist', '.stamp');
const SOURCES = ['client', 'server', 'shared', 'vite.config.ts', 'tsconfig.base.json', 'package-lock.json'];

/** One sentence instead of a syntax error deep inside a package. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Pullcord needs Node 20.19 or newer, and this is ${process.versions.node}: install Node 22 or 24 from https://nodejs.org and try again.`);
  process.exit(1);
}

/** Installs the packages of package-lock.json unless exactly these are there. */
export async function ensureInstalled() {
  if (installed()) return;
  await alone(async () => {
    if (installed()) return;
    console.log('Installing the packages (npm ci --ignore-scripts) ...');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    await run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
    writeFileSync(LOCK_STAMP, lockHash());
  });
}

/** Builds dist/client and dist/server unless they were built from the present sources. */
export async function ensureBuilt() {
  if (built()) return;
  await alone(async () => {
    if (!built()) await build();
  });
}

export async function build() {
  const stamp = sourceHash();
  const started = Date.now();
  console.log('Building client and server ...');
  rmSync(BUILD_STAMP, { force: true });
  const vite = inRoot('node_modules', 'vite', 'bin', 'vite.js');
  await Promise.all([
    run(process.execPath, [vite, 'build', '--logLevel', 'warn']),
    run(process.execPath, [vite, 'build', '--ssr', '--logLevel', 'warn']),
  ]);
  // The hash of before: a file saved while we built makes the next start build again.
  writeFileSync(BUILD_STAMP, stamp);
  console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

function built() {
  return readOr(BUILD_STAMP) === sourceHash();
}

function installed() {
  const hash = lockHash();
  if (readOr(LOCK_STAMP) === hash) return true;
  if (!installedByHand()) return false;
  writeFileSync(LOCK_STAMP, hash);
  return true;
}

/** `npm ci` typed by a person leaves no stamp of ours, but npm's own record says what it put there. */
function installedByHand() {
  const record = readOr(inRoot('node_modules', '.package-lock.json'));
  if (record === null) return false;
  const there = JSON.parse(record).packages;
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  return (
    Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || there[path]?.version === version || (optional && !there[path]),
    ) && Object.keys(there).every((path) => path in wanted)
  );
}

function lockHash() {
  return createHash('sha256').update(readFileSync(inRoot('package-lock.json'))).digest('hex');
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) for (const file of filesUnder(source)) hash.update(`${file}\0`).update(readFileSync(inRoot(file))).update('\0');
  return hash.digest('hex');
}

function filesUnder(path) {
  const full = inRoot(path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}

/** Two starts at once take turns; a lock left behind by a process that died is taken over. */
async function alone(work) {
  const lock = inRoot('.cache', 'prepare.lock');
  const mine = `${lock}.${process.pid}`;
  mkdirSync(inRoot('.cache'), { recursive: true });
  writeFileSync(mine, String(process.pid));
  for (;;) {
    try {
      // A link appears with its content; a file that is created and then written can be read empty.
      linkSync(mine, lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!alive(Number(readOr(lock)))) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
    rmSync(mine, { force: true });
  }
}

function alive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs quietly; what the command printed is shown only when it fails. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} failed:\n${said.trim()}`))));
  });
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
