import type { CardWords } from '../en/card.ts';
import type { Format } from '../format.ts';
import { times } from './times.ts';

export const card = (f: Format): CardWords => {
  const { duration } = times();
  const parts = (count: number): string => f.plural(count, { one: '# Teil', other: '# Teile' });
  return {
    order: (n, title) => `Auftrag ${n} ${title}`,
    part: (n, title) => `Teil ${n} ${title}`,
    aCard: 'Karte',
    gone: (n) => `${n} ist nicht auf diesem Board`,
    whyGone: 'Vielleicht fiel sie weg, als die Stückliste geändert wurde.',
    opening: 'Das Board wird geöffnet…',
    file: { reading: 'Der Auftrag wird gelesen…', failed: 'Der Auftrag konnte nicht gelesen werden.', again: 'Noch einmal versuchen' },
    close: 'Karte schließen',
    showOnFloor: 'Auf dem Board zeigen',
    erase: 'Kunde und alle Texte löschen…',
    for: (customer) => `für ${customer}`,
    hereAndAll: (here, all) => `${here}, ${duration(all)} in der Fertigung`,
    due: (day) => `fällig ${day}`,
    wanted: (day) => `gewünscht ${day}`,
    moves: { title: 'Züge', place: 'Platz in der Spalte', refused: 'Geht gerade nicht' },
    blockers: {
      title: (count) => (count === 0 ? 'Nicht blockiert' : f.plural(count, { one: '# Blockade', other: '# Blockaden' })),
      since: (category, ms) => `${category}, ${duration(ms)}`,
      outside: 'von außen',
      unblock: (what) => `Blockade lösen: ${what}`,
    },
    checklist: {
      title: (done, of, lane) => `${done} von ${of} abgehakt, bevor sie ${lane} verlässt`,
      item: (text, mandatory) => `${text}${mandatory ? '' : ' (falls nötig)'}`,
    },
    comment: { label: 'Kommentar', placeholder: 'Kommentar schreiben', send: 'Kommentieren', saving: 'Wird gespeichert…' },
    exceptions: 'Über dem Limit',
    rework: {
      title: 'Zurück zur Nacharbeit',
      from: (lane) => (lane === null ? 'Von einem späteren Schritt' : `Von ${lane}`),
      times: (count) => `(${count}-mal zurückgegeben)`,
    },
    fields: {
      title: 'Angaben', change: 'Karte ändern', edit: 'Bearbeiten',
      quantity: 'Menge', class: 'Dringlichkeit', who: 'Wer', nobody: 'Niemand', customer: 'Kunde', wanted: 'Gewünscht', promised: 'Zugesagt', confirmed: 'Bestätigt', from: 'Woher', rework: 'Nacharbeit', way: 'Weg',
      promisedFirst: (day, first) => `${day}, zuerst ${first}`,
      reworks: (count) => `${count}-mal${count >= 2 ? ', bitte nachgehen' : ''}`,
    },
    buffer: {
      late: (ms) => `${duration(ms)} zu spät`,
      red: (percent) => `Rot: noch ${percent} % Zeitpuffer`,
      yellow: (percent) => `Gelb: noch ${percent} % Zeitpuffer`,
      green: (percent) => `Noch ${percent} % Zeitpuffer`,
      early: 'Noch nicht dran',
    },
    edit: {
      save: 'Speichern', title: 'Titel', quantity: 'Menge', unit: 'Einheit', promised: 'Zugesagt', hours: 'Stunden', hoursByLane: 'Stunden je Spalte',
      needsTitle: 'Eine Karte braucht einen Titel.',
      missing: 'Fehlt.',
      needsPromise: 'Ein bestätigter Auftrag hat einen Liefertermin.',
      changed: (n) => `${n} ist geändert.`,
      none: 'nichts',
      theirHours: (hours) => hours.map((one) => `${one || 'keine'} h`).join('; '),
    },
    kit: {
      title: 'Woraus er besteht', part: 'Teil', from: 'Woher', where: 'Wo jetzt', here: 'Hier seit', needed: 'Gebraucht', hours: 'Stunden',
      sum: (revision, count, hours) => `${revision === null ? 'Offen' : `Stand ${revision}, fest`} · ${parts(count)}${hours > 0 ? `, ${f.amount(hours)} h` : ''}`,
      blocked: (state, since) => `${state}, blockiert ${since}`,
      of: (accepted, quantity) => `${f.amount(accepted)} von ${f.amount(quantity)}`,
    },
    stages: {
      title: 'Wie weit er ist',
      confirm: 'Bestätigen', confirmed: (day) => (day === null ? 'Bestätigt' : `Bestätigt ${day}`),
      released: (day) => (day === null ? 'Freigeben' : `Freigegeben ${day}`),
      parts: (done, of) => `Teile ${done} von ${of}`,
      states: { done: ', erledigt', now: ', jetzt', ahead: ', später' },
    },
    story: {
      title: 'Verlauf', readAgain: 'Noch einmal lesen', reading: 'Wird gelesen…', earlier: 'Früheres',
      comments: (count) => f.plural(count, { one: '# Kommentar', other: '# Kommentare' }),
      unread: 'Der Verlauf war nicht zu lesen. Er kommt, wenn die Verbindung wieder da ist.',
      earlierUnread: 'Das Frühere war nicht zu lesen. Noch einmal versuchen.',
    },
    time: {
      title: 'Wo die Zeit blieb', pool: 'Im Pool', work: 'In Arbeit', waiting: 'Wartend oder beim Lieferanten', blocked: 'Blockiert',
      whole: (ms) => `${duration(ms)} seit der Bestätigung`,
      note: 'In Arbeit: jemand arbeitet an einem der Teile. Blockiert: niemand arbeitet, und eines ist blockiert.',
    },
  };
};
