import { MemoryDirectory } from '../../server/adapters/memory/memory-directory.ts';
import { MemoryLog } from '../../server/adapters/memory/memory-log.ts';
import { MemoryNotes } from '../../server/adapters/memory/memory-notes.ts';
import { boardId } from '../../shared/domain/ids.ts';
import { commitLogContract } from './commit-log.ts';
import { directoryContract } from './directory-store.ts';
import { nodeNotesContract } from './node-notes.ts';

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

directoryContract('memory', () => ({ open: async () => new MemoryDirectory(), remove: async () => {} }));

nodeNotesContract('memory', () => {
  let notes: MemoryNotes | null = null;
  return { open: async (lives) => (notes ??= new MemoryNotes(lives)), remove: async () => {} };
});
