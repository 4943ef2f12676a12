import { numberOf as n } from '../../kernel/ids.ts';
import type { CardId } from '../../kernel/ids.ts';
import type { CardKind, LaneKind, LaneRole, NeedsLanes } from '../../board/lane.ts';
import type { BoardFault, Deed, Destination, Reasoned, ScopeFault, State, Violation, Whereabouts } from '../../refusals.ts';
import type { Format } from '../format.ts';
import type { Told } from '../told.ts';
import { labels } from './labels.ts';
import { times } from './times.ts';

type Missing = Exclude<Extract<Violation, { code: 'not_there' }>['what'], 'step'>;

const CARDS: Readonly<Record<CardKind, string>> = { order: 'Aufträge', job: 'Teile' };
const LANES: Readonly<Record<LaneKind, string>> = {
  queue: 'ein Warteplatz', work: 'eine Arbeitsspalte', external: 'eine Lieferantenspalte', gate: 'eine Prüfung', terminal: 'ein Ende des Wegs',
};
const ROLES: Readonly<Record<LaneRole, string>> = {
  enquiry: 'Anfragen', pool: 'Auftragspool', ready: 'startbereite Teile', kit: 'Teilesätze', ship: 'versandbereite Aufträge', shipped: 'versandte Aufträge',
};
const NEEDS_LANES: Readonly<Record<NeedsLanes, string>> = {
  CreateOrder: 'Um einen Auftrag anzulegen,', ConfirmOrder: 'Um einen Auftrag zu bestätigen,', ReleaseOrder: 'Um einen Auftrag freizugeben,', ShipOrder: 'Um einen Auftrag zu versenden,',
};
const MISSING: Readonly<Record<Missing, string>> = {
  card: 'keine Karte', order: 'keinen Auftrag', lane: 'keine Spalte', limit: 'kein Limit', person: 'niemanden namens', supplier: 'keinen Lieferanten', blocker: 'keine Blockade',
  item: 'keinen Prüfpunkt',
};

export const refusals = (f: Format): Told => {
  const { anyOf, verbs, categories, classes, laneRoles } = labels(f);
  const { duration, ago } = times();
  const from = (at: Whereabouts): string => {
    switch (at.is) {
      case 'lane': return `von ${at.name}`;
      case 'kit': return 'aus dem Teilesatz';
      case 'unreleased': return 'aus einem Auftrag, der nicht freigegeben ist,';
      case 'nowhere': return 'ohne Platz';
    }
  };
  const to = (goal: Destination): string => {
    switch (goal.is) {
      case 'lane': return `nach ${goal.name}`;
      case 'done': return 'nach fertig';
      case 'another_place': return 'an einen anderen Platz';
      case 'another_promise': return 'auf einen anderen Liefertermin';
    }
  };
  const standing = (at: Whereabouts): string => {
    switch (at.is) {
      case 'lane': return `Jetzt steht sie ${at.done ? 'fertig ' : ''}in ${at.name}`;
      case 'kit': return 'Jetzt liegt sie im Teilesatz';
      case 'unreleased': return 'Jetzt gehört sie zu einem Auftrag, der nicht freigegeben ist';
      case 'nowhere': return 'Jetzt hat sie keinen Platz';
    }
  };
  const deed = (did: Deed): string => {
    switch (did.is) {
      case 'finished': return 'fertig gemeldet';
      case 'confirmed': return 'bestätigt';
      case 'returned': return `nach ${did.to} zurückgegeben`;
      case 'moved': return `nach ${did.to} bewegt`;
    }
  };
  const reasoned: Readonly<Record<Reasoned, string>> = { override: 'Über das Limit', expedite: 'Eilig', concession: 'Sonderfreigabe', return: 'Rückgabe' };
  const state = (of: State): string => {
    switch (of.is) {
      case 'queued': return `${n(of.card)} wartet schon bei ${of.lane}.`;
      case 'not_queued': return `${n(of.card)} steht in keiner Schlange.`;
      case 'finished': return `${n(of.card)} ist schon fertig.`;
      case 'finished_by': return `${of.by ?? of.lane} hat ${n(of.card)} schon fertig gemeldet.`;
      case 'of_class': return `${n(of.card)} hat schon diese Dringlichkeit: ${classes[of.class]}.`;
      case 'lane_there': return `${of.lane} steht schon dort.`;
    }
  };
  const scope = (why: ScopeFault): string => {
    switch (why.is) {
      case 'fraction': return `Es zählt Karten, und ${f.amount(why.capacity)} ist keine Zahl von Karten`;
      case 'no_lane': return 'Es nennt keine Spalte';
      case 'other_kind': return `${why.lane} hält ${CARDS[why.holds]}, und das Limit zählt ${CARDS[why.counts]}`;
      case 'end_of_road': return `${why.lane} ist das Ende des Wegs, und Versenden wird nie abgelehnt`;
      case 'no_group': return `Keine Spalte ist in der Gruppe ${why.group}`;
      case 'done_alone': return 'Fertigmelden wird nie abgelehnt, ein Limit nur für fertige Karten wäre nicht zu halten';
    }
  };
  const lack = (why: BoardFault): string => {
    switch (why.is) {
      case 'second_end': return `${why.lane} wäre ein zweites Ende des Wegs, und nur die Spalte für versandte Aufträge ist eines`;
      case 'wrong_lane': return `${why.lane} muss ${LANES[why.kind]} für ${CARDS[why.holds]} sein`;
      case 'role_count': return `Es hat ${why.has} Spalten für ${ROLES[why.role]}, und eine ist das Höchste`;
      case 'role_taken': return `Eine Spalte für ${ROLES[why.role]} gibt es schon`;
      case 'no_lanes': return 'Es hat keine Spalte';
    }
  };
  return {
    estimate_required: ({ name, card }) => `${name} zählt Stunden, und ${n(card)} hat keine. Erst die Stunden eintragen.`,
    not_your_pull: ({ members, roles, name }) => `In ${name} darf das nur ${members.length > 0 ? f.or(members) : anyOf(roles)}. Dort fragen.`,
    not_allowed: ({ roles, command }) => (roles.length === 0 ? `Von Hand darf niemand ${(verbs as Readonly<Record<string, string>>)[command] ?? 'das'}: Das Board tut es, wenn es Zeit ist.` : `Nur ${anyOf(roles)} darf ${(verbs as Readonly<Record<string, string>>)[command] ?? 'das'}.`),
    not_done: ({ card, name }) => `${n(card)} ist in ${name} noch in Arbeit. Erst dort fertig melden.`,
    illegal_transition: (of) => `${n(of.card)} kann nicht ${from(of.from)} ${to(of.to)}.${of.expected ? ` Der nächste Schritt ist ${of.expected}.` : ''}`,
    order_not_confirmed: ({ order }) => `Auftrag ${n(order)} ist nicht bestätigt. Ohne Bestellung fängt nichts an: erst bestätigen.`,
    order_not_released: ({ order }) => `Auftrag ${n(order)} ist noch im Pool. Erst freigeben.`,
    blocked: ({ card, age, text, category }) => `${n(card)} ist blockiert (${duration(age)}): ${text || categories[category]}. Erst die Blockade lösen.`,
    kit_incomplete: ({ order, done, of, missing }) => {
      const parts = missing.slice(0, 4).map((part) => `${n(part.job)} ${part.title}${part.lane ? ` in ${part.lane}` : ''}${part.blocked ? ', blockiert' : ''}`);
      const more = missing.length > 4 ? ` und ${missing.length - 4} weitere` : '';
      return `Der Teilesatz von ${n(order)} ist ${done}/${of}. Es fehlt: ${parts.join('; ')}${more}. Die Montage beginnt mit dem ganzen Satz.`;
    },
    not_inspected: ({ order }) => `Auftrag ${n(order)} hat keine bestandene Prüfung. Erst prüfen, oder dort eine Sonderfreigabe eintragen lassen.`,
    inspector_made_it: ({ person, card }) => `${person} hat an ${n(card)} gearbeitet, prüfen muss jemand anderes.`,
    checklist_incomplete: ({ card, missing }) => `Bei ${n(card)} fehlt noch: ${f.and(missing)}. Erst auf der Karte abhaken.`,
    gate_needs_verdict: ({ name, card }) => `${name} braucht ein Urteil über ${n(card)}: bestanden, oder zurück zur Nacharbeit.`,
    no_gate: ({ card }) => `${n(card)} steht in keiner Prüfung.`,
    too_early: ({ order, authorisedAt }) => `Auftrag ${n(order)} ist ab ${f.dayInFull(authorisedAt)} dran. Für früher einen Grund angeben.`,
    reason_required: (of) => `${reasoned[of.for]} braucht einen Grund: mindestens ${of.atLeast} Zeichen.`,
    not_next: ({ next }) => `Hier ist ${n(next)} als Nächstes dran. Dieses Board zieht der Reihe nach.`,
    stale: ({ card, by, did, age, where }) => {
      const what = by === null || did === null ? `${n(card)} wurde inzwischen geändert` : `${n(card)} war nicht mehr wie gesehen: ${by} hat sie ${ago(age)} ${deed(did)}`;
      return `${what}. ${standing(where)}: von dort weiter.`;
    },
    bom_frozen: ({ order }) => `Die Stückliste von Auftrag ${n(order)} ist seit der Bestätigung fest.`,
    bom_empty: ({ order }) => `${order ? `Auftrag ${n(order)}` : 'Der Auftrag'} hat keine Teile. Erst mindestens eine Zeile in die Stückliste schreiben.`,
    routing_wrong_lane: ({ lane, title, why }) => {
      switch (why) {
        case 'no_such_lane': return `${title} soll durch ${lane}, und diese Spalte gibt es nicht.`;
        case 'holds_other_kind': return `${title} kann nicht durch ${lane}: dort stehen Karten der anderen Art.`;
        case 'not_a_stage': return `${title} kann nicht durch ${lane}: nur Stationen nennen, in denen gearbeitet wird.`;
        case 'twice_in_a_row': return `${title} geht zweimal direkt nacheinander durch ${lane}: das ist ein Schritt. Dort nur einmal nennen.`;
      }
    },
    routing_empty: ({ title }) => `${title} geht durch keine Spalte. Die Spalten nennen, durch die es muss.`,
    lane_holds_cards: ({ name, cards }) => `In ${name} ${f.plural(cards, { one: 'steht # Karte', other: 'stehen # Karten' })}. Erst weiterbewegen.`,
    lane_in_routing: ({ name, cards, more }) => `${name} liegt noch vor ${more > 0 ? `${cards.map(n).join(', ')} und ${more} weiteren` : f.and(cards.map(n))}. Erst durchlassen.`,
    lane_is_needed: ({ name }) => `${name} kann nicht weg, solange Aufträge offen sind: sie gehen hindurch.`,
    lane_missing: ({ command, roles }) => `${NEEDS_LANES[command]} braucht es ${f.or(roles.map((role) => laneRoles[role]))}, und dieses Board hat das nicht. Die Leitung legt es in den Einstellungen des Boards an.`,
    name_taken: ({ name }) => `Eine Spalte namens ${name} gibt es schon. Anders nennen.`,
    limit_over_kit: ({ name }) => `${name} würde fertige Teile in ihren Teilesätzen zählen, und das letzte Teil käme nie hinein. Dort die Aufträge begrenzen.`,
    limit_scope: ({ name, why }) => `${name} geht so nicht. ${scope(why)}.`,
    number_taken: ({ number }) => `Auftrag ${number} gibt es schon. Ohne Nummer wird die nächste freie genommen.`,
    order_closed: ({ order, at }) => `Auftrag ${n(order)} ist abgeschlossen: Er liegt seit ${f.dayInFull(at)} im Archiv, und nichts daran ändert sich mehr. Was zurückkommt, ist ein neuer Auftrag.`,
    closes_later: ({ order, at }) => (at === null ? `Auftrag ${n(order)} ist nicht versandt. Nur Versandtes kommt ins Archiv.` : `Auftrag ${n(order)} bleibt bis ${f.full(at)} auf dem Board.`),
    not_earlier_lane: ({ name, card }) => `${name} ist kein früherer Schritt von ${n(card)}. Zurück geht es nur dorthin, wo sie schon war.`,
    nothing_to_undo: ({ card, why, seconds }) => {
      switch (why) {
        case 'none': return 'Kein eigener Zug, der zurückzunehmen wäre.';
        case 'not_yours': return `Der letzte Zug von ${n(card)} war nicht der eigene letzte Zug und bleibt.`;
        case 'too_late': return `Zurücknehmen geht ${f.plural(seconds, { one: '# Sekunde', other: '# Sekunden' })} lang. ${n(card)} auf dem üblichen Weg bewegen.`;
        case 'built_upon': return `${n(card)} ist inzwischen weiter, der Zug bleibt. Stattdessen zurückgeben.`;
      }
    },
    already: ({ what }) => state(what),
    has_room: ({ name, card }) => `${name} hat Platz für ${n(card)}. Ziehen statt anstellen.`,
    promise_in_past: ({ order }) => `Der Liefertermin von Auftrag ${n(order)} ist vorbei. Einen späteren wählen.`,
    not_there: ({ what, id }) => what === 'step' ? `Der Weg dieser Karte hat keinen Schritt ${Number(id) + 1}.` : `Auf diesem Board gibt es ${MISSING[what]} ${what === 'card' || what === 'order' ? n(id as CardId) : id}.`,
    too_many: ({ what, most }) => {
      switch (what) {
        case 'lanes': return `Es gibt schon ${most} Spalten, mehr passen nicht. Erst eine entfernen.`;
        case 'limits': return `Es gibt schon ${most} Limits, mehr passen nicht. Erst eines entfernen.`;
        case 'blockers': return `Es gibt schon ${most} offene Blockaden, mehr passen nicht. Erst eine lösen.`;
      }
    },
    board_exists: () => 'Dieses Board gibt es schon.',
    too_many_boards: ({ most }) => `Es gibt ${most} Boards, mehr werden hier nicht angelegt. Wer diesen Server betreibt, kann mit MAX_BOARDS mehr erlauben.`,
    no_board: () => 'Dieses Board gibt es noch nicht.',
    board_incomplete: ({ why }) => `Das Board geht so nicht. ${lack(why)}.`,
  };
};
