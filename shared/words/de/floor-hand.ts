import type { FloorWords } from '../en/floor.ts';
import type { Format } from '../format.ts';

type Hand = FloorWords['hand'];

export const hand = (_f: Format): Hand => ({
  asks: { promise: 'Mit Termin bestätigen', early: 'Früher freigeben, mit Grund', shipment: 'Versenden', return: 'Zurück zur Nacharbeit' },
  releaseHere: 'Hier freigeben',
  pullHere: 'Hierher ziehen',
  help: 'Die Leertaste nimmt die Karte auf. Links und rechts wählen eine Spalte, auf und ab einen Platz darin, Bild auf und Bild ab gehen zehn Plätze weiter. Die Leertaste lässt los, Escape legt zurück. Enter öffnet die Karte, M zeigt ihre Züge.',
  pickedUp: (card) => `${card} aufgenommen.`,
  back: (card) => `${card} ist wieder an ihrem Platz.`,
  above: (card) => `Über ${card}.`,
  belowAll: 'Unter allen anderen.',
  overNothing: 'Über keiner Spalte.',
  over: (lane, says) => `${lane}. ${says}`,
  overHome: (lane) => `${lane}. Hier steht sie.`,
  notNow: 'Geht gerade nicht.',
  nothingToFinish: 'Auf dieser Karte ist nichts fertig zu melden.',
  nothingToUndo: 'Kein eigener Zug, der zurückzunehmen wäre.',
  nothingToPull: (lane, closed) => `Nach ${lane} ist gerade nichts zu ziehen.${closed ? ` ${closed}` : ''}`,
  notSaved: (card) => `${card ?? 'Das'} ist noch nicht gespeichert: der Server antwortet nicht. Es wird so lange gesendet, bis er antwortet.`,
  done: {
    pulled: (card, lane) => `${card} steht jetzt in ${lane}.`, released: (order) => `Auftrag ${order} ist freigegeben.`, finished: (card) => `${card} ist fertig.`,
    passed: (card) => `${card} hat bestanden.`, returned: (card, lane) => `${card} ist zurück in ${lane}.`, confirmed: (order) => `Auftrag ${order} ist bestätigt.`,
    shipped: (order) => `Auftrag ${order} ist versandt.`, blocked: (card) => `${card} ist blockiert.`, unblocked: (card) => `Blockade von ${card} gelöst.`,
    queued: (card, lane, place) => `${card} wartet in der Schlange bei ${lane}, als Nummer ${place}.`, leftLine: (card) => `${card} ist aus der Schlange.`, placed: (card) => `${card} steht an ihrem Platz.`,
    undone: (card) => `Der Zug von ${card} ist zurückgenommen.`, entered: 'Der Auftrag ist angelegt.', commented: (card) => `Kommentar zu ${card} gespeichert.`,
    assigned: (card) => `${card} ist zugeteilt.`, classChanged: (card) => `Dringlichkeit von ${card} geändert.`, other: 'Erledigt.',
  },
});
