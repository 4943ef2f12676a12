import type { Time } from '../../shared/kernel/time.ts';
import { DAY } from '../../shared/templates/demo.ts';

/**
 * The shop of the demo works every day from 7 to 16, and its times are counted in working minutes: a
 * weekend would make every card look forgotten on a Monday.
 */
const OPENS = 7 * 60;
const CLOSES = OPENS + DAY;

const MINUTE = 60_000;

/**
 * Turns working minutes before now into times. The history ends at `now`, or at the last closing time
 * when the shop is closed, so that it looks recent on whatever day the demo is first started.
 */
export class ShopClock {
  private readonly end: Time;
  /** Opening times, the latest first, grown as far back as asked. */
  private readonly openings: Time[] = [];

  constructor(now: Time) {
    const day = new Date(now);
    const minuteOfDay = day.getHours() * 60 + day.getMinutes();
    if (minuteOfDay < OPENS) day.setDate(day.getDate() - 1);
    const opening = atMinute(day, OPENS);
    this.openings.push(opening);
    this.end = Math.min(now, opening + DAY * MINUTE);
  }

  /** `minutes` of working time before the end of the history. */
  ago(minutes: number): Time {
    let left = minutes * MINUTE;
    let until = this.end;
    for (let n = 0; ; n += 1) {
      const opened = this.opening(n);
      if (left <= until - opened) return Math.round(until - left);
      left -= until - opened;
      until = this.opening(n + 1) + DAY * MINUTE;
    }
  }

  /** Closing time `days` days after that moment. */
  closing(minutesAgo: number, days: number): Time {
    const day = new Date(this.ago(minutesAgo));
    day.setDate(day.getDate() + days);
    return atMinute(day, CLOSES);
  }

  private opening(n: number): Time {
    for (let last = this.openings.length - 1; last < n; last += 1) {
      const day = new Date(this.openings[last] as Time);
      day.setDate(day.getDate() - 1);
      this.openings.push(atMinute(day, OPENS));
    }
    return this.openings[n] as Time;
  }
}

function atMinute(day: Date, minute: number): Time {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), Math.floor(minute / 60), minute % 60).getTime();
}
