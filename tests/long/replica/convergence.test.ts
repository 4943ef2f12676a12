import { test } from 'vitest';
import { converges } from '../../replica/converge.ts';

test('replicas converge (I6, REL-21, REL-23): 600 runs', () => converges(600, 29), 300_000);
