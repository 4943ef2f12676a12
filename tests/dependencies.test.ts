import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };
type Lock = { packages: Record<string, { version?: string; resolved?: string; integrity?: string }> };

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const lock = JSON.parse(read('package-lock.json')) as Lock;
const direct = { ...manifest.dependencies, ...manifest.devDependencies };
const installed = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, { version = '' }]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version }));

// Below these a fix is missing that this product needs.
const floors: Record<string, string> = {
  'socket.io-parser': '4.2.7',
  'engine.io': '6.6.9',
  ws: '8.21.0',
  express: '5.2.1',
  qs: '6.16.0',
  mongoose: '9.9.2',
  vite: '8.0.16',
  'better-auth': '1.6.22',
  multer: '2.2.0',
  dompurify: '3.4.11',
};

describe('the packages', () => {
  test('are named with exact versions', () => {
    expect(Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+(-build\d+)?$/.test(version))).toEqual([]);
  });

  test('are locked at the version that package.json names', () => {
    const differing = Object.entries(direct).filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version);
    expect(differing).toEqual([]);
  });

  test('are at or above the floors, wherever they sit in the tree', () => {
    expect(belowFloors(installed)).toEqual([]);
    expect(installed.some(({ name }) => name === 'socket.io-parser')).toBe(true);
  });

  test('come from any registry: the lock names no host and keeps every checksum', () => {
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(Object.entries(lock.packages).filter(([path, { integrity }]) => path !== '' && !integrity)).toEqual([]);
  });

  test('keep families together: one version of Mantine, one MongoDB driver', () => {
    const mantine = new Set(installed.filter(({ name }) => name.startsWith('@mantine/')).map(({ version }) => version));
    expect(mantine.size).toBe(1);
    expect(direct['mongodb']).toBeUndefined();
  });
});

describe('the floor check', () => {
  test.each([
    ['ws', '8.20.9', 1],
    ['ws', '8.21.0', 0],
    ['ws', '8.21.0-beta.1', 1],
    ['ws', '10.0.0', 0],
    ['express', '4.99.99', 1],
    ['unlisted', '0.0.1', 0],
  ])('%s %s has %i faults', (name, version, faults) => {
    expect(belowFloors([{ name, version }])).toHaveLength(faults);
  });
});

function belowFloors(packages: readonly { name: string; version: string }[]): string[] {
  return packages
    .filter(({ name, version }) => Object.hasOwn(floors, name) && isBelow(version, floors[name] ?? ''))
    .map(({ name, version }) => `${name} ${version} is below ${floors[name]}`);
}

function isBelow(version: string, floor: string): boolean {
  const [numbers = '', preview] = version.split('-');
  const mine = numbers.split('.').map(Number);
  const asked = floor.split('.').map(Number);
  const at = asked.findIndex((part, index) => mine[index] !== part);
  return at === -1 ? preview !== undefined : (mine[at] ?? 0) < (asked[at] ?? 0);
}
