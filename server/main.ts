import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { CannotOpen } from './adapters/cannot-open.ts';
import { openSqliteStore } from './adapters/sqlite/sqlite-store.ts';
import { createApp } from './app.ts';
import { seedDemo, seedPeople } from './demo/seed.ts';
import { OPEN_HOUSE } from './http/people-router.ts';
import { open } from './log/seal.ts';
import { NewerFormat } from '../shared/log/upcast.ts';

/** What the person at the terminal can do something about: one sentence, exit code 1, no stack. */
class CannotStart extends Error {}

const CLOSING_TAKES_AT_MOST = 8_000;
const clock = (): number => Date.now();

interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly logLevel: string;
  readonly allowedHosts: readonly string[];
  readonly empty: boolean;
  readonly clientDir: string | null;
}

/** The only reader of the environment and of the arguments. */
function settings(): Settings {
  const { env } = process;
  const port = env['PORT'] ?? '3000';
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) > 65_535) throw new CannotStart(`PORT must be a number from 0 to 65535, and it is ${JSON.stringify(port)}.`);
  const logLevel = env['LOG_LEVEL'] ?? 'info';
  const levels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];
  if (!levels.includes(logLevel)) throw new CannotStart(`LOG_LEVEL must be one of ${levels.join(', ')}, and it is ${JSON.stringify(logLevel)}.`);
  let values: { empty?: boolean; 'client-dir'?: string };
  try {
    values = parseArgs({ options: { empty: { type: 'boolean' }, 'client-dir': { type: 'string' } } }).values;
  } catch {
    throw new CannotStart(`The possible arguments are --empty and --client-dir <folder>, and not: ${process.argv.slice(2).join(' ')}.`);
  }
  return {
    port: Number(port), logLevel,
    host: env['HOST'] ?? '127.0.0.1',
    dataDir: resolve(env['DATA_DIR'] ?? 'data'),
    allowedHosts: (env['ALLOWED_HOSTS'] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''),
    empty: values.empty ?? false,
    clientDir: values['client-dir'] === undefined ? null : resolve(values['client-dir']),
  };
}

async function start(): Promise<void> {
  const { port, host, dataDir, logLevel, allowedHosts, empty, clientDir } = settings();
  const logger = pino({ level: logLevel, base: null }, pino.destination({ fd: 2, sync: true }));
  const store = await openSqliteStore(join(dataDir, 'pullcord.db'));
  let stopping: Promise<void> | null = null;
  try {
    await refuseNewerCommits(store);
    // With people in it the store was set up before, with --empty or without.
    if (Object.keys((await store.load()).people).length === 0) {
      if (empty) await seedPeople(store);
      else await seedDemo(store, store, clock());
    }
    const everywhere = host === '0.0.0.0' || host === '::';
    const app = await createApp({ log: store, directory: store, clock, host, allowedHosts: everywhere ? [...allowedHosts, ...ownAddresses()] : allowedHosts, clientDir, logger });

    const stop = (): Promise<void> => (stopping ??= app.close().then(() => store.close()));
    const onSignal = (): void => {
      if (stopping) process.exit(1);
      setTimeout(() => process.exit(1), CLOSING_TAKES_AT_MOST).unref();
      stop().then(() => process.exit(0), (error: unknown) => {
        logger.fatal({ err: error }, 'could not stop in order');
        process.exit(1);
      });
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);

    await new Promise<void>((done, failed) => {
      app.httpServer.once('error', failed);
      app.httpServer.listen(port, host, done);
    }).catch((error: NodeJS.ErrnoException) => {
      throw new CannotStart(whyNotListening(error, host, port));
    });
    const address = app.httpServer.address();
    const bound = typeof address === 'object' && address ? address.port : port;
    const names = everywhere ? ['localhost', ...ownAddresses()] : [host.includes(':') ? `[${host}]` : host];
    logger.warn(OPEN_HOUSE);
    console.log(`Pullcord is running at ${names.map((name) => `http://${name}:${bound}`).join(' and ')}`);
    console.log(`The data is in ${dataDir}. Stop with Ctrl+C.`);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A build must not write behind commits it cannot read. */
async function refuseNewerCommits(store: Awaited<ReturnType<typeof openSqliteStore>>): Promise<void> {
  for (const { board, seq } of await store.boards()) for (const last of await store.read(board, seq - 1, 1)) open(last);
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address));
}

function whyNotListening(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE': return `Port ${port} is in use: stop what runs there, or choose another one, for example PORT=${port + 1} npm start.`;
    case 'EACCES': return `Port ${port} may not be used by you: choose one above 1023, for example PORT=3000 npm start.`;
    case 'EADDRNOTAVAIL': case 'ENOTFOUND': case 'EAI_AGAIN': return `HOST is ${host}, and this machine has no such address: use 127.0.0.1 for this machine alone, or 0.0.0.0 for its network.`;
    default: return `Could not listen at ${host}:${port} (${error.code ?? 'unknown reason'}).`;
  }
}

try {
  await start();
} catch (error) {
  if (error instanceof CannotStart) console.error(error.message);
  else if (error instanceof CannotOpen) console.error(error.sentence);
  else if (error instanceof NewerFormat) console.error('The data was written by a newer Pullcord than this one: start the newer one. Nothing was changed.');
  else console.error(error);
  process.exit(1);
}
