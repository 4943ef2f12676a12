import type { Must } from '../../kernel/input-fault.ts';
import type { Doors } from '../en/doors.ts';

export const doors = (): Doors => {
  const ids: Readonly<Record<Extract<Must, { is: 'id' }>['of'], string>> = {
    board: 'die Kennung eines Boards', lane: 'die Kennung einer Spalte', limit: 'die Kennung eines Limits', person: 'die Kennung einer Person', supplier: 'die Kennung eines Lieferanten',
    item: 'die Kennung eines Prüfpunkts', card: 'eine Kartennummer', command: 'die eigene Kennung des Befehls, 8 bis 64 Buchstaben, Ziffern, - oder _,', order: 'eine Auftragsnummer, höchstens 32 Buchstaben, Ziffern, - oder _,',
  };
  const must: Doors['must'] = (of) => {
    switch (of.is) {
      case 'id': return `muss ${ids[of.of]} sein wie "${of.like}"`;
      case 'text': return of.least === 0 ? `muss Text mit höchstens ${of.most} Zeichen sein` : `muss Text mit ${of.least} bis ${of.most} Zeichen sein`;
      case 'number': return `${of.above ? `muss eine Zahl über ${of.least} und höchstens ${of.most} sein` : `muss eine Zahl von ${of.least} bis ${of.most} sein`}, in Schritten von ${of.step}`;
      case 'whole': return `muss eine ganze Zahl von ${of.least} bis ${of.most} sein`;
      case 'list': return `muss eine Liste mit ${of.least === 0 ? 'höchstens' : `${of.least} bis`} ${of.most} Einträgen sein`;
      case 'one_of': return `muss eins davon sein: ${of.values.join(', ')}`;
      case 'time': return 'muss ein Zeitpunkt in Millisekunden seit 1970 sein, UTC';
      case 'zone': return 'muss eine Zeitzone sein wie "Europe/Berlin"';
      case 'flag': return 'muss true oder false sein';
      case 'day': return 'muss ein Tag des Kalenders sein wie 2026-11-30';
      case 'place': return 'muss das „next“ der Antwort davor sein, so wie es kam';
      case 'not_before': return `darf nicht vor dem Tag in „${of.other}“ liegen`;
      case 'object': return 'muss ein Objekt sein';
      case 'or': return `oder das Feld "${of.other}" muss dastehen, und nicht beide`;
      case 'only_with': return `gehört zu "${of.other}"; eine Vorlage hat eigene Limits`;
      case 'other': return `passt nicht (${of.text})`;
    }
  };
  const things: Doors['things'] = {
    'a command message': 'einer Befehlsnachricht', join: 'der Nachricht join', presence: 'der Nachricht presence', 'the question': 'der Frage', 'a new board': 'einem neuen Board',
    'a command request': 'einem Befehl', 'the choice': 'der Wahl', 'an erasure': 'einer Löschung', 'a person': 'einer Person', 'a supplier': 'einem Lieferanten',
  };
  const at = (what: string): string => (things as Readonly<Record<string, string>>)[what] ?? what;
  return {
    things, must,
    fault: (of) => {
      switch (of.is) {
        case 'field': return of.field === '' ? `Der Inhalt von ${at(of.what)} ${must(of.must)}.` : `Das Feld "${of.field}" ${must(of.must)}.`;
        case 'unknown_field': return `${JSON.stringify(of.key)} ist kein Feld von ${of.inside === '' ? at(of.what) : `"${of.inside}"`}: weglassen.${of.inside === '' ? ` Die Felder sind ${of.fields.join(', ')}.` : ''}`;
        case 'no_command': return 'Der Befehl muss ein Objekt sein wie {"type": "FinishWork", "card": "1041.3"}.';
        case 'too_big': return `Das ist zu groß: höchstens ${of.kib} KiB im Ganzen.`;
        case 'too_deep': return `Das ist zu tief verschachtelt: höchstens ${of.most} Ebenen.`;
        case 'too_long': return `Eine Liste hat ${of.length} Einträge: höchstens ${of.most}.`;
        case 'inherited': return `"${of.key}" ist nirgends ein Feld: weglassen.`;
        case 'control': return 'Ein Text hat Steuerzeichen, oder ein Buchstabe ist unterwegs kaputtgegangen: noch einmal schreiben, als UTF-8.';
        case 'control_name': return 'Der Name eines Felds hat Steuerzeichen.';
        case 'not_finite': return 'Eine Zahl ist nicht endlich.';
        case 'not_json': return 'Einen dieser Werte gibt es in JSON nicht.';
      }
    },
    body: {
      notJson: 'Der Inhalt ist kein gültiges JSON.', tooBig: 'Der Inhalt ist zu groß.',
      encoding: 'Der Inhalt ist so kodiert, wie es dieser Server nicht liest: ohne content-encoding senden.',
      notUtf8: 'Der Inhalt ist kein UTF-8: anders kodiert gesendet, oder unterwegs kaputtgegangen. Als UTF-8 senden.', charset: 'Der Inhalt muss UTF-8 sein.',
      aborted: 'Die Anfrage ist abgerissen.', otherLength: 'Der Inhalt ist anders lang, als er angibt.',
      damaged: 'Der Inhalt lässt sich nicht auspacken: so senden, wie content-encoding sagt, oder ohne.', sendJson: 'JSON senden, und das im Kopf sagen: content-type: application/json.',
    },
    badAddress: 'Die Adresse ist nicht richtig gebildet.',
    nothingAt: (path) => `Unter ${path} ist nichts.`,
    noFile: 'Diese Datei gibt es nicht.',
    noBoard: (id) => `Ein Board ${id} gibt es nicht.`,
    noCard: (id) => `Auf diesem Board gibt es keine Karte ${id}.`,
    noOrder: (id) => `Auf diesem Board gibt es keinen Auftrag ${id}.`,
    noPerson: (id) => `Eine Person ${id} gibt es nicht.`,
    noRecord: (id) => `Einen Eintrag ${id} gibt es nicht.`,
    stale: (what, by, when) => `${by ?? 'Jemand'} hat ${what} ${when} geändert, von hier wurde nichts gespeichert. Ansehen, was jetzt da steht, und noch einmal speichern.`,
    notOwnRoles: 'Die eigenen Rollen kann niemand ändern: das muss eine andere Betriebsleitung tun.',
    isFormer: 'Wer gelöscht ist, bleibt gelöscht.',
    notThemselves: 'Sich selbst kann niemand löschen: das muss eine andere Betriebsleitung tun.',
    who: (named, header, possible) => `${named === null ? 'Im Kopf sagen, wer handelt' : `${named} gibt es hier nicht. Im Kopf sagen, wer handelt`}: ${header}. Möglich sind ${possible}.`,
    openHouse: 'Es gibt noch keine Konten: wer diesen Server erreicht, kann als jede Person handeln.',
    foreign: 'Diese Adresse oder Seite darf mit diesem Server nicht sprechen. Wer ihn betreibt, kann einen Namen mit ALLOWED_HOSTS erlauben.',
    foreignPage: 'Diese Seite darf mit diesem Server nicht sprechen.',
    closing: 'Der Server wird gerade geschlossen. Gleich noch einmal versuchen.',
    tooMany: 'Zu viele Anfragen auf einmal von dieser Adresse, nichts wurde geändert. Gleich noch einmal versuchen.',
    tooManyCommands: 'Zu viele Befehle auf einmal. Es wird von selbst noch einmal versucht.',
    notNow: 'Das ging auf dem Server gerade nicht. Es wird von selbst noch einmal versucht.',
    fault500: (id) => `Hier ist etwas schiefgegangen, es ist unter ${id} aufgeschrieben. Soweit bekannt, wurde nichts geändert.`,
    onlyLooks: 'Dieses Board ist zum Ansehen da, ohne Namen und Notizen.',
    notYours: 'Das ganze Board ist zu sehen, es wird als Ganzes geholt.',
    gone: 'Unter diesem Namen arbeitet hier niemand mehr: neu wählen, wer handelt.',
    tooManyScreens: (most, whose) => `${most} Bildschirme ${whose === null ? 'von dieser Adresse' : `von ${whose}`} sind offen, mehr kommen nicht hinein. Einen schließen, den niemand ansieht: dieser kommt von selbst wieder.`,
  };
};
