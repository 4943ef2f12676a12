import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { faultsIn } from './support/walls.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

describe('the walls of the house', () => {
  test.each(['shared', 'server', 'client'])('%s keeps to its imports and habits', (folder) => {
    const sources = sourcesUnder(folder);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.flatMap((path) => faultsIn(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  test('one folder alone knows the drag-and-drop library, so that replacing it changes one folder', () => {
    const knowing = sourcesUnder('client').filter((path) => /from ['"]@dnd-kit\//.test(readFileSync(join(root, path), 'utf8')));
    expect(new Set(knowing.map((path) => path.split('/').slice(0, 2).join('/'))).size).toBeLessThanOrEqual(1);
  });

  test('the folders at the top are client, server, shared and tests', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n').map((line) => line.replace(/\/$/, ''));
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !ignored.includes(entry.name))
      .map((entry) => entry.name)
      .sort();
    expect(folders).toEqual(['client', 'server', 'shared', 'tests']);
  });
});

describe('the checker sees what it forbids', () => {
  test.each<[string, string, RegExp]>([
    ['shared/domain/a.ts', `import { z } from 'zod';`, /shared\/domain imports nothing but/],
    ['shared/domain/a.ts', `import type { Commit } from '../log/commit.ts';`, /shared\/domain imports nothing but/],
    ['shared/domain/decisions/a.ts', `import {\n  one,\n  two,\n} from '../../protocol/messages.ts';`, /shared\/domain imports nothing but/],
    ['shared/protocol/a.ts', `import { x } from '../views/wall-view.ts';`, /shared\/protocol imports/],
    ['shared/log/a.ts', `import { z } from 'zod';`, /shared\/log, shared\/views/],
    ['shared/metrics/a.ts', `import { x } from '../../server/board/board-room.ts';`, /shared\/metrics/],
    ['shared/views/a.ts', `const x = await import('../../client/ui/button.tsx');`, /shared\/views/],
    ['server/ports/a.ts', `import { x } from '../board/board-room.ts';`, /server\/ports holds interfaces/],
    ['server/board/a.ts', `import { x } from '../adapters/memory/memory-log.ts';`, /server\/board imports/],
    ['server/board/a.ts', `import { Server } from 'socket.io';`, /server\/board imports/],
    ['server/adapters/sqlite/a.ts', `import { x } from '../memory/memory-log.ts';`, /server\/adapters\/sqlite imports/],
    ['server/adapters/sqlite/a.ts', `import { decide } from '../../../shared/domain/decide.ts';`, /server\/adapters\/sqlite imports/],
    ['server/adapters/sqlite/a.ts', `import mongoose from 'mongoose';`, /mongoose stays inside/],
    ['server/adapters/mongo/a.ts', `import { MongoClient } from 'mongodb';`, /never import mongodb/],
    ['server/adapters/memory/a.ts', `import { DatabaseSync } from '@photostructure/sqlite';`, /its own driver/],
    ['server/http/a.ts', `import { x } from '../socket/board-gateway.ts';`, /server\/http and server\/socket/],
    ['server/socket/a.ts', `import { DatabaseSync } from '@photostructure/sqlite';`, /A driver is imported only inside/],
    ['server/app.ts', `import { x } from '../client/replica/replica.ts';`, /The server imports/],
    ['server/app.ts', `import { x } from '../tests/support/chromium.ts';`, /The server imports/],
    ['client/replica/a.ts', `import { x } from '../floor/card.tsx';`, /client\/replica imports/],
    ['client/replica/a.ts', `import { io } from 'socket.io-client';`, /only by client\/replica\/connection\.ts/],
    ['client/ui/a.tsx', `import type { Card } from '../../shared/domain/board.ts';`, /client\/ui knows no domain word/],
    ['client/floor/a.tsx', `import { x } from '../order/order-form.tsx';`, /never another feature/],
    ['client/floor/a.tsx', `export { x } from '../admin/limits.tsx';`, /never another feature/],
    ['client/floor/a.tsx', `import { createApp } from '../../server/app.ts';`, /never another feature/],
    ['client/app/a.tsx', `import { createApp } from '../../server/app.ts';`, /client\/app imports/],
    ['client/app/a.tsx', `import { readFileSync } from 'node:fs';`, /client\/app imports/],
    ['shared/domain/a.ts', `const at = Date.now();`, /no clock: Date\.now/],
    ['shared/domain/a.ts', `const at = new Date();`, /no clock: new Date/],
    ['shared/metrics/a.ts', `const at = performance.now();`, /no clock: performance/],
    ['shared/domain/a.ts', `const id = Math.random();`, /no randomness: Math/],
    ['shared/domain/a.ts', `const id = crypto.randomUUID();`, /no randomness: crypto/],
    ['server/app.ts', `const port = process.env.PORT;`, /read in server\/main\.ts/],
    ['server/app.ts', `const { PORT } = process['env'];`, /read in server\/main\.ts/],
    ['client/ui/a.tsx', `export default function A() {}`, /No default exports/],
    ['server/board/a.ts', `const a = 1;\nexport { a as default };`, /No default exports/],
    ['shared/domain/a.ts', `export * from './board.ts';`, /No barrel files/],
    ['shared/domain/a.ts', `export { a } from './board.ts';\nexport type { B } from './events.ts';`, /No barrel files/],
    ['client/ui/index.ts', `export const a = 1;`, /No barrel files/],
    ['client/ui/CardMenu.tsx', `export const a = 1;`, /kebab-case/],
    ['shared/domain/a.ts', `import { b } from './board';`, /with its extension/],
  ])('%s with %s', (path, source, sentence) => {
    expect(faultsIn(path, source).join('\n')).toMatch(sentence);
  });

  test.each<[string, string]>([
    ['shared/domain/decide.ts', `import { pull } from './decisions/pull-card.ts';\n// Date.now() is forbidden here\nexport const at = (ms: number) => new Date(ms).toISOString();`],
    ['shared/protocol/a.ts', `import { z } from 'zod';\nimport type { Commit } from '../log/commit.ts';`],
    ['server/board/a.ts', `import type { CommitLog } from '../ports/commit-log.ts';\nimport { decide } from '../../shared/domain/decide.ts';`],
    ['server/adapters/sqlite/a.ts', `import { DatabaseSync } from '@photostructure/sqlite';\nimport type { Board } from '../../../shared/domain/board.ts';\nimport { x } from './schema.ts';`],
    ['server/main.ts', `import { createApp } from './app.ts';\nconst port = process.env['PORT'];`],
    ['client/replica/connection.ts', `import { io } from 'socket.io-client';`],
    ['client/floor/a.tsx', `import './floor.css';\nimport { Button } from '../ui/button.tsx';\nimport type { BoardDoors } from '../app/contracts.ts';`],
  ])('and lets %s be', (path, source) => {
    expect(faultsIn(path, source)).toEqual([]);
  });
});
