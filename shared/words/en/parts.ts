import type { JobSource } from '../../jobs/job.ts';
import type { Format } from '../format.ts';

/** Entering an order and writing its parts list. Names are set apart already. */
export const parts = (f: Format) => {
  const count = (of: number): string => f.plural(of, { one: '# part', other: '# parts' });
  return {
    count,
    newOrder: {
      title: (number: number): string => `New order ${number}`,
      action: 'Enter the order',
      said: (n: string): string => `Order ${n} is entered.`,
      customer: 'Customer', what: 'What is ordered', quantity: 'Quantity', wanted: 'Wanted by', noDate: 'No date yet', class: 'Class',
      whoOrders: 'Say who orders it.', whatIsMade: 'Say what is to be made.',
    },
    revise: {
      title: (n: string): string => `Parts of order ${n}`,
      action: 'Change the parts',
      said: (n: string, of: number): string => `Order ${n} has ${count(of)} now.`,
      fact: <T>(title: T, customer: T): readonly (string | T)[] => [title, ' for ', customer, '. The parts may change until the order is confirmed.'],
      theParts: 'the parts',
    },
    none: 'Add at least one part: nothing can be made without one.',
    tooMany: (most: number, of: number): string => `An order has at most ${most} parts, and these are ${of}. Take some out, or enter a second order.`,
    unsound: (wrong: number, of: number): string => `${wrong} of ${count(of)} ${wrong === 1 ? 'lacks something: its fields say' : 'lack something: their fields say'} what.`,
    line: {
      of: (place: number): string => `Part ${place}`,
      part: 'Part', quantity: 'Quantity', unit: 'Unit', from: 'From', supplier: 'Supplier', choose: 'Choose…',
      /** `title`: '' where it has none yet. */
      remove: (place: number, title: string): string => `Remove part ${place}${title ? `, ${title}` : ''}`,
      road: (place: number): string => `Lanes part ${place} passes, with hours`,
      hoursIn: (lane: string): string => `Hours in ${lane}`,
      noTitle: 'Name the part.', missing: 'Missing.', noSupplier: 'Choose who delivers it.', noRoad: 'Choose at least one lane it has to pass.',
      atMost: (characters: number): string => `At most ${characters} characters.`,
      hours: (fault: string): string => `Hours: ${fault}`,
      /** A lane that a part passes once more. */
      again: {
        ask: 'Once more…', ofPart: (part: number): string => `Part ${part} passes a lane once more`,
        choose: 'Which lane?', lane: (part: number): string => `Lane that part ${part} passes once more`,
      },
    },
    list: {
      start: 'Start from', startFrom: 'Start from…', templates: 'Templates', orders: 'Orders', add: 'Add a part',
      /** `title`: '' where it had none. */
      gone: <T>(title: T | null): readonly (string | T)[] => [title ?? 'A part', ' is taken out.'],
      putBack: 'Put it back',
      offered: <T>(title: T): readonly (string | T)[] => ['Start from ', title],
      written: <T>(mine: number, title: T, theirs: number): readonly (string | T)[] => [`You have written ${count(mine)}. `, title, ` has ${count(theirs)}.`],
      notRead: 'The parts of that order could not be read. Try again.',
      addBelow: 'Add below mine', replace: 'Replace mine', leave: 'Leave it',
    },
    paste: {
      open: 'Paste lines', label: 'Lines from a spreadsheet', add: 'Add these lines',
      about: 'Part; quantity; unit; make, buy or stock; supplier; lanes with hours. Only the part is needed.',
      example: 'Table top; 1; ×; make; ; Cut 5, Finish 4, Check 1',
      away: 'The lines were not read: the server is away. They stay here. Try again when it is back.',
      nothing: 'There is nothing to read. Paste at least one part.',
      /** What may stand at the head of the first column, in small letters. */
      headings: ['part', 'parts', 'name', 'names', 'title', 'titles', 'item', 'items'] as readonly string[],
      /** What a line may call where a part comes from, in small letters. */
      kinds: { make: 'make', made: 'make', buy: 'buy', bought: 'buy', stock: 'stock', 'from stock': 'stock' } as Readonly<Record<string, JobSource>>,
      atLine: (line: number, what: string): string => `Line ${line}: ${what}`,
      noName: 'the part has no name.',
      openMark: 'a quotation mark is opened and not closed.',
      behind: (cells: string): string => `“${cells}” stands behind the last column and is left out.`,
      noSupplier: (name: string): string => `there is no supplier ${name}. Choose one below.`,
      noKind: (kind: string): string => `“${kind}” is not make, buy or stock. It is taken as make.`,
      noLane: (names: readonly string[]): string => `there is no lane ${f.or(names)} for parts.`,
      twice: (names: readonly string[]): string => `${f.and(names)} is named twice. The last one is taken.`,
      notBought: (supplier: string): string => `${supplier} is left out: the part is not bought.`,
      quantity: (typed: string, fault: string): string => `the quantity “${typed}” cannot be read. ${fault}`,
    },
  };
};

export type PartsWords = ReturnType<typeof parts>;
