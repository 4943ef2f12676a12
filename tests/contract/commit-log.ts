import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultOf, decodeCommit, withoutTexts } from '../../server/log/encode-commit.ts';
import type { Appended, CommitLog, StoredSnapshot } from '../../server/ports/commit-log.ts';
import { boardId, commandId } from '../../shared/kernel/ids.ts';
import { FORMAT, GENESIS, type StoredCommit } from '../../shared/log/commit.ts';
import { allOf, chain } from '../support/store/commits.ts';

/** One place where logs live, empty at first. */
export interface LogHome {
  open(): Promise<CommitLog>;
  /** What a person may do to the cache at any time. */
  dropSnapshots(log: CommitLog): Promise<void>;
  /** Empties the place; every log of it is closed. */
  remove(): Promise<void>;
}

export interface Kind {
  /** What is written survives closing, and two logs may be open on one place. */
  readonly durable: boolean;
  /** It has no transactions: what of a batch stands before the refused commit is written and told. */
  readonly keepsPrefix?: boolean;
}

const A = boardId('floor-a');
const B = boardId('floor-b');

/** Without what a store may tell along with a conflict: tests/server/cluster asks whether that is used rightly. */
function bare(answer: Appended): Appended {
  if (answer.ok || answer.why !== 'conflict') return answer;
  const { since: _, ...told } = answer;
  return told;
}

/** REL-30: one suite for every adapter, with identical outcomes. */
export function commitLogContract(name: string, makeHome: () => LogHome | Promise<LogHome>, { durable, keepsPrefix = false }: Kind): void {
  describe(`CommitLog: ${name}`, () => {
    let home: LogHome;
    let log: CommitLog;

    beforeEach(async () => {
      home = await makeHome();
      log = await home.open();
    });
    afterEach(async () => {
      await log.close();
      await home.remove();
    });

    it('REL-30 a board without commits has no head, no commits, no story and is not listed', async () => {
      expect(await log.head(A)).toBeNull();
      expect(await log.read(A, 0, 10)).toEqual([]);
      expect(await log.story(A, '1041', 100, 10)).toEqual([]);
      expect(await log.find(A, commandId('none'))).toBeNull();
      expect(await log.boards()).toEqual([]);
    });

    it('R1 one commit is one record and is read back as it was written', async () => {
      const [commit] = chain('floor-a', 1, undefined, () => ({ texts: { comment: 'Zür“ch – 木工 \u0000\n"quoted" 🪑' } }));
      expect(await log.append(A, [commit!])).toEqual({ ok: true });
      expect(await log.read(A, 0, 10)).toEqual([commit]);
      expect(await log.find(A, commit!.command)).toEqual(commit);
      expect(decodeCommit((await log.read(A, 0, 1))[0]!).texts['comment']).toBe('Zür“ch – 木工 \u0000\n"quoted" 🪑');
    });

    it('R1 no subject stays none, and several stay in their order', async () => {
      const commits = chain('floor-a', 2, undefined, (seq) => ({ subjects: seq === 1 ? [] : ['1042', '1041'] }));
      await log.append(A, commits);
      expect((await log.find(A, commits[0]!.command))!.subjects).toEqual([]);
      expect((await log.find(A, commits[1]!.command))!.subjects).toEqual(['1042', '1041']);
    });

    it('REL-30 read-your-ack: what was acknowledged is seen by every question at once', async () => {
      const commits = chain('floor-a', 50);
      for (const commit of commits) {
        expect(await log.append(A, [commit])).toEqual({ ok: true });
        const [head, found, read] = await Promise.all([log.head(A), log.find(A, commit.command), log.read(A, commit.seq - 1, 1)]);
        expect(head).toEqual({ board: A, seq: commit.seq, hash: commit.hash });
        expect(found).toEqual(commit);
        expect(read).toEqual([commit]);
      }
    });

    it('REL-30 read gives the commits after a number, in order, at most as many as asked', async () => {
      const commits = chain('floor-a', 25);
      await log.append(A, commits);
      await log.append(B, chain('floor-b', 3));
      expect(await log.read(A, 0, 100)).toEqual(commits);
      expect(await log.read(A, 0, 10)).toEqual(commits.slice(0, 10));
      expect(await log.read(A, 10, 10)).toEqual(commits.slice(10, 20));
      expect(await log.read(A, 24, 10)).toEqual(commits.slice(24));
      expect(await log.read(A, 25, 10)).toEqual([]);
      expect(await log.read(A, 99, 10)).toEqual([]);
      expect(await log.read(A, 0, 0)).toEqual([]);
    });

    it('REL-30 story gives one order\'s commits, newest first, before a number', async () => {
      const commits = chain('floor-a', 30, undefined, (seq) => ({ subjects: seq % 3 === 0 ? [] : [String(1040 + (seq % 3))] }));
      await log.append(A, commits);
      await log.append(B, chain('floor-b', 5, undefined, () => ({ subjects: ['1041'] })));
      const story = commits.filter((commit) => commit.subjects.includes('1041')).reverse();
      expect(await log.story(A, '1041', 1_000, 100)).toEqual(story);
      expect(await log.story(A, '1041', 1_000, 4)).toEqual(story.slice(0, 4));
      expect(await log.story(A, '1041', story[3]!.seq, 4)).toEqual(story.slice(4, 8));
      expect(await log.story(A, '1041', 1, 4)).toEqual([]);
      expect(await log.story(A, '1099', 1_000, 4)).toEqual([]);
    });

    it('REL-30 a commit about two orders stands in the story of both, newest first, page after page', async () => {
      const about = (seq: number): string[] => (seq % 4 === 0 ? ['1041', '1042'] : seq % 4 === 1 ? ['1041'] : seq % 4 === 2 ? ['1042'] : []);
      const commits = chain('floor-a', 60, undefined, (seq) => ({ subjects: about(seq) }));
      await log.append(A, commits.slice(0, 40));
      for (const commit of commits.slice(40)) await log.append(A, [commit]);
      for (const order of ['1041', '1042']) {
        const story = commits.filter(({ seq }) => about(seq).includes(order)).reverse();
        expect(story).toHaveLength(30);
        const read: StoredCommit[] = [];
        for (let before = 1_000; ; before = read.at(-1)!.seq) {
          const page = await log.story(A, order, before, 7);
          read.push(...page);
          if (page.length < 7) break;
        }
        expect(read).toEqual(story);
      }
    });

    it('REL-30 a long story is whole, however it was written and whoever reads it', async () => {
      const commits = chain('floor-a', 900, undefined, (seq) => ({ subjects: seq % 3 === 0 ? [] : [String(1040 + (seq % 7))] }));
      for (let at = 0; at < 300; at += 3) await log.append(A, commits.slice(at, at + 3));
      await log.append(A, commits.slice(300, 890));
      await log.append(A, commits.slice(890));
      const story = commits.filter((commit) => commit.subjects.includes('1041')).reverse();
      expect(story.length).toBeGreaterThan(80);
      expect(await log.story(A, '1041', 1_000, 1_000)).toEqual(story);
      for (const before of [2, 255, 256, 257, 300, 600, 889, 895]) {
        expect(await log.story(A, '1041', before, 20)).toEqual(story.filter(({ seq }) => seq < before).slice(0, 20));
      }
      expect(await log.story(B, '1041', 1_000, 10)).toEqual([]);
      if (!durable) return;
      const other = await home.open();
      expect(await other.story(A, '1041', 1_000, 1_000)).toEqual(story);
    });

    it('REL-30 boards lists the head of every board', async () => {
      const a = chain('floor-a', 7);
      const b = chain('floor-b', 2);
      await log.append(B, b);
      await log.append(A, a);
      expect(await log.boards()).toEqual([
        { board: A, seq: 7, hash: a[6]!.hash },
        { board: B, seq: 2, hash: b[1]!.hash },
      ]);
    });

    it('I4 a taken sequence number is a conflict that tells the head, and nothing is written', async () => {
      const commits = chain('floor-a', 3);
      await log.append(A, commits);
      const other = chain('floor-a', 1, commits[1]!, () => ({ command: commandId('another-one') }));
      expect(bare(await log.append(A, other))).toEqual({ ok: false, why: 'conflict', head: 3 });
      expect(await allOf(log, 'floor-a')).toEqual(commits);
    });

    it('I4 a gap is refused: the log stays dense', async () => {
      const commits = chain('floor-a', 5);
      expect(bare(await log.append(A, commits.slice(1)))).toEqual({ ok: false, why: 'conflict', head: 0 });
      await log.append(A, commits.slice(0, 2));
      expect(bare(await log.append(A, commits.slice(3)))).toEqual({ ok: false, why: 'conflict', head: 2 });
      expect(await allOf(log, 'floor-a')).toEqual(commits.slice(0, 2));
      expect((await log.boards()).map(({ seq }) => seq)).toEqual([2]);
    });

    it('I4 the next number on another history is a conflict: the chain stays one', async () => {
      const mine = chain('floor-a', 2);
      const theirs = chain('floor-a', 3, undefined, (seq) => ({ command: commandId(`theirs-${seq}`), at: 5 }));
      await log.append(A, mine);
      expect(bare(await log.append(A, theirs.slice(2)))).toEqual({ ok: false, why: 'conflict', head: 2 });
      expect(await allOf(log, 'floor-a')).toEqual(mine);
    });

    it('I2 a command that is in the log is a duplicate, answered with its commit', async () => {
      const commits = chain('floor-a', 3);
      await log.append(A, commits);
      const again = chain('floor-a', 1, commits[2]!, () => ({ command: commits[1]!.command }));
      expect(await log.append(A, again)).toEqual({ ok: false, why: 'duplicate', command: commits[1]!.command, commit: commits[1] });
      expect(await allOf(log, 'floor-a')).toEqual(commits);
    });

    it('I2 the same append sent twice is a duplicate, not a conflict', async () => {
      const commits = chain('floor-a', 1);
      await log.append(A, commits);
      expect(await log.append(A, commits)).toEqual({ ok: false, why: 'duplicate', command: commits[0]!.command, commit: commits[0] });
    });

    it('I2 a duplicate inside a batch refuses the rest of it, and the answer tells what of it was written', async () => {
      const commits = chain('floor-a', 2);
      await log.append(A, commits);
      const batch = chain('floor-a', 4, commits[1]!, (seq) => (seq === 5 ? { command: commits[0]!.command } : {}));
      const kept = keepsPrefix ? 2 : 0;
      expect(await log.append(A, batch)).toEqual({ ok: false, why: 'duplicate', command: commits[0]!.command, commit: commits[0], ...(kept > 0 && { kept }) });
      const there = [...commits, ...batch.slice(0, kept)];
      expect(await allOf(log, 'floor-a')).toEqual(there);
      // Nothing of the refused rest is in the way of the next.
      expect(await log.append(A, chain('floor-a', 4, there.at(-1)))).toEqual({ ok: true });
      expect((await log.head(A))?.seq).toBe(there.length + 4);
    });

    it('I2 another board may use the same command id', async () => {
      const same = (seq: number) => ({ command: commandId(`same-${seq}`) });
      const a = chain('floor-a', 2, undefined, same);
      const b = chain('floor-b', 2, undefined, same);
      expect(await log.append(A, a)).toEqual({ ok: true });
      expect(await log.append(B, b)).toEqual({ ok: true });
      const any = await log.findAny?.(A, [commandId('same-1'), commandId('none')]);
      if (any) expect(any).toEqual([a[0]]);
      expect(await log.find(A, commandId('same-1'))).toEqual(a[0]);
      expect(await log.find(B, commandId('same-1'))).toEqual(b[0]);
    });

    it('R1 a batch that is not one dense chain of one board is a fault, and nothing is written', async () => {
      const commits = chain('floor-a', 4);
      const bad = [
        [commits[0]!, commits[2]!],
        [commits[1]!, commits[0]!],
        [commits[0]!, { ...commits[1]!, command: commits[0]!.command }],
        chain('floor-b', 1),
      ];
      for (const batch of bad) expect(await log.append(A, batch)).toMatchObject({ ok: false, why: 'fault' });
      expect(await log.head(A)).toBeNull();
      expect(await log.append(A, commits)).toEqual({ ok: true });
    });

    it('R1 an empty batch is done at once', async () => {
      expect(await log.append(A, [])).toEqual({ ok: true });
      expect(await log.boards()).toEqual([]);
    });

    it('R1 of many writers of one sequence number exactly one wins, round after round', async () => {
      const writers = 16;
      let head = { seq: 0, hash: GENESIS };
      for (let round = 0; round < 20; round += 1) {
        const tries = Array.from({ length: writers }, (_, writer) => chain('floor-a', 2, head, (seq) => ({ command: commandId(`writer-${writer}-${seq}`) })));
        const answers: Appended[] = await Promise.all(tries.map((commits) => log.append(A, commits)));
        const winners = tries.filter((_, at) => answers[at]!.ok);
        expect(winners).toHaveLength(1);
        for (const answer of answers) if (!answer.ok) expect(bare(answer)).toEqual({ ok: false, why: 'conflict', head: head.seq + 2 });
        expect(await log.read(A, head.seq, 10)).toEqual(winners[0]);
        head = winners[0]![1]!;
      }
    });

    it('I2 of many senders of one command exactly one writes it, and the others are told its commit', async () => {
      const [commit] = chain('floor-a', 1);
      const answers = await Promise.all(Array.from({ length: 12 }, () => log.append(A, [commit!])));
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) expect(answer).toEqual({ ok: false, why: 'duplicate', command: commit!.command, commit });
    });

    it('R1 one board\'s conflict does not hurt the other boards\' writes of the same moment', async () => {
      const taken = chain('floor-a', 1);
      await log.append(A, taken);
      const good = Array.from({ length: 30 }, (_, at) => `board-${at}`);
      const writes = good.flatMap((board) => [
        log.append(boardId(board), chain(board, 3)),
        log.append(A, chain('floor-a', 2, undefined, (seq) => ({ command: commandId(`late-${board}-${seq}`) }))),
      ]);
      const answers = await Promise.all(writes);
      answers.forEach((answer, at) => expect(bare(answer)).toEqual(at % 2 === 0 ? { ok: true } : { ok: false, why: 'conflict', head: 1 }));
      for (const board of good) expect((await log.head(boardId(board)))?.seq).toBe(3);
      expect(await allOf(log, 'floor-a')).toEqual(taken);
    });

    it('I4 pipelined appends of one board, sent without waiting, land in order', async () => {
      const commits = chain('floor-a', 300);
      const answers = await Promise.all(commits.map((commit) => log.append(A, [commit])));
      expect(answers.every((answer) => answer.ok)).toBe(true);
      expect(await allOf(log, 'floor-a', 70)).toEqual(commits);
    });

    it('I4 the hash chain of what is read back is whole', async () => {
      await log.append(A, chain('floor-a', 40));
      let before = { seq: 0, hash: GENESIS };
      for (const commit of await allOf(log, 'floor-a', 7)) {
        expect(faultOf(commit, before)).toBeNull();
        before = commit;
      }
      expect(before.seq).toBe(40);
    });

    it('SEC-23 a commit whose texts were erased is kept, opens with empty texts and leaves the chain whole', async () => {
      const commits = chain('floor-a', 3, undefined, (seq) => ({ texts: { comment: `Comment ${seq}`, reason: `Reason ${seq}` } }));
      const kept = [commits[0]!, withoutTexts(commits[1]!), withoutTexts(commits[2]!, ['reason'])];
      expect(await log.append(A, kept)).toEqual({ ok: true });
      const read = await allOf(log, 'floor-a');
      expect(read).toEqual(kept);
      expect(read.map((commit) => decodeCommit(commit).texts)).toEqual([
        { comment: 'Comment 1', reason: 'Reason 1' },
        { comment: '', reason: '' },
        { comment: 'Comment 3', reason: '' },
      ]);
      expect(faultOf(read[1]!, read[0]!)).toBeNull();
      expect(faultOf(read[2]!, read[1]!)).toBeNull();
    });

    it('REL-14 one snapshot a board is kept, a newer replaces it, and it may be deleted at any time', async () => {
      const snapshot = (board: typeof A, seq: number): StoredSnapshot => ({ board, seq, hash: GENESIS, format: FORMAT, body: `body ${seq}` });
      expect(await log.loadSnapshot(A)).toBeNull();
      await log.saveSnapshot(snapshot(A, 10));
      await log.saveSnapshot(snapshot(A, 20));
      await log.saveSnapshot(snapshot(B, 5));
      expect(await log.loadSnapshot(A)).toEqual(snapshot(A, 20));
      expect(await log.loadSnapshot(B)).toEqual(snapshot(B, 5));
      const commits = chain('floor-a', 2);
      await log.append(A, commits);
      await home.dropSnapshots(log);
      expect(await log.loadSnapshot(A)).toBeNull();
      expect(await allOf(log, 'floor-a')).toEqual(commits);
    });

    it('REL-30 a large commit and a large batch are taken whole', async () => {
      const big = chain('floor-a', 1, undefined, () => ({ texts: { comment: 'é'.repeat(300_000) } }));
      const many = chain('floor-a', 3_000, big[0]!);
      expect(await log.append(A, big)).toEqual({ ok: true });
      expect(await log.append(A, many)).toEqual({ ok: true });
      expect(decodeCommit((await log.read(A, 0, 1))[0]!).texts['comment']).toHaveLength(300_000);
      expect((await log.head(A))?.seq).toBe(3_001);
    });

    if (durable) {
      it('R1 a closed log answers with a fault', async () => {
        await log.close();
        expect(await log.append(A, chain('floor-a', 1))).toMatchObject({ ok: false, why: 'fault' });
      });

      it('R2 everything acknowledged is there after closing and opening again', async () => {
        const commits = chain('floor-a', 12);
        await log.append(A, commits);
        await log.saveSnapshot({ board: A, seq: 12, hash: commits[11]!.hash, format: FORMAT, body: 'twelve' });
        await log.close();
        log = await home.open();
        expect(await allOf(log, 'floor-a')).toEqual(commits);
        expect((await log.loadSnapshot(A))?.body).toBe('twelve');
        expect(await log.append(A, chain('floor-a', 1, commits[11]!))).toEqual({ ok: true });
        expect(await log.append(A, commits.slice(0, 1))).toMatchObject({ ok: false, why: 'duplicate' });
      });

      it('R2 closing waits for what was sent', async () => {
        const commits = chain('floor-a', 200);
        const answers = Promise.all(commits.map((commit) => log.append(A, [commit])));
        await log.close();
        expect((await answers).every((answer) => answer.ok)).toBe(true);
        log = await home.open();
        expect((await log.head(A))?.seq).toBe(200);
      });

      it('R4 two nodes on one store: each number is won once, and both read the same log', async () => {
        const other = await home.open();
        try {
          const nodes = [log, other];
          const won = [0, 0];
          await Promise.all(nodes.map(async (node, at) => {
            for (let tries = 0; tries < 400; tries += 1) {
              const head = (await node.head(A)) ?? { seq: 0, hash: GENESIS };
              if (head.seq >= 60) return;
              const answer = await node.append(A, chain('floor-a', 1, head, (seq) => ({ command: commandId(`node-${at}-${seq}-${tries}`) })));
              if (answer.ok) won[at]! += 1;
              else expect(answer.why).toBe('conflict');
            }
          }));
          const commits = await allOf(log, 'floor-a');
          expect(commits.map(({ seq }) => seq)).toEqual(commits.map((_, at) => at + 1));
          expect(won[0]! + won[1]!).toBe(commits.length);
          expect(commits.length).toBeGreaterThanOrEqual(60);
          expect(await allOf(other, 'floor-a')).toEqual(commits);
        } finally {
          await other.close();
        }
      });
    }
  });
}
