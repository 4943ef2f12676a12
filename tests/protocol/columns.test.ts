import { describe, expect, test } from 'vitest';
import { fromColumns, toColumns } from '../../shared/protocol/columns.ts';

describe('columns', () => {
  test('keep apart what only looks alike', () => {
    const values = [1, '1', null, 'null', true, 'true', {}, [], '{}', ['a'], { 0: 'a' }, { a: 1 }, { a: '1' }, { a: null }, '{"a":1}', { a: { b: 1 } }, '{"a":{"b":1}}', { a: 1, b: 2 }, { b: 2, a: 1 }, [['a']]];
    const rows = Array.from({ length: values.length * 5 }, (_, n) => ({ value: values[(n * 7) % values.length] }));
    const columns = toColumns(rows);
    expect(columns.columns[0]?.[0]).toBe('d');
    expect(columns.columns[0]?.[1]).toHaveLength(values.length);
    // Also the order of the keys.
    expect(JSON.stringify(fromColumns(JSON.parse(JSON.stringify(columns))))).toBe(JSON.stringify(rows));
  });

  test('give a row that lacks a key back without it', () => {
    const rows = [{ a: 1, b: 2 }, { a: 1 }, { b: 3, c: null }];
    expect(fromColumns(JSON.parse(JSON.stringify(toColumns(rows))))).toStrictEqual(rows);
  });
});
