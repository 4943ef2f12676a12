import type { Time } from './time.ts';

/**
 * Days as a shop's wall calendar has them, in its time zone (an IANA name, `Europe/Berlin`). A day may have 23 or
 * 25 hours. Pure: the zone's rules come from the platform's Intl, the moment from the caller.
 */

export interface CivilDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

interface Wall extends CivilDay {
  readonly hour: number;
  readonly minute: number;
}

const KEPT = 500;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
    // Names come from whoever may send a command, in any mixture of small and capital letters.
    if (formats.size < KEPT) formats.set(zone, format);
  }
  return format;
}

function wallAt(time: Time, zone: string): Wall {
  const of: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatIn(zone).formatToParts(time)) of[type] = Number(value);
  return { year: of.year ?? 0, month: of.month ?? 1, day: of.day ?? 1, hour: of.hour ?? 0, minute: of.minute ?? 0 };
}

/** false: this platform knows no zone of that name. */
export function isZone(zone: string): boolean {
  try {
    formatIn(zone);
    return true;
  } catch {
    return false;
  }
}

export function civilDay(time: Time, zone: string): CivilDay {
  const { year, month, day } = wallAt(time, zone);
  return { year, month, day };
}

/** Days since 1970 of the civil day: two moments of one day give one number, and the next day the next. */
export function dayNumber(time: Time, zone: string): number {
  const { year, month, day } = civilDay(time, zone);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** The moment when the shop's clock shows `hour` on that day. An hour that a change of clocks skips is the one after it. */
export function momentOf({ year, month, day }: CivilDay, hour: number, zone: string): Time {
  const wanted = Date.UTC(year, month - 1, day, hour);
  let moment = wanted;
  for (let tries = 0; tries < 2; tries += 1) {
    const wall = wallAt(moment, zone);
    moment += wanted - Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  }
  return moment;
}
