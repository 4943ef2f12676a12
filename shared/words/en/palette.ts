/** The palette, and the sheet of all keys. */
export const palette = () => ({
  title: 'Go to a card or do something',
  field: 'Card number, title, or what to do',
  fits: 'What fits',
  none: (typed: string): string => `Nothing fits “${typed}”. Try a card’s number, a lane or a name.`,
  groups: { cards: 'Cards', pull: 'Pull next', act: 'Do', lanes: 'Go to a lane', boards: 'Go to a board', colours: 'Colours', language: 'Language', people: 'Act as' },
  openCard: 'Open the card',
  /** `card`: its number and title; `lane` is set apart already. */
  release: (card: string): string => `Release ${card} to the floor`,
  pullNext: (lane: string): string => `Pull next into ${lane}`,
  newOrder: 'New order…', toFloor: 'Go to the floor', allKeys: 'All keys', allBoards: 'All boards, or a new one',
  undo: (card: string): string => `Undo the last move, ${card}`,
  chosen: 'chosen', you: 'you are this person',
  keys: {
    title: 'Keys',
    anywhere: { title: 'Anywhere', palette: 'Go to a card, or do anything', search: 'Search and filter: Enter goes from hit to hit, ↓ to the card', newOrder: 'New order', undo: 'Undo my last move', sheet: 'This sheet', close: 'Close what is on top' },
    floor: { title: 'On the floor', walk: 'Walk over the cards', open: 'Open the card', finish: 'Finish it, pass it or ship it', moves: 'All its moves', pull: 'Pull next into this lane' },
    hand: { title: 'With a card in the hand', lift: 'Pick it up, and put it down', lane: 'To another lane', within: 'Within the lane', ten: 'Ten places on', back: 'Put it back' },
    list: { title: 'In a menu or the palette', walk: 'Walk', act: 'Do it', jump: 'Jump to what begins with it' },
    form: { title: 'In a form', next: 'Next field', act: 'Do it, where one thing is asked', line: 'A new line', anyField: 'Do it, from any field' },
    names: { enter: 'Enter', esc: 'Esc', space: 'Space', tab: 'Tab', page: 'Page', shiftEnter: 'Shift Enter', ctrl: 'Ctrl', letter: 'A letter' },
  },
});

export type PaletteWords = ReturnType<typeof palette>;
