import { v7 } from 'uuid';
import type { CommandId } from '../../shared/domain/ids.ts';
import { commandId } from '../../shared/domain/ids.ts';

/**
 * Ids that begin with the time land side by side in the log's index: its writer takes twice the rows
 * a second of random ones. The library needs no crypto.randomUUID, which plain HTTP does not have.
 */
export const newCommandId = (): CommandId => commandId(v7());
