import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Command } from '../../../shared/verbs.ts';
import type { NewLimit } from '../../../shared/limits/limit-fields.ts';
import type { Directory, Person } from '../../../shared/people/directory.ts';
import { type BoardId, boardId, cardId, commandId, laneId } from '../../../shared/kernel/ids.ts';
import { furnitureShop } from '../../../shared/templates/furniture.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { MemoryRecords } from '../../../server/adapters/memory/memory-records.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { type App, createApp } from '../../../server/app.ts';
import { outcomeOf } from '../../../server/room/answers.ts';
import { PERSON_COOKIE } from '../../../server/http/acting-person.ts';
import { launchBrowser } from './chromium.ts';
import { Proxy } from '../server/proxy.ts';
import { DIRECTORY, PEOPLE } from '../shop/shop.ts';
import { until } from '../until.ts';
import { ROOMY } from '../server/roomy.ts';

const CLIENT = fileURLToPath(new URL('../../../dist/client', import.meta.url));

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly touch?: boolean;
  readonly dark?: boolean;
  /** The person who sits before it. */
  readonly as?: Person;
  /** What the browser asks for; English, whatever the machine speaks. */
  readonly language?: string;
  /** Goes through the proxy, whose weather the test makes. */
  readonly throughProxy?: boolean;
  /** Lanes narrow and fold by themselves; else this person has unfolded all but the ends of the road. */
  readonly fits?: boolean;
}

export const DESK: Screen = { width: 1440, height: 900 };
export const PHONE: Screen = { width: 390, height: 844, touch: true };
export const WALL: Screen = { width: 1920, height: 1080 };

/** The built client on the real server, and as many browsers before it as a test wants. */
export class ShopFloor {
  readonly proxy: Proxy;
  private readonly contexts: BrowserContext[] = [];

  private constructor(readonly app: App, private readonly browser: Browser, proxy: Proxy, readonly port: number, readonly log: MemoryLog) {
    this.proxy = proxy;
  }

  static async open(fill: (log: MemoryLog, records: MemoryRecords) => Promise<void> = async (_log, records) => records.replaceRecords(recordsOf(DIRECTORY))): Promise<ShopFloor> {
    const log = new MemoryLog();
    const records = new MemoryRecords();
    await fill(log, records);
    const app = await createApp({ log, records, clock: Date.now, clientDir: CLIENT, bounds: ROOMY });
    await new Promise<void>((resolve) => app.httpServer.listen(0, '127.0.0.1', resolve));
    const { port } = app.httpServer.address() as AddressInfo;
    return new ShopFloor(app, await launchBrowser(), await Proxy.before(port), port, log);
  }

  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
    await this.browser.close();
    await this.proxy.close();
    await this.app.close();
  }

  async closeScreens(): Promise<void> {
    for (const context of this.contexts.splice(0)) await context.close();
  }

  /** A board made through the room, as every board is. */
  async board(name: string, commands: readonly Command[]): Promise<BoardId> {
    const board = boardId(name);
    for (const [index, command] of commands.entries()) await this.must(board, command, `setup-${name}-${index}`);
    return board;
  }

  /** A command of somebody who is not at one of the browsers. */
  async must(board: BoardId, command: Command, id = `other-${Math.random().toString(36).slice(2)}`, actor: Person = PEOPLE.ada): Promise<void> {
    const message = { id: commandId(id.padEnd(12, '0')), command, actor: personActor(actor.id) };
    const { answer } = command.type === 'CreateBoard'
      ? await this.app.rooms.create({ ...message, command, board })
      : { answer: await (await this.app.rooms.open(board))?.submit(message) };
    if (!answer?.ok) throw new Error(`${command.type} was not done: ${answer ? outcomeOf(answer) : 'no board'}`);
  }

  /** What the server holds. */
  async truth(board: BoardId) {
    const room = await this.app.rooms.open(board);
    if (!room) throw new Error(`There is no board ${board}.`);
    return room.board;
  }

  /** A screen at a page, with the floor's cards on it. Errors of the page fail the test that looks. */
  async page(path: string, screen: Screen = DESK): Promise<Page & { faults: string[] }> {
    const context = await this.browser.newContext({
      viewport: { width: screen.width, height: screen.height }, hasTouch: screen.touch ?? false, isMobile: screen.touch ?? false,
      colorScheme: screen.dark ? 'dark' : 'light', reducedMotion: 'reduce', locale: screen.language ?? 'en-US',
    });
    this.contexts.push(context);
    const origin = `http://127.0.0.1:${screen.throughProxy ? this.proxy.port : this.port}`;
    await context.addCookies([{ name: PERSON_COOKIE, value: (screen.as ?? PEOPLE.ada).id, url: origin, sameSite: 'Strict' }]);
    if (!screen.fits) await context.addInitScript((folds) => folds.forEach(([key, open]) => { if (localStorage.getItem(key) === null) localStorage.setItem(key, open); }), await this.unfolded());
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(origin + path);
    return Object.assign(page, { faults });
  }

  /** As the browser keeps it that everybody unfolded all lanes but the ends of the road. */
  private async unfolded(): Promise<[string, string][]> {
    const { people } = (await (await fetch(`http://127.0.0.1:${this.port}/api/people`)).json()) as { people: readonly Person[] };
    const folds = await Promise.all((await this.log.boards()).map(async ({ board }) => {
      const lanes = (await this.truth(board)).lanes.filter(({ role }) => role !== 'enquiry' && role !== 'shipped');
      const open = JSON.stringify(Object.fromEntries(lanes.map(({ id }) => [id, false])));
      return people.map(({ id }): [string, string] => [`pullcord.folded.${board}.${id}`, open]);
    }));
    return folds.flat();
  }

  async floor(board: BoardId, screen: Screen = DESK): Promise<Page & { faults: string[] }> {
    const page = await this.page(`/b/${board}`, screen);
    await page.locator('[data-live="live"]').first().waitFor();
    return page;
  }
}

export const cardOn = (page: Page, id: string): Locator => page.locator(`[data-card="${id}"]`).first();
/** The column a card stands in on a screen: `cut/doing`. */
export const columnOf = (page: Page, id: string): Promise<string | null> =>
  page.evaluate((card) => document.querySelector(`[data-card="${card}"]`)?.closest('[data-column]')?.getAttribute('data-column') ?? null, id);

export async function isIn(page: Page, id: string, column: string): Promise<void> {
  await until(`${id} stands in ${column}`, async () => (await columnOf(page, id)) === column);
}

/** What a key or the hand changed is on the screen within a frame or two; whoever acts before that acts on what was. */
export const drawn = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))))');

/** Picks a card up with the keyboard. */
export async function take(page: Page, id: string): Promise<void> {
  await page.locator(`[data-card="${id}"] .card-open`).focus();
  await page.keyboard.press('Space');
  await page.locator('.in-hand').waitFor();
  // The library hears the next key from the next turn of the page's loop on.
  await page.evaluate('new Promise((done) => setTimeout(done))');
}

/** What the page says to screen readers now. */
export const saidOn = async (page: Page): Promise<string> => (await page.locator('[aria-live]').allTextContents()).join();

/** Picks a card up with the mouse and holds it over a column. */
export async function hold(page: Page, id: string, column: string): Promise<void> {
  const from = await cardOn(page, id).boundingBox();
  const to = await page.locator(`[data-column="${column}"]`).first().boundingBox();
  if (!from || !to) throw new Error(`${id} or ${column} is not on the screen`);
  await page.mouse.move(from.x + 30, from.y + 14);
  await page.mouse.down();
  await page.mouse.move(from.x + 45, from.y + 24, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + Math.min(60, to.height / 2), { steps: 8 });
  await page.locator(`[data-lane="${column.split('/')[0]}"].over`).first().waitFor();
}

export async function drag(page: Page, id: string, column: string): Promise<void> {
  await hold(page, id, column);
  await page.mouse.up();
}

const MAKE = ['cut', 'finish', 'check'].map((lane) => ({ lane: laneId(lane), hours: 2 }));

/** One released order of `jobs` parts to make, and whatever limits the test wants: `{ cut: 2 }`. */
export function smallShop(jobs: number, capacities: Readonly<Record<string, number | null>> = {}, directory: Directory = DIRECTORY): Command[] {
  const shop = furnitureShop('Small shop');
  const limits = shop.limits.map((limit): NewLimit => (limit.id !== undefined && limit.id in capacities ? { ...limit, capacity: capacities[limit.id] ?? null } : limit));
  const names = ['Table top', 'Legs', 'Side panel', 'Drawer front', 'Shelf', 'Plinth', 'Door', 'Back panel'];
  return [
    { ...shop, firstNumber: 1041, limits },
    {
      type: 'CreateOrder', title: 'Oak table', customer: Object.values(directory.suppliers)[0]?.name ?? 'Larsen', quantity: 1,
      bom: Array.from({ length: jobs }, (_, index) => ({ title: `${names[index % names.length]} ${index + 1}`, quantity: 1, source: 'make' as const, routing: MAKE })),
    },
    { type: 'ConfirmOrder', order: cardId('1041'), promisedAt: Date.now() + 9 * 86_400_000 },
    { type: 'ReleaseOrder', order: cardId('1041') },
  ];
}

export const pull = (card: string, lane: string): Command => ({ type: 'PullCard', card: cardId(card), lane: laneId(lane) });
export const finish = (card: string): Command => ({ type: 'FinishWork', card: cardId(card) });
