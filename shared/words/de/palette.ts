import type { PaletteWords } from '../en/palette.ts';

export const palette = (): PaletteWords => ({
  title: 'Zu einer Karte gehen oder etwas tun',
  field: 'Karte, Titel oder was zu tun ist',
  fits: 'Was passt',
  none: (typed) => `Zu „${typed}“ passt nichts. Eine Kartennummer, eine Spalte oder einen Namen versuchen.`,
  groups: { cards: 'Karten', pull: 'Als Nächstes ziehen', act: 'Tun', lanes: 'Zu einer Spalte', boards: 'Zu einem Board', colours: 'Farben', language: 'Sprache', people: 'Handeln als' },
  openCard: 'Karte öffnen',
  release: (card) => `${card} in die Fertigung geben`,
  pullNext: (lane) => `Nächste Karte nach ${lane} ziehen`,
  newOrder: 'Neuer Auftrag…', toFloor: 'Zur Halle', allKeys: 'Alle Tasten', allBoards: 'Alle Boards, oder ein neues',
  undo: (card) => `Letzten Zug zurücknehmen, ${card}`,
  chosen: 'gewählt', you: 'handelt hier gerade',
  keys: {
    title: 'Tasten',
    anywhere: { title: 'Überall', palette: 'Zu einer Karte gehen, oder etwas tun', search: 'Suchen und filtern: Enter geht von Treffer zu Treffer, ↓ zur Karte', newOrder: 'Neuer Auftrag', undo: 'Den eigenen letzten Zug zurücknehmen', sheet: 'Diese Übersicht', close: 'Schließen, was obenauf liegt' },
    floor: { title: 'In der Halle', walk: 'Über die Karten gehen', open: 'Karte öffnen', finish: 'Fertig melden, bestehen lassen oder versenden', moves: 'Alle ihre Züge', pull: 'Nächste Karte in diese Spalte ziehen' },
    hand: { title: 'Mit einer Karte in der Hand', lift: 'Aufnehmen und ablegen', lane: 'In eine andere Spalte', within: 'Innerhalb der Spalte', ten: 'Zehn Plätze weiter', back: 'Zurücklegen' },
    list: { title: 'In einem Menü oder dieser Suche', walk: 'Gehen', act: 'Tun', jump: 'Zum Eintrag, der so beginnt' },
    form: { title: 'In einem Formular', next: 'Nächstes Feld', act: 'Absenden, wo nur eines gefragt ist', line: 'Neue Zeile', anyField: 'Absenden, aus jedem Feld' },
    names: { enter: 'Enter', esc: 'Esc', space: 'Leertaste', tab: 'Tab', page: 'Bild', shiftEnter: 'Umschalt Enter', ctrl: 'Strg', letter: 'Buchstabe' },
  },
});
