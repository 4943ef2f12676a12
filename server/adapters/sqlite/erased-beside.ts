import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Erasure } from '../../ports/erasure.ts';

/**
 * The record of what was erased once more, in a file beside the database: whoever puts an older copy of
 * the database in its place leaves this one where it is, and the copy is cleaned by it.
 */
const beside = (file: string): string => `${file}-erased`;

/** On disk when it resolves. */
export async function noteBeside(file: string, erasures: readonly Erasure[]): Promise<void> {
  const handle = await open(beside(file), 'a', 0o600);
  try {
    await handle.appendFile(erasures.map((one) => `${JSON.stringify(one)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function notedBeside(file: string): Erasure[] {
  if (!existsSync(beside(file))) return [];
  return readFileSync(beside(file), 'utf8').split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Erasure];
    } catch {
      // A line that was cut off: its erasure was answered to nobody.
      return [];
    }
  });
}
