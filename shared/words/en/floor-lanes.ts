import type { LaneRole, Sub } from '../../board/lane.ts';
import type { Exception } from '../../cards/card-common.ts';
import type { LimitUnit } from '../../limits/limit.ts';
import type { Role } from '../../people/directory.ts';
import type { Format } from '../format.ts';

type Mark = 'work' | 'done' | 'blocked' | 'free' | 'over';
interface Load { readonly name: string; readonly load: number; readonly capacity: number; readonly unit: LimitUnit }

/** What a lane says: its state, its places, its slot, its lists and buttons. Names are set apart already. */
export const lanes = (f: Format) => {
  const measured = (n: number, unit: LimitUnit): string => `${f.amount(n)}${unit === 'hours' ? ' h' : ''}`;
  const crews: Readonly<Record<Role, string>> = {
    sales: 'sales', planner: 'planners', buyer: 'buyers', operator: 'operators', lead: 'leads', inspector: 'inspectors', shipping: 'shipping', manager: 'managers',
    viewer: 'viewers', admin: 'administrators',
  };
  /** By what cards came to stand above a limit. */
  const exceptions: Readonly<Record<Exception['kind'], string>> = { override: 'override', expedite: 'expedite', return: 'return', oversize: 'oversize', estimate: 'estimate' };
  const marks: Readonly<Record<Mark, string>> = { work: 'in work', done: 'done', blocked: 'blocked', free: 'free', over: 'above the limit' };
  const quiet: Readonly<Record<LaneRole, string>> = {
    enquiry: 'Not confirmed yet', pool: 'Confirmed, waiting for release', ready: 'Waiting for their first step',
    kit: 'Waiting for the last parts', ship: 'Passed, ready to ship', shipped: 'On their way',
  };
  const subs: Readonly<Record<Exclude<Sub, 'queue'>, string>> = { doing: 'Doing', done: 'Done' };
  const free = (n: number, unit: LimitUnit): string => `${measured(n, unit)} free`;
  const full = ({ load, capacity }: Load): string => (capacity === 0 ? 'Closed' : load < capacity ? 'No room' : load > capacity ? 'Over' : 'Full');
  return {
    floor: 'Shop floor',
    all: 'Lanes',
    exceptions, quiet, subs, free,
    closed: 'Closed',
    full: 'Full',
    oneLeft: 'One left',
    starved: (n: number, unit: LimitUnit): string => `Starved, ${free(n, unit)}`,
    limitLowered: 'limit lowered',
    over: (n: number, unit: LimitUnit, why: readonly string[]): string => `${measured(n, unit)} over: ${why.join(', ')}`,
    /** A limit elsewhere keeps the lane shut. */
    shut: (by: Load): string => `${full(by)}: ${by.name} ${f.amount(by.load)}/${measured(by.capacity, by.unit)}`,
    shutBy: (state: string, frees: string): string => `${state}. ${frees}`,
    /** Where the limit stands among the cards; finished ones count. */
    line: (capacity: number, unit: LimitUnit, withDone: boolean): string => `limit ${measured(capacity, unit)}${withDone ? ', with done' : ''}`,
    /** `3 in work, 1 free`. */
    meter: (shares: readonly (readonly [Mark, number])[], unit: LimitUnit): string => shares.map(([mark, n]) => `${measured(n, unit)} ${marks[mark]}`).join(', '),
    freePlaces: (n: number): string => (n > 1 ? `${n} free` : 'free'),
    column: (lane: string, sub: string): string => `${lane}, ${sub.toLowerCase()}`,
    passedWaits: 'Passed, waits to be pulled',
    doneWaits: 'Done, waits to be pulled',
    doneWaitsFor: (lane: string): string => `Done, waits for ${lane}`,
    inLine: (n: number): string => `${n} in line`,
    policyOf: (lane: string): string => `Policy of ${lane}`,
    noPolicy: 'No policy is written for this lane yet.',
    beforeLeaving: 'Before a card leaves',
    limitOf: (meter: string, keepsDone: boolean): string => `${meter}. ${keepsDone ? 'Finished cards keep their place until the next lane pulls them.' : ''}`,
    widen: (lane: string): string => `Widen ${lane}`,
    fold: (lane: string): string => `Fold ${lane}`,
    unfold: (lane: string, count: string, state: string): string => `Unfold ${lane}, ${count}, ${state}`,
    /** `12/14 orders full`, beside the name of a group. */
    group: (load: number, capacity: number | null, ofOrders: boolean, isFull: boolean): string =>
      `${f.amount(load)}${capacity === null ? '' : `/${f.amount(capacity)}`}${ofOrders ? ' orders' : ''}${isFull ? ' full' : ''}`,
    chip: { over: (count: string): string => `${count} over`, full: (count: string): string => `${count} full` },
    nothing: {
      next: (lane: string): string => `Nothing in ${lane} now. The next card is one press away.`,
      now: (lane: string): string => `Nothing in ${lane} now.`,
      ready: (lane: string): string => `Nothing in ${lane} now, and no card is ready for it.`,
    },
    slot: {
      pull: 'Pull next',
      release: (card: string): string => `Release ${card}`,
      next: 'Next:',
      /** Before what is next, in one line. */
      lead: (lead: string | null): string => `${lead ?? 'Next'}:`,
      room: (orders: number): string => `Floor has room for ${f.plural(orders, { one: '# order', other: '# orders' })}`,
      planners: 'planners release',
      people: (names: readonly string[]): string => `${f.and(names)} pull here`,
      crews: (roles: readonly Role[]): string => `${f.and(roles.map((role) => crews[role]))} pull here`,
      press: (label: string, card: string, title: string): string => `${label}: ${card} ${title}`,
      pressWhy: (label: string, card: string, title: string, why: string): string => `${label}: ${card} ${title}, ${why}`,
      why: {
        inLine: 'first in line', back: (from: string | null): string => `back from ${from ?? 'rework'}`, expedite: 'expedite', leastTime: 'least time left',
        leastTimeDue: (due: string): string => `least time left, due ${due}`, authorised: 'authorised first', lastPart: 'last part of its kit', nearestKit: 'nearest to a full kit',
        longest: 'ready longest',
      },
    },
  };
};
