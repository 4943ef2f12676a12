import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import type { Connection, Row, Statement, Value } from '../../../server/adapters/sqlite/connection.ts';
import type { PowerCutDisk } from './power-cut-disk.ts';

/** The few calls of SQLite's WebAssembly build that are used here; its own types describe a browser. */
interface Wasm {
  readonly config: { warn: () => void };
  readonly capi: Record<string, never> & { sqlite3_vfs: new () => Struct; sqlite3_io_methods: new () => Struct; sqlite3_file: new (pointer: number) => Struct; sqlite3_get_autocommit(db: number): number } & Record<string, number>;
  readonly wasm: { heap8u(): Uint8Array; cstrToJs(pointer: number): string; poke32(pointer: number, value: number): void; poke64(pointer: number, value: bigint): void; poke(pointer: number, value: number | bigint, type: string): void; cstrncpy(to: number, from: number, most: number): number; allocCString(text: string): number };
  readonly vfs: { installVfs(what: object): void };
  readonly oo1: { DB: new (options: { filename: string; flags: string; vfs: string }) => Db };
}
interface Struct { pointer: number; $iVersion: number; $szOsFile: number; $mxPathname: number; $pMethods: number; dispose(): void }
interface Db { pointer: number; exec(sql: string): void; prepare(sql: string): Stmt; close(): void }
interface Stmt { bind(values: Value[]): Stmt; step(): boolean; get(into: object): Row; reset(): Stmt; clearBindings(): Stmt; finalize(): void; readonly parameterCount: number }

const VFS = 'power-cut';
let loaded: Promise<Wasm> | null = null;
let disk: PowerCutDisk | null = null;

/** A connection of real SQLite (the version the product runs) to a file on the modelled disk. */
export async function sqliteOn(on: PowerCutDisk): Promise<() => Connection> {
  loaded ??= load();
  const sqlite = await loaded;
  return () => {
    disk = on;
    return connect(sqlite);
  };
}

async function load(): Promise<Wasm> {
  const sqlite = (await (sqlite3InitModule as unknown as (options: object) => Promise<unknown>)({ print() {}, printErr() {} })) as Wasm;
  // Errors are what these tests are for; their answers say them.
  sqlite.config.warn = () => {};
  install(sqlite);
  return sqlite;
}

function connect(sqlite: Wasm): Connection {
  const db = new sqlite.oo1.DB({ filename: '/pullcord.db', flags: 'c', vfs: VFS });
  const statements: Stmt[] = [];
  const told = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw Object.assign(error as Error, { errcode: (error as { resultCode?: number }).resultCode ?? 0 });
    }
  };
  // There is no shared memory in the model, so the log's index is kept in this connection's own.
  db.exec('PRAGMA locking_mode = EXCLUSIVE');
  return {
    exec: (sql) => told(() => db.exec(sql)),
    prepare: (sql) => told(() => {
      const statement = db.prepare(sql);
      statements.push(statement);
      return statementOf(statement, told);
    }),
    close: () => {
      for (const statement of statements) statement.finalize();
      db.close();
    },
    get isTransaction() {
      return sqlite.capi.sqlite3_get_autocommit(db.pointer) === 0;
    },
  };
}

function statementOf(statement: Stmt, told: <T>(act: () => T) => T): Statement {
  const rows = (values: Value[], most: number): Row[] => told(() => {
    try {
      if (values.length > 0) statement.bind(values);
      const found: Row[] = [];
      while (statement.step()) if (found.length < most) found.push(statement.get({}));
      return found;
    } finally {
      try {
        statement.reset();
        statement.clearBindings();
      } catch {
        // reset tells the last step's error a second time.
      }
    }
  });
  return {
    run: (...values) => rows(values, 0),
    get: (...values) => rows(values, 1)[0],
    all: (...values) => rows(values, Number.POSITIVE_INFINITY),
  };
}

function install(sqlite: Wasm): void {
  const { capi, wasm } = sqlite;
  const OK = capi['SQLITE_OK']!;
  const names = new Map<number, string>();
  const on = (): PowerCutDisk => {
    if (!disk) throw new Error('no disk');
    return disk;
  };
  const or = (code: number, act: () => number | void): number => {
    try {
      return act() ?? OK;
    } catch {
      return capi[`SQLITE_IOERR_${code === 0 ? 'WRITE' : code === 1 ? 'FSYNC' : 'TRUNCATE'}`]!;
    }
  };
  const at = (pointer: number, length: number): Uint8Array => wasm.heap8u().subarray(pointer, pointer + length);
  const nameOf = (file: number): string => names.get(file)!;

  const io = new capi.sqlite3_io_methods();
  io.$iVersion = 1;
  const ioMethods = {
    xClose: (file: number) => (names.delete(file), OK),
    xRead: (file: number, into: number, length: number, offset: bigint) =>
      on().read(nameOf(file), Number(offset), at(into, length)) === length ? OK : capi['SQLITE_IOERR_SHORT_READ']!,
    xWrite: (file: number, from: number, length: number, offset: bigint) => or(0, () => on().write(nameOf(file), Number(offset), at(from, length))),
    xTruncate: (file: number, size: bigint) => or(2, () => on().truncate(nameOf(file), Number(size))),
    xSync: (file: number) => or(1, () => on().sync(nameOf(file))),
    xFileSize: (file: number, size: number) => (wasm.poke(size, BigInt(on().size(nameOf(file))), 'i64'), OK),
    xLock: () => OK,
    xUnlock: () => OK,
    xCheckReservedLock: (_: number, out: number) => (wasm.poke(out, 0, 'i32'), OK),
    xFileControl: () => capi['SQLITE_NOTFOUND']!,
    // What SQLite says of itself on Linux.
    xSectorSize: () => 4096,
    xDeviceCharacteristics: () => capi['SQLITE_IOCAP_POWERSAFE_OVERWRITE']!,
  };
  const vfs = new capi.sqlite3_vfs();
  vfs.$iVersion = 1;
  vfs.$szOsFile = (capi['sqlite3_file'] as unknown as { structInfo: { sizeof: number } }).structInfo.sizeof;
  vfs.$mxPathname = 512;
  const vfsMethods = {
    xOpen: (_: number, name: number, file: number, flags: number, out: number) => {
      const path = wasm.cstrToJs(name);
      on().create(path);
      names.set(file, path);
      const struct = new capi.sqlite3_file(file);
      struct.$pMethods = io.pointer;
      struct.dispose();
      if (out) wasm.poke(out, flags, 'i32');
      return OK;
    },
    xDelete: (_: number, name: number) => or(0, () => on().remove(wasm.cstrToJs(name))),
    xAccess: (_: number, name: number, __: number, out: number) => (wasm.poke(out, on().exists(wasm.cstrToJs(name)) ? 1 : 0, 'i32'), OK),
    xFullPathname: (_: number, name: number, length: number, out: number) => (wasm.cstrncpy(out, name, length) < length ? OK : capi['SQLITE_CANTOPEN']!),
    // Salts of the log's frames: a seed must give the same run.
    xRandomness: (_: number, length: number, out: number) => {
      for (let i = 0; i < length; i += 1) at(out, length)[i] = (i * 37 + on().syncs) & 0xff;
      return length;
    },
    xSleep: () => 0,
    xCurrentTime: (_: number, out: number) => (wasm.poke(out, 2_460_000.5, 'double'), OK),
    xGetLastError: () => OK,
  };
  sqlite.vfs.installVfs({ io: { struct: io, methods: ioMethods }, vfs: { struct: vfs, methods: vfsMethods, name: VFS } });
}
