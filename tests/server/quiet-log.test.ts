import pino from 'pino';
import { expect, it } from 'vitest';
import { quietly } from '../../server/quiet-log.ts';

it('a trouble that comes again and again does not fill the log: so many lines of a kind, and then how many were left out', () => {
  let now = 0;
  const written: string[] = [];
  const logger = pino({ level: 'debug', base: null, hooks: quietly(() => now) }, { write: (line) => void written.push(line) });
  const lines = (): Record<string, unknown>[] => written.splice(0).map((line) => JSON.parse(line) as Record<string, unknown>);
  for (let n = 0; n < 10_000; n += 1) logger.error({ what: 'append', err: new Error('database or disk is full') }, 'survived a fault');
  for (let n = 0; n < 10_000; n += 1) logger.error({ res: { statusCode: 503 } }, 'request errored');
  logger.error({ what: 'bug' }, 'survived a fault');
  const said = lines();
  expect(said.filter(({ what }) => what === 'append')).toHaveLength(100);
  expect(said).toHaveLength(201);
  now += 61_000;
  logger.error({ what: 'append' }, 'survived a fault');
  expect(lines()).toMatchObject([{ what: 'append', leftOut: 9_900, msg: 'survived a fault' }]);
  // What an operator asked for comes whole.
  for (let n = 0; n < 300; n += 1) logger.debug({ outcome: 'ok' }, 'command');
  expect(lines()).toHaveLength(300);
});
