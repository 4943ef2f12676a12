import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Counts } from '../../server/http/counts.ts';
import { metricsRouter } from '../../server/http/metrics.ts';
import { CannotStart, type Settings, settingsOf } from '../../server/settings.ts';

const guide = readFileSync(new URL('../../server/OPERATIONS.md', import.meta.url), 'utf8');
const main = readFileSync(new URL('../../server/main.ts', import.meta.url), 'utf8');

interface Row { readonly name: string; readonly otherwise: string | null; readonly from: number | null; readonly to: number | null }

const rows: readonly Row[] = [...guide.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`|none) \| (?:(\d+) – (\d+) )?\|/gm)].map(([, name = '', otherwise, from, to]) => ({
  name, otherwise: otherwise ?? null, from: from === undefined ? null : Number(from), to: to === undefined ? null : Number(to),
}));
const numbers = rows.filter((row): row is Row & { from: number; to: number; otherwise: string } => row.from !== null && row.otherwise !== null);

/** The sentence of a start that does not begin. */
function sentenceOf(env: Record<string, string>): string {
  try {
    settingsOf(env, []);
  } catch (error) {
    expect(error).toBeInstanceOf(CannotStart);
    return (error as Error).message;
  }
  throw new Error(`${JSON.stringify(env)} was taken`);
}

describe('the table of the environment', () => {
  it('has exactly what the server reads', () => {
    const read = new Set<string>();
    settingsOf(new Proxy<Record<string, string>>({}, { get: (_, name) => void read.add(String(name)) }), []);
    expect([...read].sort()).toEqual(rows.map(({ name }) => name).sort());
    // Nothing else looks: tests/architecture.test.ts keeps everybody but main.ts from it, and main.ts hands it on whole.
    expect(main.match(/process\s*\.\s*env\b[^,]*,/g)).toEqual(['process.env,']);
  });

  it('says the defaults', () => {
    const without = settingsOf({}, []);
    expect(numbers.length).toBeGreaterThanOrEqual(14);
    for (const { name, otherwise } of rows) if (otherwise !== null) expect([name, settingsOf({ [name]: otherwise }, [])]).toEqual([name, without]);
    for (const { name } of rows) expect([name, settingsOf({ [name]: ' ' }, [])]).toEqual([name, without]);
  });

  it.each(numbers)('says from where to where $name goes, and what is beyond is said in one sentence', ({ name, from, to }) => {
    const changes = (value: number): Settings => settingsOf({ [name]: String(value) }, []);
    expect(changes(from)).not.toEqual(changes(to));
    for (const wrong of [from - 1, to + 1, `${from + 1}.5`, 'many', '1e3', '0x10', `${to}0`]) {
      const sentence = sentenceOf({ [name]: String(wrong) });
      expect(sentence).toBe(`${name} must be a number from ${from} to ${to}, and it is ${JSON.stringify(String(wrong))}.`);
    }
  });
});

describe('the table of the figures', () => {
  it('has exactly what the server counts', async () => {
    const counts = new Counts();
    const text = await new Promise<string>((resolve) => {
      const router = metricsRouter({ counts, sockets: () => 0, boards: () => 0, snapshots: () => 0, lag: () => new Map([['orders', 3]]), schedule: { lag: 0, outcomes: {} }, draining: () => false });
      const response = { set: () => response, send: resolve };
      void router.stack[0]?.route?.stack[0]?.handle({} as never, response as never, () => {});
    });
    const shown = [...text.matchAll(/^# TYPE (pullcord_\w+)/gm)].map(([, name]) => name);
    expect(shown.length).toBeGreaterThan(8);
    expect(new Set([...guide.matchAll(/`(pullcord_\w+)/g)].map(([, name]) => name))).toEqual(new Set(shown));
  });
});
