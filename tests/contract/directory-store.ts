import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryStore } from '../../server/ports/directory-store.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { personId, supplierId } from '../../shared/kernel/ids.ts';

export interface DirectoryHome {
  open(): Promise<DirectoryStore>;
  remove(): Promise<void>;
}

const ann = { id: personId('ann'), name: 'Ann Ørsted', initials: 'AØ', colour: 3, roles: ['planner', 'manager'] as const };
const ben = { id: personId('ben'), name: 'Ben', initials: 'B', colour: 0, roles: ['operator'] as const };
const oak = { id: supplierId('oak'), name: 'Oak & Sons' };
const full: Directory = { people: { [ann.id]: ann, [ben.id]: ben }, suppliers: { [oak.id]: oak } };

export function directoryContract(name: string, makeHome: () => DirectoryHome | Promise<DirectoryHome>): void {
  describe(`DirectoryStore: ${name}`, () => {
    let home: DirectoryHome;
    let store: DirectoryStore;
    beforeEach(async () => {
      home = await makeHome();
      store = await home.open();
    });
    afterEach(() => home.remove());

    it('is empty at first', async () => {
      expect(await store.load()).toEqual({ people: {}, suppliers: {} });
    });

    it('gives back what was saved, in the order it was saved', async () => {
      await store.save(full);
      expect(await store.load()).toEqual(full);
      expect(Object.keys((await store.load()).people)).toEqual(['ann', 'ben']);
    });

    it('a later directory replaces the whole', async () => {
      await store.save(full);
      await store.save({ people: { [ben.id]: ben }, suppliers: {} });
      expect(await store.load()).toEqual({ people: { [ben.id]: ben }, suppliers: {} });
    });
  });
}
