import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { circlesIn } from './support/source/circles.ts';
import { faultsIn, localImportsOf } from './support/source/walls.ts';

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

test.each(['shared', 'server', 'client'])('no circle among the files of %s', (folder) => {
  const imports = new Map(sourcesUnder(folder).map((path) => [path, localImportsOf(path, readFileSync(join(root, path), 'utf8'))]));
  expect(circlesIn(imports)).toEqual([]);
});

test('a verb is imported by the list of verbs alone', () => {
  const sources = sourcesUnder('shared').map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }));
  const verbs = new Set(sources.filter(({ source }) => /= verb\(\{/.test(source)).map(({ path }) => path));
  expect(verbs.size).toBeGreaterThan(25);
  const others = sources.filter(({ path }) => path !== 'shared/verbs.ts');
  expect(others.flatMap(({ path, source }) => localImportsOf(path, source).filter((target) => verbs.has(target)).map((target) => `${path} imports ${target}`))).toEqual([]);
});

describe('the checker sees what it forbids', () => {
  test('a circle, and every file in it', () => {
    expect(circlesIn(new Map([['a', ['b']], ['b', ['c']], ['c', ['b', 'd']], ['d', []]]))).toEqual([['b', 'c']]);
  });

  test.each<[string, string, RegExp]>([
    ['shared/kernel/a.ts', `import type { Card } from '../cards/card.ts';`, /knows no word of a shop/],
    ['shared/cards/a.ts', `import type { Commit } from '../log/commit.ts';`, /A part of the field imports/],
    ['shared/orders/a.ts', `import {\n  one,\n  two,\n} from '../protocol/messages.ts';`, /A part of the field imports/],
    ['shared/orders/a.ts', `import { decide } from '../floor.ts';`, /A part of the field imports/],
    ['shared/protocol/a.ts', `import { z } from 'zod';`, /shared\/protocol imports/],
    ['shared/log/a.ts', `import { z } from 'zod';`, /shared\/log, shared\/words/],
    ['shared/metrics/a.ts', `import { x } from '../../server/room/board-room.ts';`, /shared\/metrics/],
    ['shared/views/a.ts', `const x = await import('../../client/ui/button.tsx');`, /shared\/views/],
    ['server/ports/a.ts', `import { x } from '../room/board-room.ts';`, /server\/ports holds interfaces/],
    ['server/room/a.ts', `import { x } from '../adapters/memory/memory-log.ts';`, /server\/room imports/],
    ['server/room/a.ts', `import { x } from '../people/known-people.ts';`, /server\/room imports/],
    ['server/room/a.ts', `import { Server } from 'socket.io';`, /server\/room imports/],
    ['server/projections/a.ts', `import { x } from '../room/board-room.ts';`, /server\/projections and server\/schedule import/],
    ['server/schedule/a.ts', `import { x } from '../room/board-room.ts';`, /server\/projections and server\/schedule import/],
    ['server/cluster/a.ts', `import { x } from '../room/board-room.ts';`, /server\/cluster imports/],
    ['server/people/a.ts', `import { x } from '../socket/audience.ts';`, /server\/people imports/],
    ['server/adapters/sqlite/a.ts', `import { x } from '../memory/memory-log.ts';`, /server\/adapters\/sqlite imports/],
    ['server/adapters/sqlite/a.ts', `import { decide } from '../../../shared/floor.ts';`, /server\/adapters\/sqlite imports/],
    ['server/adapters/sqlite/a.ts', `import mongoose from 'mongoose';`, /mongoose stays inside/],
    ['server/adapters/mongo/a.ts', `import { MongoClient } from 'mongodb';`, /never import mongodb/],
    ['server/adapters/memory/a.ts', `import { DatabaseSync } from '@photostructure/sqlite';`, /its own driver/],
    ['server/http/a.ts', `import { x } from '../socket/board-gateway.ts';`, /server\/http and server\/socket/],
    ['server/socket/a.ts', `import { DatabaseSync } from '@photostructure/sqlite';`, /A driver is imported only inside/],
    ['server/app.ts', `import { x } from '../client/replica/replica.ts';`, /The server imports/],
    ['server/app.ts', `import { x } from '../tests/support/browser/chromium.ts';`, /The server imports/],
    ['client/replica/a.ts', `import { x } from '../floor/card.tsx';`, /client\/replica imports/],
    ['client/replica/a.ts', `import { io } from 'socket.io-client';`, /only by client\/replica\/connection\.ts/],
    ['client/session/a.ts', `import { x } from '../floor/floor-state.ts';`, /client\/session issues commands/],
    ['client/ui/a.tsx', `import type { Card } from '../../shared/cards/card.ts';`, /client\/ui knows no domain word/],
    ['client/floor/a.tsx', `import { x } from '../order/order-form.tsx';`, /never another feature/],
    ['client/floor/a.tsx', `export { x } from '../admin/limits.tsx';`, /never another feature/],
    ['client/floor/a.tsx', `import { createApp } from '../../server/app.ts';`, /never another feature/],
    ['client/app/a.tsx', `import { createApp } from '../../server/app.ts';`, /client\/app imports/],
    ['client/app/a.tsx', `import { readFileSync } from 'node:fs';`, /client\/app imports/],
    ['shared/kernel/a.ts', `const at = Date.now();`, /no clock: Date\.now/],
    ['shared/kernel/a.ts', `const at = new Date();`, /no clock: new Date/],
    ['shared/metrics/a.ts', `const at = performance.now();`, /no clock: performance/],
    ['shared/kernel/a.ts', `const id = Math.random();`, /no randomness: Math/],
    ['shared/kernel/a.ts', `const id = crypto.randomUUID();`, /no randomness: crypto/],
    ['shared/cards/pull.ts', `if (actor.roles.includes('manager')) go();`, /by the name of the right/],
    ['client/order/form.tsx', `import { hasRole } from '../../shared/people/directory.ts';`, /by the name of the right/],
    ['server/app.ts', `const port = process.env.PORT;`, /read in server\/main\.ts/],
    ['server/app.ts', `const { PORT } = process['env'];`, /read in server\/main\.ts/],
    ['client/ui/a.tsx', `export default function A() {}`, /No default exports/],
    ['server/room/a.ts', `const a = 1;\nexport { a as default };`, /No default exports/],
    ['shared/kernel/a.ts', `export * from './board.ts';`, /No barrel files/],
    ['shared/kernel/a.ts', `export { a } from './board.ts';\nexport type { B } from './events.ts';`, /No barrel files/],
    ['client/ui/index.ts', `export const a = 1;`, /No barrel files/],
    ['client/ui/CardMenu.tsx', `export const a = 1;`, /kebab-case/],
    ['shared/kernel/a.ts', `import { b } from './board';`, /with its extension/],
  ])('%s with %s', (path, source, sentence) => {
    expect(faultsIn(path, source).join('\n')).toMatch(sentence);
  });

  test.each<[string, string]>([
    ['shared/verbs.ts', `import { pullCard } from './cards/pull-card.ts';\n// Date.now() is forbidden here\nexport const at = (ms: number) => new Date(ms).toISOString();`],
    ['shared/protocol/a.ts', `import { z } from 'zod/mini';\nimport type { Commit } from '../log/commit.ts';`],
    ['server/room/a.ts', `import type { CommitLog } from '../ports/commit-log.ts';\nimport { decide } from '../../shared/floor.ts';`],
    ['server/adapters/sqlite/a.ts', `import { DatabaseSync } from '@photostructure/sqlite';\nimport type { Board } from '../../../shared/board/board.ts';\nimport { x } from './schema.ts';`],
    ['server/main.ts', `import { createApp } from './app.ts';\nconst port = process.env['PORT'];`],
    ['client/replica/connection.ts', `import { io } from 'socket.io-client';`],
    ['client/floor/a.tsx', `import './floor.css';\nimport { Button } from '../ui/button.tsx';\nimport type { BoardActions } from '../app/contracts.ts';`],
  ])('and lets %s be', (path, source) => {
    expect(faultsIn(path, source)).toEqual([]);
  });
});
