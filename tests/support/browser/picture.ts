// `npm run picture`: photographs the demo's floor for the README, on a Thursday morning that never moves.

import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { MemoryRecords } from '../../../server/adapters/memory/memory-records.ts';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { createApp } from '../../../server/app.ts';
import { MARI } from '../../../shared/templates/furniture-people.ts';
import { seedDemo } from '../../../server/demo/seed.ts';
import { DEMO_BOARD } from '../shop/demo-shop.ts';
import { PERSON_COOKIE } from '../../../server/http/acting-person.ts';
import { launchBrowser } from './chromium.ts';
import { ROOMY } from '../server/roomy.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PICTURE = here('../../../client/app/floor.png');
const MORNING = new Date(2026, 10, 26, 10, 42).getTime();

const { ensureBuilt } = (await import('../../../server/launch/prepare.mjs' as string)) as { readonly ensureBuilt: () => Promise<void> };
await ensureBuilt();
const log = new MemoryLog();
const records = new MemoryRecords();
await seedDemo(log, records, MORNING);
const app = await createApp({ log, records, clock: () => MORNING, bounds: ROOMY, clientDir: here('../../../dist/client') });
await new Promise<void>((resolve) => app.httpServer.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(app.httpServer.address() as AddressInfo).port}`;
const browser = await launchBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', locale: 'en-GB', reducedMotion: 'reduce' });
  await context.addCookies([{ name: PERSON_COOKIE, value: MARI, url: origin, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await page.clock.setFixedTime(MORNING);
  await page.goto(`${origin}/b/${DEMO_BOARD}`);
  await page.locator('[data-live="live"]').first().waitFor();
  await page.locator('[data-card="1041.1"]').first().waitFor();
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: PICTURE });
  console.log(`The floor is in ${PICTURE}.`);
} finally {
  await browser.close();
  await app.close();
}
