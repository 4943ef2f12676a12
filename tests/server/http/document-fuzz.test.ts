import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { contendedShop } from '../../support/shop/workshop.ts';
import { type Answer, type Door, openDoor } from './door.ts';

/** Of a JSON schema what this document uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}
interface Parameter { readonly in: 'path' | 'query' | 'header'; readonly name: string; readonly required?: boolean; readonly schema: Schema }
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<Record<string, { readonly content?: { readonly 'application/json'?: { readonly schema: Schema } } }>>;
}

let door: Door;
let document: { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
const validators = new Map<Schema, z.ZodType>();

beforeAll(async () => {
  door = await openDoor(new MemoryLog());
  await makeBoard(door.app.rooms, 'shop', contendedShop(5, 2));
  document = whole((await door.call('GET', '/api/openapi.json')).body) as typeof document;
});
afterAll(() => door.close());

/** With its references written out. */
function whole(root: unknown): unknown {
  const written = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(written);
    if (typeof node !== 'object' || node === null) return node;
    const { $ref } = node as Schema;
    if ($ref !== undefined) return written($ref.slice(2).split('/').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], root));
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, written(value)]));
  };
  return written(root);
}

const accepts = (schema: Schema, value: unknown): z.ZodError | undefined => {
  const validator = validators.get(schema) ?? z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  validators.set(schema, validator);
  return validator.safeParse(value).error;
};

/** Things that are there, so that not every question ends at the first id. */
const THERE: Readonly<Record<string, readonly string[]>> = {
  board: ['shop', 'shop', 'shop', 'nowhere'], card: ['1041', '1041.1', '1041.2', '1041.3'], order: ['1041', '1041.1'], lane: ['cut', 'finish', 'kits', 'ready'], before: ['cut', '1041.2'],
  limit: ['cut'], 'x-acting-person': ['ada', 'mona', 'olaf', 'vera'], person: ['ada', 'olaf'], supplier: ['hansen'],
};
const WORDS: Arbitrary<string> = fc.oneof(fc.constantFrom('Leg', 'Øl · Łódź', 'שולחן', '机', '😀', 'a b'), fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).map((text) => `x${text}`));

function stringOf({ pattern, minLength = 0, maxLength = 40 }: Schema, name: string): Arbitrary<string> {
  const known = THERE[name];
  if (pattern !== undefined) {
    const promised = new RegExp(pattern);
    // The generator does not know what looks ahead.
    const any = fc.stringMatching(new RegExp(pattern.replace(/\(\?!.*?\$\)/, ''))).filter((text) => promised.test(text));
    const there = known?.filter((text) => promised.test(text)) ?? [];
    return there.length > 0 ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: any }) : any;
  }
  if (known) return fc.constantFrom(...known);
  // Not in the middle of a character.
  return WORDS.map((text) => text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '').padEnd(minLength, 'x'));
}

/** What the schema promises to take. */
function anyOf(schema: Schema, name = ''): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return fc.oneof(...choices.map((choice) => anyOf(choice, name)));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type: string) => anyOf({ ...schema, type }, name)));
  switch (schema.type) {
    case 'string': return stringOf(schema, name);
    case 'boolean': return fc.boolean();
    case 'null': return fc.constant(null);
    case 'integer': return fc.oneof(fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1e9, 1e9) }), fc.constantFrom(schema.minimum ?? 0, schema.maximum ?? 1e9));
    case 'number': {
      const least = schema.minimum ?? schema.exclusiveMinimum ?? 0;
      const most = schema.maximum ?? 1e6;
      return fc.oneof(fc.integer({ min: 1, max: 20 }).map((n) => Math.min(most, Math.max(least, n))), fc.constant(most), ...(schema.exclusiveMinimum === undefined ? [fc.constant(least)] : []));
    }
    case 'array': return fc.array(anyOf(schema.items ?? {}, name), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case 'object': {
      const fields = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, anyOf(value, key)]));
      return fc.record(fields, { requiredKeys: [...(schema.required ?? [])] });
    }
    default: return fc.jsonValue();
  }
}

/** The same with something wrong in one place: a field gone, one too many, or a value of another kind. */
function spoiled(value: unknown): Arbitrary<unknown> {
  if (Array.isArray(value) && value.length > 0) return fc.integer({ min: 0, max: value.length - 1 }).chain((at) => spoiled(value[at]).map((other) => value.with(at, other)));
  if (typeof value !== 'object' || value === null) return fc.oneof(fc.jsonValue(), fc.constantFrom('', '​', 'a‮b', '�', -1, 1e308, null, [], '__proto__'));
  const keys = Object.keys(value);
  const entry = value as Readonly<Record<string, unknown>>;
  return fc.oneof(
    fc.constant({ ...entry, extra: 1 }), fc.jsonValue(),
    ...(keys.length === 0 ? [] : [
      fc.constantFrom(...keys).map((key) => Object.fromEntries(Object.entries(entry).filter(([other]) => other !== key))),
      fc.constantFrom(...keys).chain((key) => spoiled(entry[key]).map((other) => ({ ...entry, [key]: other }))),
    ]),
  );
}

interface Request { readonly path: string; readonly headers: Record<string, string>; readonly body: unknown }

function requests(path: string, operation: Operation, bad: boolean): Arbitrary<Request> {
  const parameters = operation.parameters ?? [];
  const given = fc.record(Object.fromEntries(parameters.map((one) => [one.name, bad ? fc.oneof(anyOf(one.schema, one.name), WORDS, fc.constantFrom('%ff', '0', '%00')) : anyOf(one.schema, one.name)])));
  const schema = operation.requestBody?.content['application/json'].schema;
  const whole = schema ? anyOf(schema) : fc.constant(undefined);
  const body = bad && schema ? whole.chain((value) => spoiled(value)) : whole;
  return fc.tuple(given, body).map(([values, sent]) => {
    const at = (name: string): string => {
      const value = String((values as Record<string, unknown>)[name]);
      return value.startsWith('%') ? value : encodeURIComponent(value);
    };
    const query = parameters.filter((one) => one.in === 'query').map((one) => `${one.name}=${at(one.name)}`);
    const headers = Object.fromEntries(parameters.filter((one) => one.in === 'header').map((one) => [one.name, at(one.name)]));
    return { path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => at(name)) + (query.length > 0 ? `?${query.join('&')}` : ''), headers, body: sent };
  });
}

/** The answer is one that the document promises. */
function asPublished(operation: Operation, { status, body, text }: Answer): void {
  const response = operation.responses[String(status)];
  expect(response, `${status} is not published: ${text.slice(0, 300)}`).toBeDefined();
  expect(status, text.slice(0, 300)).toBeLessThan(500);
  const schema = response?.content?.['application/json']?.schema as Schema;
  expect(accepts(schema, body)?.issues ?? [], text.slice(0, 300)).toEqual([]);
}

const OPERATIONS = ['get /api/boards', 'post /api/boards', 'get /api/boards/{board}', 'post /api/boards/{board}/commands', 'get /api/boards/{board}/commits', 'get /api/boards/{board}/cards/{card}/story', 'get /api/boards/{board}/orders/{order}', 'get /api/boards/{board}/archive', 'get /api/boards/{board}/search', 'get /api/directory', 'get /api/people', 'get /api/people/{id}', 'put /api/people/{id}', 'get /api/suppliers/{id}', 'put /api/suppliers/{id}', 'post /api/acting-person', 'get /health/live', 'get /health/ready', 'post /api/boards/{board}/erasures'];
const RUNS: Readonly<Record<string, number>> = { 'post /api/boards/{board}/commands': 900, 'post /api/boards': 120 };

describe('SEC-29: whatever is made of the published document', () => {
  it('is all of it', () => {
    expect(Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`)).sort()).toEqual([...OPERATIONS].sort());
  });

  describe.each(OPERATIONS)('%s', (name) => {
    const [method = '', path = ''] = name.split(' ');
    const operation = (): Operation => document.paths[path]?.[method] as Operation;
    const runs = RUNS[name] ?? 60;

    it('is taken as the document says, and answered as it says', async () => {
      await fc.assert(fc.asyncProperty(requests(path, operation(), false), async (request) => {
        const answer = await door.call(method.toUpperCase(), request.path, request.body, request.headers);
        asPublished(operation(), answer);
        // Who works here, that a board has either a template or lanes, and which days a month has, is what the document cannot say.
        expect(answer.status === 400 && !/person|Say who|"template"|"limits"|day of the calendar|must not be before/.test(answer.text), `${JSON.stringify(request)} ${answer.text.slice(0, 300)}`).toBe(false);
      }), { numRuns: runs, seed: 20_261_130 });
    });

    it('is answered as the document says when something is wrong with it', async () => {
      await fc.assert(fc.asyncProperty(requests(path, operation(), true), async (request) => {
        asPublished(operation(), await door.call(method.toUpperCase(), request.path, request.body, request.headers));
      }), { numRuns: runs, seed: 20_261_131 });
    });
  });
});
