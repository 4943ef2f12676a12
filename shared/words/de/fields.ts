import type { FieldWords } from '../en/fields.ts';
import type { Format } from '../format.ts';

export const fields = (f: Format): FieldWords => ({
  close: 'Schließen', cancel: 'Abbrechen', saving: 'Wird gespeichert…', nothing: 'nichts', nobody: 'niemand und nichts', yes: 'ja', no: 'nein',
  typeOn: 'Öffnet sich. Einfach weitertippen',
  show: 'Zeigen', undo: 'Zurücknehmen',
  wayOf: (way, about) => `${way}: ${about}`,
  draft: {
    kept: 'Das Ausgefüllte bleibt als Entwurf: beim nächsten Öffnen ist es wieder da.',
    here: (since) => `Der Entwurf von ${f.full(since)} ist wieder da.`,
    afresh: 'Neu beginnen', ask: 'Das Ausgefüllte behalten?', goOn: 'Weitermachen', drop: 'Wegwerfen', keep: 'Als Entwurf behalten',
  },
  clash: {
    changed: (by, label, theirs) => [`${by ?? 'Jemand'} hat inzwischen `, label, ' geändert, auf „', theirs, '“. Beim Speichern gilt der eigene Wert.'],
    take: 'Den anderen nehmen',
  },
  calendar: { open: 'Kalender öffnen', earlier: 'Monat davor', later: 'Nächster Monat', months: 'Monat wählen', years: 'Jahr wählen' },
  day: {
    like: (order) => `Ein Tag wie 15. Dez. 2026, ${order === 'month' ? '12/15/2026' : '15.12.2026'}, 2026-12-15 oder morgen.`,
    none: (like) => `Diesen Tag gibt es nicht. ${like}`,
    tooFar: (year, like) => `Das Jahr ${year} ist zu weit weg. ${like}`,
    passed: 'Dieser Tag ist vorbei. Einen späteren wählen.',
    yearInFull: (typed, like) => `Bei ${typed} das Jahr ausschreiben. ${like}`,
    either: (typed, one, other) => `${typed} kann ${one} oder ${other} sein. Den Monat als Wort schreiben.`,
    passedThisYear: (day, like) => `${day} ist dieses Jahr vorbei. Das Jahr dazuschreiben. ${like}`,
    yearToo: (day, like) => `Bei ${day} das Jahr dazuschreiben. ${like}`,
    todayIsOne: (like) => `Heute ist auch einer. ${like}`,
    otherWeekday: (day, year, weekday, like) => `${day} ${year} ist kein ${weekday}. ${like}`,
  },
  number: {
    takes: ({ least, most, above, whole }) => {
      const what = whole ? 'Eine ganze Zahl' : 'Eine Zahl';
      return above ? `${what} über ${f.grouped(least)}, höchstens ${f.grouped(most)}.` : `${what} von ${f.grouped(least)} bis ${f.grouped(most)}.`;
    },
    either: (typed, one, other) => `${typed} kann ${one} oder ${other} sein. Die gemeinte so schreiben.`,
    places: 'Höchstens 3 Stellen hinter dem Komma: 0,001 ist das Kleinste.',
  },
});
