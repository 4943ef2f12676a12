import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_TYPES, commandSchemas } from '../../../shared/verbs.ts';
import { parseCommand, parseCommandMessage, parseJoinMessage, parsePresenceUpdate } from '../../../shared/protocol/parse.ts';
import type { Command, CommandType } from '../../../shared/verbs.ts';
import { told } from '../../support/shop/words.ts';

/** One good command of each type: what the properties below spoil. */
const GOOD: { readonly [T in CommandType]: Extract<Command, { type: T }> } = {
  CreateBoard: { type: 'CreateBoard', name: 'Shop', lanes: [{ name: 'Cut', kind: 'work', holds: 'job' }], limits: [] },
  AddLane: { type: 'AddLane', lane: { name: 'Cut', kind: 'work', holds: 'job' }, before: null, capacity: 3 },
  EditLane: { type: 'EditLane', lane: 'cut', name: 'Saw', checklist: [{ id: 'edges', text: 'Edges', mandatory: true }] },
  MoveLane: { type: 'MoveLane', lane: 'cut', before: null },
  RemoveLane: { type: 'RemoveLane', lane: 'cut' },
  SetLimit: { type: 'SetLimit', limit: { name: 'Cut', kind: 'job', scope: { lanes: ['cut'] }, unit: 'count', capacity: 3 }, reason: 'fewer' },
  RemoveLimit: { type: 'RemoveLimit', limit: 'cut' },
  SetPolicies: { type: 'SetPolicies', policies: { undoSeconds: 60 } },
  CreateOrder: { type: 'CreateOrder', title: 'Wardrobe', customer: 'Berg', quantity: 1, bom: [{ title: 'Door', quantity: 2, source: 'make', routing: [{ lane: 'cut', hours: 1 }] }] },
  ReviseBom: { type: 'ReviseBom', order: '1041', bom: [] },
  ConfirmOrder: { type: 'ConfirmOrder', order: '1041', promisedAt: 1_800_000_000_000 },
  ReleaseOrder: { type: 'ReleaseOrder', order: '1041', before: null, version: 3, override: { reason: 'because of the fair' } },
  CloseOrder: { type: 'CloseOrder', order: '1041' },
  PullCard: { type: 'PullCard', card: '1041.3', lane: 'cut', before: '1041.4', version: 1 },
  FinishWork: { type: 'FinishWork', card: '1041.3' },
  PassInspection: { type: 'PassInspection', card: '1041.3' },
  GrantConcession: { type: 'GrantConcession', card: '1041.3', reason: 'small scratch inside' },
  ReturnCard: { type: 'ReturnCard', card: '1041.3', lane: 'cut', category: 'quality', reason: 'too short' },
  ShipOrder: { type: 'ShipOrder', order: '1041', carrier: 'Own van', reference: 'V-1' },
  BlockCard: { type: 'BlockCard', card: '1041.3', category: 'material', external: true, text: 'no veneer' },
  UnblockCard: { type: 'UnblockCard', card: '1041.3', blocker: 1, resolution: 'arrived' },
  ReorderCard: { type: 'ReorderCard', card: '1041.3', before: null },
  QueueCard: { type: 'QueueCard', card: '1041.3', lane: 'cut' },
  LeaveQueue: { type: 'LeaveQueue', card: '1041.3' },
  CommentOnCard: { type: 'CommentOnCard', card: '1041.3', text: 'Zwei\nZeilen 🙂' },
  AssignCard: { type: 'AssignCard', card: '1041.3', assignees: ['alva'] },
  SetClass: { type: 'SetClass', card: '1041.3', class: 'expedite', reason: 'the customer waits' },
  EditCard: { type: 'EditCard', card: '1041.3', title: 'Door', hours: [{ step: 0, hours: null }] },
  TickCheck: { type: 'TickCheck', card: '1041.3', item: 'edges', done: true },
  UndoMove: { type: 'UndoMove', card: '1041.3' },
} as unknown as { readonly [T in CommandType]: Extract<Command, { type: T }> };

const copy = (value: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
const goodType = fc.constantFrom(...COMMAND_TYPES);

/** Every object inside a value, itself first. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

/** Every string inside a value, as a way to replace it. */
function stringsIn(value: unknown, replace: (to: unknown) => void): ((to: unknown) => void)[] {
  if (typeof value === 'string') return [replace];
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => stringsIn((value as Record<string, unknown>)[key], (to) => ((value as Record<string, unknown>)[key] = to)));
}

describe('a command', () => {
  it.each(COMMAND_TYPES)('%s in good shape comes through as it is', (type) => {
    expect(parseCommand(copy(GOOD[type]))).toEqual({ ok: true, command: GOOD[type] });
  });

  it('has its texts trimmed, and none of a person’s words lost', () => {
    expect(parseCommand({ type: 'CommentOnCard', card: '1041', text: '  two\n lines  ' })).toEqual({ ok: true, command: { type: 'CommentOnCard', card: '1041', text: 'two\n lines' } });
  });

  it('SEC-3: with an unknown field anywhere is refused, and the field is named', () => {
    fc.assert(
      fc.property(goodType, fc.nat(), fc.constantFrom('userId', 'roles', 'actor', 'seq', 'limits2', 'createdAt', '_id', '$set', 'at', 'company'), (type, where, key) => {
        const command = copy(GOOD[type]);
        const objects = objectsIn(command);
        const one = objects[where % objects.length] as Record<string, unknown>;
        one[key] = 1;
        const parsed = parseCommand(command);
        expect(parsed.ok).toBe(false);
        if (!parsed.ok) expect(told(parsed).some(({ path, message }) => path.endsWith(key) && message.includes(`"${key}"`))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('SEC-11: with a prototype key anywhere is refused, and nothing is polluted', () => {
    fc.assert(
      fc.property(goodType, fc.nat(), fc.constantFrom('__proto__', 'constructor', 'prototype'), (type, where, key) => {
        const marked = copy(GOOD[type]);
        const objects = objectsIn(marked);
        (objects[where % objects.length] as Record<string, unknown>)['@@'] = { polluted: true };
        const command: unknown = JSON.parse(JSON.stringify(marked).replace('"@@"', JSON.stringify(key)));
        expect(parseCommand(command).ok).toBe(false);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('SEC-11: with NUL, a control character or half a character in any text is refused', () => {
    fc.assert(
      fc.property(goodType, fc.nat(), fc.constantFrom('a\u0000b', '\ud800', 'x\udc00', '\u001b[31m', '\u0085', '\u007f'), (type, where, bad) => {
        const command = copy(GOOD[type]);
        const places = stringsIn(command, () => {});
        places[where % places.length]?.(bad);
        expect(parseCommand(command).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('SEC-10: with an operator in place of a text is refused', () => {
    const operators = [{ $ne: null }, { $gt: '' }, { $where: '1' }, { $regex: '.*' }, ['1041'], { _bsontype: 'ObjectId' }, null, true, 1];
    fc.assert(
      fc.property(fc.constantFrom<CommandType>('FinishWork', 'LeaveQueue', 'UndoMove', 'CommentOnCard', 'RemoveLane'), fc.nat(), fc.constantFrom(...operators), (type, where, bad) => {
        const command = copy(GOOD[type]);
        const places = stringsIn(command, () => {});
        places[where % places.length]?.(bad);
        expect(parseCommand(command).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a title of 201 characters', { ...GOOD.CreateOrder, title: 'x'.repeat(201) }, 'title'],
    ['a comment of 4,001 characters', { ...GOOD.CommentOnCard, text: 'x'.repeat(4_001) }, 'text'],
    ['an empty comment', { ...GOOD.CommentOnCard, text: '  ' }, 'text'],
    ['a reason of 501 characters', { ...GOOD.BlockCard, text: 'x'.repeat(501) }, 'text'],
    ['no quantity', { ...GOOD.CreateOrder, quantity: 0 }, 'quantity'],
    ['a quantity beyond measure', { ...GOOD.CreateOrder, quantity: 1e300 }, 'quantity'],
    ['a negative capacity', { ...GOOD.SetLimit, limit: { ...GOOD.SetLimit.limit, capacity: -1 } }, 'limit.capacity'],
    ['a version that is no whole number', { ...GOOD.FinishWork, version: 1.5 }, 'version'],
    ['501 lines', { ...GOOD.CreateOrder, bom: Array.from({ length: 501 }, () => ({ title: 'a', quantity: 1, source: 'make', routing: [] })) }, 'bom'],
    ['a lane that every object has', { ...GOOD.QueueCard, lane: 'constructor' }, 'lane'],
    ['a class that is none', { ...GOOD.SetClass, class: 'urgent' }, 'class'],
  ])('with %s is refused at its place', (_, command, path) => {
    const parsed = parseCommand(copy(command));
    expect(parsed).toMatchObject({ ok: false, faults: [{ path }] });
  });

  it('that is wrong hears what, where and what to do', () => {
    const parsed = parseCommand({ type: 'SetClass', card: '1041', class: 'urgent' });
    expect(told(parsed)).toEqual([{ path: 'class', message: 'The field "class" must be one of expedite, fixed, standard, intangible.' }]);
    expect(told(parsed, 'de')).toEqual([{ path: 'class', message: 'Das Feld "class" muss eins davon sein: expedite, fixed, standard, intangible.' }]);
    expect(told(parseCommand({ type: 'Explode' }))).toMatchObject([{ path: 'type', message: expect.stringContaining('PullCard') as string }]);
  });

  it('never makes the parser throw, whatever comes', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true, withSparseArray: true, withTypedArray: true, withSet: true });
    fc.assert(
      fc.property(fc.oneof(anything, fc.record({ type: goodType, card: anything, lane: anything, limit: anything, bom: anything })), (input) => {
        for (const parse of [parseCommand, parseCommandMessage, parseJoinMessage, parsePresenceUpdate]) {
          const parsed = parse(input);
          if (!parsed.ok) expect(parsed.faults.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('SEC-11: nested a hundred thousand times, or of a megabyte, is refused at the door, before any of it is looked at in detail', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) as unknown;
    const wide = { type: 'CommentOnCard', card: '1041', text: 'x'.repeat(1_000_000) };
    const many = { type: 'CreateOrder', bom: Array.from({ length: 200_000 }, () => ({})) };
    for (const input of [deep, wide, many]) {
      // One fault: looked at in detail, two hundred thousand lines would be two hundred thousand.
      expect(parseCommand(input)).toMatchObject({ ok: false, faults: { length: 1 } });
    }
  });
});

describe('the messages around it', () => {
  const id = '5f0c7a1e-9b1d-4c55-8a53-2f7d3b1c9e10';

  it('a command message carries a board, an id and a command, and says where the command is wrong', () => {
    expect(parseCommandMessage({ board: 'nordby', id, command: GOOD.FinishWork })).toEqual({ ok: true, value: { board: 'nordby', id, command: GOOD.FinishWork } });
    expect(parseCommandMessage({ board: 'nordby', id, command: { type: 'FinishWork' } })).toMatchObject({ ok: false, faults: [{ path: 'command.card' }] });
    expect(parseCommandMessage({ board: 'nordby', id: 'short', command: GOOD.FinishWork })).toMatchObject({ ok: false, faults: [{ path: 'id' }] });
    expect(parseCommandMessage({ board: 'nordby', id, command: GOOD.FinishWork, again: true })).toMatchObject({ ok: true, value: { again: true } });
    expect(parseCommandMessage({ board: 'nordby', id, command: GOOD.FinishWork, again: 'yes' })).toMatchObject({ ok: false, faults: [{ path: 'again' }] });
    expect(parseCommandMessage({ board: 'nordby', id, command: GOOD.FinishWork, actor: 'eva' })).toMatchObject({ ok: false, faults: [{ path: 'actor' }] });
  });

  it('join and presence take a board and no list, no operator, no prototype (SEC-21)', () => {
    expect(parseJoinMessage({ board: 'nordby', have: null }).ok).toBe(true);
    expect(parsePresenceUpdate({ board: 'nordby', dragging: '1041.3' }).ok).toBe(true);
    for (const board of [['a', 'b'], { $ne: null }, '__proto__', 'constructor', '', 'a/b', 'x'.repeat(65), null]) {
      expect(parseJoinMessage({ board, have: null }).ok).toBe(false);
      expect(parsePresenceUpdate({ board, dragging: null }).ok).toBe(false);
    }
  });

  it('there is a schema for every command and none besides', () => {
    expect([...commandSchemas.keys()].sort()).toEqual(Object.keys(GOOD).sort());
  });
});
