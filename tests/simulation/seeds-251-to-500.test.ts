import { test } from 'vitest';
import { holds } from './many-seeds.ts';

test('REL-29: I1 to I8 and I10 hold for seeds 251 to 500', () => holds(251, 500), 600_000);
