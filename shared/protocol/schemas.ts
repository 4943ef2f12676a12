import { z } from 'zod';
import type { Command, CommandType } from '../domain/commands.ts';
import { LANES, LIMITS } from '../domain/sizes.ts';
import {
  boardIdField, capacityField, cardIdField, commandIdField, commentField, countField, customerField, daysField, firstNumberField, flagField,
  hoursField, itemIdField, laneIdField, limitIdField, list, nameField, oneOf, orderNumberField, overageField, personIdField,
  quantityField, reasonField, secondsField, seqField, supplierIdField, text, timeField, titleField, unitField, versionField,
} from './fields.ts';
import type { CommandMessage, JoinMessage, PresenceUpdate } from './messages.ts';

/** One schema per command: REST, the socket and the published document are made of these same ones. */

const strict = <const S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject(shape, { error: 'must be an object' });

const kind = oneOf(['order', 'job']);
const unit = oneOf(['count', 'hours', 'qty']);
const serviceClass = oneOf(['expedite', 'fixed', 'standard', 'intangible']);
const category = oneOf(['material', 'machine', 'tooling', 'labour', 'quality', 'spec', 'customer', 'supplier', 'transport', 'other']);
const before = cardIdField.nullable();
const override = strict({ reason: reasonField });

const step = strict({ lane: laneIdField, hours: hoursField.nullable() });
const routing = list(step, 50);
const checklist = list(strict({ id: itemIdField, text: titleField, mandatory: flagField }), 50);
const members = list(personIdField, 200);
const policyText = text(2_000, 0);

const newLane = strict({
  id: laneIdField.optional(),
  name: nameField,
  kind: oneOf(['queue', 'work', 'external', 'gate', 'terminal']),
  role: oneOf(['enquiry', 'pool', 'ready', 'kit', 'ship', 'shipped']).nullable().optional(),
  holds: kind,
  group: nameField.nullable().optional(),
  members: members.optional(),
  policy: policyText.optional(),
  checklist: checklist.optional(),
  defaultHours: hoursField.nullable().optional(),
});

const scope = strict({
  lanes: list(laneIdField, 200).optional(),
  group: nameField.optional(),
  subs: list(oneOf(['queue', 'doing', 'done']), 3).optional(),
  classes: list(serviceClass, 4).optional(),
  assignee: personIdField.optional(),
  supplier: supplierIdField.optional(),
});

const newLimit = strict({
  id: limitIdField.optional(),
  name: nameField,
  kind,
  scope,
  unit,
  capacity: capacityField.nullable(),
  policy: strict({ oversize: oneOf(['when-empty', 'reject']).optional(), overage: overageField.optional() }).optional(),
});

const policies = strict({
  orderConwipUntil: oneOf(['shipped', 'ready_to_ship']).optional(),
  productionBufferDays: daysField.optional(),
  pullOrder: oneOf(['advice', 'enforced']).optional(),
  makerMayInspect: flagField.optional(),
  undoSeconds: secondsField.optional(),
});

const bomLine = strict({
  title: titleField,
  quantity: quantityField,
  unit: unitField.optional(),
  source: oneOf(['make', 'buy', 'stock']),
  supplier: supplierIdField.nullable().optional(),
  routing,
});
const bom = list(bomLine, 500);

const version = versionField.optional();
const type = <const T extends CommandType>(name: T) => z.literal(name);

export const commandSchemas = {
  CreateBoard: strict({ type: type('CreateBoard'), name: nameField, lanes: list(newLane, LANES), limits: list(newLimit, LIMITS), policies: policies.optional(), firstNumber: firstNumberField.optional() }),
  AddLane: strict({ type: type('AddLane'), lane: newLane, before: laneIdField.nullable().optional(), capacity: capacityField.nullable().optional() }),
  EditLane: strict({ type: type('EditLane'), lane: laneIdField, name: nameField.optional(), group: nameField.nullable().optional(), members: members.optional(), policy: policyText.optional(), checklist: checklist.optional(), defaultHours: hoursField.nullable().optional() }),
  MoveLane: strict({ type: type('MoveLane'), lane: laneIdField, before: laneIdField.nullable() }),
  RemoveLane: strict({ type: type('RemoveLane'), lane: laneIdField }),
  SetLimit: strict({ type: type('SetLimit'), limit: newLimit, reason: reasonField.optional() }),
  RemoveLimit: strict({ type: type('RemoveLimit'), limit: limitIdField, reason: reasonField.optional() }),
  SetPolicies: strict({ type: type('SetPolicies'), policies }),
  CreateOrder: strict({ type: type('CreateOrder'), number: orderNumberField.optional(), title: titleField, customer: customerField, quantity: quantityField, unit: unitField.optional(), class: serviceClass.optional(), requestedAt: timeField.nullable().optional(), bom, routing: routing.optional() }),
  ReviseBom: strict({ type: type('ReviseBom'), order: cardIdField, bom }),
  ConfirmOrder: strict({ type: type('ConfirmOrder'), order: cardIdField, promisedAt: timeField }),
  ReleaseOrder: strict({ type: type('ReleaseOrder'), order: cardIdField, before: before.optional(), version, earlyReason: reasonField.optional(), override: override.optional() }),
  PullCard: strict({ type: type('PullCard'), card: cardIdField, lane: laneIdField, before: before.optional(), version, override: override.optional() }),
  FinishWork: strict({ type: type('FinishWork'), card: cardIdField, version }),
  PassInspection: strict({ type: type('PassInspection'), card: cardIdField, version }),
  GrantConcession: strict({ type: type('GrantConcession'), card: cardIdField, reason: reasonField, version }),
  ReturnCard: strict({ type: type('ReturnCard'), card: cardIdField, lane: laneIdField, category, reason: reasonField, version }),
  ShipOrder: strict({ type: type('ShipOrder'), order: cardIdField, carrier: customerField, reference: customerField, version }),
  BlockCard: strict({ type: type('BlockCard'), card: cardIdField, category, external: flagField, text: reasonField }),
  UnblockCard: strict({ type: type('UnblockCard'), card: cardIdField, blocker: countField, resolution: reasonField }),
  ReorderCard: strict({ type: type('ReorderCard'), card: cardIdField, before }),
  QueueCard: strict({ type: type('QueueCard'), card: cardIdField, lane: laneIdField }),
  LeaveQueue: strict({ type: type('LeaveQueue'), card: cardIdField }),
  CommentOnCard: strict({ type: type('CommentOnCard'), card: cardIdField, text: commentField }),
  AssignCard: strict({ type: type('AssignCard'), card: cardIdField, assignees: list(personIdField, 20), override: override.optional() }),
  SetClass: strict({ type: type('SetClass'), card: cardIdField, class: serviceClass, reason: reasonField.optional(), override: override.optional() }),
  EditCard: strict({ type: type('EditCard'), card: cardIdField, title: titleField.optional(), quantity: quantityField.optional(), unit: unitField.optional(), promisedAt: timeField.optional(), hours: list(strict({ lane: laneIdField, hours: hoursField.nullable() }), 50).optional() }),
  TickCheck: strict({ type: type('TickCheck'), card: cardIdField, item: itemIdField, done: flagField }),
  UndoMove: strict({ type: type('UndoMove'), card: cardIdField }),
} as const satisfies Record<CommandType, z.ZodType>;

type Schemas = typeof commandSchemas;
/** zod makes mutable types; the commands are readonly all the way down. */
type Frozen<T> = T extends string | number | boolean | null | undefined ? T
  : T extends readonly (infer E)[] ? readonly Frozen<E>[]
    : { readonly [K in keyof T]: Frozen<T[K]> };
type Parsed = { [T in CommandType]: Frozen<z.output<Schemas[T]>> }[CommandType];
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Fails to compile when a command and its schema drift apart. */
export const SCHEMAS_ARE_THE_COMMANDS: Same<Parsed, Command> = true;

export const COMMAND_TYPES = Object.keys(commandSchemas) as CommandType[];

export const headSchema = strict({ seq: seqField, hash: z.string().max(64) });
export const joinSchema = strict({ board: boardIdField, have: headSchema.nullable() });
export const presenceSchema = strict({ board: boardIdField, dragging: cardIdField.nullable() });
/** The command itself is parsed by its own schema afterwards (parse.ts). */
export const envelopeSchema = strict({ board: boardIdField, id: commandIdField, command: z.unknown(), again: z.boolean().optional() });
export const SCHEMAS_ARE_THE_MESSAGES: [
  Same<Frozen<z.output<typeof joinSchema>>, JoinMessage>,
  Same<Frozen<z.output<typeof presenceSchema>>, PresenceUpdate>,
  Same<Frozen<Omit<z.output<typeof envelopeSchema>, 'command'>>, Omit<CommandMessage, 'command'>>,
] = [true, true, true];
