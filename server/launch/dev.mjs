// `npm run dev`: both sides reload when a file is saved. Vite serves the pages and hands /api and
// /socket.io on to the server, so the browser sees one origin, as it does in production.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, ensureInstalled, requireNode } from './prepare.mjs';

requireNode();
await ensureInstalled();

const port = process.env.PORT ?? '3000';
const inModules = (...parts) => join(ROOT, 'node_modules', ...parts);
const start = (args, env) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });

const sides = [
  start([inModules('tsx', 'dist', 'cli.mjs'), 'watch', '--clear-screen=false', 'server/main.ts', ...process.argv.slice(2)], { PORT: port }),
  start([inModules('vite', 'bin', 'vite.js'), '--clearScreen', 'false'], { PULLCORD_DEV_SERVER: `http://127.0.0.1:${port}` }),
];

// One side alone is of no use: whichever ends takes the other with it.
const endBoth = () => sides.forEach((side) => side.kill('SIGTERM'));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, endBoth);
for (const side of sides) {
  side.on('exit', (code) => {
    process.exitCode ||= code ?? 0;
    endBoth();
  });
}
