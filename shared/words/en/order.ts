import type { ServiceClass } from '../../cards/card-common.ts';
import type { Format } from '../format.ts';
import { times } from './times.ts';

/**
 * The forms about orders and cards. Numbers of cards are as people say them, names are set apart already, days are in words.
 * Where pieces of a sentence are drawn in their own way (`T`), it is a list of pieces.
 */
export const order = (f: Format) => {
  const { duration } = times();
  const parts = (count: number): string => f.plural(count, { one: '# part', other: '# parts' });
  return {
    reason: {
      /** `what`: of the form's own, as in "Say what is wrong with it". */
      missing: (what: string): string => `Say ${what}.`,
      short: (what: string, atLeast: number, lacks: number): string => `Say ${what} in at least ${atLeast} characters: ${lacks} more.`,
    },
    assign: {
      title: (n: string): string => `Who works on ${n}`,
      action: (people: number): string => (people === 0 ? 'Assign nobody' : `Assign ${people}`),
      said: (n: string, people: readonly string[]): string => `${n} is assigned to ${people.length === 0 ? 'nobody' : people.join(', ')}.`,
      find: 'Find a person or a role', people: 'People', you: ' (you)',
      nobody: (all: number): string => `Nobody is called like that. Clear the search to see all ${all}.`,
    },
    block: {
      title: (n: string, again: boolean): string => (again ? `Block ${n} for another reason` : `Block ${n}`),
      action: 'Block',
      said: (n: string): string => `${n} is blocked.`,
      choose: 'Choose what is missing or in the way.', what: 'what it waits for',
      category: 'What is in the way', reason: 'What it waits for', example: 'No stain until Friday',
      outside: 'The cause lies outside of the shop',
      note: 'The card keeps its place and counts in the limit until it is unblocked.',
    },
    unblock: {
      title: (n: string): string => `Unblock ${n}`,
      action: 'Unblock',
      said: (n: string, left: number): string => (left > 0 ? `One hindrance of ${n} is gone, ${left} left.` : `${n} is unblocked.`),
      what: 'how it was solved', which: 'What is solved', reason: 'How it was solved', example: 'Stain arrived, 4 l',
      since: (category: string, ms: number): string => `${category}, ${duration(ms)}`,
      fact: <T>(since: T, text: string, person: string): readonly (string | T)[] => [since, `: ${text || 'no words'}. ${person} blocked it.`],
    },
    comment: {
      title: (n: string): string => `Comment on ${n}`,
      action: 'Add the comment',
      said: (n: string): string => `The comment on ${n} is added.`,
      missing: 'Write the comment first.', label: 'Comment',
    },
    concession: {
      title: (n: string): string => `Concession for ${n}`,
      action: 'Grant the concession',
      said: (n: string): string => `A concession for ${n} is recorded.`,
      what: 'why it may pass as it is, and who agreed',
      fact: 'It passes its inspection as it is. The reason stays in its story.',
      reason: 'Why it may pass', example: 'Shade differs slightly, the customer agreed on the phone',
    },
    confirm: {
      title: (n: string): string => `Confirm order ${n}`,
      action: 'Confirm',
      said: (n: string): string => `Order ${n} is confirmed.`,
      missing: 'Choose the day that is promised.', day: 'Promised date',
      parts,
      /** `wanted`: null where no day was asked for. */
      fact: <T>(count: T, customer: T, wanted: string | null): readonly (string | T)[] =>
        [count, ' for ', customer, `. ${wanted === null ? 'No wanted date.' : `Wanted ${wanted}.`} The parts list is frozen with this.`],
      atOnce: 'It may be released at once.',
      from: (day: string, days: number): string => `It may be released from ${day}: ${f.plural(days, { one: '# day', other: '# days' })} before.`,
    },
    erase: {
      title: (n: string): string => `Erase the words of order ${n}?`,
      action: 'Erase for ever',
      said: (n: string): string => `The customer and the words of order ${n} are erased.`,
      /** `customer`: null where it is gone already. */
      goes: <T>(customer: T | null): readonly (string | T)[] =>
        ['The customer', ...(customer === null ? [] : [' ', customer]), ' goes, and with it every comment, reason, blocker and consignment note of the order and its parts.'],
      stays: 'What was done, when and by whom stays. This cannot be undone, and no backup brings it back.',
      unknown: 'It is not certain that everything was erased: the server did not answer as it should. Erase it again.',
    },
    override: {
      way: 'Override…',
      title: (n: string | null): string => `Put ${n ?? 'this card'} above the limit`,
      action: 'Override',
      said: (n: string | null): string => `${n ?? 'this card'} stands above the limit, with your reason.`,
      what: 'why it may stand above the limit',
      limit: 'Limit', now: 'Now', after: 'After',
      note: 'For this one move. The limit stays as it is: nothing else is let in until it is back under.',
      reason: 'Why', kept: 'Shown on the card and kept for good',
    },
    early: {
      title: (n: string): string => `Release ${n} early`,
      action: 'Release',
      said: (n: string): string => `Order ${n} is released.`,
      what: 'why it may start before its date',
      /** `day`: null where none is promised. */
      fact: <T>(day: T | null): readonly (string | T)[] =>
        [...(day === null ? ['It has no promised date.'] : ['Its date is ', day, '.']), ' Work that starts early waits longer on the floor and takes the place of work that is due.'],
      reason: 'Why now', example: 'The customer takes it a week earlier',
    },
    return: {
      title: (n: string): string => `Return ${n} for rework`,
      action: 'Return',
      said: (n: string): string => `${n} is returned for rework.`,
      choose: 'Choose the lane it goes back to.', what: 'what is wrong with it',
      to: 'Back to', category: 'Because of', reason: 'What is wrong', example: 'Scratch on the left side, 4 cm',
    },
    class: {
      title: (n: string): string => `Class of service of ${n}`,
      action: 'Set the class',
      said: (n: string, of: string): string => `${n} is ${of.toLowerCase()} now.`,
      same: (of: string): string => `It is ${of.toLowerCase()} already. Choose another class.`,
      what: 'why it goes before all others', label: 'Class', theClass: 'the class',
      means: {
        expedite: 'Pulled first everywhere. May stand one above a limit, and counts in it.',
        fixed: 'Has a date that cannot move.',
        standard: 'Pulled by how much time is left.',
        intangible: 'Pulled when nothing else waits.',
      } satisfies Record<ServiceClass, string>,
      managersOnly: 'Only a manager may expedite.',
      whyFirst: 'Why it goes first', why: 'Why (if it helps)',
    },
    ship: {
      title: (n: string): string => `Ship order ${n}`,
      action: 'Ship',
      said: (n: string, carrier: string): string => `Order ${n} is shipped with ${carrier}.`,
      missing: 'Say who takes it: a carrier, or “collected”.',
      /** `promised`: null where no day is. */
      fact: <T>(quantity: T, title: string, customer: string, promised: string | null): readonly (string | T)[] =>
        [quantity, ` ${title} for ${customer}${promised === null ? '' : `, promised ${promised}`}.`],
      carrier: 'Carrier', reference: 'Reference', about: 'Consignment note or tracking number, if there is one',
    },
  };
};

export type OrderWords = ReturnType<typeof order>;
