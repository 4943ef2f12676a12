import type { Connection, Statement } from './connection.ts';

/**
 * Which commits are about an order, filed in heaps. An index would be kept with each group of commits,
 * and a group's few commits are about as many orders: so many pages more to write, a fifth of what a
 * group costs. `filed` is the last commit that stands in `stories`; those behind it are looked through.
 */
export const STORIES = `
  CREATE TABLE stories (board INTEGER NOT NULL, subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (board, subject, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE filed (id INTEGER NOT NULL) STRICT;
  INSERT INTO filed VALUES (0);
`;

const FILE = 'INSERT INTO stories SELECT board, subject, seq FROM commits WHERE id > (SELECT id FROM filed) AND subject IS NOT NULL ORDER BY board, subject, seq';
const FILED = 'UPDATE filed SET id = (SELECT coalesce(max(id), 0) FROM commits)';

/** From format 1, where it was an index. */
export const STORIES_OF_INDEX = `${STORIES} ${FILE}; ${FILED}; DROP INDEX commits_by_subject;`;

const BOARD = '(SELECT id FROM boards WHERE board = ?1)';
/** Of a board and a subject, with seq < ?3, newest first, at most ?4. A plus keeps SQLite from the index that has the whole board in it. */
export const SEQS_ABOUT = `
  SELECT seq FROM stories WHERE board = ${BOARD} AND subject = ?2 AND seq < ?3
  UNION ALL
  SELECT seq FROM commits WHERE id > (SELECT id FROM filed) AND +board = ${BOARD} AND subject = ?2 AND +seq < ?3
  ORDER BY seq DESC LIMIT ?4`;

/** So many commits of this connection are looked through at most: half a millisecond. */
const HEAP = 256;

/** Files the commits that one connection writes, inside its transactions. */
export class Filing {
  private readonly file: Statement;
  private readonly filed: Statement;
  private unfiled = 0;

  constructor(db: Connection) {
    this.file = db.prepare(FILE);
    this.filed = db.prepare(FILED);
  }

  written(commits: number): void {
    this.unfiled += commits;
  }

  fileHeap(): void {
    if (this.unfiled < HEAP) return;
    this.file.run();
    this.filed.run();
    this.unfiled = 0;
  }
}
