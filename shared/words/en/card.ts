import type { Format } from '../format.ts';
import { times } from './times.ts';

/** The card panel. Numbers of cards are as people say them, names are set apart already, days are in words. */
export const card = (f: Format) => {
  const { duration } = times();
  const parts = (count: number): string => f.plural(count, { one: '# part', other: '# parts' });
  return {
    order: (n: string, title: string): string => `Order ${n} ${title}`,
    part: (n: string, title: string): string => `Part ${n} ${title}`,
    aCard: 'Card',
    gone: (n: string): string => `${n} is not on this board`,
    whyGone: 'It may have been left out when the parts list was changed.',
    opening: 'Opening the board…',
    file: { reading: 'Reading the order…', failed: 'The order could not be read.', again: 'Try again' },
    close: 'Close the card',
    showOnFloor: 'Show it on the floor',
    erase: 'Erase the customer and all words…',
    for: (customer: string): string => `for ${customer}`,
    hereAndAll: (here: string, all: number): string => `${here}, ${duration(all)} on the floor`,
    due: (day: string): string => `due ${day}`,
    wanted: (day: string): string => `wanted ${day}`,
    moves: { title: 'Moves', place: 'Place in the lane', refused: 'Not now' },
    blockers: {
      title: (count: number): string => (count === 0 ? 'Not blocked' : `${count} in the way`),
      since: (category: string, ms: number): string => `${category}, ${duration(ms)}`,
      outside: 'from outside',
      unblock: (what: string): string => `Unblock: ${what}`,
    },
    checklist: {
      title: (done: number, of: number, lane: string): string => `${done} of ${of} checked before it leaves ${lane}`,
      item: (text: string, mandatory: boolean): string => `${text}${mandatory ? '' : ' (if it applies)'}`,
    },
    comment: { label: 'Comment', placeholder: 'Write a comment', send: 'Comment', saving: 'Saving…' },
    exceptions: 'Above the limit',
    rework: {
      title: 'Back for rework',
      from: (lane: string | null): string => `From ${lane ?? 'a later step'}`,
      times: (count: number): string => `(sent back ${f.plural(count, { one: '# time', other: '# times' })})`,
    },
    fields: {
      title: 'Card', change: 'Change the card', edit: 'Edit',
      quantity: 'Quantity', class: 'Class', who: 'Who', nobody: 'Nobody', customer: 'Customer', wanted: 'Wanted', promised: 'Promised', confirmed: 'Confirmed', from: 'From', rework: 'Rework', way: 'Way',
      promisedFirst: (day: string, first: string): string => `${day}, first ${first}`,
      reworks: (count: number): string => `${f.plural(count, { one: '# time', other: '# times' })}${count >= 2 ? ', look into it' : ''}`,
    },
    buffer: {
      late: (ms: number): string => `Late by ${duration(ms)}`,
      red: (percent: number): string => `Red: ${percent} % of the buffer left`,
      yellow: (percent: number): string => `Yellow: ${percent} % of the buffer left`,
      green: (percent: number): string => `${percent} % of the buffer left`,
      early: 'Not due to start yet',
    },
    edit: {
      save: 'Save', title: 'Title', quantity: 'Quantity', unit: 'Unit', promised: 'Promised', hours: 'Hours', hoursByLane: 'Hours by lane',
      needsTitle: 'A card needs a title.',
      missing: 'Missing.',
      needsPromise: 'A confirmed order has a promised date.',
      changed: (n: string): string => `${n} is changed.`,
      none: 'none',
      /** '' where none are estimated. */
      theirHours: (hours: readonly string[]): string => hours.map((one) => `${one || 'no'} h`).join(', '),
    },
    kit: {
      title: 'What it is made of', part: 'Part', from: 'From', where: 'Where now', here: 'Here for', needed: 'Needed', hours: 'Hours',
      /** `revision`: null before it is frozen; `hours`: 0 where none are estimated. */
      sum: (revision: number | null, count: number, hours: number): string =>
        `${revision === null ? 'Open' : `Revision ${revision}, frozen`} · ${parts(count)}${hours > 0 ? `, ${f.amount(hours)} h` : ''}`,
      blocked: (state: string, since: string): string => `${state}, blocked ${since}`,
      of: (accepted: number, quantity: number): string => `${f.amount(accepted)} of ${f.amount(quantity)}`,
    },
    stages: {
      title: 'How far it is',
      confirm: 'Confirm',
      /** null: the day is not read yet. */
      confirmed: (day: string | null): string => (day === null ? 'Confirmed' : `Confirmed ${day}`),
      released: (day: string | null): string => (day === null ? 'Release' : `Released ${day}`),
      parts: (done: number, of: number): string => `Parts ${done} of ${of}`,
      states: { done: ', done', now: ', now', ahead: ', ahead' },
    },
    story: {
      title: 'Story', readAgain: 'Read again', reading: 'Reading…', earlier: 'Earlier',
      comments: (count: number): string => f.plural(count, { one: '# comment', other: '# comments' }),
      unread: 'The story could not be read. It comes when the connection is back.',
      earlierUnread: 'The earlier part could not be read. Try again.',
    },
    time: {
      title: 'Where the time went', pool: 'In the pool', work: 'In work', waiting: 'Waiting, or at suppliers', blocked: 'Blocked',
      whole: (ms: number): string => `${duration(ms)} since confirmed`,
      note: 'In work: somebody works on one of its parts. Blocked: nobody does, and one is blocked.',
    },
  };
};

export type CardWords = ReturnType<typeof card>;
