import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/**
 * Every number of a rule that code or a test cites is defined in one of two places: the rules of the field in
 * shared/SPEC.md, what is promised of the whole (R, I, REL, SEC) and the ideas of the look in ASSURANCE.md.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NUMBER = /\b(?:(?:MTO|WIP|BL|QC|MODE|POL|WLC|SUP|WALL|BO|REL|SEC|T-O|T-J)-?\d+[a-z]?|[MFX]-\d+|[IR]\d{1,2}|idea \d+)\b/g;
const DEFINED = /\b(?<family>MTO-|WIP-|BL-|QC-|MODE-|POL-|WLC-|SUP-|WALL-|BO-|REL-|SEC-|T-O|T-J|M-|F-|X-|I|R|idea )(?<from>\d+)(?<letter>[a-z]?)(?:\.\.(?<to>\d+))?/g;

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A row of a table, or a point of a list, that begins with the number defines it; `R1..R4` stands for each of them. */
function definedIn(path: string): ReadonlySet<string> {
  const defined = new Set<string>();
  for (const line of textOf(path).split('\n')) {
    const begin = /^(?:\|\s*|- )(?<head>[^|:]*)/.exec(line)?.groups?.['head'] ?? '';
    for (const { groups } of begin.matchAll(DEFINED)) {
      const { family = '', from = '', letter = '', to } = groups ?? {};
      if (to === undefined) defined.add(`${family}${from}${letter}`);
      else for (let number = Number(from); number <= Number(to); number += 1) defined.add(`${family}${number}`);
    }
  }
  return defined;
}

function citedIn(folder: string): Map<string, string> {
  const cited = new Map<string, string>();
  for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:ts|tsx|mjs|css|md)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    if (path.endsWith('ASSURANCE.md') || path.endsWith('numbers.test.ts')) continue;
    for (const [number] of readFileSync(path, 'utf8').matchAll(NUMBER)) if (!cited.has(number)) cited.set(number, path.slice(ROOT.length));
  }
  return cited;
}

test('every number that is cited is defined in the repository', () => {
  const defined = new Set([...definedIn('shared/SPEC.md'), ...definedIn('tests/ASSURANCE.md')]);
  const cited = new Map(['client', 'server', 'shared', 'tests'].flatMap((folder) => [...citedIn(folder)]));
  expect(cited.size).toBeGreaterThan(100);
  const undefinedOnes = [...cited].filter(([number]) => !defined.has(number)).map(([number, path]) => `${number} (${path})`);
  expect(undefinedOnes.toSorted()).toEqual([]);
});

test('every test that ASSURANCE.md names is there', () => {
  const named = [...textOf('tests/ASSURANCE.md').matchAll(/`([\w/.-]+\.(?:test\.tsx?|ts))`/g)].map(([, path]) => `tests/${path}`);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
