import { randomUUID } from 'node:crypto';
import compression from 'compression';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Directory } from '../../shared/people/directory.ts';
import { commandId } from '../../shared/kernel/ids.ts';
import type { Noted } from '../room/answers.ts';
import type { Erasing } from '../people/erasing.ts';
import type { KnownPeople } from '../people/known-people.ts';
import type { BoardRooms } from '../room/board-rooms.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import type { ConnectionQuota } from './connection-quota.ts';
import { boardsRouter } from './boards-router.ts';
import { clientFiles } from './client-files.ts';
import { docsRouter } from './docs-router.ts';
import { headers } from './headers.ts';
import { healthRouter } from './health.ts';
import { largeTo } from './large.ts';
import { type MetricsParts, metricsRouter } from './metrics.ts';
import type { originGuard } from './origin.ts';
import { erasuresRouter } from './erasures-router.ts';
import { type OrdersFound, ordersRouter } from './orders-router.ts';
import { peopleRouter } from './people-router.ts';
import { recordsRouter } from './records-router.ts';
import { jsonOnly, notFound, onError, toldBy, tryAgain } from './replies.ts';

export interface HttpDoorParts {
  readonly rooms: BoardRooms;
  readonly log: CommitLog;
  readonly erasing: Erasing;
  readonly found: OrdersFound;
  readonly directory: () => Directory;
  readonly people: KnownPeople;
  readonly originAllowed: ReturnType<typeof originGuard>;
  readonly logger: Logger;
  /** The built client; null: no pages (in development Vite serves them). */
  readonly clientDir: string | null;
  readonly clock: Clock;
  /** Not ready any more, and soon `closing`. */
  readonly draining: () => boolean;
  /** Nothing new is begun. */
  readonly closing: () => boolean;
  readonly figures: Omit<MetricsParts, 'draining'>;
  /** Hears what became of every command. */
  readonly noted: Noted;
  readonly quota: ConnectionQuota;
}

/** What another program's request id may look like; anything else could be made to look like something in the log. */
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{7,63}$/;

/** A proxy keeps these to itself by their plain names; Express would take /METRICS and /health/live/ for the same. */
const GUARDED = /^\/+(health|metrics)(\/|$)/i;
const PLAIN: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/** Everything that is not the socket, and was not refused in front of it. */
export function httpDoor({ rooms, log, erasing, found, directory, people, originAllowed, logger, clientDir, clock, draining, closing, figures, noted, quota }: HttpDoorParts): Express {
  const app = express();
  app.disable('x-powered-by');
  // Data is never stored, so nobody would ask by its tag.
  app.set('etag', false);
  app.use(
    pinoHttp({
      logger,
      genReqId: (request, response) => {
        const given = request.headers['x-request-id'];
        const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
        response.setHeader('X-Request-Id', id);
        return id;
      },
      // Addresses, questions and who asks stay out of the log; what was asked for and how it went is enough.
      serializers: { req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, url: url.split('?', 1)[0]?.slice(0, 200) }), res: ({ statusCode }: { statusCode: number }) => ({ statusCode }) },
      customLogLevel: (request, response, error) => (error || response.statusCode >= 500 ? 'error' : request.method === 'GET' ? 'trace' : 'debug'),
    }),
  );
  app.use(headers());
  app.use((_, response, next) => {
    // Else a proxy keeps the connection for a request that would come too late.
    if (draining()) response.set('Connection', 'close');
    next();
  });
  app.use((request, response, next) => {
    if (originAllowed(request.headers)) return next();
    response.status(403).json({
      ok: false, why: 'foreign',
      sentence: toldBy(response, (doors) => doors.foreign),
    });
  });
  app.use(compression());

  app.use((request, response, next) => {
    if (GUARDED.test(request.path) && !PLAIN.has(request.path)) return notFound(response, (doors) => doors.nothingAt(request.path.slice(0, 200)));
    next();
  });
  app.use('/health', healthRouter({ log, clock, draining }));
  app.use('/metrics', metricsRouter({ ...figures, draining }));

  app.use('/api', (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    if (closing()) return tryAgain(response, (doors) => doors.closing);
    const address = quota.addressOf(request);
    if (!quota.commands.take(address) || !quota.answers.take(address)) return tryAgain(response, (doors) => doors.tooMany, 429);
    response.once('close', () => quota.answers.free(address));
    next();
  });
  app.use('/api', jsonOnly);
  const sendLarge = largeTo(quota);
  app.use('/api/boards', boardsRouter({ rooms, directory, noted, sendLarge, newId: () => commandId(randomUUID()) }));
  app.use('/api/boards', ordersRouter({ ...found, rooms, directory, sendLarge }));
  app.use('/api/boards', erasuresRouter({ rooms, erasing, directory }));
  app.use('/api', peopleRouter(directory, sendLarge), recordsRouter(people, clock), docsRouter());
  app.use('/api', (request, response) => notFound(response, (doors) => doors.nothingAt(request.originalUrl.split('?')[0]?.slice(0, 200) ?? '')));

  app.use(clientFiles(clientDir));
  app.use(onError(logger));
  return app;
}
