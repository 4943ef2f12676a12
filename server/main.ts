import { networkInterfaces } from 'node:os';
import pino from 'pino';
import { CannotOpen } from './adapters/cannot-open.ts';
import { createApp } from './app.ts';
import { NotSeeded, seedDemo, seedPeople } from './demo/seed.ts';
import { doorsIn } from '../shared/words/doors.ts';
import { decodeCommit } from './log/encode-commit.ts';
import { openStore } from './open-store.ts';
import type { CommitLog } from './ports/commit-log.ts';
import { quietly } from './quiet-log.ts';
import { CannotStart, settingsOf } from './settings.ts';
import { NewerFormat } from '../shared/log/upcast.ts';

const clock = (): number => Date.now();
/** Connections that wait to be taken. When a node dies all its screens come to another at once, and whom a full queue turns away comes back after seconds only (REL-24). */
const BACKLOG = 4_096;

/** Of a log that is not taken; bytes. */
const MOST_UNWRITTEN = 1_048_576;

async function start(): Promise<void> {
  const { port, host, dataDir, mongoUri, logLevel, allowedHosts, empty, drainPause, drainTime, sizes, idleAfter, mostBoards, ...more } = settingsOf(process.env, process.argv.slice(2));
  const lines = pino.destination({ fd: 2, sync: true, maxLength: MOST_UNWRITTEN });
  // A log that cannot be written, as on a full disk, is no reason to stop.
  lines.on('error', () => {});
  const logger = pino({ level: logLevel, base: null, hooks: quietly(clock) }, lines);
  const { store, notes, where } = await openStore({ mongoUri, dataDir });
  let stopping: Promise<void> | null = null;
  try {
    await refuseNewerCommits(store);
    // With people in it the store was set up before, with --empty or without.
    if (!(await store.records()).some(({ kind }) => kind === 'person')) {
      if (empty) await seedPeople(store);
      else await seedDemo(store, store, clock());
    }
    const everywhere = host === '0.0.0.0' || host === '::';
    const app = await createApp({ log: store, records: store, ...(notes && { notes }), clock, host, allowedHosts: everywhere ? [...allowedHosts, ...ownAddresses()] : allowedHosts, logger, rooms: { sizes, idleAfter, mostBoards }, ...more });

    // REL-34: not ready at first, so that a proxy sends nobody here any more; a person at the terminal has none.
    const stop = async (pause: number): Promise<void> => {
      app.drain();
      await new Promise((resolve) => setTimeout(resolve, pause));
      await app.close();
      await store.close();
    };
    const onSignal = (signal: NodeJS.Signals): void => {
      if (stopping) process.exit(1);
      const pause = signal === 'SIGTERM' ? drainPause : 0;
      setTimeout(() => process.exit(1), pause + drainTime).unref();
      stopping = stop(pause);
      stopping.then(() => process.exit(0), (error: unknown) => {
        logger.fatal({ err: error }, 'could not stop in order');
        process.exit(1);
      });
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);

    await new Promise<void>((done, failed) => {
      app.httpServer.once('error', failed);
      app.httpServer.listen({ port, host, backlog: BACKLOG }, done);
    }).catch((error: NodeJS.ErrnoException) => {
      throw new CannotStart(whyNotListening(error, host, port));
    });
    const address = app.httpServer.address();
    const bound = typeof address === 'object' && address ? address.port : port;
    const names = everywhere ? ['localhost', ...ownAddresses()] : [host.includes(':') ? `[${host}]` : host];
    logger.warn(doorsIn('en').openHouse);
    for (const warning of store.warnings ?? []) logger.warn(warning);
    console.log(`Pullcord is running at ${names.map((name) => `http://${name}:${bound}`).join(' and ')}`);
    console.log(`The data is in ${where}. Stop with Ctrl+C.`);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A build must not write behind commits it cannot read. */
async function refuseNewerCommits(store: CommitLog): Promise<void> {
  for (const { board, seq } of await store.boards()) {
    for (const last of await store.read(board, seq - 1, 1)) {
      try {
        decodeCommit(last);
      } catch (error) {
        // A row that is damaged keeps its own board from being shown, and no other.
        if (error instanceof NewerFormat) throw error;
      }
    }
  }
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
  if (error instanceof CannotStart || error instanceof NotSeeded) console.error(error.message);
  else if (error instanceof CannotOpen) console.error(error.sentence);
  else if (error instanceof NewerFormat) console.error('The data was written by a newer Pullcord than this one: start the newer one. Nothing was changed.');
  else console.error(error);
  process.exit(1);
}
