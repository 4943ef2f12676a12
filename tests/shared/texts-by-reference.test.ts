import { expect, test } from 'vitest';
import { decide } from '../../shared/floor.ts';
import type { Event, EventType } from '../../shared/events.ts';
import type { Command } from '../../shared/verbs.ts';
import { CAST_DIRECTORY, play } from '../support/shop/story.ts';

type Of<T extends EventType> = Extract<Event, { type: T }>;
/** Fields of any words: neither a branded id nor one of a few codes. */
type Wordy<E> = { [F in keyof E]-?: string extends NonNullable<E[F]> ? F : never }[keyof E];

/**
 * `words`: the shop's own, for its things. `text`: a reference into the texts of the commit, because it is
 * about a person or was freely written, and can be erased. Complete by the compiler: an event with a field
 * of words that is missing here does not build.
 */
const HOLDS: { readonly [T in EventType as Wordy<Of<T>> extends never ? never : T]: Readonly<Record<Wordy<Of<T>>, 'text' | 'words'>> } = {
  BoardCreated: { name: 'words', trade: 'words' },
  LimitSet: { reason: 'text' },
  LimitRemoved: { reason: 'text' },
  WipOverridden: { reason: 'text' },
  OrderCreated: { title: 'words', customer: 'text', unit: 'words' },
  OrderReleased: { early: 'text' },
  CardBlocked: { text: 'text' },
  CardUnblocked: { resolution: 'text' },
  CommentAdded: { text: 'text' },
  ClassSet: { reason: 'text' },
  CardEdited: { title: 'words', unit: 'words' },
  ConcessionGranted: { reason: 'text' },
  CardReturned: { reason: 'text' },
  CheckTicked: { item: 'words' },
  OrderShipped: { carrier: 'text', reference: 'text' },
};

/** What people say freely, or of a person, in any command. */
const FREE = new Set(['customer', 'reason', 'earlyReason', 'text', 'resolution', 'carrier', 'reference']);
const CANARY = 'Kanarienvogel Weber';

/** The same command, with the canary wherever somebody may write freely. */
const sung = <T>(command: T): T => JSON.parse(JSON.stringify(command, (key, value: unknown) => (FREE.has(key) && typeof value === 'string' ? CANARY : value))) as T;
/** A checklist's item is the shop's, as a lane's name is. */
const isOfTheShop = ({ type }: Command): boolean => type === 'CreateBoard' || type === 'AddLane' || type === 'EditLane';

test('free text and names of customers stand in no event of any commit: each points to a text', () => {
  const pointed = new Set<string>();
  for (let shop = 1; shop <= 40; shop += 1) {
    const steps = Array.from({ length: 110 }, (_, at) => shop * 1_000 + at);
    play({ shop, steps }, ({ before, command, context, files }) => {
      if (isOfTheShop(command)) return;
      const decision = decide(before, sung(command.type === 'RemoveLimit' ? { ...command, reason: 'given' } : command), { ...context, directory: CAST_DIRECTORY }, files);
      if (!decision.ok) return;
      expect(JSON.stringify(decision.events), command.type).not.toContain(CANARY);
      for (const event of decision.events)
        for (const [field, holds] of Object.entries((HOLDS as Readonly<Record<string, Readonly<Record<string, string>>>>)[event.type] ?? {})) {
          const ref = (event as unknown as Readonly<Record<string, string | null>>)[field];
          if (holds !== 'text' || ref === null) continue;
          expect(decision.texts[ref ?? ''], `${event.type}.${field}`).toBe(CANARY);
          pointed.add(`${event.type}.${field}`);
        }
    });
  }
  const all = Object.entries(HOLDS).flatMap(([type, fields]) => Object.entries(fields).flatMap(([field, holds]) => (holds === 'text' ? [`${type}.${field}`] : [])));
  expect(all.filter((one) => !pointed.has(one)), 'fields that no story wrote').toEqual([]);
}, 60_000);
