import { pipeline, Readable } from 'node:stream';
import { isUtf8 } from 'node:buffer';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Commit } from '../../shared/log/commit.ts';
import type { Problem } from '../../shared/protocol/messages.ts';
import { sentenceOfProblems } from '../../shared/protocol/parse.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { DEFAULT_POLICIES } from '../../shared/board/policies.ts';
import { languageOf, wordsIn } from '../../shared/words/words.ts';
import type { Words } from '../../shared/words/words.ts';
import { saidIn } from '../board/answers.ts';
import type { RoomAnswer } from '../board/board-room.ts';
import { BrokenLog } from '../ports/broken-log.ts';
import { wired } from '../board/audience.ts';

/** 400: what is wrong with the input. */
export function invalid(response: Response, problems: readonly Problem[], status = 400): void {
  response.status(status).json({ ok: false, why: 'invalid', problems, sentence: sentenceOfProblems(problems) });
}

export function notFound(response: Response, sentence: string): void {
  response.status(404).json({ ok: false, why: 'not_found', sentence });
}

export function tryAgain(response: Response, sentence: string, status = 503): void {
  response.status(status).set('Retry-After', '1').json({ ok: false, why: 'try_again', sentence });
}

export const TOO_MANY = 'Too many requests at once from this address, and nothing was changed. Try again in a moment.';

/** In the language whoever asks reads, and the board's time zone. */
export const wordsFor = ({ headers }: Request, zone = DEFAULT_POLICIES.timeZone): Words => wordsIn(languageOf(headers['accept-language']), zone);

/** The board room's answer in the words of HTTP: 200, 409, 400, 503. */
export function reply(response: Response, is: RoomAnswer, words: Words, directory: Directory, more: object = {}): void {
  const answer = saidIn(is, words, directory);
  response.vary('Accept-Language').set('Content-Language', words.f.language);
  if (answer.ok) {
    const { seq, at, commit } = answer;
    response.status(200).json({ ok: true, ...more, seq, at, ...(commit && { commit: wired(commit) }) });
    return;
  }
  switch (answer.why) {
    case 'refused': case 'id_reused': response.status(409).json(answer); return;
    case 'invalid': response.status(400).json(answer); return;
    case 'try_again': tryAgain(response, answer.sentence); return;
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
  invalid(response, [{ path: 'content-type', message: 'Send JSON, and say so with the header content-type: application/json.' }], 415);
};

const BODY_FAULTS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  'entity.parse.failed': [400, 'The body is not valid JSON.'],
  'entity.too.large': [413, 'The body is too big.'],
  'encoding.unsupported': [415, 'The body is encoded in a way this server does not read: send it without content-encoding.'],
  'encoding.broken': [400, 'The body is not UTF-8: it was sent in another encoding, or broken on its way. Send it as UTF-8.'],
  'charset.unsupported': [415, 'The body must be UTF-8.'],
  'request.aborted': [400, 'The request was cut off.'],
  'request.size.invalid': [400, 'The body has another length than it says.'],
};

const DAMAGED = 'The body cannot be unpacked: send it as its content-encoding says, or without one.';

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
    if (known) return invalid(response, [{ path: '', message: known[1] }], known[0]);
    // What inflates it gives no type of its own: gzip, deflate, br and zstd each have other codes.
    if (request.headers['content-encoding'] !== undefined && (error as { status?: unknown } | null)?.status === 400) return invalid(response, [{ path: '', message: DAMAGED }]);
    if (error instanceof BrokenLog) return tryAgain(response, error.sentence);
    if (error instanceof URIError) return invalid(response, [{ path: '', message: 'The address is not well formed.' }]);
    const id = requestIdOf(request);
    logger.error({ err: error, id }, 'a request failed');
    response.status(500).json({ ok: false, why: 'fault', id, sentence: `Something went wrong here, and it was written down under ${id}. Nothing is known to have been changed.` });
  };
}
