import { defineConfig } from 'vitest/config';

// One project for each step of `npm test`, and `long` for `npm run test:long`. Whatever lies in no named
// folder belongs to `unit`, so a new folder of tests is run from its first day and cannot be forgotten.
const named = ['contract', 'simulation', 'server', 'client', 'e2e', 'long'];
const files = (folder: string) => [`tests/${folder}/**/*.test.{ts,tsx}`];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: named.map((folder) => `tests/${folder}/**`),
        },
      },
      { test: { name: 'contract', environment: 'node', include: files('contract'), testTimeout: 30_000, hookTimeout: 60_000 } },
      { test: { name: 'simulation', environment: 'node', include: files('simulation'), testTimeout: 120_000 } },
      { test: { name: 'server', environment: 'node', include: files('server'), testTimeout: 30_000, hookTimeout: 30_000 } },
      { test: { name: 'client', environment: 'jsdom', include: files('client'), setupFiles: ['tests/support/browser/jsdom.ts'], testTimeout: 20_000 } },
      // Two files at once: each has a browser, a server and a board of its own, and nothing here asserts a time.
      { test: { name: 'browser', environment: 'node', include: files('e2e'), testTimeout: 90_000, hookTimeout: 90_000 } },
      { test: { name: 'long', environment: 'node', include: files('long'), testTimeout: 120_000, hookTimeout: 90_000 } },
    ],
  },
});
