import type { Board } from '../board/board.ts';
import type { Card } from '../cards/card.ts';
import { personOf } from '../kernel/actor.ts';
import type { Actor } from '../kernel/actor.ts';
import type { PersonId, SupplierId } from '../kernel/ids.ts';
import type { Directory, Person, Supplier } from '../people/directory.ts';
import { seesWhoAndWhy } from '../people/rights.ts';

const named = ({ id, name, initials, colour }: Person): Person => ({ id, name, initials, colour, roles: [] });
const whole = ({ id, name, initials, colour, roles }: Person): Person => ({ id, name, initials, colour, roles });
const company = ({ id, name }: Supplier): Supplier => ({ id, name });

const own = ({ people }: Directory, reader: Person | null): Record<PersonId, Person> => {
  const self = reader && people[reader.id];
  return self ? { [self.id]: whole(self) } : {};
};

/** What a person is told of all others when a form asks: who works here, all of it; who only looks, themselves alone. */
export const directoryFor = (directory: Directory, reader: Person | null): Directory => (seesWhoAndWhy(reader) ? {
  people: Object.fromEntries(Object.values(directory.people).map((person) => [person.id, whole(person)])),
  suppliers: Object.fromEntries(Object.values(directory.suppliers).map((supplier) => [supplier.id, company(supplier)])),
} : { people: own(directory, reader), suppliers: {} });

/** Whom a board names: their names, and what is drawn of them. Roles are not among it. */
export interface Named { readonly people: ReadonlySet<PersonId>; readonly suppliers: ReadonlySet<SupplierId> }

export const namesFor = ({ people, suppliers }: Directory, ids: Named): Directory => ({
  people: Object.fromEntries([...ids.people].flatMap((id) => { const person = people[id]; return person ? [[id, named(person)]] : []; })),
  suppliers: Object.fromEntries([...ids.suppliers].flatMap((id) => { const supplier = suppliers[id]; return supplier ? [[id, company(supplier)]] : []; })),
});

/** The same with the reader as they are: their own roles say what they may. */
export const withOwn = (names: Directory, directory: Directory, reader: Person | null): Directory => ({ ...names, people: { ...names.people, ...own(directory, reader) } });

const actors = (card: Card): readonly Actor[] => [
  ...card.blockers.map(({ by }) => by), ...card.exceptions.map(({ by }) => by), ...(card.rework ? [card.rework.by] : []), ...(card.kind === 'order' && card.finishedBy ? [card.finishedBy] : []),
];

export const peopleOfCard = (card: Card): readonly PersonId[] => [...card.assignees, ...actors(card).flatMap((actor) => personOf(actor) ?? []), ...(card.kind === 'order' ? card.plan?.loads.flatMap(({ assignees }) => assignees) ?? [] : [])];
export const suppliersOfCard = (card: Card): readonly SupplierId[] => (card.kind === 'job' ? (card.supplier === null ? [] : [card.supplier]) : card.plan?.loads.flatMap(({ supplier }) => supplier ?? []) ?? []);

/** Of lanes and limits: whose they are. */
export const peopleOfGround = ({ lanes, limits, lastMoves }: Board): readonly PersonId[] => [
  ...lanes.flatMap(({ members }) => members), ...limits.flatMap(({ scope }) => scope.assignee ?? []), ...(Object.keys(lastMoves) as Actor[]).flatMap((actor) => personOf(actor) ?? []),
];
export const suppliersOfGround = ({ limits }: Board): readonly SupplierId[] => limits.flatMap(({ scope }) => scope.supplier ?? []);
