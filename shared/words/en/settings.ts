import type { CardKind } from '../../board/lane.ts';
import type { LimitUnit } from '../../limits/limit.ts';
import type { Format } from '../format.ts';
import { labels } from './labels.ts';
import { times } from './times.ts';

/** Lanes, limits and policies of a board. Names are set apart already. */
export const settings = (f: Format) => {
  const { anyOf } = labels(f);
  const { ago } = times();
  const cards: Readonly<Record<CardKind, string>> = { job: 'Parts', order: 'Orders' };
  const units: Readonly<Record<LimitUnit, string>> = { count: 'Cards', hours: 'Hours', qty: 'Pieces' };
  const marks: Readonly<Record<LimitUnit, string>> = { count: '', hours: ' h', qty: ' pieces' };
  /** `no limit`, `closed`, `3`, `7.5 h`. */
  const capacity = (of: number | null, unit: LimitUnit): string => (of === null ? 'no limit' : of === 0 ? 'closed' : `${f.amount(of)}${marks[unit]}`);
  return {
    title: 'Board settings', toFloor: 'To the floor', cards, units, capacity,
    /** Behind a load. */
    unitsShort: { count: 'cards', hours: 'hours', qty: 'pieces' } satisfies Readonly<Record<LimitUnit, string>>,
    mayRead: (roles: Parameters<typeof anyOf>[0]): string => `You see how the board is set up. Only ${anyOf(roles)} may change it.`,
    notLive: 'This screen is not live, so nothing can be changed until the connection is back.',
    name: 'Name', group: 'Group', change: 'Change', edit: 'Edit', remove: 'Remove', save: 'Save',
    lanes: {
      count: (n: number): string => `${n} lanes`,
      add: 'Add a lane', passed: 'Open orders pass this lane',
      toTick: (n: number): string => `${n} to tick`,
      moved: (lane: string, before: string | null): string => `${lane} stands ${before === null ? 'at the end' : `before ${before}`} now.`,
      left: (lane: string): string => `Move ${lane} one to the left`, right: (lane: string): string => `Move ${lane} one to the right`,
      edit: (lane: string): string => `Edit ${lane}`, remove: (lane: string): string => `Remove ${lane}`,
    },
    lane: {
      title: (lane: string): string => `Lane ${lane}`, new: 'New lane', add: 'Add the lane',
      changed: (lane: string): string => `The lane ${lane} is changed.`, added: (lane: string): string => `The lane ${lane} is added.`,
      noName: 'A lane needs a name.',
      taken: (lane: string): string => `There is a lane called ${lane} already. Choose another name.`,
      role: 'What it is', noRole: 'A stage, or a lane to wait in', holds: 'What stands in it', kind: 'Kind',
      before: 'Stands before', atEnd: 'At the end', limit: 'Limit', limitAbout: 'Cards; empty: no limit',
      groupAbout: 'Lanes of one group stand under one heading and may share a limit', policy: 'Policy', policyAbout: 'Shown at the top of the lane',
      members: 'Who pulls here', nobody: (roles: Parameters<typeof anyOf>[0]): string => `Nobody named: ${anyOf(roles)}`,
      hours: 'Hours of a step without an estimate', hoursAbout: 'Empty: an hours limit asks for the estimate first', hoursShort: 'Hours of a step', checklistShort: 'What is ticked',
      removal: (lane: string): string => `Remove ${lane}?`, removeIt: 'Remove the lane', removed: (lane: string): string => `The lane ${lane} is removed.`,
      removeAbout: 'Its own limit goes with it. Its history stays.',
    },
    checklist: {
      title: 'To be ticked before a card leaves', always: 'Always', add: 'Add an item',
      item: (n: number): string => `Item ${n}`, remove: (n: number, text: string): string => `Remove item ${n}${text && `, ${text}`}`,
    },
    limits: {
      count: (n: number): string => `${n} limits`,
      add: 'Add a limit', closed: 'Closed',
      states: { one_left: 'One left', full: 'Full', over: 'Over' },
      change: (limit: string): string => `Change the limit ${limit}`, remove: (limit: string): string => `Remove the limit ${limit}`,
      above: (over: number, limit: string): string => `${f.amount(over)} above ${limit}`,
      /** Behind a card's number: why it stands above the limit. */
      exception: (why: string, by: string, age: number, reason: string): string => `${why.toLowerCase()}, ${by}, ${ago(age)}${reason && `: ${reason}`}`,
      lowered: (n: number): string => `${f.amount(n)} since the limit was lowered`,
      scope: {
        cards: { job: 'jobs', order: 'orders' } satisfies Readonly<Record<CardKind, string>>,
        subs: { queue: 'waiting', doing: 'doing', done: 'done' },
        class: (name: string): string => name.toLowerCase(),
        only: (subs: string): string => `${subs} only`, with: (person: string): string => `with ${person}`, at: (supplier: string): string => `at ${supplier}`,
        lanes: (names: readonly string[]): string => `in ${f.and(names)}`, group: (name: string): string => `in the group ${name}`, board: 'on the whole floor',
      },
    },
    limit: {
      title: (limit: string): string => `Limit ${limit}`, new: 'New limit', set: 'Set the limit', add: 'Add the limit',
      said: (limit: string, of: number | null, unit: LimitUnit): string => `The limit ${limit} is ${capacity(of, unit)}.`,
      noName: 'A limit needs a name.', noLane: 'Choose at least one lane.', noGroup: 'Choose the group.', whyLowered: 'Say why it is lowered.',
      capacity: 'Limit', capacityAbout: '0: closed', unit: 'Counted in', unitAbout: 'Hours: what is left to do', none: 'No limit', noneShort: 'no limit',
      over: (load: number, of: number, unit: LimitUnit): string =>
        `${f.amount(load)} ${load === 1 ? 'stands' : 'stand'} in it now. Nothing is put out, and nothing is let in ${of === 0 ? 'while it is closed' : `until it is back to ${capacity(of, unit)}`}.`,
      why: 'Why', whyItIsLowered: 'Why it is lowered', whyKept: 'Why (kept with the change)',
      counts: 'Counts', kind: 'What it counts', where: 'Where', lanes: 'Lanes', aGroup: 'A group', floor: 'Whole floor',
      more: 'Narrower, and what may exceed it', doing: 'Only what is in work, not what is done and waits', doingShort: 'Only what is in work',
      classes: 'Only these classes', assignee: 'Only work of', everybody: 'Everybody', supplier: 'Only from', allSuppliers: 'All suppliers',
      overage: 'Expedite cards above it', oversize: 'A card larger than the limit', whenEmpty: 'Enters when it is empty', never: 'Never enters',
      removal: (limit: string): string => `Remove the limit ${limit}?`, removeIt: 'Remove the limit', removed: (limit: string): string => `The limit ${limit} is removed.`,
      removeAbout: 'Nothing holds work back there afterwards.', whyRemoved: 'Say why the shop can do without it.',
    },
    people: {
      count: (n: number): string => f.plural(n, { one: '# person', other: '# people' }),
      you: ' (you)', noRoles: 'No role', erase: 'Erase…',
      eraseOne: (person: string): string => `Erase ${person}…`,
      title: (person: string): string => `Erase ${person}?`, action: 'Erase for ever', said: (person: string): string => `${person} is erased.`,
      goes: <T>(person: T): readonly (string | T)[] =>
        ['The name of ', person, ' goes on all boards, and with it all that this person wrote: comments, reasons, blockers, consignment notes, and the customers of the orders entered.'],
      stays: 'What was done and when stays, done by a former colleague who may do nothing here any more. This cannot be undone, and no backup brings it back.',
    },
    policies: {
      title: 'Policies', save: 'Save the policies', leave: 'Leave them as they were', changed: 'The policies are changed.',
      buffer: 'Production buffer', bufferAbout: 'Days before its promise at which an order may be released',
      undo: "One's last move can be undone for", undoAbout: 'Seconds', undoShort: 'How long a move can be undone',
      close: 'Shipped orders stay on the floor for', closeAbout: 'Whole days after the one they are shipped on; then they go into the archive', closeShort: 'How long shipped orders stay on the floor',
      counts: 'An order counts on the floor', countsShort: 'Until when an order counts', untilShipped: 'Until it is shipped', untilReady: 'Until it is ready to ship',
      pulling: 'The order of pulling is', pullingShort: 'The order of pulling', advice: 'Advice', enforced: 'Enforced: others are refused',
      zone: 'Time zone', zoneAbout: 'Days and hours are shown as a clock there shows them', maker: 'Who did the work may inspect it',
    },
  };
};

export type SettingsWords = ReturnType<typeof settings>;
