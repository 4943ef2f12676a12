import type { Request, Response } from 'express';
import type { ConnectionQuota } from './connection-quota.ts';
import { sendSlowly, tryAgain } from './replies.ts';

export type SendLarge = (request: Request, response: Response, make: () => Buffer) => void;

/** What may be large is made and sent to those alone who have not just taken too much of it: one of them costs as much as a hundred small ones (SEC-15). */
export const largeTo = (quota: ConnectionQuota): SendLarge => (request, response, make) => {
  const address = quota.addressOf(request);
  if (quota.sent.isEmpty(address)) return tryAgain(response, (doors) => doors.tooMany, 429);
  const text = make();
  quota.sent.charge(address, text.length);
  sendSlowly(response, text);
};

const texts = new WeakMap<object, Buffer>();

/** The JSON of what never changes, made once however many ask; as bytes, so that no answer has its own copy. `say` where more is told than `known` itself. */
export function textOf(known: object, say: () => unknown = () => known): Buffer {
  let text = texts.get(known);
  if (text === undefined) texts.set(known, (text = Buffer.from(JSON.stringify(say()))));
  return text;
}
