import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** A browser that can be started: its file, the flags it needs here, and its environment. */
export type Chromium = {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly source: 'CHROMIUM_PATH' | 'system' | 'package';
};

// Quiet and offline: a test browser looks for no update, no profile and no GPU.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const cache = fileURLToPath(new URL('../../../.cache/', import.meta.url));
const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const systemPlaces = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** CHROMIUM_PATH, then a Chromium or Chrome of the system, then the one inside an npm package. */
export async function chromiumPath(): Promise<Chromium> {
  const env = ownEnvironment();
  const named = env['CHROMIUM_PATH'];
  if (named) {
    if (!(await runnable(named))) throw new Error(`CHROMIUM_PATH is ${named}, and no program is there.`);
    return { path: named, args: flags, env, source: 'CHROMIUM_PATH' };
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = [...folders.flatMap((folder) => systemNames.map((name) => join(folder, name))), ...systemPlaces];
  for (const path of candidates) {
    if (await runnable(path)) return { path, args: flags, env, source: 'system' };
  }
  return packagedChromium();
}

/** A running headless browser. The caller closes it. */
export async function launchBrowser(found?: Chromium): Promise<Browser> {
  const { path, args, env } = found ?? (await chromiumPath());
  return chromium.launch({ executablePath: path, args: [...args], env: { ...env }, headless: true });
}

/** The Chromium of @sparticuz/chromium, unpacked once into `.cache/`: x64 Linux, no root, no download. */
export async function packagedChromium(): Promise<Chromium> {
  const folder = join(cache, `chromium-${await packagedVersion()}`);
  if (!(await runnable(join(folder, 'chromium')))) await unpackInto(folder);
  const env = ownEnvironment();
  return {
    path: join(folder, 'chromium'),
    args: flags,
    env: {
      ...env,
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
    source: 'package',
  };
}

async function unpackInto(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const unpacked = await mkdtemp(join(cache, 'unpacking-'));
  try {
    // The package writes to the temporary folder of its process, and takes its libraries along only
    // where it believes to be on Amazon Linux. A process of its own can be told both.
    await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', `await (await import('@sparticuz/chromium')).default.executablePath()`],
      { cwd: fileURLToPath(new URL('.', import.meta.url)), env: { ...ownEnvironment(), TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' } },
    );
    await writeFile(
      join(unpacked, 'fonts', 'fonts.conf'),
      '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>' +
        '<dir prefix="relative">fonts</dir><dir>/usr/share/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n',
    );
    // Complete or not there at all: two runs at once may both unpack, and the first rename wins.
    await rename(unpacked, folder).catch(async (error: unknown) => {
      if (!(await runnable(join(folder, 'chromium')))) throw error;
    });
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

async function packagedVersion(): Promise<string> {
  const manifest = new URL('../../../node_modules/@sparticuz/chromium/package.json', import.meta.url);
  return (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version;
}

async function runnable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
