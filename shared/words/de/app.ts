import type { AppWords } from '../en/app.ts';

export const app = (): AppWords => ({
  screens: { floor: 'Halle', orders: 'Aufträge', settings: 'Board einstellen' }, pages: 'Seiten',
  ordersOf: (board) => `Aufträge von ${board}`,
  settingsOf: (board) => `Einstellungen von ${board}`,
  colours: { auto: 'Hell oder dunkel wie das System', light: 'Hell', dark: 'Dunkel' },
  system: 'Wie das System',
  coloursAre: (now) => `Farben: ${now}. Ändern`,
  language: 'Sprache',
  languageIs: (name) => `Sprache: ${name}. Ändern`,
  noLanes: 'Dieses Board hat noch keine Spalten.', opening: 'Das Board wird geöffnet…',
  actingElsewhere: (name) => `Hier handelt jetzt ${name}: in einem anderen Tab dieses Browsers gewählt.`,
  notSwitched: 'Die Person ließ sich nicht wechseln. Noch einmal versuchen.',
  boards: {
    openHouse: 'Es gibt noch keine Konten: wer diesen Server erreicht, kann als jede Person handeln.',
    title: 'Alle Boards', first: 'Das erste Board einrichten', new: 'Neues Board', name: 'Name', example: 'Möbel Nordby', startWith: 'Beginnen mit', make: 'Einrichten',
    fault: (why) => `Das Board ließ sich nicht einrichten. ${why}`,
  },
  called: {
    list: 'Aufgerufene Karten', pull: 'Jetzt ziehen',
    card: (card, lane) => `${card} ist dran: ${lane} hat einen Platz frei.`,
  },
  takeAway: 'Gelesen, weg damit',
  nothing: { title: 'Hier ist nichts', why: 'Unter dieser Adresse hat der Server kein Board.', boards: 'Zu den Boards' },
  fault: {
    title: 'Der Server ist nicht zu erreichen', none: 'Er hat nicht geantwortet.', check: 'Nachsehen, ob er läuft, dann noch einmal versuchen.', again: 'Noch einmal versuchen',
    answered: (status, path) => `Der Server hat bei ${path} mit ${status} geantwortet.`,
    nobody: 'In diesem Betrieb arbeitet noch niemand, also kann niemand handeln. Erst auf dem Server eine Person anlegen.',
  },
  replica: {
    noMove: 'Kein eigener Zug, der zurückzunehmen wäre.',
    unsure: 'Die Verbindung ist abgerissen, bevor das gespeichert war, und zu lange her, um es noch einmal zu senden. Das Board zeigt, wie es steht: bitte nachsehen und wiederholen, wenn es fehlt.',
    history: 'Der Server ist auf einen früheren Stand dieses Boards zurückgegangen. Jetzt ist dieser Stand zu sehen.',
    outdated: 'Diese Seite ist älter als der Server. Neu laden, dann geht es weiter.',
    notLive: 'Dieser Bildschirm ist nicht verbunden, hier lässt sich nichts ändern, bis die Verbindung wieder da ist.',
    otherPerson: 'Die Person wurde gewechselt, bevor das beantwortet war. Wenn es gespeichert ist, zeigt das Board es gleich.',
    chooseWho: 'Erst wählen, wer hier handelt.',
    beingSaved: (what) => `${what} wird noch gespeichert. Gleich noch einmal versuchen.`,
  },
});
