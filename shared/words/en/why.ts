import type { BlockCategory } from '../../cards/card-common.ts';
import type { JobState } from '../../jobs/job.ts';
import type { LimitUnit } from '../../limits/limit.ts';
import type { Phase } from '../../orders/order.ts';
import type { Format } from '../format.ts';
import { labels } from './labels.ts';
import { times } from './times.ts';

const MINUTE = 60_000;

/** Why a card is where it is. Names are set apart already, numbers of cards are as people say them, days are in words. */
export const why = (f: Format) => {
  const { categories } = labels(f);
  const { duration, ago } = times();
  const since = (ms: number): string => (ms < MINUTE ? 'just now' : `for ${duration(ms)}`);
  const here = (ms: number): string => (ms < MINUTE ? 'came just now' : `${duration(ms)} here`);
  const hindrance = ({ text, category }: Hindrance): string => text || categories[category].toLowerCase();
  const load = ({ load: there, capacity, unit }: Load): string => `${f.amount(there)}/${f.amount(capacity)}${unit === 'hours' ? ' h' : ''}`;
  const steps = (of: readonly StepAhead[]): string => of.map(({ lane, hours }) => `${lane}${hours === null ? '' : ` ${f.amount(hours)} h`}`).join(', ');
  const phases: Readonly<Record<Phase, string>> = {
    enquiry: 'enquiry', confirmed: 'confirmed', procurement: 'procurement', kitted: 'kitted', assembly: 'assembly', qc: 'inspection',
    ready_to_ship: 'ready to ship', shipped: 'shipped',
  };
  const jobStates: Readonly<Record<JobState, string>> = { planned: 'planned', ready: 'ready', started: 'started', done: 'done' };
  return {
    since, here, phases, jobStates,
    blocked: (ms: number, by: Hindrance, more: number): string => `Blocked ${since(ms)}: ${hindrance(by)}${more > 0 ? ` and ${more} more` : ''}.`,
    asked: (ms: number): string => `Asked ${ago(ms)}, not confirmed.`,
    notBefore: 'Nothing starts before it is confirmed.',
    passed: 'Passed, and ready to ship.',
    promised: (day: string): string => `Promised ${day}.`,
    /** `carrier`, `reference`: '' where none is known. */
    shipped: (day: string, carrier: string, reference: string): string => `Shipped ${day}${carrier ? ` with ${carrier}${reference ? `, ${reference}` : ''}` : ''}.`,
    afterPromise: (ms: number): string => `${duration(ms)} after the promise.`,
    inTime: 'In time.',
    inPool: (day: string): string => `In the pool until ${day}.`,
    poolDays: (days: number): string => `That is ${f.plural(days, { one: '# day', other: '# days' })} before its promise. Earlier only with a reason.`,
    waitsForRoom: (limit: string, of: Omit<Load, 'unit'>): string => `Waits for room: ${limit} is ${load({ ...of, unit: 'count' })}.`,
    mayRelease: 'May be released now.',
    dateWas: (day: string): string => `Its date was ${day}.`,
    kit: (done: number, of: number): string => `${done} of ${of} parts are in the kit.`,
    nowhere: 'nowhere yet',
    waitsForPart: (part: string, state: string, ms: number): string => `Waits for part ${part}, ${state.charAt(0).toLowerCase()}${state.slice(1)}, ${here(ms)}.`,
    waitsForBlocked: (part: string, where: string, ms: number, by: Hindrance): string => `Waits for part ${part}, blocked at ${where} ${since(ms)}: ${hindrance(by)}.`,
    afterIt: (of: readonly StepAhead[]): string => `After it: ${steps(of)}.`,
    next: (of: readonly StepAhead[]): string => `Then: ${steps(of)}.`,
    inKit: 'In the kit',
    planned: 'Planned',
    notStarted: 'Not started',
    in: (lane: string): string => `In ${lane}`,
    inWork: (lane: string): string => `In work at ${lane}`,
    doneAt: (lane: string): string => `Done at ${lane}`,
    notReleased: (order: string): string => `Planned: order ${order} is not released.`,
    inKitOf: (order: string): string => `In the kit of order ${order}.`,
    kitIs: (done: number, of: number): string => `The kit is ${done}/${of}.`,
    /** `who`: those who work on it, or nobody. */
    workedBy: (state: string, who: readonly string[]): string => `${state}, ${who.length > 0 ? who.join(', ') : 'nobody named'}.`,
    standsReady: (state: string): string => `${state}.`,
    /** `limit`: null where it is the lane's own; `line`: its place in the line from 1, or null. */
    waitsFor: (lane: string, limit: string | null, of: Load, line: number | null): string => `Waits for ${lane}: ${limit ?? 'it'} is ${load(of)}.${line === null ? '' : ` Number ${line} in the line.`}`,
    mayPull: (lane: string, line: number | null): string => `Ready: ${lane} may pull it.${line === null ? '' : ` Number ${line} in the line.`}`,
  };
};

export type WhyWords = ReturnType<typeof why>;

interface Hindrance { readonly text: string; readonly category: BlockCategory }
interface Load { readonly load: number; readonly capacity: number; readonly unit: LimitUnit }
interface StepAhead { readonly lane: string; readonly hours: number | null }
