import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PARTS = ['shared', 'server', 'client/replica', 'client/words'];
let copies = 0;

/** The product's sources without its screens, to be changed and run. Inside the repository, so that they find their packages. */
export interface SourceCopy {
  readonly folder: string;
  path(file: string): string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Every file of a part, from the root. */
  files(part: string): string[];
  /** What is not as it is in the product. */
  changed(): string[];
  readonly remove: () => void;
}

export function copySources(name: string): SourceCopy {
  const folder = join(ROOT, '.cache', 'test', `${name}-${process.pid}-${(copies += 1)}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  const path = (file: string): string => join(folder, file);
  const read = (file: string): string => readFileSync(path(file), 'utf8');
  const files = (part: string): string[] => readdirSync(path(part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  const original = (file: string): string | null => {
    try {
      return readFileSync(join(ROOT, file), 'utf8');
    } catch {
      return null;
    }
  };
  return {
    folder, path, read, files,
    write: (file, text) => writeFileSync(path(file), text),
    changed: () => PARTS.flatMap(files).filter((file) => original(file) !== read(file)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
