import type { IdOf, InputFault, Must, Thing } from '../../kernel/input-fault.ts';

/** What a server says at its two doors besides the rules: malformed input, addresses that lead nowhere, too much at once. */
export const doors = () => {
  const ids: Readonly<Record<IdOf, string>> = {
    board: "a board's id", lane: "a lane's id", limit: "a limit's id", person: "a person's id", supplier: "a supplier's id", item: "a checklist item's id", card: "a card's number",
    command: "the command's own id: 8 to 64 letters, digits, - or _,", order: 'an order number: up to 32 letters, digits, - or _,',
  };
  const must = (of: Must): string => {
    switch (of.is) {
      case 'id': return `must be ${ids[of.of]} like "${of.like}"`;
      case 'text': return of.least === 0 ? `must be text of at most ${of.most} characters` : `must be text of ${of.least} to ${of.most} characters`;
      case 'number': return `${of.above ? `must be a number above ${of.least} and at most ${of.most}` : `must be a number from ${of.least} to ${of.most}`}, in steps of ${of.step}`;
      case 'whole': return `must be a whole number from ${of.least} to ${of.most}`;
      case 'list': return `must be a list of ${of.least === 0 ? 'at most' : `${of.least} to`} ${of.most}`;
      case 'one_of': return `must be one of ${of.values.join(', ')}`;
      case 'time': return 'must be a time in milliseconds since 1970, UTC';
      case 'zone': return 'must be a time zone like "Europe/Berlin"';
      case 'flag': return 'must be true or false';
      case 'day': return 'must be a day of the calendar like 2026-11-30';
      case 'place': return 'must be the "next" of the answer before, as it came';
      case 'not_before': return `must not be before the day in "${of.other}"`;
      case 'object': return 'must be an object';
      case 'or': return `or the field "${of.other}" must be given, and not both`;
      case 'only_with': return `goes with "${of.other}"; a template has limits of its own`;
      case 'other': return of.text;
    }
  };
  /** A thing is its own word here. */
  const things: Partial<Readonly<Record<Thing, string>>> = {};
  const fault = (of: InputFault): string => {
    switch (of.is) {
      case 'field': return of.field === '' ? `${of.what.charAt(0).toUpperCase()}${of.what.slice(1)} ${must(of.must)}.` : `The field "${of.field}" ${must(of.must)}.`;
      case 'unknown_field': return `${JSON.stringify(of.key)} is not a field of ${of.inside === '' ? of.what : `"${of.inside}"`}: leave it out.${of.inside === '' ? ` Its fields are ${of.fields.join(', ')}.` : ''}`;
      case 'no_command': return 'The command must be an object like {"type": "FinishWork", "card": "1041.3"}.';
      case 'too_big': return `This is too big: at most ${of.kib} KiB in all.`;
      case 'too_deep': return `This is nested too deeply: at most ${of.most} levels.`;
      case 'too_long': return `There is a list of ${of.length}: at most ${of.most}.`;
      case 'inherited': return `"${of.key}" is not a field of anything: leave it out.`;
      case 'control': return 'There is a text with control characters, or with a letter that was broken on its way: write it again, as UTF-8.';
      case 'control_name': return 'There is a field whose name has control characters.';
      case 'not_finite': return 'There is a number that is not finite.';
      case 'not_json': return 'There is a value that JSON does not have.';
    }
  };
  return {
    things, must, fault,
    body: {
      notJson: 'The body is not valid JSON.', tooBig: 'The body is too big.',
      encoding: 'The body is encoded in a way this server does not read: send it without content-encoding.',
      notUtf8: 'The body is not UTF-8: it was sent in another encoding, or broken on its way. Send it as UTF-8.', charset: 'The body must be UTF-8.',
      aborted: 'The request was cut off.', otherLength: 'The body has another length than it says.',
      damaged: 'The body cannot be unpacked: send it as its content-encoding says, or without one.', sendJson: 'Send JSON, and say so with the header content-type: application/json.',
    },
    badAddress: 'The address is not well formed.',
    nothingAt: (path: string): string => `There is nothing at ${path}.`,
    noFile: 'There is no such file.',
    noBoard: (id: string): string => `There is no board ${id}.`,
    noCard: (id: string): string => `There is no card ${id} on this board.`,
    noOrder: (id: string): string => `There is no order ${id} on this board.`,
    noPerson: (id: string): string => `There is no person ${id}.`,
    noRecord: (id: string): string => `There is no record of ${id}.`,
    /** `by`: who changed it; null: nobody who is known any more. */
    stale: (what: string, by: string | null, when: string): string => `${by ?? 'Somebody'} changed ${what} ${when}, and nothing of yours was saved. Look at what stands there now, and save again.`,
    notOwnRoles: 'Nobody can change their own roles: ask another manager to do it.',
    isFormer: 'Who was erased stays erased.',
    notThemselves: 'Nobody can erase themselves: ask another manager to do it.',
    /** `named`: who was named and is not known; null: nobody was. */
    who: (named: string | null, header: string, possible: string): string => `${named === null ? 'Say who you are' : `Nobody here is called ${named}. Say who you are`} with the header ${header}. Possible are ${possible}.`,
    openHouse: 'There are no accounts yet: anyone who reaches this server may act as anyone.',
    foreign: 'This address or page may not talk to this server. Whoever runs it can allow a host name with ALLOWED_HOSTS.',
    foreignPage: 'This page may not talk to this server.',
    closing: 'The server is just closing. Try again in a moment.',
    tooMany: 'Too many requests at once from this address, and nothing was changed. Try again in a moment.',
    tooManyCommands: 'Too many commands at once. It is tried again by itself.',
    notNow: 'The server could not do this just now. It is tried again by itself.',
    fault500: (id: string | null): string => `Something went wrong here, and it was written down under ${id}. Nothing is known to have been changed.`,
    onlyLooks: 'You may look at this board, and see it without names and notes.',
    notYours: 'You see the whole board, so it is asked for as a whole.',
    gone: 'Nobody by that name works here any more: pick who you are again.',
    /** `whose`: a person's name; null: an address. */
    tooManyScreens: (most: number, whose: string | null): string => `${most} screens of ${whose ?? 'this address'} are open, and no more are let in. Close one that nobody looks at: this one comes back by itself.`,
  };
};

export type Doors = ReturnType<typeof doors>;
