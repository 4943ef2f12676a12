import { describe, expect, test } from 'vitest';
import { DRIVERS, type Parts } from '../../support/server/gauntlet.ts';
import { MUTANTS, type Mutant, copyWith } from '../../support/source/mutants.ts';

async function run(mutant: Mutant | null): Promise<{ readonly found: readonly string[]; readonly ms: number }> {
  const copy = copyWith(mutant);
  try {
    const parts = (await import(/* @vite-ignore */ copy.entry)) as Parts;
    const began = performance.now();
    const found: string[] = [];
    for (const [name, driver] of Object.entries(DRIVERS)) {
      // A driver that cannot even end has found something too.
      const faults = await driver(parts).catch((error: Error) => [`stopped: ${error.message}`]);
      found.push(...faults.map((fault) => `${name}: ${fault}`));
      if (found.length > 0) break;
    }
    return { found, ms: performance.now() - began };
  } finally {
    copy.remove();
  }
}

describe('REL-3: the drivers have teeth', () => {
  test('the product itself passes them', { timeout: 60_000 }, async () => {
    expect((await run(null)).found).toEqual([]);
  });

  test.each(MUTANTS)('found: $name', { timeout: 60_000 }, async (mutant) => {
    const { found, ms } = await run(mutant);
    console.log(`REL-3: "${mutant.name}" found after ${ms.toFixed(0)} ms: ${found[0]}`);
    expect(found.length).toBeGreaterThan(0);
  });
});
