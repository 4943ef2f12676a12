import { copySources } from './source-copy.ts';
import { mutated } from './source-mutation.ts';
import type { Mutation } from './source-mutation.ts';

/**
 * One seeded defect: in these functions, this code instead of that, compared as trees (source-mutation.ts), so that no
 * line is an anchor; and what such code may need besides, at the end of its file.
 */
export interface Mutant {
  readonly name: string;
  readonly changes: readonly Mutation[];
  readonly besides?: { readonly file: string; readonly code: string };
}

const room = 'server/room/settlement.ts';
const group = 'server/room/decide-group.ts';
const memory = 'server/adapters/memory/memory-log.ts';
const snapshots = 'server/socket/snapshots.ts';
const DECIDE = { file: group, within: 'decideGroup', code: 'decide(board, command, { at, actor, directory }, fileOf)' };
const BEFORE_APPEND = { file: room, within: 'settle', code: "await this.point('before-append');" };

/** REL-3: the list only grows. */
export const MUTANTS: readonly Mutant[] = [
  { name: 'no compare-and-set: the log takes any sequence number', changes: [
    { file: memory, within: 'append', code: 'first.seq !== (last?.seq ?? 0) + 1 || first.prevHash !== (last?.hash ?? GENESIS)', to: 'first.seq < 0' },
  ] },
  { name: 'no dedupe: an id that comes again is done again', changes: [
    { file: memory, within: 'append', code: 'chain.byCommand.get(command)', to: '(commits.length < 0 ? chain.byCommand.get(command) : undefined)' },
    { file: room, within: 'withoutKnown', code: 'this.copy.recent.find(message.id)', to: '(left.length < 0 ? this.copy.recent.find(message.id) : undefined)' },
  ] },
  { name: 'the answer goes out before the write', changes: [
    { ...BEFORE_APPEND, to: `decided.written.forEach((waiting, index) => this.answer(waiting, this.answerOf(decided.commits[index] as Commit))); ${BEFORE_APPEND.code}` },
  ] },
  { name: 'the broadcast goes out before the write', changes: [{ ...BEFORE_APPEND, to: `this.room.publish(decided.commits); ${BEFORE_APPEND.code}` }] },
  { name: 'loads come from a cache made before the group', changes: [{ ...DECIDE, to: 'decide({ ...board, loads: ground.loads }, command, { at, actor, directory }, fileOf)' }] },
  { name: 'limits are read once, outside of the decision', changes: [{ ...DECIDE, to: 'decide({ ...board, limits: limitsOnce(board) }, command, { at, actor, directory }, fileOf)' }], besides: {
    file: group, code: "const once = new Map<string, Board['limits']>();\nfunction limitsOnce(board: Board) { if (board.limits.length > 0 && !once.has(board.id)) once.set(board.id, board.limits); return once.get(board.id) ?? board.limits; }",
  } },
  { name: 'who waits for a file is overtaken by himself', changes: [{ file: group, within: 'isBehind', code: 'this.actors.has(actor)', to: 'this.actors.size < 0' }] },
  { name: 'who waits for a file is overtaken at his order', changes: [{ file: group, within: 'isBehind', code: 'this.orders.has(order)', to: 'this.orders.size < 0' }] },
  { name: 'a snapshot is one commit older than it says', changes: [
    { file: snapshots, within: 'STILL_SERVES', code: '200', to: '-1' },
    { file: snapshots, within: 'of', code: 'const { board, head } = room;', to: 'const { head } = room; const board = { ...(older.get(room) ?? room.board), seq: head.seq }; older.set(room, room.board);' },
  ], besides: { file: snapshots, code: 'const older = new WeakMap<object, BoardRoom["board"]>();' } },
  { name: 'catch-up drops its last commit', changes: [{ file: 'server/socket/board-gateway.ts', within: 'tell', code: 'admission.commits.map(wired)', to: 'admission.commits.slice(0, -1).map(wired)' }] },
  { name: 'the beacon is off', changes: [
    { file: 'server/socket/audience.ts', within: 'beacon', code: "this.parts.broadcast(this.room.id, 'beacon', { board: this.room.id, head: this.room.head, at: this.parts.clock() });", to: '' },
  ] },
  { name: 'the client sends again with a new id', changes: [
    { file: 'client/replica/replica.ts', within: 'tick', code: "({ do: 'send', id: waiting.id, command: waiting.command, again: waiting.sent })", to: "{ do: 'send', id: `${waiting.id}-again` as never, command: waiting.command, again: waiting.sent }" },
  ] },
  { name: 'a refusal is told from a board that may be old', changes: [{ file: room, within: 'settle', code: 'let current = false;', to: 'let current = group.length > 0;' }] },
  { name: 'a duplicate is taken for a success', changes: [
    { file: room, within: 'settle', code: 'const unknown = await this.withoutDuplicates(left, outcome.commit);', to: 'left = []; if (outcome.commit.seq > 0) return await this.confirm(decided); const unknown = left as typeof left | null;' },
  ] },
];

/** A copy of the sources with the defect in it. */
export function copyWith(mutant: Mutant | null): { readonly entry: string; remove(): void } {
  const copy = copySources('mutant');
  for (const change of mutant?.changes ?? []) copy.write(change.file, mutated(copy.read(change.file), change));
  if (mutant?.besides) copy.write(mutant.besides.file, `${copy.read(mutant.besides.file)}\n${mutant.besides.code}\n`);
  copy.write('parts.ts', [
    "export { BoardRooms } from './server/room/board-rooms.ts';",
    "export { attachGateway } from './server/socket/board-gateway.ts';",
    "export { MemoryLog } from './server/adapters/memory/memory-log.ts';",
    "export { createBoardStore } from './client/replica/board-store.ts';",
  ].join('\n'));
  return { entry: copy.path('parts.ts'), remove: copy.remove };
}
