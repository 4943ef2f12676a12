import { test } from 'vitest';
import { holds } from '../../simulation/many-seeds.ts';

// Two files, so that two cores share them.
test('REL-29: I1 to I8 and I10 hold for seeds 61 to 280', () => holds(61, 280), 600_000);
