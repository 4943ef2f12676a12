import type { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';
import { pause } from '../until.ts';

export interface FarLog extends CommitLog {
  appends: number;
  conflicts: number;
}

/** The same log at a distance: an append takes `ms` there and back, a read half of that, and a hint comes as late. */
export function farLog(store: MemoryLog, ms: number): FarLog {
  const far = async <T>(way: number, ask: () => Promise<T>): Promise<T> => {
    await pause(way / 2);
    const answer = await ask();
    await pause(way / 2);
    return answer;
  };
  const log: FarLog = {
    appends: 0,
    conflicts: 0,
    append: async (board, commits) => {
      log.appends += 1;
      const outcome = await far(ms, () => store.append(board, commits));
      if (!outcome.ok && outcome.why === 'conflict') log.conflicts += 1;
      return outcome;
    },
    read: (...args) => far(ms / 2, () => store.read(...args)),
    story: (...args) => far(ms / 2, () => store.story(...args)),
    find: (...args) => far(ms / 2, () => store.find(...args)),
    head: (board) => far(ms / 2, () => store.head(board)),
    boards: () => far(ms / 2, () => store.boards()),
    saveSnapshot: (snapshot) => store.saveSnapshot(snapshot),
    erase: (erasures) => store.erase(erasures),
    erasures: () => store.erasures(),
    loadSnapshot: (board) => store.loadSnapshot(board),
    watch: (board, hint) => store.watch(board, (seq) => void setTimeout(() => hint(seq), ms)),
    close: () => store.close(),
  };
  return log;
}
