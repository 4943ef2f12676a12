/** Around the board: the rail, the list of boards, notices, and what a screen says of its connection. */
export const app = () => ({
  screens: { floor: 'Floor', orders: 'Orders', settings: 'Board settings' }, pages: 'Pages',
  ordersOf: (board: string): string => `Orders of ${board}`,
  settingsOf: (board: string): string => `Settings of ${board}`,
  colours: { auto: 'Light or dark by the system', light: 'Light', dark: 'Dark' },
  /** The same in a list of its own. */
  system: 'As the system',
  coloursAre: (now: string): string => `Colours: ${now}. Change`,
  language: 'Language',
  languageIs: (name: string): string => `Language: ${name}. Change`,
  noLanes: 'This board has no lanes yet.', opening: 'Opening the board…',
  actingElsewhere: (name: string): string => `You act as ${name} now: chosen in another tab of this browser.`,
  notSwitched: 'Could not change the person. Try again.',
  boards: {
    openHouse: 'There are no accounts yet: anyone who reaches this server may act as anyone.',
    title: 'Boards', first: 'Set up your board', new: 'New board', name: 'Name', example: 'Nordby Furniture', startWith: 'Start with', make: 'Set it up',
    fault: (why: string): string => `The board could not be set up. ${why}`,
  },
  called: {
    list: 'Called cards', pull: 'Pull it',
    card: (card: string, lane: string): string => `${card} is called: ${lane} has a place for it.`,
  },
  takeAway: 'Read, take it away',
  nothing: { title: 'There is nothing here', why: 'The address names no board of this server.', boards: 'See the boards' },
  fault: {
    title: 'The server cannot be reached', none: 'It gave no answer.', check: 'Check that it runs, then try again.', again: 'Try again',
    answered: (status: number, path: string): string => `The server answered ${status} at ${path}.`,
    nobody: 'Nobody works in this shop yet, so nobody can act. Add a person on the server first.',
  },
  replica: {
    noMove: 'There is no move of yours to undo.',
    unsure: 'The connection was lost before this was saved, too long ago to send it again. The board shows how things stand: please look and do it again if it is missing.',
    history: 'The server went back to an earlier state of this board. What you see now is that state.',
    outdated: 'This page is older than the server. Reload it to go on working.',
    notLive: 'This screen is not live, so nothing can be changed here until the connection is back.',
    otherPerson: 'The person was changed before this was answered. If it was saved, the board shows it in a moment.',
    chooseWho: 'Choose who you are first.',
    beingSaved: (what: string): string => `${what} is still being saved. Try again in a moment.`,
  },
});

export type AppWords = ReturnType<typeof app>;
