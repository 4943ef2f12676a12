import type { OrderWords } from '../en/order.ts';
import type { Format } from '../format.ts';
import { times } from './times.ts';

export const order = (f: Format): OrderWords => {
  const { duration } = times();
  return {
    reason: {
      missing: (what) => `Angeben, ${what}.`,
      short: (what, atLeast, lacks) => `Angeben, ${what}: mindestens ${atLeast} Zeichen, ${lacks} fehlen noch.`,
    },
    assign: {
      title: (n) => `Wer arbeitet an ${n}`,
      action: (people) => (people === 0 ? 'Niemandem zuteilen' : `${people} zuteilen`),
      said: (n, people) => `${n} ist ${people.length === 0 ? 'niemandem zugeteilt' : `bei ${people.join(', ')}`}.`,
      find: 'Name oder Rolle suchen', people: 'Personen', you: ' (selbst)',
      nobody: (all) => `So heißt niemand. Ohne Suchwort sind alle ${all} zu sehen.`,
    },
    block: {
      title: (n, again) => (again ? `${n} aus einem weiteren Grund blockieren` : `${n} blockieren`),
      action: 'Blockieren',
      said: (n) => `${n} ist blockiert.`,
      choose: 'Wählen, was fehlt oder im Weg ist.', what: 'worauf die Karte wartet',
      category: 'Was ist im Weg', reason: 'Worauf sie wartet', example: 'Bis Freitag keine Beize',
      outside: 'Die Ursache liegt außerhalb des Betriebs',
      note: 'Die Karte behält ihren Platz und zählt im Limit, bis die Blockade gelöst ist.',
    },
    unblock: {
      title: (n) => `Blockade von ${n} lösen`,
      action: 'Lösen',
      said: (n, left) => (left > 0 ? `Eine Blockade von ${n} ist gelöst, ${f.plural(left, { one: '# bleibt', other: '# bleiben' })}.` : `${n} ist nicht mehr blockiert.`),
      what: 'wie es gelöst wurde', which: 'Was gelöst ist', reason: 'Wie es gelöst wurde', example: 'Beize ist da, 4 l',
      since: (category, ms) => `${category}, ${duration(ms)}`,
      fact: (since, text, person) => [since, `: ${text || 'ohne Worte'}. Blockiert von ${person}.`],
    },
    comment: {
      title: (n) => `Kommentar zu ${n}`,
      action: 'Hinzufügen',
      said: (n) => `Der Kommentar zu ${n} ist da.`,
      missing: 'Erst den Kommentar schreiben.', label: 'Kommentar',
    },
    concession: {
      title: (n) => `Sonderfreigabe für ${n}`,
      action: 'Sonderfreigabe erteilen',
      said: (n) => `Die Sonderfreigabe für ${n} ist vermerkt.`,
      what: 'warum sie so durchgehen kann, und wer zugestimmt hat',
      fact: 'Sie besteht die Prüfung, wie sie ist. Der Grund bleibt in ihrem Verlauf.',
      reason: 'Warum sie durchgehen kann', example: 'Farbton weicht etwas ab, am Telefon vom Kunden angenommen',
    },
    confirm: {
      title: (n) => `Auftrag ${n} bestätigen`,
      action: 'Bestätigen',
      said: (n) => `Auftrag ${n} ist bestätigt.`,
      missing: 'Den zugesagten Tag wählen.', day: 'Zugesagt zum',
      parts: (count) => f.plural(count, { one: '# Teil', other: '# Teile' }),
      fact: (count, customer, wanted) => [count, ' für ', customer, `. ${wanted === null ? 'Kein Wunschtermin.' : `Gewünscht ${wanted}.`} Damit ist die Stückliste fest.`],
      atOnce: 'Kann sofort freigegeben werden.',
      from: (day, days) => `Kann ab ${day} freigegeben werden: ${f.plural(days, { one: '# Tag', other: '# Tage' })} vorher.`,
    },
    erase: {
      title: (n) => `Texte von Auftrag ${n} löschen?`,
      action: 'Endgültig löschen',
      said: (n) => `Kunde und Texte von Auftrag ${n} sind gelöscht.`,
      goes: (customer) => ['Der Kunde', ...(customer === null ? [] : [' ', customer]), ' verschwindet, und mit ihm jeder Kommentar, Grund, jede Blockade und Sendungsnummer des Auftrags und seiner Teile.'],
      stays: 'Was getan wurde, wann und von wem, bleibt. Das lässt sich nicht zurücknehmen, und keine Sicherung bringt es wieder.',
      unknown: 'Es ist nicht sicher, dass alles gelöscht wurde: der Server hat nicht geantwortet wie erwartet. Noch einmal löschen.',
    },
    override: {
      way: 'Über das Limit…',
      title: (n) => `${n ?? 'Diese Karte'} über das Limit setzen`,
      action: 'Über das Limit',
      said: (n) => `${n ?? 'Die Karte'} steht über dem Limit, mit Begründung.`,
      what: 'warum sie über dem Limit stehen darf',
      limit: 'Limit', now: 'Jetzt', after: 'Danach',
      note: 'Nur für diesen Zug. Das Limit bleibt: sonst kommt nichts hinein, bis es wieder eingehalten ist.',
      reason: 'Warum', kept: 'Steht auf der Karte und bleibt für immer',
    },
    early: {
      title: (n) => `${n} vorzeitig freigeben`,
      action: 'Freigeben',
      said: (n) => `Auftrag ${n} ist freigegeben.`,
      what: 'warum er vor seinem Termin beginnen kann',
      fact: (day) => [...(day === null ? ['Kein Liefertermin.'] : ['Dran ist er ab ', day, '.']), ' Was zu früh beginnt, steht länger in der Fertigung und nimmt dem Platz weg, was dran ist.'],
      reason: 'Warum jetzt', example: 'Wird eine Woche früher abgeholt',
    },
    return: {
      title: (n) => `${n} zur Nacharbeit zurückgeben`,
      action: 'Zurückgeben',
      said: (n) => `${n} ist zur Nacharbeit zurück.`,
      choose: 'Die Spalte wählen, in die sie zurückgeht.', what: 'was daran nicht stimmt',
      to: 'Zurück nach', category: 'Wegen', reason: 'Was nicht stimmt', example: 'Kratzer an der linken Seite, 4 cm',
    },
    class: {
      title: (n) => `Dringlichkeit von ${n}`,
      action: 'Dringlichkeit setzen',
      said: (n, of) => `Dringlichkeit von ${n}: ${of}.`,
      same: (of) => `Das ist sie schon: ${of}. Eine andere wählen.`,
      what: 'warum sie vor allen anderen drankommt', label: 'Dringlichkeit', theClass: 'die Dringlichkeit',
      means: {
        expedite: 'Wird überall zuerst gezogen. Darf eins über dem Limit stehen und zählt mit.',
        fixed: 'Hat einen Termin, der nicht zu verschieben ist.',
        standard: 'Wird danach gezogen, wie viel Zeit bleibt.',
        intangible: 'Wird gezogen, wenn sonst nichts wartet.',
      },
      managersOnly: 'Eilig macht nur die Betriebsleitung.',
      whyFirst: 'Warum zuerst', why: 'Warum (falls es hilft)',
    },
    ship: {
      title: (n) => `Auftrag ${n} versenden`,
      action: 'Versenden',
      said: (n, carrier) => `Auftrag ${n} ist mit ${carrier} unterwegs.`,
      missing: 'Angeben, wer es mitnimmt: eine Spedition, oder „abgeholt“.',
      fact: (quantity, title, customer, promised) => [quantity, ` ${title} für ${customer}${promised === null ? '' : `, zugesagt ${promised}`}.`],
      carrier: 'Spedition', reference: 'Sendungsnummer', about: 'Frachtbrief oder Sendungsnummer, falls vorhanden',
    },
  };
};
