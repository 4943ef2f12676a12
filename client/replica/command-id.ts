import { v7 } from 'uuid';
import type { CommandId } from '../../shared/kernel/ids.ts';
import { commandId } from '../../shared/kernel/ids.ts';

/**
 * Ids that begin with the time land side by side in the log's index: its writer takes twice the rows
 * a second of random ones. The library needs no crypto.randomUUID, which plain HTTP does not have.
 */
export const newCommandId = (): CommandId => commandId(v7());
