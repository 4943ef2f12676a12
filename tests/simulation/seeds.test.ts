import { test } from 'vitest';
import { holds } from './many-seeds.ts';

// The other 440 run in tests/long.
test('REL-29: I1 to I8 and I10 hold for seeds 1 to 60', () => holds(1, 60), 300_000);
