import { numberOf } from '../kernel/ids.ts';
import { apart, isolated } from '../kernel/writing.ts';
import type { Directory } from '../people/directory.ts';
import type { LimitRoom, LimitViolation, Occupant, Way } from '../refusals.ts';
import { personName } from './actor-name.ts';
import type { Words } from './words.ts';

/** Occupants that are named; the first of them with their age. */
const NAMED = 4;
const AGED = 2;

export const isClosed = ({ capacity, needs }: Pick<LimitRoom, 'capacity' | 'needs'>): boolean => capacity === 0 && needs === null;

/** A limit without room: its load, who is in it, what the oldest waits for, and what would make room. `violation`: its names set apart. */
export function limitSentence(violation: LimitViolation, words: Words, directory?: Directory): string {
  const { room, times } = words;
  const { occupants, more } = violation;
  if (isClosed(violation)) return `${room.closed(violation.name)} ${room.raise}`;
  const named = occupants.slice(0, NAMED).map(({ card, age }, index) => (index < AGED ? `${numberOf(card)} (${times.duration(age)})` : numberOf(card)));
  const others = more + occupants.length - named.length;
  const who = [...named, ...(others > 0 ? [room.others(others)] : [])].join(', ');
  const adds = violation.unit === 'count' ? '' : room.adds(violation.weight, violation.unit);
  return [room.state(violation, who), adds, hindranceOf(occupants[0], words, directory), roomOf(violation, words)].filter(Boolean).join(' ');
}

/** What the oldest occupant waits for. */
function hindranceOf(oldest: Occupant | undefined, words: Words, directory?: Directory): string {
  const { room } = words;
  if (!oldest) return '';
  if (oldest.blocked) return room.oldestBlocked(oldest.blocked);
  if (oldest.waitsFor) return room.oldestWaits(oldest.waitsFor.name);
  const worker = oldest.assignees[0] && directory?.people[oldest.assignees[0]];
  return worker ? room.oldestWorked(isolated(personName(worker, words))) : '';
}

/** What has to leave, where one departure is not enough, and the chain from the nearest move outward. */
export const roomSentence = (told: LimitRoom, words: Words): string => roomOf(apart(told), words);

function roomOf(of: LimitRoom, words: Words): string {
  const { room } = words;
  if (isClosed(of)) return room.raise;
  if (of.needs === null) return room.tooLarge;
  const whole = of.weight > of.capacity && of.needs === of.load ? room.tooLargeForNow : '';
  const several = whole || isEnough(of.room[0], of.needs, of.unit) ? '' : room.hasToLeave(of.needs, of.unit);
  return [whole || several, ...of.room.map((way, index) => waySentence(way, index === 0, of.room[index + 1], words))].filter(Boolean).join(' ');
}

/** Whether what one card takes with it is what has to leave. */
const isEnough = (way: Way | undefined, needs: number, unit: LimitRoom['unit']): boolean => needs <= (way?.frees ?? (unit === 'count' ? 1 : 0));

function waySentence(way: Way, first: boolean, next: Way | undefined, { room: { ways } }: Words): string {
  switch (way.do) {
    case 'pull': return ways.pull(way, first, isEnough(next, way.needs ?? 0, way.unit ?? 'count'));
    case 'finish': return ways.finish(way, first);
    case 'inspect': return ways.inspect(way);
    case 'unblock': return ways.unblock(way);
    case 'ship': return ways.ship(way);
    case 'complete': return ways.complete(way);
    case 'ring': return ways.ring(way);
  }
}
