import type { LimitUnit } from '../../limits/limit.ts';
import type { SettingsWords } from '../en/settings.ts';
import type { Format } from '../format.ts';
import { labels } from './labels.ts';
import { times } from './times.ts';

export const settings = (f: Format): SettingsWords => {
  const { anyOf } = labels(f);
  const { ago } = times();
  const marks: Readonly<Record<LimitUnit, string>> = { count: '', hours: ' h', qty: ' Stück' };
  const capacity: SettingsWords['capacity'] = (of, unit) => (of === null ? 'ohne Limit' : of === 0 ? 'geschlossen' : `${f.amount(of)}${marks[unit]}`);
  return {
    title: 'Board einstellen', toFloor: 'Zur Halle', cards: { job: 'Teile', order: 'Aufträge' }, units: { count: 'Karten', hours: 'Stunden', qty: 'Stück' }, capacity,
    unitsShort: { count: 'Karten', hours: 'Stunden', qty: 'Stück' },
    mayRead: (roles) => `So ist das Board eingerichtet. Ändern darf es nur ${anyOf(roles)}.`,
    notLive: 'Dieser Bildschirm ist nicht verbunden, ändern lässt sich erst wieder etwas, wenn die Verbindung da ist.',
    name: 'Name', group: 'Gruppe', change: 'Ändern', edit: 'Bearbeiten', remove: 'Entfernen', save: 'Speichern',
    lanes: {
      count: (n) => f.plural(n, { one: '# Spalte', other: '# Spalten' }),
      add: 'Spalte anlegen', passed: 'Offene Aufträge gehen hier hindurch',
      toTick: (n) => `${n} zum Abhaken`,
      moved: (lane, before) => `${lane} steht jetzt ${before === null ? 'am Ende' : `vor ${before}`}.`,
      left: (lane) => `${lane} eins nach links`, right: (lane) => `${lane} eins nach rechts`,
      edit: (lane) => `${lane} bearbeiten`, remove: (lane) => `${lane} entfernen`,
    },
    lane: {
      title: (lane) => `Spalte ${lane}`, new: 'Neue Spalte', add: 'Spalte anlegen',
      changed: (lane) => `Die Spalte ${lane} ist geändert.`, added: (lane) => `Die Spalte ${lane} ist angelegt.`,
      noName: 'Eine Spalte braucht einen Namen.',
      taken: (lane) => `Eine Spalte namens ${lane} gibt es schon. Anders nennen.`,
      role: 'Wofür sie da ist', noRole: 'Eine Station, oder ein Warteplatz', holds: 'Was darin steht', kind: 'Art',
      before: 'Steht vor', atEnd: 'Am Ende', limit: 'Höchstens', limitAbout: 'Karten; leer: ohne Limit',
      groupAbout: 'Spalten einer Gruppe stehen unter einer Überschrift und können sich ein Limit teilen', policy: 'Regel', policyAbout: 'Steht oben in der Spalte',
      members: 'Wer hier zieht', nobody: (roles) => `Niemand genannt: ${anyOf(roles)}`,
      hours: 'Stunden eines Schritts ohne Schätzung', hoursAbout: 'Leer: ein Stundenlimit fragt erst nach der Schätzung', hoursShort: 'Stunden eines Schritts', checklistShort: 'Was abgehakt wird',
      removal: (lane) => `${lane} entfernen?`, removeIt: 'Spalte entfernen', removed: (lane) => `Die Spalte ${lane} ist entfernt.`,
      removeAbout: 'Ihr eigenes Limit geht mit. Ihre Geschichte bleibt.',
    },
    checklist: {
      title: 'Abzuhaken, bevor eine Karte weitergeht', always: 'Immer', add: 'Prüfpunkt dazu',
      item: (n) => `Prüfpunkt ${n}`, remove: (n, text) => `Prüfpunkt ${n}${text && `, ${text},`} entfernen`,
    },
    limits: {
      count: (n) => f.plural(n, { one: '# Limit', other: '# Limits' }),
      add: 'Limit anlegen', closed: 'Geschlossen',
      states: { one_left: 'Noch eins', full: 'Voll', over: 'Darüber' },
      change: (limit) => `Das Limit ${limit} ändern`, remove: (limit) => `Das Limit ${limit} entfernen`,
      above: (over, limit) => `${f.amount(over)} über ${limit}`,
      exception: (why, by, age, reason) => `${why}, ${by}, ${ago(age)}${reason && `: ${reason}`}`,
      lowered: (n) => `${f.amount(n)}, seit das Limit gesenkt ist`,
      scope: {
        cards: { job: 'Teile', order: 'Aufträge' }, subs: { queue: 'wartend', doing: 'in Arbeit', done: 'fertig' },
        class: (name) => name,
        only: (subs) => `nur ${subs}`, with: (person) => `bei ${person}`, at: (supplier) => `beim Lieferanten ${supplier}`,
        lanes: (names) => `in ${f.and(names)}`, group: (name) => `in der Gruppe ${name}`, board: 'in der ganzen Halle',
      },
    },
    limit: {
      title: (limit) => `Limit ${limit}`, new: 'Neues Limit', set: 'Limit setzen', add: 'Limit anlegen',
      said: (limit, of, unit) => `Das Limit ${limit} ist jetzt: ${capacity(of, unit)}.`,
      noName: 'Ein Limit braucht einen Namen.', noLane: 'Mindestens eine Spalte wählen.', noGroup: 'Die Gruppe wählen.', whyLowered: 'Sagen, warum es sinkt.',
      capacity: 'Höchstens', capacityAbout: '0: geschlossen', unit: 'Gezählt in', unitAbout: 'Stunden: was noch zu tun ist', none: 'Ohne Limit', noneShort: 'ohne Limit',
      over: (load, of, unit) =>
        `Jetzt ${load === 1 ? 'steht' : 'stehen'} ${f.amount(load)} darin. Nichts wird hinausgestellt, und nichts kommt hinein, ${of === 0 ? 'solange es geschlossen ist' : `bis es wieder ${capacity(of, unit)} sind`}.`,
      why: 'Warum', whyItIsLowered: 'Warum es sinkt', whyKept: 'Warum (bleibt bei der Änderung stehen)',
      counts: 'Zählt', kind: 'Was es zählt', where: 'Wo', lanes: 'Spalten', aGroup: 'Eine Gruppe', floor: 'Ganze Halle',
      more: 'Enger, und was darüber hinaus darf', doing: 'Nur was in Arbeit ist, nicht was fertig wartet', doingShort: 'Nur was in Arbeit ist',
      classes: 'Nur diese Dringlichkeiten', assignee: 'Nur Arbeit von', everybody: 'Allen', supplier: 'Nur von', allSuppliers: 'Allen Lieferanten',
      overage: 'Eilige Karten darüber', oversize: 'Eine Karte, größer als das Limit', whenEmpty: 'Kommt hinein, wenn es leer ist', never: 'Kommt nie hinein',
      removal: (limit) => `Das Limit ${limit} entfernen?`, removeIt: 'Limit entfernen', removed: (limit) => `Das Limit ${limit} ist entfernt.`,
      removeAbout: 'Danach hält dort nichts mehr die Arbeit zurück.', whyRemoved: 'Sagen, warum der Betrieb darauf verzichten kann.',
    },
    people: {
      count: (n) => f.plural(n, { one: '# Person', other: '# Personen' }),
      you: ' (selbst)', noRoles: 'Ohne Rolle', erase: 'Löschen…',
      eraseOne: (person) => `${person} löschen…`,
      title: (person) => `${person} löschen?`, action: 'Endgültig löschen', said: (person) => `${person} ist gelöscht.`,
      goes: (person) => ['Der Name ', person, ' verschwindet auf allen Boards, und mit ihm alles, was diese Person geschrieben hat: Kommentare, Gründe, Blockaden, Sendungsnummern und die Kunden der Aufträge, die sie angelegt hat.'],
      stays: 'Was getan wurde und wann, bleibt, getan von jemandem von früher, der hier nichts mehr darf. Das lässt sich nicht zurücknehmen, und keine Sicherung bringt es wieder.',
    },
    policies: {
      title: 'Regeln', save: 'Regeln speichern', leave: 'Lassen, wie sie waren', changed: 'Die Regeln sind geändert.',
      buffer: 'Puffer der Fertigung', bufferAbout: 'Tage vor dem Liefertermin, ab denen ein Auftrag freigegeben werden darf',
      undo: 'Den eigenen letzten Zug zurücknehmen geht', undoAbout: 'Sekunden', undoShort: 'Wie lange ein Zug zurückgenommen werden kann',
      close: 'Versandtes bleibt auf dem Board', closeAbout: 'Ganze Tage nach dem Versand, dann kommt es ins Archiv', closeShort: 'Wie lange Versandtes auf dem Board bleibt',
      counts: 'Ein Auftrag zählt in der Halle', countsShort: 'Bis wann ein Auftrag zählt', untilShipped: 'Bis er versandt ist', untilReady: 'Bis er versandbereit ist',
      pulling: 'Die Reihenfolge beim Ziehen ist', pullingShort: 'Die Reihenfolge beim Ziehen', advice: 'Ein Rat', enforced: 'Fest: anderes wird abgelehnt',
      zone: 'Zeitzone', zoneAbout: 'Tage und Stunden sind so zu sehen, wie eine Uhr dort sie zeigt', maker: 'Wer die Arbeit getan hat, darf sie prüfen',
    },
  };
};
