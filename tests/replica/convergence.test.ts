import { test } from 'vitest';
import { converges } from './converge.ts';

// Four times as many run in tests/long.
test('replicas converge (I6, REL-21, REL-23): 150 runs', () => converges(150, 28), 120_000);
