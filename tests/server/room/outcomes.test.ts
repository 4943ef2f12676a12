import { expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import * as answers from '../../../server/room/answers.ts';
import { violationSchema } from '../../../server/http/schemas.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { contendedShop } from '../../support/shop/workshop.ts';
import { openDoor } from '../http/door.ts';

it('no word of an alarm is the code of a rule', () => {
  const own = [answers.COULD_NOT_SAVE, answers.NOBODY_KNOWS, answers.BUSY, answers.CLOSING, answers.TOO_LATE, answers.CONTENDED, answers.ID_REUSED].map(answers.outcomeOf);
  expect(own).toContain('unknown');
  expect(violationSchema.shape.code.options.filter((code) => [...own, 'ok', 'self_check'].includes(code))).toEqual([]);
});

it('a card that is not there is a refusal like another, and raises no alarm', async () => {
  const door = await openDoor(new MemoryLog());
  await makeBoard(door.app.rooms, 'shop', contendedShop(1, 1));
  const answer = await door.command('shop', 'not-there-1', { type: 'FinishWork', card: '1041.9' as never });
  expect(answer).toMatchObject({ status: 409, body: { refusal: { violations: [{ code: 'not_there', what: 'card', id: '1041.9' }] }, sentence: 'There is no card 1041·9 on this board.' } });
  expect(Object.fromEntries(door.app.counts.refusals)).toEqual({ not_there: 1 });
  await door.close();
});
