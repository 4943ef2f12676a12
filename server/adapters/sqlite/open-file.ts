import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { CannotOpen } from '../cannot-open.ts';
import { CANNOT_OPEN, codeOf, CORRUPT, FULL, IO_ERROR, NOT_A_DATABASE, READ_ONLY, type Connection } from './connection.ts';
import { prepareReader, prepareWriter, type Synchronous } from './schema.ts';

export function openWriter(file: string, synchronous?: Synchronous): Connection {
  makeFolder(dirname(file));
  makePrivate(file);
  return opened(file, false, (db) => prepareWriter(db, file, synchronous));
}

/** Needs a file that a writer has made. */
export const openReader = (file: string): Connection => opened(file, true, (db) => prepareReader(db, file));

function opened(file: string, readOnly: boolean, prepare: (db: Connection) => void): Connection {
  let db: Connection | undefined;
  try {
    db = new DatabaseSync(file, { readOnly }) as unknown as Connection;
    prepare(db);
    return db;
  } catch (error) {
    db?.close();
    throw told(error, file);
  }
}

function makeFolder(folder: string): void {
  try {
    makeFolders(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new CannotOpen(`Cannot write to the folder ${folder} (${reasonOf(error, folder)}): allow it, or set DATA_DIR to another folder.`, error);
  }
}

/** One at a time: where a file system refuses with ENOENT, as /proc does, Node's recursive mkdir tries for ever. */
function makeFolders(folder: string): void {
  const isThere = (): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isThere()) return;
  if (dirname(folder) !== folder) makeFolders(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start made it meanwhile.
    if (!isThere()) throw error;
  }
}

/** Names, customers and free text: for the eyes of its owner. SQLite gives what stands beside the file the file's own rights. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
    const folder = dirname(file);
    const own = readdirSync(folder).map((name) => name.startsWith(basename(file)));
    // A folder that holds other things too is somebody else's to close.
    if (own.every(Boolean)) chmodSync(folder, 0o700);
    for (const one of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(one)) chmodSync(one, 0o600);
  } catch {
    // What cannot be opened at all is told below; what cannot be closed to others belongs to somebody else.
  }
}

function reasonOf(error: unknown, folder: string): string {
  const { code = '', path } = error as NodeJS.ErrnoException;
  // Node 24 hears EEXIST of the file in the way, where 20 heard ENOTDIR of what should lie behind it.
  if (code === 'EEXIST' && path !== folder) return 'part of the path is a file';
  return { EACCES: 'permission denied', EPERM: 'permission denied', EROFS: 'read-only file system', ENOTDIR: 'part of the path is a file', EEXIST: 'it is a file', ENOSPC: 'the disk is full', ENOENT: 'it cannot be made there' }[code] ?? code;
}

/** What the person at the terminal can do about it, as a CannotOpen; any other error as it is. */
export function told(error: unknown, file: string): unknown {
  switch (codeOf(error)) {
    case CANNOT_OPEN: case READ_ONLY: return new CannotOpen(`Cannot write to ${file}: allow it, or set DATA_DIR to another folder.`, error);
    case FULL: return new CannotOpen(`The disk that holds ${file} is full: make room, or set DATA_DIR to another folder.`, error);
    case IO_ERROR: return new CannotOpen(`The disk that holds ${file} does not read or write (disk I/O error): look at it, or set DATA_DIR to a folder on another one.`, error);
    case NOT_A_DATABASE: return new CannotOpen(`${file} is not a database of Pullcord: move it away, or set DATA_DIR to another folder.`, error);
    case CORRUPT: return new CannotOpen(`${file} is damaged: put a backup in its place.`, error);
    default: return error;
  }
}
