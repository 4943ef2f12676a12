import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { BUNDLED, WRITTEN } from './server/launch/bundle.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// `vite build` makes dist/client for the browser; `vite build --ssr` makes dist/server for node.
export default defineConfig(({ isSsrBuild }) => (isSsrBuild ? server() : client()));

function client() {
  const target = process.env['PULLCORD_DEV_SERVER'] ?? 'http://127.0.0.1:3000';
  return {
    root: here('./client'),
    plugins: [react()],
    build: {
      outDir: here('./dist/client'),
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 1_500,
    },
    server: {
      host: '127.0.0.1',
      proxy: {
        '/api': { target, changeOrigin: false },
        '/socket.io': { target, ws: true, changeOrigin: false },
      },
    },
  };
}

function server() {
  // Each is an entry of its own: the worker is started by its file name, so it must keep it,
  // and everything lies flat in dist/server so that `./sqlite-worker.js` is beside whoever asks.
  const entries = {
    main: here('./server/main.ts'),
    'sqlite-worker': here('./server/adapters/sqlite/sqlite-worker.ts'),
    'verify-log': here('./server/verify-log.ts'),
    backup: here('./server/backup/run.ts'),
    'set-up-mongo': here('./server/deploy/set-up-mongo.ts'),
  };
  return {
    root: here('.'),
    publicDir: false as const,
    ssr: BUNDLED,
    build: {
      ssr: true,
      outDir: here('./dist/server'),
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
        output: WRITTEN,
      },
    },
  };
}
