import type { Answers } from '../en/answers.ts';

export const answers = (): Answers => ({
  could_not_save: 'Nicht gespeichert, nichts wurde geändert. Derselbe Befehl kann gefahrlos noch einmal kommen.',
  unknown: 'Noch nicht sicher, ob das gespeichert ist. Derselbe Befehl kann gefahrlos noch einmal kommen: er geschieht höchstens einmal.',
  busy: 'Gerade warten zu viele Befehle auf dieses Board, nichts wurde geändert. Gleich noch einmal versuchen.',
  late: 'Das kam zu spät, nichts wurde geändert. Derselbe Befehl kann gefahrlos noch einmal kommen.',
  closing: 'Das Board wird gerade geschlossen, nichts wurde geändert. Gleich noch einmal versuchen.',
  contended: 'Andere haben das Board dazwischen immer wieder geändert, nichts wurde geändert. Gleich noch einmal versuchen.',
  id_reused: 'Diese Kennung gehört schon einem anderen Befehl oder einer anderen Person. Nichts wurde geändert: den neuen Befehl mit eigener Kennung senden.',
  refused_before: 'Das wurde schon einmal abgelehnt, nichts wurde geändert. Für einen neuen Versuch mit eigener Kennung senden.',
  broken: (board, fault) => `Das Board ${board} ist nicht zu sehen und nimmt nichts an, weil sein Log nicht mehr das ist, was geschrieben wurde (${fault}). Wer diesen Server betreibt, erfährt mehr mit npm run verify-log und setzt mit npm run restore eine Sicherung an seine Stelle.`,
  selfCheck: (id) => `Das ging nicht, wegen eines Fehlers in Pullcord selbst. Nichts wurde geändert, und der Fehler steht unter ${id} im Protokoll.`,
  noBoard: (board) => `Ein Board namens ${board} gibt es nicht.`,
});
