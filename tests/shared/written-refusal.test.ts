import { expect, test } from 'vitest';
import type { Refusal } from '../../shared/refusals.ts';
import { cardId } from '../../shared/kernel/ids.ts';
import { asTold, written } from '../../shared/log/written-refusal.ts';
import { block, DIRECTORY, openShop, pull } from '../support/shop/shop.ts';

test('a refusal in the log names nobody and quotes nobody, and is told with the words of the moment', () => {
  const { shop } = openShop();
  shop.must(pull('1.1', 'cut'));
  shop.must(block('1.1', 'Frau Weber is on holiday'));
  const refusal: Refusal = { command: 'FinishWork', card: null, violations: shop.violations({ type: 'FinishWork', card: cardId('1.1') }) as never };
  expect(JSON.stringify(refusal)).toContain('Frau Weber');
  const kept = written(refusal);
  expect(JSON.stringify(kept)).not.toContain('Weber');
  for (const { name } of Object.values(DIRECTORY.people)) expect(JSON.stringify(kept)).not.toContain(`"${name}"`);
  expect(asTold(kept, shop.board)).toEqual(refusal);
});
