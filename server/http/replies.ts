import { pipeline, Readable } from 'node:stream';
import { isUtf8 } from 'node:buffer';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Commit } from '../../shared/log/commit.ts';
import type { Problem } from '../../shared/protocol/messages.ts';
import type { Fault } from '../../shared/kernel/input-fault.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { DEFAULT_POLICIES } from '../../shared/board/policies.ts';
import { doorsIn, problemsIn, sentenceOfProblems } from '../../shared/words/doors.ts';
import type { Doors } from '../../shared/words/en/doors.ts';
import type { Language } from '../../shared/words/format.ts';
import { languageOf, wordsIn } from '../../shared/words/words.ts';
import type { Words } from '../../shared/words/words.ts';
import { type RoomAnswer, saidIn } from '../room/answers.ts';
import type { UnknownActor } from './acting-person.ts';
import { PERSON_HEADER } from './acting-person.ts';
import { BrokenLog } from '../ports/broken-log.ts';
import { wired } from '../../shared/protocol/wire-commit.ts';

export const languageFor = ({ headers }: Request): Language => languageOf(headers['accept-language']);

/** Says of the answer in which language it is, and that it is another one for others. */
function speaking(response: Response, language = languageFor(response.req)): Doors {
  response.vary('Accept-Language').set('Content-Language', language);
  return doorsIn(language);
}

/** What this door says of itself to whoever asks. */
export const toldBy = (response: Response, say: (doors: Doors) => string): string => say(speaking(response));

/** 400: what is wrong with the input. */
export const invalid = (response: Response, faults: readonly Fault[]): void => objected(response, (doors) => problemsIn(faults, doors));

export function objected(response: Response, say: (doors: Doors) => readonly Problem[], status = 400): void {
  const problems = say(speaking(response));
  response.status(status).json({ ok: false, why: 'invalid', problems, sentence: sentenceOfProblems(problems) });
}

/** Nobody was named, or nobody who works here. */
export const whoActs = (response: Response, { named, possible }: UnknownActor): void =>
  objected(response, (doors) => [{ path: PERSON_HEADER, message: doors.who(named, PERSON_HEADER, possible) }]);

export function notFound(response: Response, say: (doors: Doors) => string): void {
  const sentence = toldBy(response, say);
  response.status(404).json({ ok: false, why: 'not_found', sentence });
}

export function tryAgain(response: Response, say: (doors: Doors) => string, status = 503): void {
  const sentence = toldBy(response, say);
  response.status(status).set('Retry-After', '1').json({ ok: false, why: 'try_again', sentence });
}

/** In the language whoever asks reads, and the board's time zone. */
export const wordsFor = (request: Request, zone = DEFAULT_POLICIES.timeZone): Words => wordsIn(languageFor(request), zone);

/** The board room's answer in the words of HTTP: 200, 409, 400, 503. */
export function reply(response: Response, is: RoomAnswer, words: Words, directory: Directory, more: object = {}): void {
  speaking(response, words.f.language);
  if (is.ok) {
    const { commit, ...done } = is;
    response.status(200).json({ ...done, ...more, ...(commit && { commit: wired(commit) }) });
    return;
  }
  const answer = saidIn(is, words, directory);
  if (answer.ok) return;
  switch (answer.why) {
    case 'refused': case 'id_reused': response.status(409).json(answer); return;
    case 'invalid': response.status(400).json(answer); return;
    case 'try_again': tryAgain(response, () => answer.sentence); return;
  }
}

/** Never more at once than its reader takes: what was handed over whole would wait whole in memory. */
export function sendSlowly(response: Response, json: Buffer): void {
  response.type('application/json').set('Content-Length', String(json.length));
  pipeline(Readable.from(slicesOf(json)), response, () => {
    // Who went away in the middle has no use for an error.
  });
}

function* slicesOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += SLICE) yield bytes.subarray(from, from + SLICE);
}

const SLICE = 64 * 1024;
const ANSWER_SIZE = 1024 * 1024;

/** The first of them, as many as one answer has room for, and one at least: whoever asks goes on behind the last. */
export function fitting(commits: readonly Commit[]): readonly Commit[] {
  let size = 0;
  const end = commits.findIndex((commit, at) => {
    size += JSON.stringify(wired(commit)).length;
    return at > 0 && size > ANSWER_SIZE;
  });
  return end < 0 ? commits : commits.slice(0, end);
}

/** Only JSON may change anything: a form of another site cannot send it without asking first. */
export const jsonOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD' || request.is('application/json')) return next();
  objected(response, ({ body }) => [{ path: 'content-type', message: body.sendJson }], 415);
};

const BODY_FAULTS: Readonly<Record<string, readonly [status: number, says: keyof Doors['body']]>> = {
  'entity.parse.failed': [400, 'notJson'],
  'entity.too.large': [413, 'tooBig'],
  'encoding.unsupported': [415, 'encoding'],
  'encoding.broken': [400, 'notUtf8'],
  'charset.unsupported': [415, 'charset'],
  'request.aborted': [400, 'aborted'],
  'request.size.invalid': [400, 'otherLength'],
};

/** A decoder would put a question mark in place of what it cannot read, and a customer would be called by it for ever. */
export function utf8Only(_request: unknown, _response: unknown, body: Buffer, encoding: string): void {
  if (!isUtf8(body) || !/^utf-?8$/i.test(encoding)) throw Object.assign(new Error('not UTF-8'), { type: 'encoding.broken' });
}

/** The door gives every request one. */
export const requestIdOf = ({ id }: { readonly id?: unknown }): string | null => (typeof id === 'string' ? id : null);

/** Nothing of the inside leaves: a sentence, and the id under which the log has the rest. */
export function onError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
    const known = Object.hasOwn(BODY_FAULTS, type) ? BODY_FAULTS[type] : undefined;
    if (known) return objected(response, ({ body }) => [{ path: '', message: body[known[1]] }], known[0]);
    // What inflates it gives no type of its own: gzip, deflate, br and zstd each have other codes.
    if (request.headers['content-encoding'] !== undefined && (error as { status?: unknown } | null)?.status === 400) return objected(response, ({ body }) => [{ path: '', message: body.damaged }]);
    if (error instanceof BrokenLog) return tryAgain(response, () => wordsFor(request).answers.broken(error.board, error.fault));
    if (error instanceof URIError) return objected(response, (doors) => [{ path: '', message: doors.badAddress }]);
    const id = requestIdOf(request);
    logger.error({ err: error, id }, 'a request failed');
    response.status(500).json({ ok: false, why: 'fault', id, sentence: toldBy(response, (doors) => doors.fault500(id)) });
  };
}
