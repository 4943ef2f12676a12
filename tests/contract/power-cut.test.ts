import { describe, expect, it } from 'vitest';
import { BoardRooms } from '../../server/room/board-rooms.ts';
import type { Synchronous } from '../../server/adapters/sqlite/schema.ts';
import { verifyBoard } from '../../server/log/verify.ts';
import { boardId, commandId, type CommandId } from '../../shared/kernel/ids.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { Random } from '../support/chance.ts';
import { someCommand } from '../simulation/shop-commands.ts';
import { DIRECTORY, PEOPLE } from '../simulation/shop-people.ts';
import { PowerCutDisk } from '../support/store/power-cut-disk.ts';
import { openPowerCutLog, type PowerCutLog } from '../support/store/power-cut-log.ts';

/**
 * REL-9 in a small form. Real SQLite, of the version the product runs, built for WebAssembly, with our
 * schema, our settings, our writer and our board rooms, on a disk that is a model: it loses, keeps or
 * tears any unsynced write at a power cut, which falls between any two writes of SQLite.
 *
 * It proves that what we ask of SQLite (WAL, synchronous=FULL, one COMMIT a group, the answer after
 * it) is enough to lose nothing on a disk that honours fsync, and that one step less is caught. It does
 * not prove that the native build's calls reach a kernel and a drive that honour it: that takes a
 * machine whose power can be cut.
 */
const BOARD = boardId('floor');
const HOUR = 3_600_000;
const MOST_OPERATIONS = 160;

class Shop {
  readonly acked = new Map<CommandId, number>();
  private readonly random: Random;
  private readonly synchronous: Synchronous;
  private next = 0;
  private at = Date.UTC(2026, 10, 2, 7);
  disk: PowerCutDisk;
  log!: PowerCutLog;
  private rooms!: BoardRooms;

  constructor(seed: number, synchronous: Synchronous) {
    this.random = new Random(seed);
    this.synchronous = synchronous;
    this.disk = new PowerCutDisk(this.random.fork());
  }

  async start(): Promise<void> {
    this.log = await openPowerCutLog(this.disk, this.synchronous);
    this.rooms = new BoardRooms({ log: this.log, clock: () => this.at, directory: () => DIRECTORY });
  }

  /** Several people at once, until somebody's command cannot be saved or `rounds` are over. */
  async work(rounds: number): Promise<void> {
    const room = await this.rooms.open(BOARD);
    if (!room) {
      await this.create();
      return this.work(rounds);
    }
    for (let round = 0; round < rounds && !this.disk.isCut; round += 1) {
      this.at += this.random.int(1_000, HOUR);
      await Promise.all(
        PEOPLE.map(async (actor) => {
          const command = someCommand(room.board, actor, this.random, this.at);
          if (!command) return;
          const id = this.id();
          const answer = await room.submit({ id, command, actor: personActor(actor.id) });
          if (answer.ok) this.acked.set(id, answer.seq);
        }),
      );
    }
  }

  private async create(): Promise<void> {
    const actor = PEOPLE.find(({ roles }) => roles.includes('admin'))!;
    const id = this.id();
    const { answer } = await this.rooms.create({ command: furnitureShop(), id, actor: personActor(actor.id), board: BOARD });
    if (answer.ok) this.acked.set(id, answer.seq);
  }

  /** The power is gone at a moment of the disk's, and the shop starts again with what is left. */
  async cutAndStart(): Promise<void> {
    this.disk = this.disk.cut();
    await this.rooms.close().catch(() => undefined);
    await this.start();
  }

  /** Acknowledged commands that the log does not hold where it said. */
  async lost(): Promise<CommandId[]> {
    const lost: CommandId[] = [];
    for (const [id, seq] of this.acked) if ((await this.log.find(BOARD, id))?.seq !== seq) lost.push(id);
    return lost;
  }

  private id(): CommandId {
    this.next += 1;
    return commandId(`command-${this.next}`);
  }
}

const whole = async (log: PowerCutLog): Promise<string | null> => (await verifyBoard(BOARD, (after, limit) => log.read(BOARD, after, limit))).fault;

describe('REL-9 power cuts', () => {
  it('60 cuts at any moment lose no acknowledged command and leave the chain whole', async () => {
    const shop = new Shop(9, 'FULL');
    const random = new Random(90);
    await shop.start();
    await shop.work(1);
    let inWork = 0;
    for (let cut = 0; cut < 60; cut += 1) {
      shop.disk.cutAfter(random.int(1, MOST_OPERATIONS));
      await shop.work(random.int(1, 30));
      if (shop.disk.isCut) inWork += 1;
      await shop.cutAndStart();
      expect(await shop.lost(), `after cut ${cut}`).toEqual([]);
      expect(await whole(shop.log), `after cut ${cut}`).toBeNull();
    }
    // Otherwise nothing was proved.
    expect(inWork).toBeGreaterThan(30);
    expect(shop.acked.size).toBeGreaterThan(300);
  }, 180_000);

  it('teeth: synchronous=NORMAL, the default in WAL, loses acknowledged commands within three cuts', async () => {
    const found: number[] = [];
    for (let seed = 1; seed <= 5; seed += 1) {
      const shop = new Shop(seed, 'NORMAL');
      await shop.start();
      await shop.work(3);
      let cuts = 0;
      do {
        cuts += 1;
        await shop.work(4);
        await shop.cutAndStart();
      } while (cuts < 3 && (await shop.lost()).length === 0);
      found.push((await shop.lost()).length);
    }
    expect(found.filter((lost) => lost > 0)).toHaveLength(5);
  }, 60_000);

  it('R3 after a failed fsync nothing is acknowledged that a cut right after could lose', async () => {
    const shop = new Shop(3, 'FULL');
    const random = new Random(33);
    await shop.start();
    await shop.work(2);
    for (let round = 0; round < 15; round += 1) {
      await shop.work(random.int(1, 3));
      const before = shop.acked.size;
      shop.disk.failSyncs(random.int(1, 2));
      for (let tries = 0; tries < 40 && shop.acked.size < before + 2; tries += 1) await shop.work(1);
      expect(shop.acked.size, 'it goes on by itself').toBeGreaterThan(before + 1);
      await shop.cutAndStart();
      expect(await shop.lost(), `after round ${round}`).toEqual([]);
      expect(await whole(shop.log)).toBeNull();
    }
  }, 120_000);
});
