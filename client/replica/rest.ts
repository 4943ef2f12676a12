import { currentWords } from '../words/words-now.ts';

/** There is nothing by that name: asking again brings nothing else. */
export class NotThere extends Error {}

/** What the server answers to a question, or to a `body` that is posted. Rejects, in words, when it is not what was asked for. */
export async function answerOf<T>(path: string, { body, signal }: { readonly body?: object; readonly signal?: AbortSignal | undefined } = {}): Promise<T> {
  const { f, app } = currentWords();
  const headers = { accept: 'application/json', 'accept-language': f.language };
  const posted = body && { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(path, { headers, ...posted, signal: signal ?? null });
  if (!answer.ok) throw new (answer.status === 404 ? NotThere : Error)(app.fault.answered(answer.status, path));
  return (await answer.json()) as T;
}
