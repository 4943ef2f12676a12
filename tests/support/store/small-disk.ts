import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILLER = 'filler';
const run = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Whether this user may mount a file system of this size here; elsewhere the chaos of a full disk is left out, by name. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-mount-'));
  const mounted = process.platform === 'linux' && run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', folder) && run('umount', folder);
  rmdirSync(folder);
  return mounted;
}

/** A file system of its own, so small that it can be filled to the last byte, with nobody else's data on it. */
export class SmallDisk {
  private readonly last = (): void => void run('umount', '-l', this.path);

  private constructor(readonly path: string) {
    process.once('exit', this.last);
  }

  static mount(path: string, mebibytes: number): SmallDisk {
    if (!run('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'none', path)) throw new Error(`Nothing can be mounted at ${path}.`);
    return new SmallDisk(path);
  }

  fill(): void {
    const file = join(this.path, FILLER);
    for (let size = 1 << 20; size >= 1 << 10; size >>= 1) {
      try {
        for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  }

  free(): void {
    rmSync(join(this.path, FILLER), { force: true });
  }

  unmount(): void {
    process.off('exit', this.last);
    // A process that was just killed may still hold a file.
    if (!run('umount', this.path)) run('umount', '-l', this.path);
  }
}
