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
  noBoard: (board) => `Ein Board namens ${board} gibt es nicht.`,
});
