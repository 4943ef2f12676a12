import { Router } from 'express';
import { boardId } from '../../shared/kernel/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommitLog } from '../ports/commit-log.ts';

export interface HealthParts {
  /** `warnings`: what a store found at its start that an operator should know. */
  readonly log: CommitLog & { readonly warnings?: readonly string[] };
  readonly clock: Clock;
  /** This server is on its way out: a proxy should send nobody here any more. */
  readonly draining: () => boolean;
}

/** A proxy that asks every few milliseconds costs the store one look a second. */
const ASK_EVERY = 1_000;
const ANSWER_WITHIN = 2_000;
/** No board has it; looking for its head costs one step into an index. */
const NO_BOARD = boardId('health');

/** For what stands outside and decides whether to send people here, or to start this process anew. */
export function healthRouter({ log, clock, draining }: HealthParts): Router {
  const router = Router();
  let asked: { readonly at: number; readonly answers: Promise<boolean> } | null = null;

  const storeAnswers = (): Promise<boolean> => {
    const now = clock();
    if (!asked || now - asked.at >= ASK_EVERY || now < asked.at) asked = { at: now, answers: inTime(log) };
    return asked.answers;
  };

  router.use((_, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/live', (_, response) => void response.json({ ok: true }));
  router.get('/ready', async (_, response) => {
    const store = (await storeAnswers()) ? 'ok' : 'no answer';
    const ok = store === 'ok' && !draining();
    response.status(ok ? 200 : 503).json({ ok, store, draining: draining(), warnings: log.warnings ?? [] });
  });
  return router;
}

function inTime(log: CommitLog): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), ANSWER_WITHIN);
    const end = (answers: boolean): void => {
      clearTimeout(late);
      resolve(answers);
    };
    Promise.resolve().then(() => log.head(NO_BOARD)).then(() => end(true), () => end(false));
  });
}
