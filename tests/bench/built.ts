import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { BUNDLED, WRITTEN } from '../../server/launch/bundle.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = here('../../.cache/bench');

const programs = {
  main: here('../../server/main.ts'),
  // Started by its file name, beside whoever asks.
  'sqlite-worker': here('../../server/adapters/sqlite/sqlite-worker.ts'),
  'reference-server': here('reference-server.ts'),
  decided: here('decided.ts'),
  attacker: here('attacker.ts'),
};

/**
 * The server under test and the bench's own programs, compiled alike, so that neither side has a
 * handicap; in a folder of their own, so that a build elsewhere does not pull a run's rug away.
 */
export async function buildBench(): Promise<void> {
  await build({
    configFile: false,
    root: here('../..'),
    logLevel: 'warn',
    ssr: BUNDLED,
    build: {
      ssr: true, outDir: folder, emptyOutDir: true, target: 'node20', minify: false, copyPublicDir: false,
      rolldownOptions: { input: programs, output: WRITTEN },
    },
  });
}

export const built = (name: keyof typeof programs): string => join(folder, `${name}.js`);
