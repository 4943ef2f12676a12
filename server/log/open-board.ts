import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { emptyBoard, type Board } from '../../shared/board/board.ts';
import { applyCommit } from '../../shared/floor.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import { GENESIS, type StoredCommit } from '../../shared/log/commit.ts';
import { ENCODING, decodeBoard, piecesOf } from '../../shared/protocol/encode-board.ts';
import { erasedIn } from './erased-texts.ts';
import { BrokenLog } from '../ports/broken-log.ts';
import type { CommitLog, StoredSnapshot } from '../ports/commit-log.ts';
import { missing, decodeVerified } from './encode-commit.ts';

export interface OpenedBoard {
  readonly board: Board;
  /** The hash of the commit at `board.seq`. */
  readonly hash: string;
  /** The sequence number of the snapshot it began with; 0 without one. */
  readonly snapshotAt: number;
  /** How many commits were folded after it. */
  readonly replayed: number;
  /** How many of its texts were erased by then. */
  readonly erased: number;
}

/** Raised when evolve makes another board of the same log, so that no snapshot keeps the old one. */
const FOLD = 7;
/** Plain text of a large board with its history is more than MongoDB takes in one document; a higher level holds everybody up for longer. */
const LEVEL = 1;
const SNAPSHOT_FORMAT = FOLD * 1_000 + ENCODING;

/** Small enough for the processor's cache, and for what is thrown away to die young. */
const PAGE = 250;
/** Pages of one stretch: others get their turn behind it. */
const STRETCH = 20;

/**
 * A board as its log says: its snapshot when that is whole and of this build, and the commits behind
 * it, each hashed again. null: the log has no such board. Throws NewerFormat, and BrokenLog when a row
 * is missing or not what was written. A snapshot that is damaged is left out; a whole one notes how far
 * the log has reached, so a log that ends before it has lost its end. `turn` is awaited before each
 * stretch of commits.
 */
export async function openBoard(log: CommitLog, id: BoardId, turn: () => Promise<void> = atOnce): Promise<OpenedBoard | null> {
  // Before anything is read: what is erased meanwhile costs a screen the whole board once more, and shows nothing that is gone.
  const erased = await erasedIn(log, id);
  const snapshot = await log.loadSnapshot(id).catch(() => null);
  if (snapshot && isWhole(snapshot)) {
    await mustStandOn(log, snapshot);
    const start = boardOf(snapshot);
    if (start) return { ...(await replay(log, start, snapshot.hash, snapshot.seq, turn)), erased };
  }
  const opened = await replay(log, emptyBoard(id), GENESIS, 0, turn);
  return opened.board.seq === 0 ? null : { ...opened, erased };
}

const atOnce = (): Promise<void> => Promise.resolve();

/**
 * `hash` is that of the commit at `board.seq`. Packed in pieces of ROWS cards, each a member of its own of the zip,
 * and `turn` is awaited before each: everybody waits while one is made, and for no longer.
 */
export async function snapshotOf(board: Board, hash: string, turn: () => Promise<void> = atOnce): Promise<StoredSnapshot> {
  const pieces: Buffer[] = [];
  for (const piece of piecesOf(board)) {
    pieces.push(gzipSync(piece, { level: LEVEL }));
    await turn();
  }
  const zipped = Buffer.concat(pieces).toString('base64');
  return { board: board.id, seq: board.seq, hash, format: SNAPSHOT_FORMAT, body: `${checksum(board.seq, hash, zipped)}\n${zipped}` };
}

async function replay(log: CommitLog, start: Board, startHash: string, snapshotAt: number, turn: () => Promise<void>): Promise<Omit<OpenedBoard, 'erased'>> {
  let board = start;
  let hash = startHash;
  for (let page = 0; ; page += 1) {
    if (page % STRETCH === 0) await turn();
    const rows = await log.read(start.id, board.seq, PAGE);
    for (const row of rows) {
      const commit = decodeVerified(row, { seq: board.seq, hash });
      try {
        board = applyCommit(board, commit);
      } catch (error) {
        throw new BrokenLog(board.id, `commit ${row.seq} cannot be folded (${error instanceof Error ? error.message : String(error)})`);
      }
      hash = row.hash;
    }
    // A copy: a hash cut from a page would keep the page alive.
    if (rows.length < PAGE) return { board, hash: Buffer.from(hash).toString(), snapshotAt, replayed: board.seq - snapshotAt };
  }
}

/** The commit that a snapshot was made of is there, and is the same one. */
async function mustStandOn(log: CommitLog, { board, seq, hash }: StoredSnapshot): Promise<void> {
  const rootOf = async (): Promise<StoredCommit | undefined> => (await log.read(board, seq - 1, 1))[0];
  let root = await rootOf();
  if (root?.seq !== seq) {
    // A store that is only behind may say so.
    const end = (await log.head(board, true))?.seq ?? 0;
    if (end < seq) throw new BrokenLog(board, missing(end + 1, seq));
    root = await rootOf();
    if (root?.seq !== seq) throw new BrokenLog(board, missing(seq, seq));
  }
  decodeVerified(root);
  if (root.hash !== hash) throw new BrokenLog(board, `commit ${seq} is another one than the board was made of before`);
}

function isWhole({ seq, hash, body }: StoredSnapshot): boolean {
  const end = body.indexOf('\n');
  return body.slice(0, end) === checksum(seq, hash, body.slice(end + 1));
}

/** null: not of this build. */
function boardOf({ board: id, seq, format, body }: StoredSnapshot): Board | null {
  if (format !== SNAPSHOT_FORMAT) return null;
  try {
    const board = decodeBoard(gunzipSync(Buffer.from(body.slice(body.indexOf('\n') + 1), 'base64')).toString());
    return board.id === id && board.seq === seq ? board : null;
  } catch {
    return null;
  }
}

const checksum = (seq: number, hash: string, zipped: string): string => createHash('sha256').update(`${seq}\n${hash}\n${zipped}`).digest('hex');
