import type { FloorWords } from '../en/floor.ts';
import type { Format } from '../format.ts';
import { times } from './times.ts';

type Bars = FloorWords['bars'];

export const bars = (f: Format): Bars => {
  const { duration } = times();
  return {
    now: (day, clock) => `${day}, ${clock}`,
    opening: 'Wird geöffnet…',
    boards: 'Boards',
    allBoards: 'Alle Boards, oder ein neues…',
    newOrder: 'Neuer Auftrag',
    newOrderAsked: 'Neuer Auftrag…',
    order: 'Auftrag',
    anything: 'Zu einer Karte gehen, oder etwas tun…',
    looks: 'Nur zum Ansehen: hier lässt sich nichts ändern', openHouse: 'Noch ohne Konten: wer diese Seite erreicht, kann als jeder handeln.',
    find: 'Suchen',
    live: {
      live: 'Live', connecting: 'Verbindet…', reconnecting: 'Verbindet neu…', notSince: (clock) => `Nicht live seit ${clock}`, barred: 'Nicht eingelassen', outdated: 'Seite ist alt',
      pageIsOld: 'Diese Seite ist älter als der Server. Zum Weiterarbeiten neu laden.', reload: 'Neu laden',
      stale: (since) =>
        `Dieser Bildschirm ist nicht live${since ? `, seit ${since}` : ''}. In der Fertigung kann es weitergegangen sein. Lesen geht, ändern erst wieder mit Verbindung; sie kommt von selbst zurück.`,
    },
    people: {
      here: 'Auch hier', moving: (name, card) => `${name} bewegt ${card}`, youAre: (name) => `Handelt als ${name}. Jemand anderen wählen`, choose: 'Wählen, wer hier handelt',
      who: 'Wer ist hier?', actAs: 'Handeln als', noAccounts: 'Es gibt noch keine Konten:', anyone: 'wer diese Seite erreicht, kann als jeder handeln.',
    },
    shop: {
      state: 'Stand der Fertigung', orders: 'Aufträge in der Fertigung', jobs: 'Teile', full: 'voll',
      blocked: (n, oldest) => `Blockiert ${n}${oldest === null ? '' : ` · längste ${duration(oldest)}`}`,
      noneBlocked: 'Blockiert', atRisk: (n) => `In Gefahr ${n}`, shippedToday: 'Heute versandt',
      room: (lanes, names) => `Platz in ${f.plural(lanes, { one: '# Spalte', other: '# Spalten' })}: ${names.join(', ')}${lanes > names.length ? ` +${lanes - names.length}` : ''}`,
      show: 'Zeigen', all: 'Alle Teile', mine: 'Meine', byOrder: 'Nach Auftrag', ofOrder: (order) => `Auftrag ${order}`, oneOrder: 'Einen Auftrag zeigen',
    },
    search: {
      what: 'Auftrag, Teil oder Person suchen', inAll: 'In allen Aufträgen suchen, auch in abgelegten', all: 'Alles wieder zeigen',
      hits: (hits, elsewhere) => `${f.plural(hits, { one: '# Treffer', other: '# Treffer' })}${elsewhere > 0 ? `, ${elsewhere} in keiner Spalte` : ''}`,
      noneFits: (query) => `Keine Karte passt zu „${query}“. Eine Nummer, ein Teil, einen Kunden oder eine Person versuchen.`,
      noneMine: 'Keine Karte ist zugeteilt. Wer eine zieht, bekommt sie.', noneAnyMore: 'Keine Karte passt mehr.',
    },
    map: { lanes: 'Übersicht der Spalten', keys: '? für Tasten' },
    density: {
      size: 'Größe der Karten', comfortable: 'Bequem', comfortableIs: 'Alles, was über eine Karte zu sagen ist', compact: 'Dicht', compactIs: 'Nummer, Name, Termin und Alter in zwei Zeilen',
      dots: 'Punkte', dotsIs: 'Ein Punkt je Karte, für Spalten ab 200',
    },
    first: {
      none: 'Noch kein Auftrag',
      how: 'Einen Auftrag mit seinen Teilen anlegen, mit Termin bestätigen, freigeben. Dann warten die Teile vor den ersten Spalten, und jede Spalte zieht, wofür sie Platz hat.',
      enter: 'Den ersten Auftrag anlegen', settings: 'Einstellungen des Boards öffnen', who: 'Vertrieb oder Planung legt ihn an: oben rechts jemanden davon wählen.',
    },
  };
};
