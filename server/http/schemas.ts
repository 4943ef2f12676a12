import { z } from 'zod';
import { EVENT_TYPES } from '../../shared/floor.ts';
import { type RefusalCode, VIOLATIONS_TOLD } from '../../shared/refusals.ts';
import { boardIdField, cardIdField, commandIdField, indexField, initialsField, list, nameField, oneOf, personIdField, timeZoneField, versionField } from '../../shared/kernel/fields.ts';
import { LONGEST_QUERY } from '../../shared/views/order-search.ts';
import type { CivilDay } from '../../shared/kernel/calendar.ts';
import { ROLES } from '../../shared/people/directory.ts';
import { toMessage } from '../../shared/kernel/input-fault.ts';
import { TRADES } from '../../shared/templates/trades.ts';
import { createBoard } from '../../shared/board/create-board.ts';
import { COMMAND_TYPES, commandSchemas } from '../../shared/verbs.ts';
import { headSchema } from '../../shared/protocol/schemas.ts';

/** What this door takes and gives. The commands themselves are the protocol's. */

const known = <T extends string>(names: Record<T, true>) => Object.keys(names) as [T, ...T[]];

/** Complete by the compiler: a new code that is missing here does not build. */
const CODES = known<RefusalCode>({
  wip_limit: true, estimate_required: true, not_your_pull: true, not_allowed: true, not_done: true, illegal_transition: true, order_not_confirmed: true,
  order_not_released: true, blocked: true, kit_incomplete: true, not_inspected: true, inspector_made_it: true, checklist_incomplete: true,
  gate_needs_verdict: true, no_gate: true, too_early: true, reason_required: true, not_next: true, stale: true, bom_frozen: true,
  bom_empty: true, routing_wrong_lane: true, routing_empty: true, lane_holds_cards: true, lane_in_routing: true, lane_is_needed: true, lane_missing: true, name_taken: true,
  limit_over_kit: true, limit_scope: true, number_taken: true, order_closed: true, closes_later: true, not_earlier_lane: true, nothing_to_undo: true, already: true, has_room: true,
  promise_in_past: true, not_there: true, too_many: true, board_exists: true, too_many_boards: true, no_board: true, board_incomplete: true,
});

const time = z.int().meta({ description: 'Milliseconds since 1970, UTC' });
const seq = z.int().min(0).meta({ description: 'Sequence number: 1, 2, 3 … per board, without gaps' });
const sentence = z.string().meta({ description: 'For people' });

/** As zod asks for a choice; a list without verbs would not even start. */
function atLeastOne<T>([first, ...rest]: readonly T[]): readonly [T, ...T[]] {
  if (first === undefined) throw new Error('There is no command.');
  return [first, ...rest];
}

export const commandSchema = z
  .discriminatedUnion('type', atLeastOne([...commandSchemas.values()]))
  .meta({ id: 'Command', description: 'Any command. Unknown fields are refused.', examples: [{ type: 'PullCard', card: '1041.3', lane: 'cut' }] });

/** Checked by parseCommand, which has the better words; the published document shows `Command`. */
const againField = z.boolean().optional();
export const commandBody = z.strictObject({ id: commandIdField, command: z.unknown(), again: againField }, { error: toMessage({ is: 'object' }) });
export const publishedCommandBody = z
  .strictObject({ id: commandIdField.register(z.globalRegistry, { description: 'Your own id for this command. The same id again gets the first answer, so that trying again is always safe.' }),
    command: commandSchema,
    again: againField.meta({ description: 'true when you sent it before and do not know what became of it. Then its refusal is written down, and what you are told now is final, whichever server the first copy went to.' }),
  })
  .meta({ id: 'CommandRequest' });

/** Old names of zones are taken, too; the document shows those in use. */
timeZoneField.register(z.globalRegistry, { description: 'A time zone by its IANA name', enum: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')] });

const explicit = createBoard.shape;
export const boardBody = z
  .strictObject({
    name: nameField,
    board: z.optional(boardIdField).meta({ description: 'The id the board shall have; without it one is made of the name' }),
    id: z.optional(commandIdField).meta({ description: 'Your own id for this command, with which it may be sent again' }),
    template: z.optional(oneOf([TRADES[0].id, ...TRADES.slice(1).map(({ id }) => id)])).meta({ description: TRADES.map(({ id, about }) => `${id}: ${about.en}`).join('; ') }),
    lanes: z.optional(explicit.lanes),
    limits: z.optional(explicit.limits),
    policies: explicit.policies,
    firstNumber: explicit.firstNumber,
  }, { error: toMessage({ is: 'object' }) })
  .refine((body) => (body.template === undefined) !== (body.lanes === undefined), { path: ['template'], error: toMessage({ is: 'or', other: 'lanes' }) })
  .refine((body) => body.template === undefined || body.limits === undefined, { path: ['limits'], error: toMessage({ is: 'only_with', other: 'lanes' }) })
  .meta({ id: 'NewBoard', examples: [{ name: 'Nordby Furniture', template: 'furniture' }] });

export const personBody = z.strictObject({ person: personIdField }, { error: toMessage({ is: 'object' }) }).meta({ id: 'ActingPerson' });

const version = versionField.register(z.globalRegistry, { description: 'The version that was changed, as it was read' });
export const personRecordBody = z
  .strictObject({ version, name: nameField, initials: initialsField, colour: indexField(8), roles: list(oneOf(ROLES), ROLES.length) }, { error: toMessage({ is: 'object' }) })
  .meta({ id: 'PersonChange', examples: [{ version: 3, name: 'Mari Kvam', initials: 'MK', colour: 0, roles: ['planner'] }] });
export const supplierRecordBody = z
  .strictObject({ version, name: nameField }, { error: toMessage({ is: 'object' }) })
  .meta({ id: 'SupplierChange', examples: [{ version: 1, name: 'Hansen Metal' }] });

export const erasureBody = z
  .strictObject({
    order: z.optional(cardIdField).meta({ description: 'An order: its customer, and all that was freely written about it' }),
    person: z.optional(personIdField).meta({ description: 'A person: what they wrote, on every board, and their name' }),
  }, { error: toMessage({ is: 'object' }) })
  .refine((body) => (body.order === undefined) !== (body.person === undefined), { path: ['order'], error: toMessage({ is: 'or', other: 'person' }) })
  .meta({ id: 'Erasure', examples: [{ order: '1041' }] });
export const erasedSchema = z.strictObject({ ok: z.literal(true), texts: z.int().min(0).meta({ description: 'How many texts are gone' }) }).meta({ id: 'Erased' });

const eventSchema = z.looseObject({ type: z.enum(EVENT_TYPES) }).meta({ id: 'Event', description: 'A fact. Free text stands in the texts of its commit.' });
export const commitSchema = z
  .strictObject({
    seq, at: time, actor: z.string().meta({ description: 'Who acted: `person:ada`, `station:saw-2` or with the person at it `station:saw-2:ada`, `key:…`, `supplier:…`, `customer:…`, `display:…`, or `schedule`' }), command: z.string().meta({ description: 'The id of its command' }), kind: z.enum(COMMAND_TYPES),
    events: z.array(eventSchema), texts: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Commit', description: 'One accepted command with what it made happen. Without events: a command that was sent again and refused, with the refusal in its texts' });

export const acceptedSchema = z.strictObject({ ok: z.literal(true), seq, at: time, commit: commitSchema.optional() }).meta({ id: 'Accepted' });
export const createdSchema = z.strictObject({ ok: z.literal(true), board: z.string(), seq, at: time, commit: commitSchema.optional() }).meta({ id: 'Created' });

export const violationSchema = z.looseObject({ code: z.enum(CODES) }).meta({ id: 'Violation', description: 'A violated rule with its numbers' });
export const refusedSchema = z
  .strictObject({
    ok: z.literal(false), why: z.literal('refused'), sentence,
    refusal: z.strictObject({ command: z.string(), card: z.string().nullable(), violations: z.array(violationSchema).min(1).max(VIOLATIONS_TOLD), more: z.int().min(1).optional().meta({ description: 'So many besides these' }) }),
  })
  .meta({ id: 'Refused', description: 'The board says no: every violated rule, guards first, then limits' });
export const idReusedSchema = z.strictObject({ ok: z.literal(false), why: z.literal('id_reused'), sentence }).meta({ id: 'IdReused' });
export const invalidSchema = z
  .strictObject({ ok: z.literal(false), why: z.literal('invalid'), sentence, problems: z.array(z.strictObject({ path: z.string(), message: z.string() })) })
  .meta({ id: 'Invalid', description: 'What is wrong with the input, where, and what to do' });
export const notFoundSchema = z.strictObject({ ok: z.literal(false), why: z.literal('not_found'), sentence }).meta({ id: 'NotFound' });
export const foreignSchema = z.strictObject({ ok: z.literal(false), why: z.enum(['foreign', 'not_yours']), sentence }).meta({ id: 'Foreign', description: 'A foreign Origin or Host name; or a person who only looks asks for more than that' });
export const tryAgainSchema = z.strictObject({ ok: z.literal(false), why: z.literal('try_again'), sentence }).meta({ id: 'TryAgain' });
export const faultSchema = z.strictObject({ ok: z.literal(false), why: z.literal('fault'), id: z.string(), sentence }).meta({ id: 'Fault' });

const placeLists = z.record(z.enum(['queue', 'doing', 'done']), z.array(cardIdField).optional());
const laneSchema = z.looseObject({
  id: z.string(), name: z.string(), kind: z.enum(['queue', 'work', 'external', 'gate', 'terminal']), role: z.string().nullable(), holds: z.enum(['order', 'job']),
  places: placeLists.meta({ description: 'Cards from top to bottom' }),
});
const limitSchema = z.looseObject({
  id: z.string(), name: z.string(), kind: z.enum(['order', 'job']), unit: z.enum(['count', 'hours', 'qty']),
  capacity: z.number().nullable(), load: z.number(), free: z.number().nullable(), over: z.number(), state: z.enum(['unlimited', 'room', 'one_left', 'full', 'over']),
});
const cardSchema = z.looseObject({
  id: z.string(), kind: z.enum(['order', 'job']), title: z.string(), quantity: z.number(), unit: z.string(), class: z.enum(['expedite', 'fixed', 'standard', 'intangible']),
  version: z.int(), place: z.strictObject({ lane: z.string(), sub: z.enum(['queue', 'doing', 'done']) }).nullable(),
});

export const boardSchema = z
  .strictObject({
    board: z.string(), name: z.string(), trade: z.string().nullable().meta({ description: 'The template it was made from; null: none' }), seq, at: time, head: headSchema, lanes: z.array(laneSchema), limits: z.array(limitSchema), cards: z.array(cardSchema),
    policies: z.looseObject({}), nextNumber: z.int(),
  })
  .meta({ id: 'Board' });
export const boardsSchema = z.strictObject({ boards: z.array(z.strictObject({ id: z.string(), name: z.string(), seq })) }).meta({ id: 'Boards' });
export const commitsSchema = z
  .strictObject({ board: z.string(), head: headSchema, commits: z.array(commitSchema), next: seq.nullable().meta({ description: 'Ask with this as `after` for more; null: this is all' }) })
  .meta({ id: 'Commits' });
export const storySchema = z
  .strictObject({ card: z.string(), commits: z.array(commitSchema), next: seq.nullable().meta({ description: 'Ask with this as `before` for what happened earlier; null: this is all' }) })
  .meta({ id: 'Story' });
const by = z.string().nullable().meta({ description: 'Who did it; null: this is not told to whoever asks' });
export const orderFileSchema = z
  .strictObject({
    id: z.string(), seq, customer: z.string().nullable(), enteredAt: time.nullable(), enteredBy: by, requestedAt: time.nullable(), bomRevision: z.int(),
    planned: z.array(cardSchema).meta({ description: 'Its jobs until they are released; then they are cards of the board' }),
    promises: z.array(z.strictObject({ at: time, by, promisedAt: time })).meta({ description: 'Each date the customer was given, the first one first' }),
    confirmedAt: time.nullable(), kittedAt: time.nullable(), closedAt: time.nullable(),
    inspections: z.array(z.strictObject({ at: time, by, card: z.string(), verdict: z.enum(['passed', 'concession']), reason: z.string() })),
    shipments: z.array(z.strictObject({ at: time, by, carrier: z.string(), reference: z.string() })),
  })
  .meta({ id: 'OrderFile' });
const personSchema = z.strictObject({ id: z.string(), name: z.string(), initials: z.string(), colour: z.int(), roles: z.array(z.string()) }).meta({ id: 'Person' });
export const directorySchema = z
  .strictObject({ people: z.record(z.string(), personSchema), suppliers: z.record(z.string(), z.strictObject({ id: z.string(), name: z.string() })) })
  .meta({ id: 'Directory' });
export const peopleSchema = z
  .strictObject({ people: z.array(personSchema), acting: z.string().nullable().meta({ description: 'Who this request acts as' }), open: z.literal(true), notice: z.string() })
  .meta({ id: 'People' });
const kept = <R extends z.ZodType>(record: R) => ({ record, version: z.int().min(1), at: time, by: z.string().nullable().meta({ description: 'Who wrote this version; null: the program' }) });
const supplierSchema = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'Supplier' });
export const personRecordSchema = z.strictObject(kept(personSchema)).meta({ id: 'PersonRecord' });
export const supplierRecordSchema = z.strictObject(kept(supplierSchema)).meta({ id: 'SupplierRecord' });
export const personSavedSchema = z.strictObject({ ok: z.literal(true), ...kept(personSchema) }).meta({ id: 'PersonSaved' });
export const supplierSavedSchema = z.strictObject({ ok: z.literal(true), ...kept(supplierSchema) }).meta({ id: 'SupplierSaved' });
export const staleSchema = z
  .strictObject({ ok: z.literal(false), why: z.literal('stale'), sentence, stands: z.union([personRecordSchema, supplierRecordSchema]) })
  .meta({ id: 'Stale', description: 'Somebody changed it meanwhile: look at what stands there now, and save over that' });
export const actingSchema = z.strictObject({ ok: z.literal(true), person: personSchema }).meta({ id: 'Acting' });
export const healthSchema = z.strictObject({ ok: z.boolean() }).meta({ id: 'Health' });
export const readySchema = z.strictObject({ ok: z.boolean(), store: z.enum(['ok', 'no answer']), draining: z.boolean(), warnings: z.array(z.string()) }).meta({ id: 'Ready' });

const wholeNumber = (least: number, most: number, otherwise: number) => {
  const error = toMessage({ is: 'whole', least, most });
  return z.string().regex(/^[0-9]{1,10}$/, { error }).transform(Number).pipe(z.int().min(least, { error }).max(most, { error })).optional()
    .transform((value) => value ?? otherwise).meta({ type: 'integer', minimum: least, maximum: most, default: otherwise });
};
export const commitsQuery = z.strictObject({ after: wholeNumber(0, 2_147_483_647, 0), limit: wholeNumber(1, 500, 100) });
export const storyQuery = z.strictObject({ before: wholeNumber(1, 2_147_483_647, 2_147_483_647), limit: wholeNumber(1, 200, 50) });

const queryText = (description: string) => {
  const error = toMessage({ is: 'text', least: 0, most: LONGEST_QUERY });
  return z.string({ error }).max(LONGEST_QUERY, { error }).optional().transform((text) => text ?? '').meta({ type: 'string', maxLength: LONGEST_QUERY, default: '', description });
};

export type Day = CivilDay;
const DAY = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const dayQuery = (description: string) => {
  const error = toMessage({ is: 'day' });
  return z.string({ error }).regex(DAY, { error }).refine((text) => new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text, { error }).optional()
    .transform((text): Day | undefined => { const [year = 0, month = 1, day = 1] = text?.split('-').map(Number) ?? []; return text === undefined ? undefined : { year, month, day }; })
    .meta({ type: 'string', pattern: DAY.source, description });
};
const PLACE = /^[0-9]{1,15}\.[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const placeError = toMessage({ is: 'place' });
const placeQuery = z.string({ error: placeError }).regex(PLACE, { error: placeError }).optional()
  .transform((text) => (text === undefined ? undefined : { at: Number(text.slice(0, text.indexOf('.'))), id: text.slice(text.indexOf('.') + 1) }))
  .meta({ type: 'string', pattern: PLACE.source, description: 'The `next` of the answer before' });

export const archiveQuery = z
  .strictObject({
    q: queryText('Words that are found anywhere: number, customer, title, parts, suppliers, shipment; each by its beginning, accents and case aside'), number: queryText('The order’s number, or its beginning'),
    customer: queryText('Words of the customer’s name'), part: queryText('Words of a part’s title, or of who it was bought of'),
    from: dayQuery('The first day on which it was closed, in the board’s time zone'), to: dayQuery('The last one'), before: placeQuery, limit: wholeNumber(1, 100, 20),
  })
  .refine(({ from, to }) => !from || !to || Date.UTC(from.year, from.month, from.day) <= Date.UTC(to.year, to.month, to.day), { path: ['to'], error: toMessage({ is: 'not_before', other: 'from' }) });
export const searchQuery = z.strictObject({ q: queryText('What is looked for, each word by its beginning'), page: wholeNumber(0, 1_000, 0) });

const foundSchema = z
  .strictObject({
    id: z.string(), title: z.string(), customer: z.string().nullable(), quantity: z.number(), unit: z.string(), parts: z.array(z.strictObject({ id: z.string(), title: z.string(), supplier: z.string().nullable() })),
    enteredAt: time, confirmedAt: time.nullable(), promisedFirst: time.nullable(), promised: time.nullable(), shippedAt: time.nullable(), sent: z.string().nullable().meta({ description: 'Carrier and reference' }),
    closedAt: time.nullable().meta({ description: 'When it left the floor; null: it is there' }), ended: z.enum(['shipped', 'cancelled']).nullable(),
    lateBy: z.int().nullable().meta({ description: 'Milliseconds from the promise to the shipment; not above 0: it was on time' }),
  })
  .meta({ id: 'FoundOrder' });
const behind = z.int().min(0).meta({ description: 'Commits that are not in this answer yet' });
export const archiveSchema = z
  .strictObject({ board: z.string(), orders: z.array(foundSchema), next: z.string().nullable().meta({ description: 'Ask with this as `before` for orders closed earlier; null: this is all' }), behind })
  .meta({ id: 'Archive' });
export const searchSchema = z
  .strictObject({ board: z.string(), orders: z.array(foundSchema), next: z.int().nullable().meta({ description: 'The next `page`; null: this is all' }), more: z.boolean().meta({ description: 'More fit than are ranked: ask with more words' }), behind })
  .meta({ id: 'Search' });
