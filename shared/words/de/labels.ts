import type { Labels } from '../en/labels.ts';
import type { Format } from '../format.ts';

export const labels = (f: Format): Labels => {
  const roles: Labels['roles'] = {
    sales: 'Vertrieb', planner: 'Planung', buyer: 'Einkauf', operator: 'Fertigung', lead: 'Schichtleitung', inspector: 'Qualitätsprüfung', shipping: 'Versand',
    manager: 'Betriebsleitung', viewer: 'Gast', admin: 'Verwaltung',
  };
  const actors: Labels['actors'] = {
    station: (station) => `die Station ${station}`, atStation: (person, station) => `${person} an ${station}`,
    key: 'ein Programm', supplier: 'ein Lieferant', customer: 'die Kundschaft', display: 'eine Anzeige', schedule: 'der Zeitplan',
  };
  const classes: Labels['classes'] = { expedite: 'Eilig', fixed: 'Fixtermin', standard: 'Normal', intangible: 'Wenn Zeit ist' };
  const categories: Labels['categories'] = {
    material: 'Material fehlt', machine: 'Maschine', tooling: 'Werkzeug', labour: 'Niemand frei', quality: 'Qualität', spec: 'Zeichnung oder Vorgabe', customer: 'Kunde',
    supplier: 'Lieferant', transport: 'Fahrt oder Kran', other: 'Anderes',
  };
  const sources: Labels['sources'] = { make: 'Fertigen', buy: 'Kaufen', stock: 'Lager' };
  const laneKinds: Labels['laneKinds'] = {
    queue: 'Warteplatz', work: 'Arbeit, läuft und fertig', external: 'Beim Lieferanten', gate: 'Prüfung', terminal: 'Ende des Wegs',
  };
  const laneRoles: Labels['laneRoles'] = {
    enquiry: 'eine Spalte für Anfragen', pool: 'einen Auftragspool', ready: 'eine Spalte für startbereite Teile', kit: 'eine Spalte für Teilesätze',
    ship: 'eine Spalte für versandbereite Aufträge', shipped: 'eine Spalte für versandte Aufträge',
  };
  const exceptions: Labels['exceptions'] = {
    override: 'Über Limit erlaubt', expedite: 'Eilig', return: 'Zurück zur Nacharbeit', oversize: 'Größer als das Limit', estimate: 'Stunden nachträglich erhöht',
  };
  const verbs: Labels['verbs'] = {
    CreateBoard: 'ein Board einrichten', AddLane: 'eine Spalte anlegen', EditLane: 'eine Spalte ändern', MoveLane: 'eine Spalte verschieben', RemoveLane: 'eine Spalte entfernen',
    SetLimit: 'ein Limit setzen', RemoveLimit: 'ein Limit entfernen', SetPolicies: 'die Regeln ändern', CreateOrder: 'einen Auftrag anlegen', ReviseBom: 'die Stückliste ändern',
    ConfirmOrder: 'einen Auftrag bestätigen', CloseOrder: 'einen Auftrag abschließen', ReleaseOrder: 'einen Auftrag freigeben', PullCard: 'eine Karte ziehen', FinishWork: 'eine Karte fertig melden',
    PassInspection: 'eine Prüfung bestehen lassen', GrantConcession: 'eine Sonderfreigabe erteilen', ReturnCard: 'eine Karte zurückgeben', ShipOrder: 'einen Auftrag versenden',
    BlockCard: 'eine Karte blockieren', UnblockCard: 'diese Blockade lösen', ReorderCard: 'die Reihenfolge einer Spalte ändern', QueueCard: 'eine Karte anstellen',
    LeaveQueue: 'eine Karte aus der Schlange nehmen', CommentOnCard: 'etwas dazu schreiben', AssignCard: 'eine Karte zuteilen', SetClass: 'die Dringlichkeit einer Karte ändern',
    EditCard: 'eine Karte bearbeiten', TickCheck: 'eine Checkliste abhaken', UndoMove: 'einen Zug zurücknehmen', Override: 'über ein Limit gehen', Expedite: 'eine Karte eilig machen', Erase: 'Namen und Texte löschen', EditPeople: 'Personen und Lieferanten ändern', LeadEveryLane: 'in jeder Spalte handeln',
  };
  const moves: Labels['moves'] = {
    release: () => 'In die Fertigung geben', confirm: () => 'Bestätigen', pull: (lane) => `Nach ${lane} ziehen`, finish: () => 'Fertig melden', pass: (lane) => `${lane} bestanden`,
    return: (lane) => `Zurück nach ${lane}`, ship: () => 'Versenden', queue: (lane) => `Bei ${lane} anstellen`, leave_queue: (lane) => `Aus der Schlange bei ${lane}`,
    undo: () => 'Letzten Zug zurücknehmen',
  };
  const visit: Labels['visit'] = (lane, step) => `${lane}, Schritt ${step}`;
  const aboveLimit: Labels['aboveLimit'] = (move) => `${move}, über das Limit…`;
  const acts: Labels['acts'] = {
    concession: 'Sonderfreigabe…', parts: 'Teile…', unblock: 'Blockade lösen…', block: 'Blockieren…', block_more: 'Noch ein Grund zum Blockieren…', assign: 'Zuteilen…',
    class: 'Dringlichkeit…', comment: 'Kommentar…', to_top: 'Ganz nach oben', up: 'Einen Platz nach oben', down: 'Einen Platz nach unten', to_end: 'Ganz nach unten',
  };
  const former = 'Jemand von früher';
  const anyOf: Labels['anyOf'] = (of) => f.or(of.map((role) => roles[role]));
  return { roles, roleNames: roles, actors, former, classes, categories, sources, laneKinds, laneRoles, exceptions, verbs, moves, visit, aboveLimit, acts, anyOf };
};
