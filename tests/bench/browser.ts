import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { PERSON_COOKIE } from '../../server/http/acting-person.ts';
import { launchBrowser } from '../support/browser/chromium.ts';
import { bareCopy, bareMove, bareRest, cardOf } from './bare-page.ts';
import { BENCH_BOARD, benchPerson, traffickedCard } from './boards.ts';
import { held } from './floors.ts';
import { median, pause, rank } from './measures.ts';
import { number, type Row, type Settings } from './report.ts';
import { pullcord, type Running } from './sides.ts';
import { ThinClient } from './thin-client.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const CARDS = 2_000;
/** A laptop beside the saw, not the developer's machine. */
const THROTTLED = 4;
const DRAGS = 9;
const STORM = 100;
const FRAME = 1_000 / 60;

/** What a person at a screen of 2,000 cards feels, on a processor throttled to a quarter. */
export async function browser(settings: Settings): Promise<Row[]> {
  settings.say(`a screen of ${number(CARDS)} cards, throttled ${THROTTLED} ×`);
  const client = here('../../.cache/bench-client');
  await build({ configFile: here('../../vite.config.ts'), logLevel: 'warn', build: { outDir: client } });
  const server = await pullcord.start({ cards: CARDS }, ['--client-dir', client]);
  const chromium = await launchBrowser();
  try {
    const empty = await emptyPage(chromium);
    const paints: number[] = [];
    for (let n = 1; n < settings.repeats; n += 1) paints.push((await opened(chromium, server, true)).paint);
    const floor = await opened(chromium, server, false);
    paints.push(floor.paint);
    const times = settings.repeats > 1 ? DRAGS : 2;
    const bare = await bareScreen(chromium, floor);
    const bareDrags = await warmDrags(bare.page, times, () => cardOf(bare.page, 'ready/all'));
    const bareScript = await scriptOfAMove(bare, settings, async (n) => {
      const [from, to] = n % 2 === 0 ? ['ready/all', 'cut/doing'] : ['cut/doing', 'ready/all'];
      await bareMove(bare.page, await cardOf(bare.page, from), to);
    }, async () => bareRest(bare.page, await cardOf(bare.page, 'ready/all')));
    await bare.page.context().close();
    const warm = await warmDrags(floor.page, times, (n) => Promise.resolve(traffickedCard(2 * n + 1)));
    const mover = await ThinClient.connect(server.port, server.auth(1));
    const script = await scriptOfAMove(floor, settings, (n) => mover.ask('command', server.move(`browser-move-${n}`, 1, 100 + (n >> 1), n % 2 === 0 ? 'there' : 'back')));
    mover.close();
    const storm = await frames(floor.page, () => remoteMoves(server, settings.seconds));
    const paint = median(paints);
    const longest = (part: (one: Drag) => readonly number[], of: readonly Drag[] = warm): number => median(of.map((one) => Math.max(...part(one))));
    const whole = (one: Drag): number[] => [...one.pickUp, ...one.way, ...one.drop];
    const wholeDrag = longest(whole);
    const worst = Math.max(...warm.flatMap(whole));
    const parts = (of: readonly Drag[]): string => [longest((one) => one.pickUp, of), longest((one) => one.way, of), longest((one) => one.drop, of)].map((ms) => number(ms, 1)).join(' / ');
    const way = warm.flatMap((one) => one.way);
    const fps = perSecond(storm);
    return [
      { what: `screen of ${number(CARDS)} cards, CPU throttled ${THROTTLED} ×: first paint of cards after data, ms`, pullcord: number(paint), ...held('first paint after data', paint) },
      { what: `  longest frame of a drag, median of ${warm.length} drags: ms`, pullcord: number(wholeDrag, 1), reference: number(longest(whole, bareDrags), 1), ratio: `worst ${number(worst, 1)}`, ...held('longest frame of a drag', wholeDrag) },
      { what: '    picking up / on the way / letting go: ms', pullcord: parts(warm), reference: parts(bareDrags), ratio: `way p50 ${number(rank(way, 50), 1)}, p95 ${number(rank(way, 95), 1)}` },
      { what: '  scripting of a single remote move: ms', pullcord: number(script.script, 1), reference: number(bareScript.script, 1), ratio: `with layout and paint ${number(script.task, 1)}, bare ${number(bareScript.task, 1)}`, ...held('script of a remote move', script.script) },
      { what: `  frames/s under ${STORM} remote moves/s`, pullcord: number(fps, 1), reference: number(perSecond(empty), 1), ratio: `p95 ${number(rank(storm, 95), 1)} ms, longest ${number(Math.max(...storm), 1)}`, ...held('frames under remote moves', fps) },
    ];
  } finally {
    await chromium.close();
    await server.stop();
  }
}

interface Screen { readonly page: Page; readonly cdp: CDPSession }
interface Opened extends Screen { readonly paint: number }

async function throttled(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: THROTTLED });
  return cdp;
}

/**
 * The floor as it stands, with nothing of ours behind it: the reference of the drag and of the script of a
 * remote move. Its remote moves are of cards in sight, for it has no others: it lays out and paints more for each.
 */
async function bareScreen(chromium: Browser, floor: Screen): Promise<Screen> {
  const page = await (await chromium.newContext({ viewport: VIEW })).newPage();
  await bareCopy(floor.page, page);
  return { page, cdp: await throttled(page) };
}

/** The least a frame takes here: the reference of the frames in a storm. */
async function emptyPage(chromium: Browser): Promise<readonly number[]> {
  const page = await (await chromium.newContext({ viewport: VIEW })).newPage();
  await throttled(page);
  const told = await frames(page, () => wander(page));
  await page.context().close();
  return told;
}

const VIEW = { width: 1440, height: 900 };

/** Opens the floor afresh; `paint` is from the board's bytes in the browser to the first frame with cards, ms. */
async function opened(chromium: Browser, server: Running, close: boolean): Promise<Opened> {
  const context = await chromium.newContext({ viewport: VIEW });
  const origin = `http://127.0.0.1:${server.port}`;
  await context.addCookies([{ name: PERSON_COOKIE, value: benchPerson(0), url: origin, sameSite: 'Strict' }]);
  const page = await context.newPage();
  const cdp = await throttled(page);
  await page.addInitScript(WATCH_FIRST_PAINT);
  // Whatever is full now, the lanes of the drag lie open.
  await page.addInitScript(`localStorage.setItem('pullcord.folded.${BENCH_BOARD}.${benchPerson(0)}', '{"ready":false,"cut":false}')`);
  await page.goto(`${origin}/b/${BENCH_BOARD}`);
  // The page's own policy forbids a waiting that is evaluated inside.
  await page.locator('[data-card]').first().waitFor();
  while ((await page.evaluate<number>('window.bench.painted')) === 0) await pause(20);
  const paint = await page.evaluate<number>('window.bench.painted - window.bench.data');
  if (close) await context.close();
  // Fonts, pictures and the rest of the first second are not what is measured next.
  else await pause(2_000);
  return { page, cdp, paint };
}

/** The board is the only binary message; the frame after the one with a card in it has been painted. */
const WATCH_FIRST_PAINT = `
  window.bench = { data: 0, painted: 0 };
  window.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => { if (typeof data !== 'string' && !window.bench.data) window.bench.data = performance.now(); });
    }
  };
  new MutationObserver((_, watcher) => {
    if (!document.querySelector('[data-card]')) return;
    watcher.disconnect();
    requestAnimationFrame(() => { const done = new MessageChannel(); done.port1.onmessage = () => { window.bench.painted = performance.now(); }; done.port2.postMessage(0); });
  }).observe(document, { subtree: true, childList: true });
`;

/** The time between frames while `act` runs, ms. */
async function frames(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(`(() => { window.frames = []; let last = 0; const tick = (now) => { if (last) window.frames.push(now - last); last = now; window.raf = requestAnimationFrame(tick); }; window.raf = requestAnimationFrame(tick); })()`);
  await act();
  return page.evaluate<number[]>('(() => { cancelAnimationFrame(window.raf); return window.frames; })()');
}

const perSecond = (told: readonly number[]): number => (1_000 * told.length) / told.reduce((sum, ms) => sum + ms, 0);

async function wander(page: Page): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.move(500 + 5 * (step % 30), 300 + 4 * (step % 20));
    await pause(FRAME);
  }
}

interface Drag { readonly pickUp: readonly number[]; readonly way: readonly number[]; readonly drop: readonly number[] }

/** From Ready across the floor into Cut, as a hand does it: a move of the mouse each frame. */
async function drag(page: Page, card: string): Promise<Drag> {
  const element = page.locator(`[data-card="${card}"]`).first();
  await element.scrollIntoViewIfNeeded();
  await pause(300);
  const from = await element.boundingBox();
  const to = await page.locator('[data-column="cut/doing"]').first().boundingBox();
  if (!from || !to) throw new Error(`${card} or Cut is not on the screen.`);
  await page.mouse.move(from.x + 30, from.y + 14);
  await pause(100);
  const pickUp = await frames(page, async () => {
    await page.mouse.down();
    for (let step = 1; step <= 10; step += 1) {
      await page.mouse.move(from.x + 30 + 3 * step, from.y + 14);
      await pause(FRAME);
    }
    await pause(100);
  });
  if ((await page.locator('.in-hand').count()) === 0) throw new Error(`${card} was not picked up.`);
  const way = await frames(page, () => wander(page));
  const drop = await frames(page, async () => {
    await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 4 });
    await page.mouse.up();
    await pause(500);
  });
  if ((await element.count()) > 0 && (await page.evaluate(`!!document.querySelector('[data-column^="ready"] [data-card="${card}"]')`))) throw new Error(`${card} did not move.`);
  return { pickUp, way, drop };
}

/** A first drag meets code that is not compiled yet, and is left out. */
async function warmDrags(page: Page, times: number, card: (n: number) => Promise<string>): Promise<readonly Drag[]> {
  const drags: Drag[] = [];
  for (let n = 0; n < times; n += 1) drags.push(await drag(page, await card(n)));
  return drags.slice(1);
}

/** What one move of somebody else costs this screen, with nothing else going on: medians, so that a tick in between does not count. */
async function scriptOfAMove({ cdp }: Screen, { seconds }: Settings, move: (n: number) => Promise<unknown>, rest: () => Promise<unknown> = () => Promise.resolve()): Promise<{ readonly script: number; readonly task: number }> {
  await cdp.send('Performance.enable');
  const samples = async (act: (n: number) => Promise<unknown>): Promise<{ script: number[]; task: number[] }> => {
    const told: { script: number[]; task: number[] } = { script: [], task: [] };
    for (let n = 0; n < 3 * seconds; n += 1) {
      const before = await metrics(cdp);
      await act(n);
      // A slow screen is drawn twice a second at least: each move has the whole of its redraw to itself.
      await pause(600);
      const after = await metrics(cdp);
      told.script.push(after.script - before.script);
      told.task.push(after.task - before.task);
    }
    return told;
  };
  for (let n = -20; n < 0; n += 1) await move(n).then(() => pause(60));
  const idle = await samples(rest);
  const busy = await samples(move);
  return { script: median(busy.script) - median(idle.script), task: median(busy.task) - median(idle.task) };
}

async function metrics(cdp: CDPSession): Promise<{ readonly script: number; readonly task: number }> {
  const { metrics: all } = await cdp.send('Performance.getMetrics');
  const of = (name: string): number => 1_000 * (all.find((metric) => metric.name === name)?.value ?? Number.NaN);
  return { script: of('ScriptDuration'), task: of('TaskDuration') };
}

/** Four people, each every 40 ms, whether the server has answered or not. */
async function remoteMoves(server: Running, seconds: number): Promise<void> {
  const people = await Promise.all([2, 3, 4, 5].map((n) => ThinClient.connect(server.port, server.auth(n))));
  const began = performance.now();
  for (let n = 0; n < STORM * seconds; n += 1) {
    const who = n % people.length;
    const turn = Math.floor(n / people.length);
    void people[who]?.ask('command', server.move(`storm-${who}-${turn}`, 2 + who, 140 + who, turn % 2 === 0 ? 'there' : 'back'));
    await pause(Math.max(0, began + (1_000 / STORM) * (n + 1) - performance.now()));
  }
  for (const person of people) person.close();
}
