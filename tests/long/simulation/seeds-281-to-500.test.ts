import { test } from 'vitest';
import { holds } from '../../simulation/many-seeds.ts';

test('REL-29: I1 to I8 and I10 hold for seeds 281 to 500', () => holds(281, 500), 600_000);
