import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router, static as files } from 'express';
import { notFound } from './replies.ts';

const YEAR = 31_536_000_000;

/** The built client. Files with a hash in their name never change; the page itself is asked for anew. */
export function clientFiles(folder: string | null): Router {
  const router = Router();
  if (folder !== null && existsSync(join(folder, 'index.html'))) {
    router.use('/assets', files(join(folder, 'assets'), { index: false, redirect: false, immutable: true, maxAge: YEAR }), (request, response) =>
      notFound(response, (doors) => doors.noFile),
    );
    router.use(files(folder, { index: false, redirect: false, maxAge: 0 }));
    router.get('/{*any}', (request, response, next) => {
      if (/^\/(api|health|metrics|socket\.io)(\/|$)/i.test(request.path)) return next();
      // By its root, or a folder with a dot in its path would count as hidden, and so the page in it.
      response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: folder, cacheControl: false });
    });
  }
  router.use((request, response) => notFound(response, (doors) => doors.nothingAt(request.path.slice(0, 200))));
  return router;
}
