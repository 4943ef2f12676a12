import { describe, expect, test } from 'vitest';
import type { Command } from '../../shared/verbs.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import { OrderFiles } from '../../shared/file.ts';
import { decide } from '../../shared/floor.ts';
import { boardId, commandId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import { type Commit, FORMAT } from '../../shared/log/commit.ts';
import type { CommandAnswer } from '../../shared/protocol/messages.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { type Attempt, type History, checkHistory } from '../support/shop/history.ts';
import { DIRECTORY, PEOPLE } from '../support/shop/shop.ts';
import { contendedShop, pull, undo } from '../support/shop/workshop.ts';

type Mutable<T> = T extends string | number | boolean | null | undefined ? T : { -readonly [K in keyof T]: Mutable<T[K]> };
const AT = Date.UTC(2026, 10, 2, 8);

/** A true history: three clients in turn on one free slot, each answered before the next asks, but for the last two. */
function goodHistory(): History {
  let board = emptyBoard(boardId('test'));
  const files = new OrderFiles();
  const commits: Commit[] = [];
  const attempts: Attempt[] = [];
  const decideOne = (id: string, command: Command, at: number): CommandAnswer => {
    const decision = decide(board, command, { at, actor: asPerson(PEOPLE.ada), directory: DIRECTORY }, files.of);
    if (!decision.ok) return { ok: false, why: 'refused', refusal: decision.refusal, sentence: 'no' };
    board = decision.board;
    const commit: Commit = {
      format: FORMAT, board: board.id, seq: board.seq, at, actor: personActor(PEOPLE.ada.id), command: commandId(id), kind: command.type, fingerprint: '', subjects: decision.subjects,
      events: decision.events, texts: decision.texts,
    };
    commits.push(commit);
    files.hear(commit, commit.subjects);
    return { ok: true, seq: board.seq, at };
  };
  contendedShop(4, 1).forEach((command, i) => decideOne(`setup-${i}`, command, AT + i));
  const before = commits.length;
  const script: readonly (readonly [string, Command])[] = [
    ['a-pull-1', pull(1)], ['b-pull-2', pull(2)], ['a-undo-1', undo(1)], ['b-pull-2-again', pull(2)], ['c-pull-3', pull(3)], ['b-undo-2', undo(2)], ['c-pull-3-again', pull(3)],
  ];
  script.forEach(([id, command], i) => {
    const answer = decideOne(id, command, AT + 1_000 * (i + 1));
    attempts.push({ client: i % 3, id: commandId(id), actor: PEOPLE.ada.id, command, invokedAt: 100 * i, answers: [{ at: 100 * i + 50, answer }] });
  });
  // Asked together with the last one; its answer was lost with the connection, and it was carried out.
  decideOne('d-undo-3', undo(3), AT + 9_000);
  attempts.push({ client: 1, id: commandId('d-undo-3'), actor: PEOPLE.ada.id, command: undo(3), invokedAt: 610, answers: [] });
  return { attempts, commits, before, directory: DIRECTORY };
}

const told = (history: Mutable<History>, id: string) => {
  const attempt = history.attempts.find((one) => one.id === id);
  if (!attempt) throw new Error(id);
  return attempt;
};
const inLog = (history: Mutable<History>, id: string) => {
  const commit = history.commits.find((one) => one.command === id);
  if (!commit) throw new Error(id);
  return commit;
};
const renumber = (history: Mutable<History>) => history.commits.forEach((commit, i) => (commit.seq = i + 1));
const drop = (history: Mutable<History>, id: string) => {
  history.commits = history.commits.filter((commit) => commit.command !== id);
};
const refusalOf = (history: Mutable<History>, id: string): Mutable<Refusal> => {
  const answer = told(history, id).answers[0]?.answer;
  if (!answer || answer.ok || answer.why !== 'refused') throw new Error(`${id} was not refused`);
  return answer.refusal as Mutable<Refusal>;
};

/** Each is a lie somebody could tell, and what the checker has to say to it. */
const bad: readonly (readonly [string, RegExp, (history: Mutable<History>) => void])[] = [
  ['an acknowledged move is not in the log', /^lost: b-pull-2-again/, (history) => (drop(history, 'b-pull-2-again'), drop(history, 'b-undo-2'))],
  ['an acknowledged move is in the log as a refusal', /^lost: b-pull-2-again/, (history) => Object.assign(inLog(history, 'b-pull-2-again'), { events: [] })],
  ['the last acknowledged move is cut off', /^lost: c-pull-3-again/, (history) => (drop(history, 'c-pull-3-again'), drop(history, 'd-undo-3'))],
  ['a move is in the log twice', /^twice: a-undo-1/, (history) => (history.commits.push({ ...inLog(history, 'a-undo-1') }), renumber(history))],
  ['two ids are swapped in the log', /^misplaced: /, (history) => {
    const [one, two] = [inLog(history, 'a-pull-1'), inLog(history, 'b-pull-2-again')];
    [one.command, two.command] = [two.command, one.command];
  }],
  ['a seq is missing', /^gap: /, (history) => history.commits.slice(6).forEach((commit) => (commit.seq += 1))],
  ['a seq is used twice', /^gap: /, (history) => (inLog(history, 'b-undo-2').seq -= 1)],
  ['the log starts at its second commit', /^gap: /, (history) => (history.commits.shift(), history.before -= 1)],
  ['an acknowledgement names another seq', /^misplaced: a-undo-1/, (history) => {
    const { answer } = told(history, 'a-undo-1').answers[0] as { answer: Mutable<CommandAnswer> };
    if (answer.ok) answer.seq += 1;
  }],
  ['an acknowledgement names another time', /^time: a-undo-1/, (history) => {
    const { answer } = told(history, 'a-undo-1').answers[0] as { answer: Mutable<CommandAnswer> };
    if (answer.ok) answer.at += 1;
  }],
  ['a refused move is in the log', /^ghost: b-pull-2 /, (history) => (inLog(history, 'b-pull-2-again').command = commandId('b-pull-2') as never)],
  ['acknowledged once and refused once', /both acknowledged and refused/, (history) => told(history, 'a-pull-1').answers.push({ at: 60, answer: told(history, 'b-pull-2').answers[0]?.answer as never })],
  ['the same id acknowledged at two places', /was acknowledged at 5 and 6/, (history) => told(history, 'a-pull-1').answers.push({ at: 60, answer: { ok: true, seq: 6, at: AT } })],
  ['a commit nobody asked for', /^phantom: /, (history) => (inLog(history, 'd-undo-3').command = commandId('stranger') as never)],
  ['a commit under another person', /^actor: a-pull-1/, (history) => (inLog(history, 'a-pull-1').actor = 'person:mona' as never)],
  ['a commit of another kind', /^other: a-undo-1/, (history) => (inLog(history, 'a-undo-1').kind = 'FinishWork')],
  ['a commit about another card', /^other: c-pull-3-again was about/, (history) => (told(history, 'c-pull-3-again').command = pull(4) as never)],
  ['time runs back in the log', /^time: commit/, (history) => (inLog(history, 'b-undo-2').at = AT)],
  ['one too many stands in the lane', /^breach: cut stands at 2\/1/, (history) => {
    const [freed, taken] = [inLog(history, 'a-undo-1'), inLog(history, 'b-pull-2-again')];
    [freed.events, taken.events] = [taken.events, freed.events];
  }],
  ['a limit that had room is said to be full', /^refusal: b-pull-2 /, (history) => Object.assign(told(history, 'b-pull-2'), { invokedAt: 255, answers: [{ at: 260, answer: told(history, 'b-pull-2').answers[0]?.answer }] })],
  ['a refusal with a load that never was', /^refusal: b-pull-2 was refused for cut 7\/1/, (history) => Object.assign(refusalOf(history, 'b-pull-2').violations[0] as object, { load: 7 })],
  ['a refusal with a capacity that never was', /^refusal: b-pull-2 was refused for cut 1\/2/, (history) => Object.assign(refusalOf(history, 'b-pull-2').violations[0] as object, { capacity: 2 })],
  ['a refusal that knows the future', /^refusal: early /, (history) => history.attempts.unshift({ ...told(history, 'b-pull-2'), id: commandId('early') as never, invokedAt: -30, answers: [{ at: -20, answer: told(history, 'b-pull-2').answers[0]?.answer as never }] })],
  ['a refusal from a stale board', /^refusal: c-pull-3 /, (history) => Object.assign(told(history, 'c-pull-3'), { invokedAt: 560, answers: [{ at: 570, answer: told(history, 'c-pull-3').answers[0]?.answer }] })],
  ['a refusal for a reason the board does not know', /^refusal: b-pull-2 was refused for blocked/, (history) => (refusalOf(history, 'b-pull-2').violations = [{ code: 'blocked', card: '1041.2', category: 'material', text: '', since: AT, age: 0 }] as never)],
  ['a later question stands before an earlier answer', /^order: b-pull-2-again/, (history) => Object.assign(told(history, 'b-pull-2-again'), { invokedAt: 5_000, answers: [{ at: 5_050, answer: told(history, 'b-pull-2-again').answers[0]?.answer }] })],
  ['an unanswered command was carried out before it was asked', /^order: b-undo-2/, (history) => Object.assign(told(history, 'b-undo-2'), { invokedAt: 5_000, answers: [] })],
];

describe('REL-2: the history checker', () => {
  test('finds nothing in a true history', () => {
    const verdict = checkHistory(goodHistory());
    expect(verdict.faults).toEqual([]);
    expect(verdict).toMatchObject({ acked: 5, refused: 2, unanswered: 1, lost: 0, twice: 0, gaps: 0, breaches: 0 });
  });

  test('takes a refusal that is written down for what it is', () => {
    const history = structuredClone(goodHistory()) as Mutable<History>;
    const before = inLog(history, 'd-undo-3');
    history.commits.push({ ...before, seq: before.seq + 1, command: commandId('e-pull-9'), kind: 'PullCard', events: [], texts: { refusal: '{}' } });
    history.attempts.push({ ...told(history, 'c-pull-3'), id: commandId('e-pull-9') as never });
    expect(checkHistory(history as unknown as History).faults).toEqual([]);
  });

  test('is tried on at least twenty lies', () => expect(bad.length).toBeGreaterThanOrEqual(20));

  test.each(bad)('catches: %s', (_, sentence, lie) => {
    const history = structuredClone(goodHistory()) as Mutable<History>;
    lie(history);
    expect(checkHistory(history as unknown as History).faults).toContainEqual(expect.stringMatching(sentence));
  });
});
