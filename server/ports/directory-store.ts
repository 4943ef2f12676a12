import type { Directory } from '../../shared/people/directory.ts';

/** People and suppliers of the shop: plain CRUD beside the log. */
export interface DirectoryStore {
  load(): Promise<Directory>;
  save(directory: Directory): Promise<void>;
}
