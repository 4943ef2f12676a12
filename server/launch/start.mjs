// `npm start`: from a fresh clone to a running server, with nothing to do before it.
//
// The built server runs in this very process, so signals, exit codes, arguments and the environment
// reach it untouched. It learns where the built client lies from one more argument,
//
//     --client-dir <folder>
//
// which stands last in process.argv. server/main.ts serves that folder, and serves no pages when the
// argument is missing (in development Vite serves them). Without the launcher, in a container say:
//
//     NODE_ENV=production node dist/server/main.js --client-dir dist/client
//
// The two flags of V8 in package.json keep the server small: the rubbish of opened boards would lie about
// at twice their own size, and 8 MiB are enough for what a group of moves leaves behind. The Dockerfile
// has the same ones.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, ensureBuilt, ensureInstalled, requireNode } from './prepare.mjs';

requireNode();
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

process.env.NODE_ENV ??= 'production';
process.argv.push('--client-dir', join(ROOT, 'dist', 'client'));
await import(pathToFileURL(join(ROOT, 'dist', 'server', 'main.js')).href);
