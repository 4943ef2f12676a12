import { MemoryRecords } from '../../server/adapters/memory/memory-records.ts';
import { MemoryLog } from '../../server/adapters/memory/memory-log.ts';
import { MemoryNotes } from '../../server/adapters/memory/memory-notes.ts';
import { boardId } from '../../shared/kernel/ids.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { brokenLogContract } from './broken-log.ts';
import { commitLogContract } from './commit-log.ts';
import { recordContract } from './record-store.ts';
import { erasuresContract } from './erasures.ts';
import { nodeNotesContract } from './node-notes.ts';
import { projectingContract } from './projecting.ts';
import { projectionsContract } from './projections.ts';

commitLogContract(
  'memory',
  () => {
    const log = new MemoryLog();
    return {
      open: async () => log,
      dropSnapshots: async () => {
        await log.deleteSnapshot(boardId('floor-a'));
        await log.deleteSnapshot(boardId('floor-b'));
      },
      remove: async () => {},
    };
  },
  { durable: false },
);

erasuresContract('memory', () => {
  const log = new MemoryLog();
  return { open: async () => log, dropSnapshots: async () => {}, remove: async () => {} };
}, { durable: false });

projectingContract('memory', () => {
  const log = new MemoryLog();
  return { open: async () => log, remove: async () => {} };
});

projectionsContract('memory', () => {
  const log = new MemoryLog();
  return { open: async () => log, remove: async () => {} };
});

recordContract('memory', () => {
  const store = new MemoryRecords();
  return { open: async () => store, remove: async () => {} };
});

brokenLogContract('memory', () => {
  const log = new MemoryLog();
  const rows = (board: BoardId): StoredCommit[] => (log as unknown as { chains: Map<BoardId, { commits: StoredCommit[] }> }).chains.get(board)?.commits ?? [];
  const at = (board: BoardId, seq: number): number => rows(board).findIndex((row) => row.seq === seq);
  // Rows are found by their number, as a store finds them.
  log.read = async (board, after, limit) => rows(board).filter(({ seq }) => seq > after).slice(0, limit);
  log.find = async (board, command) => rows(board).find((row) => row.command === command) ?? null;
  return {
    open: async () => log,
    dropSnapshots: async () => {},
    change: async (board, seq, change) => {
      const row = rows(board)[at(board, seq)]!;
      rows(board)[at(board, seq)] = { ...row, ...change(row) };
    },
    lose: async (board, seq) => void rows(board).splice(at(board, seq), 1),
    remove: async () => {},
  };
});

nodeNotesContract('memory', () => {
  let notes: MemoryNotes | null = null;
  return { open: async (lives) => (notes ??= new MemoryNotes(lives)), remove: async () => {} };
});
