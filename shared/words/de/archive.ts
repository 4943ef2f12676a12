import type { ArchiveWords } from '../en/archive.ts';
import type { Format } from '../format.ts';
import { times } from './times.ts';

export const archive = (f: Format): ArchiveWords => {
  const { duration } = times();
  return {
    title: 'Aufträge', find: 'Auftrag suchen', what: 'Nummer, Kunde, Titel, Teil oder Lieferant', whatForViewers: 'Nummer, Titel, Teil oder Lieferant', clear: 'Wieder das Archiv zeigen',
    filters: 'Abgelegte Aufträge nach', number: 'Nummer', customer: 'Kunde', part: 'Teil oder Lieferant', from: 'Abgelegt von', to: 'bis', noFilters: 'Ohne diese',
    list: 'Aufträge', order: 'Auftrag', promised: 'Zugesagt', ended: 'Wie er endete', parts: 'Teile',
    isSearch: 'In der Fertigung und abgelegt, was am besten passt zuerst.', isArchive: 'Abgelegte Aufträge, der letzte zuerst.',
    shipped: (day) => `Versandt ${day}`, cancelled: (day) => `Storniert ${day}`, onFloor: 'In der Fertigung',
    onTime: 'pünktlich', late: (by) => `${duration(by)} zu spät`,
    noCustomer: 'ohne Namen', partsOf: (n) => f.plural(n, { one: '# Teil', other: '# Teile' }),
    reading: 'Wird gelesen …', more: 'Mehr zeigen', tooMany: 'Es passen mehr Aufträge, als hier stehen: noch ein Wort dazunehmen.',
    none: (query) => `Kein Auftrag passt zu „${query}“. Vielleicht hilft die Nummer oder der Anfang eines Wortes.`, noneFiltered: 'Kein abgelegter Auftrag passt zu allem. Eine der Angaben weglassen.',
    empty: 'Im Archiv liegt noch nichts.', emptyWhy: 'Ein Auftrag kommt einige Tage nach dem Versand hierher, mit seiner ganzen Geschichte.',
    behind: (commits) => `${f.plural(commits, { one: 'Die letzte Änderung fehlt', other: 'Die letzten # Änderungen fehlen' })} in dieser Liste noch. Das holt sie von selbst auf.`,
    failed: 'Die Aufträge konnten nicht gelesen werden: der Server gab keine Liste. Verloren ist nichts.', again: 'Noch einmal versuchen',
    badDay: 'Der letzte Tag liegt vor dem ersten.',
    closed: (day) => `Abgelegt ${day}.`, closedWhy: 'Dieser Auftrag ist abgelegt: hier steht, wie er war, und daran ändert sich nichts mehr.',
  };
};
