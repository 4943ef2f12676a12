import type { PartsWords } from '../en/parts.ts';
import type { Format } from '../format.ts';

export const parts = (f: Format): PartsWords => {
  const count = (of: number): string => f.plural(of, { one: '# Teil', other: '# Teile' });
  return {
    count,
    newOrder: {
      title: (number) => `Neuer Auftrag ${number}`,
      action: 'Auftrag anlegen',
      said: (n) => `Auftrag ${n} ist angelegt.`,
      customer: 'Kunde', what: 'Was bestellt ist', quantity: 'Menge', wanted: 'Gewünscht bis', noDate: 'Noch kein Termin', class: 'Dringlichkeit',
      whoOrders: 'Angeben, wer bestellt.', whatIsMade: 'Angeben, was gefertigt werden soll.',
    },
    revise: {
      title: (n) => `Teile von Auftrag ${n}`,
      action: 'Teile ändern',
      said: (n, of) => `Auftrag ${n} hat jetzt ${count(of)}.`,
      fact: (title, customer) => [title, ' für ', customer, '. Bis zur Bestätigung des Auftrags sind die Teile noch zu ändern.'],
      theParts: 'die Teile',
    },
    none: 'Mindestens ein Teil hinzufügen: ohne lässt sich nichts fertigen.',
    tooMany: (most, of) => `Ein Auftrag hat höchstens ${most} Teile, und hier sind es ${of}. Einige entfernen oder einen zweiten Auftrag anlegen.`,
    unsound: (wrong, of) => `Bei ${wrong} von ${f.plural(of, { one: '# Teil', other: '# Teilen' })} fehlt etwas: was, steht an den Feldern.`,
    line: {
      of: (place) => `Teil ${place}`,
      part: 'Teil', quantity: 'Menge', unit: 'Einheit', from: 'Woher', supplier: 'Lieferant', choose: 'Wählen…',
      remove: (place, title) => `Teil ${place} entfernen${title ? `, ${title}` : ''}`,
      road: (place) => `Spalten von Teil ${place}, mit Stunden`,
      hoursIn: (lane) => `Stunden in ${lane}`,
      noTitle: 'Das Teil benennen.', missing: 'Fehlt.', noSupplier: 'Wählen, wer liefert.', noRoad: 'Mindestens eine Spalte wählen, durch die es muss.',
      atMost: (characters) => `Höchstens ${characters} Zeichen.`,
      hours: (fault) => `Stunden: ${fault}`,
      again: {
        ask: 'Noch einmal…', ofPart: (part) => `Teil ${part} geht noch einmal durch eine Spalte`,
        choose: 'Welche Spalte?', lane: (part) => `Spalte, durch die Teil ${part} noch einmal geht`,
      },
    },
    list: {
      start: 'Vorlage', startFrom: 'Aus Vorlage…', templates: 'Vorlagen', orders: 'Aufträge', add: 'Teil hinzufügen',
      gone: (title) => [title ?? 'Ein Teil', ' ist entfernt.'],
      putBack: 'Wieder einfügen',
      offered: (title) => ['Vorlage ', title],
      written: (mine, title, theirs) => [`Hier ${f.plural(mine, { one: 'steht # eigenes Teil', other: 'stehen # eigene Teile' })}. `, title, ` hat ${count(theirs)}.`],
      notRead: 'Die Teile dieses Auftrags sind nicht gelesen. Noch einmal versuchen.',
      addBelow: 'Darunter einfügen', replace: 'Eigene ersetzen', leave: 'Nicht nehmen',
    },
    paste: {
      open: 'Zeilen einfügen', label: 'Zeilen aus einer Tabelle', add: 'Diese Zeilen einfügen',
      about: 'Teil; Menge; Einheit; fertigen, kaufen oder Lager; Lieferant; Spalten mit Stunden. Nur das Teil muss sein.',
      example: 'Tischplatte; 1; ×; fertigen; ; Zuschnitt 5, Oberfläche 4, Prüfung 1',
      away: 'Die Zeilen sind nicht gelesen: der Server ist nicht da. Sie bleiben hier. Noch einmal versuchen, wenn er wieder da ist.',
      nothing: 'Da ist nichts zu lesen. Mindestens ein Teil einfügen.',
      headings: ['teil', 'teile', 'bezeichnung', 'benennung', 'name', 'titel', 'artikel', 'position'],
      kinds: { fertigen: 'make', fertigung: 'make', gefertigt: 'make', kaufen: 'buy', kauf: 'buy', gekauft: 'buy', zukauf: 'buy', lager: 'stock', 'vom lager': 'stock', 'ab lager': 'stock' },
      atLine: (line, what) => `Zeile ${line}: ${what}`,
      noName: 'das Teil hat keinen Namen.',
      openMark: 'ein Anführungszeichen ist geöffnet und nicht geschlossen.',
      behind: (cells) => `„${cells}“ steht hinter der letzten Spalte und bleibt weg.`,
      noSupplier: (name) => `einen Lieferanten ${name} gibt es nicht. Unten wählen.`,
      noKind: (kind) => `„${kind}“ ist nicht fertigen, kaufen oder Lager. Genommen wird fertigen.`,
      noLane: (names) => `eine Spalte ${f.or(names)} für Teile gibt es nicht.`,
      twice: (names) => `${f.and(names)} ist zweimal genannt. Das letzte gilt.`,
      notBought: (supplier) => `${supplier} bleibt weg: das Teil wird nicht gekauft.`,
      quantity: (typed, fault) => `die Menge „${typed}“ ist nicht zu lesen. ${fault}`,
    },
  };
};
