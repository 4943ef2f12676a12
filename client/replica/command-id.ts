import type { CommandId } from '../../shared/domain/ids.ts';
import { commandId } from '../../shared/domain/ids.ts';

/** 128 random bits. Plain HTTP on a plant's network has no crypto.randomUUID. */
export function newCommandId(): CommandId {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return commandId(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}
