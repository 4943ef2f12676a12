import { describe, expect, it } from 'vitest';
import { answeredWithin } from '../../../server/adapters/mongo/answered-within.ts';
import { until } from '../../support/until.ts';

describe('a question to MongoDB', () => {
  it('that the driver never settles is an error after a while, and not a wait for ever', async () => {
    await expect(answeredWithin(20, new Promise(() => {}))).rejects.toThrow('did not answer within 20 ms');
  });

  it('is answered as the driver answers it', async () => {
    await expect(answeredWithin(1_000, Promise.resolve(5))).resolves.toBe(5);
    await expect(answeredWithin(1_000, Promise.reject(new Error('not primary')))).rejects.toThrow('not primary');
  });

  it('that fails after nobody waits any more harms nobody', async () => {
    const unheard: unknown[] = [];
    const listen = (cause: unknown): void => void unheard.push(cause);
    process.on('unhandledRejection', listen);
    try {
      let failed = false;
      const late = new Promise((_, reject) => setTimeout(() => {
        failed = true;
        reject(new Error('too late'));
      }, 30));
      await expect(answeredWithin(10, late)).rejects.toThrow('did not answer');
      await until('it has failed', () => failed);
      await new Promise((resolve) => setImmediate(resolve));
      expect(unheard).toEqual([]);
    } finally {
      process.off('unhandledRejection', listen);
    }
  });
});
