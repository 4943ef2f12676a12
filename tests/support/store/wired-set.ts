import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mongoose';
import { freePorts } from '../server/free-ports.ts';
import { Proxy } from '../server/proxy.ts';
import { mongodPath } from './real-mongod.ts';
import { SmallDisk } from './small-disk.ts';
import { until } from '../until.ts';

/** Whoever calls without an address of its own: the members one another, and the test itself. */
const MEMBERS = 'members';

/**
 * A replica set of three whose members know one another, and are known, by the addresses of doors that
 * belong to the test. Each node calls from a loopback address of its own, so each node's wire to each
 * member can be cut alone (REL-18, REL-32).
 */
export class WiredSet {
  readonly members: readonly WiredMember[];
  private readonly folder = mkdtempSync(join(tmpdir(), 'pullcord-set-'));

  private constructor(mongod: string, ports: readonly number[], smallDisk: boolean) {
    this.members = ports.map((port, number) => new WiredMember(mongod, port, join(this.folder, String(number)), smallDisk && number === 0));
  }

  /** `smallDisk`: the first member's data is on one of its own; see `mayMount`. */
  static async start({ electionAfter = 5_000, smallDisk = false } = {}): Promise<WiredSet> {
    const mongod = await mongodPath();
    if (mongod === null) throw new Error('There is no mongod for this machine.');
    const set = new WiredSet(mongod, await freePorts(3), smallDisk);
    try {
      for (const member of set.members) await member.open();
      const [first] = set.members as [WiredMember];
      const config = {
        _id: 'rs0', settings: { electionTimeoutMillis: electionAfter },
        members: set.members.map(({ address }, _id) => ({ _id, host: address })),
      };
      await until('the set is initiated', () => first.tell({ replSetInitiate: config }).then(() => true, () => false), 30_000);
      await set.inStep();
      return set;
    } catch (error) {
      await set.stop();
      throw error;
    }
  }

  /** For the node with this number, with wires of its own; null: by the wires of the members. */
  uri(database: string, node: number | null = null): string {
    // Only Linux answers at all of 127.0.0.0/8 without being asked to; elsewhere all share one wire.
    const from = node === null || process.platform !== 'linux' ? '' : `&localAddress=${addressOf(node)}`;
    return `mongodb://${this.members.map(({ address }) => address).join(',')}/${database}?replicaSet=rs0${from}`;
  }

  /** The wires from one node to all members. */
  wiresOf(node: number): readonly Proxy[] {
    const from = process.platform === 'linux' ? addressOf(node) : MEMBERS;
    return this.members.map((member) => member.wire(from));
  }

  /** As the members that answer see it. */
  async primary(among = this.members, within = 30_000): Promise<WiredMember> {
    return until('there is a primary', async () => {
      const says = await Promise.all(among.map((member) => member.isWritable()));
      const at = says.indexOf(true);
      return at < 0 ? null : among[at];
    }, within);
  }

  /** All three run, and have what the primary has: a write that all must acknowledge is acknowledged. */
  async inStep(within = 60_000): Promise<void> {
    await until('all members are in step', async () => {
      const primary = await this.primary().catch(() => null);
      return primary?.tell({ insert: 'steps', documents: [{}], writeConcern: { w: 3, wtimeout: 2_000 } }, 'in-step').then((said) => said['writeConcernError'] === undefined, () => false);
    }, within);
  }

  async stop(): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class WiredMember {
  address = '';
  /** Its inner port: behind the wires, never cut. */
  readonly port: number;
  private readonly wires = new Map<string, Proxy>();
  private readonly door: Server;
  private child: ChildProcess | null = null;

  readonly disk: SmallDisk | null;

  constructor(private readonly mongod: string, port: number, private readonly path: string, smallDisk: boolean) {
    this.port = port;
    mkdirSync(path);
    this.disk = smallDisk ? SmallDisk.mount(path, SMALL) : null;
    this.door = createServer((socket) => {
      const from = (socket.remoteAddress ?? '').replace('::ffff:', '');
      this.wire(from.startsWith('127.0.1.') ? from : MEMBERS).accept(socket);
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.door.listen(0, '127.0.0.1', resolve));
    this.address = `127.0.0.1:${(this.door.address() as AddressInfo).port}`;
    this.start();
  }

  wire(from: string = MEMBERS): Proxy {
    const wire = this.wires.get(from) ?? Proxy.to(this.port);
    this.wires.set(from, wire);
    return wire;
  }

  start(): void {
    const child = spawn(this.mongod, ['--replSet', 'rs0', '--port', String(this.port), '--bind_ip', '127.0.0.1', '--dbpath', this.path, '--wiredTigerCacheSizeGB', '0.25', '--nounixsocket', ...(this.disk ? FRUGAL : [])], { stdio: 'ignore' });
    this.child = child;
    const last = (): void => void child.kill('SIGKILL');
    process.once('exit', last);
    child.once('exit', () => process.off('exit', last));
  }

  get runs(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
  }

  /** A command to this member itself, past all wires. */
  async tell(command: Record<string, unknown>, database = 'admin', within = 2_000): Promise<Record<string, unknown>> {
    const connection = createConnection(`mongodb://127.0.0.1:${this.port}/${database}?directConnection=true`, { serverSelectionTimeoutMS: within, connectTimeoutMS: within, socketTimeoutMS: within + 2_000, bufferCommands: false });
    try {
      await connection.asPromise();
      return (await connection.db?.command(command)) ?? {};
    } finally {
      await connection.close(true);
    }
  }

  async isWritable(): Promise<boolean> {
    return this.tell({ hello: 1 }, 'admin', 500).then((said) => said['isWritablePrimary'] === true, () => false);
  }

  async close(): Promise<void> {
    await this.kill();
    this.disk?.unmount();
    for (const wire of this.wires.values()) await wire.close();
    await new Promise<void>((resolve) => this.door.close(() => resolve()));
  }
}

const addressOf = (node: number): string => `127.0.1.${node + 1}`;

/** MiB of a small disk; a member takes 300 before its first write unless it is told not to. */
const SMALL = 96;
const FRUGAL = ['--syncdelay', '2', '--wiredTigerEngineConfigString', 'log=(prealloc=false,file_max=1MB)', '--setParameter', 'diagnosticDataCollectionEnabled=false'];
