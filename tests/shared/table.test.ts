import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Table } from '../../shared/kernel/table.ts';

vi.setConfig({ testTimeout: 60_000 });

interface Row { readonly id: string; readonly value: number }

const anyId = fc.oneof(fc.integer({ min: 0, max: 60 }).map((n) => `10${n % 7}.${n}`), fc.constantFrom('constructor', '__proto__', ''), fc.string({ maxLength: 4 }));
const anyStep = fc.oneof(
  fc.record({ does: fc.constant('with' as const), id: anyId, value: fc.nat() }),
  fc.record({ does: fc.constant('without' as const), id: anyId, value: fc.constant(0) }),
);

test('a table behaves as a Map does, and its older versions stay as they were', () => {
  fc.assert(fc.property(fc.array(anyStep, { maxLength: 120, size: 'max' }), (steps) => {
    let table = Table.empty<Row>();
    const model = new Map<string, Row>();
    const kept: { table: Table<Row>; rows: ReadonlyMap<string, Row> }[] = [];
    for (const { does, id, value } of steps) {
      kept.push({ table, rows: new Map(model) });
      if (does === 'with') {
        table = table.with({ id, value });
        model.set(id, { id, value });
      } else {
        table = table.without(id);
        model.delete(id);
      }
      if (table.get(id)?.value !== model.get(id)?.value || table.has(id) !== model.has(id)) expect(table.get(id)).toEqual(model.get(id));
    }
    kept.push({ table, rows: model });
    for (const version of kept.filter((_, index) => index % 40 === 0 || index === kept.length - 1)) {
      expect(version.table.size).toBe(version.rows.size);
      expect(new Map([...version.table.values()].map((row) => [row.id, row]))).toEqual(version.rows);
      const differ = new Set([...version.rows.keys(), ...model.keys()].filter((id) => version.table.get(id) !== table.get(id)));
      expect(new Set(table.changedSince(version.table))).toEqual(differ);
    }
  }), { numRuns: 300 });
});

test('rows that did not change keep their identity, so that a screen redraws only what did', () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => ({ id: `1${index}`, value: index }));
  const table = Table.of(rows);
  const next = table.with({ id: '17', value: -1 });
  expect(rows.every((row) => row.id === '17' || next.get(row.id) === row)).toBe(true);
  expect(next.get('17')).toEqual({ id: '17', value: -1 });
  expect(table.get('17')?.value).toBe(7);
  expect(table.without('nobody')).toBe(table);
});

test('lists the same rows in the same order, whichever way they came', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 3_000 }).map((n) => `10${n % 7}.${n}`), { minLength: 2, maxLength: 1_500, size: 'max' });
  fc.assert(fc.property(ids.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all))), ([all, shuffled, anew]) => {
    const row = (id: string): Row => ({ id, value: id.length });
    let replayed = Table.of(shuffled.map(row));
    for (const id of anew) replayed = replayed.without(id);
    for (const id of anew) replayed = replayed.with(row(id));
    expect([...replayed.values()]).toEqual([...Table.of(all.map(row)).values()]);
  }), { numRuns: 60 });
});
