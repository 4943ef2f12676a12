import type { Directory } from '../../../shared/people/directory.ts';
import type { DirectoryStore } from '../../ports/directory-store.ts';

export class MemoryDirectory implements DirectoryStore {
  private directory: Directory;

  constructor(directory: Directory = { people: {}, suppliers: {} }) {
    this.directory = directory;
  }

  async load(): Promise<Directory> {
    return this.directory;
  }

  async save(directory: Directory): Promise<void> {
    this.directory = directory;
  }
}
