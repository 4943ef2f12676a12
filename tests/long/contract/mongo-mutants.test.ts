import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Adapter from '../../../server/adapters/mongo/mongo-store.ts';
import { firstFault, type Question } from '../../support/store/mongo-battery.ts';
import { type RealMongo, startReplicaSet } from '../../support/store/real-mongod.ts';

/** REL-3: one line of the adapter changed at a time; the question about it has to notice. The list only grows. */
const MUTANTS: readonly (readonly [name: string, question: Question, file: string, anchor: string, instead: string])[] = [
  ['no unique index', 'two nodes, one number', 'prepare-store.ts', '{ unique: true }', '{}'],
  ['no unique index on the command', 'a command again', 'prepare-store.ts', "['command', { board: 1, command: 1 }]", "['command', { board: 1, command: 1, seq: 1 }]"],
  ['the wrong keyPattern: a known command is taken for another index', 'a command again', 'write-errors.ts', "keys === 'board,command'", "keys === 'command,board'"],
  ['the wrong keyPattern: every E11000 is a number', 'an index of another', 'write-errors.ts', "return keys === 'board,command' ? 'command' : 'another';", "return 'seq';"],
  ['E11000 is swallowed', 'two nodes, one number', 'commit-writer.ts', 'return this.answerTo(thrown, board, commits);', "return failureOf(thrown).what === 'taken' ? { ok: true } : this.answerTo(thrown, board, commits);"],
  ['a taken number is not looked up by its command', 'a command again', 'commit-writer.ts', 'if (commit) return { ok: false', 'if (commit && commits.length > 99) return { ok: false'],
  ['the primary alone is enough: w:1', 'no majority', 'address.ts', "w: 'majority'", 'w: 1'],
  ['what one member has is read', 'no majority', 'address.ts', "level: 'majority'", "level: 'local'"],
  ['a write without a majority counts', 'no majority', 'commit-writer.ts', "if (failure.what === 'unknown') return { ok: false, why: 'unknown', cause, pending: true };", "if (failure.what === 'unknown') return { ok: true };"],
  ['a write without a majority is said not to be there', 'no majority', 'commit-writer.ts', "if (failure.what === 'unknown') return { ok: false, why: 'unknown', cause, pending: true };", "if (failure.what === 'unknown') return { ok: false, why: 'fault', cause };"],
  ['it is not told that a write may still come', 'no majority', 'commit-writer.ts', "if (failure.what === 'unknown') return { ok: false, why: 'unknown', cause, pending: true };", "if (failure.what === 'unknown') return { ok: false, why: 'unknown', cause };"],
  ['a write of unknown outcome is sent again with another id', 'no majority', 'commit-writer.ts', "if (failure.what === 'unknown') return", "if (failure.what === 'unknown') await this.insert(commits.map((commit) => ({ ...commit, seq: commit.seq + 1, command: `${commit.command}-again` as typeof commit.command }))).catch(() => {});\n    if (failure.what === 'unknown') return"],
  ['a number taken without a majority is taken', 'no majority', 'write-errors.ts', 'if (error instanceof mongo.MongoWriteConcernError) return UNKNOWN;', "if (error instanceof mongo.MongoWriteConcernError) return NOTHING;"],
  ['a batch that meets a number taken without a majority is refused', 'no majority', 'write-errors.ts', 'if (error.result.getWriteConcernError()) return UNKNOWN;', "if (error.result.getWriteConcernError()) return NOTHING;"],
  ['a batch is written in any order', 'the middle of a batch', 'commit-writer.ts', '{ ordered: true }', '{ ordered: false }'],
  ['what is kept of a batch is not told', 'the middle of a batch', 'commit-writer.ts', 'return at === 0 ? answer : { ...answer, kept: at };', 'return answer;'],
  ['a gap is let in', 'a gap', 'commit-writer.ts', 'commit?.seq === seq - 1 && commit.hash === prevHash;', 'commit !== null || seq > 0 || prevHash === "";'],
  ['another history is let in', 'another history', 'commit-writer.ts', 'commit?.seq === seq - 1 && commit.hash === prevHash;', 'commit?.seq === seq - 1 || prevHash === "";'],
  ['an index of another makes it try for ever', 'an index of another', 'commit-writer.ts', "(failure.what === 'taken' && failure.index === 'another')", "(failure.what === 'taken' && failure.at < 0)"],
  ['strings are tidied up', 'bytes', 'commit-writer.ts', 'texts, prevHash, hash }));', "texts: texts.normalize('NFD'), prevHash, hash }));"],
  ['a limit of none is no limit', 'pages', 'commit-reader.ts', "if (limit <= 0) return [];\n    const page", 'const page'],
  ['pages come in any order', 'pages', 'commit-reader.ts', 'answered(this.commits.find({ board, seq: ours({ $gt: after }) }, ROW).sort({ seq: 1 })', 'answered(this.commits.find({ board, seq: ours({ $gt: after }) }, ROW).sort({ seq: -1 })'],
  ['an older snapshot replaces a newer one', 'snapshots', 'mongo-store.ts', '{ _id: board, seq: ours({ $lte: seq }) }', '{ _id: board }'],
  ['hints tell of deletions alone', 'hints', 'commit-hints.ts', "operationType: 'insert'", "operationType: 'delete'"],
  ['hints tell a node of its own writes alone', 'hints', 'row-ids.ts', '$ne: [', '$eq: ['],
  ['a hint comes without its number', 'hints', 'commit-hints.ts', '{ board: 1, seq: 1, hash: 1 }', '{ board: 1, hash: 1 }'],
  ['a lost write tells what stands behind the number it wanted', 'two nodes, one number', 'commit-reader.ts', 'ours({ $gte: from })', 'ours({ $gt: from })'],
  ['a lost write tells what stands there in any order', 'a long way behind', 'commit-reader.ts', '.sort({ seq: 1 }).limit(limit).lean<StoredCommit[]>());\n  }\n\n  async story', '.sort({ seq: -1 }).limit(limit).lean<StoredCommit[]>());\n  }\n\n  async story'],
  ['a loose index is let be', 'a loose index', 'prepare-store.ts', 'if (reason === undefined) throw thrown;', 'if (reason !== undefined) continue;'],
];

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(root, '.cache', 'test', `mongo-mutants-${process.pid}`);
let set: RealMongo;
beforeAll(async () => {
  set = await startReplicaSet();
});
afterAll(async () => {
  await set.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of the sources with the defect in it, inside the repository so that it finds its packages. */
async function faultOf(name: string, question: Question | null, patch?: { readonly file: string; readonly anchor: string; readonly instead: string }): Promise<string | null> {
  const copy = join(folder, name);
  mkdirSync(copy, { recursive: true });
  for (const part of ['shared', 'server/adapters', 'server/ports']) cpSync(join(root, part), join(copy, part), { recursive: true });
  if (patch) {
    const path = join(copy, 'server/adapters/mongo', patch.file);
    const source = readFileSync(path, 'utf8');
    if (source.split(patch.anchor).length !== 2) throw new Error(`The mutant's anchor is not once in ${patch.file}: ${patch.anchor}`);
    writeFileSync(path, source.replace(patch.anchor, () => patch.instead));
  }
  const { openMongoStore } = (await import(/* @vite-ignore */ pathToFileURL(join(copy, 'server/adapters/mongo/mongo-store.ts')).href)) as typeof Adapter;
  return firstFault(openMongoStore, set, question);
}

describe('REL-3: the battery of the MongoDB adapter has teeth', () => {
  test('the adapter as it is has no fault', async () => {
    expect(await faultOf('as-it-is', null)).toBeNull();
  });

  test.each(MUTANTS.map((mutant, index) => [...mutant, index] as const))('found: %s', async (_, question, file, anchor, instead, index) => {
    const fault = await faultOf(`mutant-${index}`, question, { file, anchor, instead });
    expect(fault).not.toBeNull();
  });

  test('a mutant whose anchor is gone fails loudly', async () => {
    await expect(faultOf('gone', null, { file: 'address.ts', anchor: 'no such line', instead: '' })).rejects.toThrow('anchor');
  });
});
