import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directoryOf, recordsOf } from '../../server/people/directory-records.ts';
import { type RecordStore, sameRecord, type StoredRecord } from '../../server/ports/record-store.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { personId, supplierId } from '../../shared/kernel/ids.ts';
import type { Directory } from '../../shared/people/directory.ts';

export interface RecordHome {
  open(): Promise<RecordStore>;
  remove(): Promise<void>;
}

const ann = { id: personId('ann'), name: 'Ann Ørsted', initials: 'AØ', colour: 3, roles: ['planner', 'manager'] as const };
const ben = { id: personId('ben'), name: 'Ben', initials: 'B', colour: 0, roles: ['operator'] as const };
const oak = { id: supplierId('oak'), name: 'Oak & Sons' };
const full: Directory = { people: { [ben.id]: ben, [ann.id]: ann }, suppliers: { [oak.id]: oak } };
const record = (more: Partial<StoredRecord> = {}): StoredRecord => ({ kind: 'person', id: 'ann', version: 1, at: 1_000, by: null, body: JSON.stringify(ann), ...more });

export function recordContract(name: string, makeHome: () => RecordHome | Promise<RecordHome>): void {
  describe(`RecordStore: ${name}`, () => {
    let home: RecordHome;
    let store: RecordStore;
    beforeEach(async () => {
      home = await makeHome();
      store = await home.open();
    });
    afterEach(() => home.remove());

    it('is empty at first', async () => {
      expect(await store.records()).toEqual([]);
    });

    it('gives back what was written, in the order in which it was first written', async () => {
      await store.replaceRecords(recordsOf(full));
      expect(directoryOf(await store.records())).toEqual(full);
      expect(Object.keys(directoryOf(await store.records()).people)).toEqual(['ben', 'ann']);
      expect(await store.writeRecord(record({ id: 'ben', version: 2, at: 2_000, by: personActor(ann.id), body: '{"id":"ben"}' }))).toEqual({ ok: true });
      expect(await store.writeRecord(record({ kind: 'supplier', id: 'ann' }))).toEqual({ ok: true });
      expect((await store.records()).map(({ kind, id, version, at, by }) => [kind, id, version, at, by])).toEqual([
        ['person', 'ben', 2, 2_000, 'person:ann'], ['person', 'ann', 1, 0, null], ['supplier', 'oak', 1, 0, null], ['supplier', 'ann', 1, 1_000, null],
      ]);
    });

    it.each([
      ['made already', record({ at: 5 }), record()],
      ['never made', record({ id: 'cleo', version: 2 }), null],
      ['changed by nobody yet', record({ version: 3 }), record()],
    ])('a version over another one than the last is not written, and what stands is told: %s', async (_, stale, stands) => {
      expect(await store.writeRecord(record())).toEqual({ ok: true });
      expect(await store.writeRecord(stale)).toEqual({ ok: false, stands });
      expect(await store.records()).toEqual([record()]);
    });

    it('of two who change the same version one is written, whoever asks again with the same included', async () => {
      await store.writeRecord(record());
      const other = await home.open();
      const mine = record({ version: 2, at: 2_000, by: personActor(ben.id), body: '"mine"' });
      const theirs = record({ version: 2, at: 2_001, by: personActor(ann.id), body: '"theirs"' });
      const answers = await Promise.all([store.writeRecord(mine), other.writeRecord(theirs)]);
      const [kept] = await store.records();
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.find((answer) => !answer.ok)).toEqual({ ok: false, stands: kept });
      expect(await store.writeRecord(kept as StoredRecord)).toEqual({ ok: true });
      expect(await other.records()).toEqual([kept]);
      expect([mine, theirs].filter((one) => sameRecord(one, kept as StoredRecord))).toHaveLength(1);
    });

    it('a store that is filled holds these and nothing else, with their versions', async () => {
      await store.replaceRecords(recordsOf(full));
      const carried = [record({ version: 7, by: personActor(ben.id) }), record({ kind: 'supplier', id: 'oak', version: 2 })];
      await store.replaceRecords(carried);
      expect(await store.records()).toEqual(carried);
      expect(await store.writeRecord(record({ version: 8, at: 9 }))).toEqual({ ok: true });
      await store.replaceRecords([]);
      expect(await store.records()).toEqual([]);
    });
  });
}
