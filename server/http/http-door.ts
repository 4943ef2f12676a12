import { randomUUID } from 'node:crypto';
import compression from 'compression';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Directory } from '../../shared/domain/directory.ts';
import { commandId } from '../../shared/domain/ids.ts';
import type { BoardRooms } from '../board/board-rooms.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import { boardsRouter } from './boards-router.ts';
import { clientFiles } from './client-files.ts';
import { docsRouter } from './docs-router.ts';
import type { originGuard } from './origin.ts';
import { peopleRouter } from './people-router.ts';
import { jsonOnly, notFound, onError, tryAgain } from './replies.ts';

export interface HttpDoorParts {
  readonly rooms: BoardRooms;
  readonly log: CommitLog;
  readonly directory: () => Directory;
  readonly originAllowed: ReturnType<typeof originGuard>;
  readonly logger: Logger;
  /** The built client; null: no pages (in development Vite serves them). */
  readonly clientDir: string | null;
  readonly closing: () => boolean;
}

/** Everything that is not the socket. */
export function httpDoor({ rooms, log, directory, originAllowed, logger, clientDir, closing }: HttpDoorParts): Express {
  const app = express();
  app.disable('x-powered-by');
  // Data is never stored, so nobody would ask by its tag.
  app.set('etag', false);
  app.use(
    pinoHttp({
      logger,
      genReqId: (_, response) => {
        const id = randomUUID();
        response.setHeader('X-Request-Id', id);
        return id;
      },
      // Addresses and who asks stay out of the log; what was asked and how it went is enough.
      serializers: { req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, url: url.slice(0, 200) }), res: ({ statusCode }: { statusCode: number }) => ({ statusCode }) },
      customLogLevel: (request, response, error) => (error || response.statusCode >= 500 ? 'error' : request.method === 'GET' ? 'trace' : 'debug'),
    }),
  );
  app.use(headers());
  app.use((request, response, next) => {
    if (originAllowed(request.headers)) return next();
    response.status(403).json({
      ok: false, why: 'foreign',
      sentence: 'This address or page may not talk to this server. Whoever runs it can allow a host name with ALLOWED_HOSTS.',
    });
  });
  app.use(compression());

  app.get('/health/live', (_, response) => void response.set('Cache-Control', 'no-store').json({ ok: true }));
  app.get('/health/ready', async (_, response) => {
    const ready = !closing() && (await log.boards().then(() => true, () => false));
    response.status(ready ? 200 : 503).set('Cache-Control', 'no-store').json({ ok: ready });
  });

  app.use('/api', (_, response, next) => {
    response.set('Cache-Control', 'no-store');
    if (closing()) return tryAgain(response, 'The server is just closing. Try again in a moment.');
    next();
  });
  app.use('/api', jsonOnly);
  app.use('/api/boards', boardsRouter({ rooms, directory, newId: () => commandId(randomUUID()) }));
  app.use('/api', peopleRouter(directory), docsRouter());
  app.use('/api', (request, response) => notFound(response, `There is nothing at ${request.originalUrl.split('?')[0]?.slice(0, 200) ?? ''}.`));

  app.use(clientFiles(clientDir));
  app.use(onError(logger));
  return app;
}

function headers() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine sets its custom properties in style elements and attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        // No upgrade-insecure-requests: a plant network often has no TLS, and the board would not load.
      },
    },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
  });
}
