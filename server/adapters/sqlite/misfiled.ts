import type { Connection } from './connection.ts';

/** A commit that a story lacks, or that it has and should not. */
export interface Misfiled {
  readonly board: string;
  readonly seq: number;
  readonly subject: string;
  readonly is: 'missing' | 'extra';
}

/** A text that is no JSON says nothing here: the chain's check tells of it. */
const SUBJECTS = `json_each(CASE WHEN json_valid(c.subjects) THEN c.subjects ELSE '[]' END)`;
const MISFILED = `
  SELECT b.board, c.seq, s.value AS subject, 'missing' AS fault FROM commits c JOIN boards b ON b.id = c.board, ${SUBJECTS} s
    WHERE NOT EXISTS (SELECT 1 FROM about a WHERE a.board = c.board AND a.subject = s.value AND a.seq = c.seq)
  UNION ALL
  SELECT coalesce(b.board, '?'), a.seq, a.subject, 'extra' FROM about a LEFT JOIN boards b ON b.id = a.board
    WHERE NOT EXISTS (SELECT 1 FROM commits c, ${SUBJECTS} s WHERE c.board = a.board AND c.seq = a.seq AND s.value = a.subject)
  ORDER BY 1, 2, 3`;

/** `about` against the subjects of the commits, which the chain covers: no hash covers the table itself. */
export const misfiled = (db: Connection): readonly Misfiled[] =>
  db.prepare(MISFILED).all().map((row) => ({ board: String(row['board']), seq: Number(row['seq']), subject: String(row['subject']), is: row['fault'] === 'missing' ? 'missing' : 'extra' }));

const TOLD = 3;

/** One line for a person; null: every story is what the log says. */
export function misfiledSentence(all: readonly Misfiled[]): string | null {
  if (all.length === 0) return null;
  const told = all.slice(0, TOLD).map(({ board, seq, subject, is }) => `commit ${seq} of ${board} is ${is === 'missing' ? 'missing from' : 'no part of, and stands in,'} that of ${subject}`);
  const more = all.length > TOLD ? `, and ${all.length - TOLD} more` : '';
  return `BROKEN: the stories of orders are not what the log says: ${told.join(', ')}${more}.`;
}
