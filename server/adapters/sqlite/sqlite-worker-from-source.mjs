// A thread does not inherit tsx's loader, and `--import tsx` in its execArgv is ignored on Node 20.
import { register } from 'tsx/esm/api';

register();
await import('./sqlite-worker.ts');
