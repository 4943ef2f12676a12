import type { Time } from '../../shared/domain/board.ts';

/** The shop works Monday to Friday from 7 to 16: times of the demo are counted in its working minutes. */
const OPENS = 7 * 60;
const CLOSES = 16 * 60;
export const DAY = CLOSES - OPENS;

const MINUTE = 60_000;

/**
 * Turns working minutes before now into times. The history ends at `now`, or at the last closing time
 * when the shop is closed, so that it looks recent on whatever day the demo is first started.
 */
export class ShopClock {
  private readonly end: Time;
  /** Opening times of working days, the latest first, grown as far back as asked. */
  private readonly openings: Time[] = [];

  constructor(now: Time) {
    const day = new Date(now);
    const minuteOfDay = day.getHours() * 60 + day.getMinutes();
    if (!isWorkday(day) || minuteOfDay < OPENS) stepBack(day);
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

  /** Closing time `days` calendar days after that moment, or of the next working day. */
  closing(minutesAgo: number, days: number): Time {
    const day = new Date(this.ago(minutesAgo));
    day.setDate(day.getDate() + days);
    while (!isWorkday(day)) day.setDate(day.getDate() + 1);
    return atMinute(day, CLOSES);
  }

  private opening(n: number): Time {
    for (let last = this.openings.length - 1; last < n; last += 1) {
      const day = new Date(this.openings[last] as Time);
      stepBack(day);
      this.openings.push(atMinute(day, OPENS));
    }
    return this.openings[n] as Time;
  }
}

const isWorkday = (day: Date): boolean => day.getDay() !== 0 && day.getDay() !== 6;

/** To the working day before; the hour does not matter. */
function stepBack(day: Date): void {
  do day.setDate(day.getDate() - 1);
  while (!isWorkday(day));
}

function atMinute(day: Date, minute: number): Time {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), Math.floor(minute / 60), minute % 60).getTime();
}
