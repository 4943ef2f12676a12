import { test } from 'vitest';
import { holds } from './many-seeds.ts';

// Two files, so that two cores share the 500.
test('REL-29: I1 to I8 and I10 hold for seeds 1 to 250', () => holds(1, 250), 600_000);
