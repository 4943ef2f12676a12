import { numberOf as n } from '../../kernel/ids.ts';
import type { LimitUnit } from '../../limits/limit.ts';
import type { LimitViolation, Obstacle } from '../../refusals.ts';
import type { Format } from '../format.ts';
import type { WayOf } from '../told.ts';
import { labels } from './labels.ts';

/** The sentences about a limit that has no room: its state, who is in it, and what would make room. */
export const room = (f: Format) => {
  const { categories } = labels(f);
  const unit = (of: LimitUnit): string => (of === 'hours' ? ' h' : '');
  /** `2 cards have`, `1 h has`. */
  const leaving = (needs: number, of: LimitUnit): string => {
    if (of === 'count') return f.plural(needs, { one: '# card has', other: '# cards have' });
    return of === 'hours' ? f.plural(needs, { one: '# h has', other: '# h have' }) : `a quantity of ${f.amount(needs)} has`;
  };
  const obstacle = ({ text, category }: Obstacle): string => text || categories[category].toLowerCase();
  return {
    raise: 'Raise its limit to open it.',
    closed: (name: string): string => `${name} is closed (limit 0).`,
    others: (more: number): string => `${more} more`,
    /** `who`: the cards in it, as a list, or nothing. */
    state: ({ name, load, capacity, unit: of }: Pick<LimitViolation, 'name' | 'load' | 'capacity' | 'unit'>, who: string): string =>
      `${name} is ${f.amount(load)}/${f.amount(capacity)}${unit(of)}${load > capacity ? ` (${f.amount(load - capacity)}${unit(of)} over)` : ''}${who && `: ${who}`}.`,
    adds: (weight: number, of: LimitUnit): string => `This card would add ${f.amount(weight)}${unit(of)}.`,
    oldestBlocked: (by: Obstacle): string => `Oldest is blocked: ${obstacle(by)}.`,
    oldestWaits: (lane: string): string => `Oldest waits for ${lane}.`,
    oldestWorked: (person: string): string => `Oldest is in work with ${person}.`,
    tooLarge: 'It is larger than the whole limit: raise the limit, or make it smaller.',
    tooLargeForNow: 'It is larger than the whole limit and comes in when nothing else is there.',
    hasToLeave: (needs: number, of: LimitUnit): string => `${leaving(needs, of).replace(/^a/, 'A')} to leave before it comes in.`,
    releasedWhen: (needs: number, of: LimitUnit): string => `It may be released when ${leaving(needs, of)} left.`,
    ways: {
      /** `enough`: what the next way frees is all that has to leave. */
      pull: (way: WayOf<'pull'>, first: boolean, enough: boolean): string => {
        const card = n(way.card);
        const left = way.within ? `Room comes when ${card} has left ${way.within}: ` : '';
        if (!way.full) return left ? `${left}pull it into ${way.name} next.` : `Pull ${card} into ${way.name} first.`;
        const head = `${left || (first ? 'To make room, ' : '')}${way.name} has to pull ${left ? 'it' : card}, and ${way.by ?? way.name}`;
        const { needs = null, unit: of = 'count' } = way;
        if (needs === null) return `${head} is smaller than that card.`;
        const load = way.load === null ? 'full' : `${f.amount(way.load)}/${f.amount(way.capacity ?? 0)}${unit(of)}`;
        return `${head} is ${load}${enough ? '' : `: ${leaving(needs, of)} to leave it before`}.`;
      },
      finish: (way: WayOf<'finish'>, first: boolean): string => {
        const card = n(way.card);
        if (way.within) return `Room comes when ${card} has left ${way.within}: it has to be finished in ${way.name} next.`;
        return way.ends || !first ? `${card} has to be finished in ${way.name} first.` : `Room comes when ${card} is finished and pulled on.`;
      },
      inspect: (way: WayOf<'inspect'>): string => `${n(way.card)} waits for its inspection in ${way.name}.`,
      unblock: (way: WayOf<'unblock'>): string => `Unblock ${n(way.card)}: ${obstacle(way.why)}.`,
      ship: (way: WayOf<'ship'>): string => `Ship ${n(way.card)} first.`,
      complete: (way: WayOf<'complete'>): string => `${n(way.card)} still waits for parts.`,
      ring: (way: WayOf<'ring'>): string => `The full lanes wait for each other in a ring: moving ${n(way.card)} would free them all.`,
    },
  };
};

export type RoomWords = ReturnType<typeof room>;
