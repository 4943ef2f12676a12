import { copySources } from './source-copy.ts';

/** One seeded defect: in each file, this text instead of that. */
export interface Mutant {
  readonly name: string;
  readonly patches: readonly { readonly file: string; readonly from: string; readonly to: string }[];
}

const room = 'server/board/settlement.ts';
const group = 'server/board/decide-group.ts';
const memory = 'server/adapters/memory/memory-log.ts';
const DECIDE = 'decide(board, command,';
const BEFORE_APPEND = "if (this.parts.points) await this.point('before-append');";

/** REL-3: the list only grows. */
export const MUTANTS: readonly Mutant[] = [
  { name: 'no compare-and-set: the log takes any sequence number', patches: [
    { file: memory, from: 'if (first.seq !== (last?.seq ?? 0) + 1 || first.prevHash !== (last?.hash ?? GENESIS)) {', to: 'if (first.seq < 0) {' },
  ] },
  { name: 'no dedupe: an id that comes again is done again', patches: [
    { file: memory, from: 'if (commit) return', to: 'if (commit && commits.length < 0) return' },
    { file: room, from: 'const commit = this.copy.recent.find(message.id);', to: 'const commit = left.length < 0 ? this.copy.recent.find(message.id) : undefined;' },
  ] },
  { name: 'the answer goes out before the write', patches: [
    { file: room, from: BEFORE_APPEND, to: `decided.written.forEach((waiting, index) => this.answer(waiting, this.answerOf(decided.commits[index] as Commit))); ${BEFORE_APPEND}` },
  ] },
  { name: 'the broadcast goes out before the write', patches: [{ file: room, from: BEFORE_APPEND, to: `this.publish(decided.commits); ${BEFORE_APPEND}` }] },
  { name: 'loads come from a cache made before the group', patches: [{ file: group, from: DECIDE, to: 'decide({ ...board, loads: ground.loads }, command,' }] },
  { name: 'limits are read once, outside of the decision', patches: [
    { file: group, from: DECIDE, to: 'decide({ ...board, limits: limitsOnce(board) }, command,' },
    { file: group, from: 'export function decideGroup(', to: "const once = new Map<string, Board['limits']>();\nfunction limitsOnce(board: Board) { if (board.limits.length > 0 && !once.has(board.id)) once.set(board.id, board.limits); return once.get(board.id) ?? board.limits; }\nexport function decideGroup(" },
  ] },
  { name: 'a snapshot is one commit older than it says', patches: [
    { file: 'server/socket/snapshots.ts', from: 'const STILL_SERVES = 200;', to: 'const STILL_SERVES = -1;\nconst older = new WeakMap<object, BoardRoom["board"]>();' },
    { file: 'server/socket/snapshots.ts', from: 'const { board, head } = room;', to: 'const { head } = room;\n    const board = { ...(older.get(room) ?? room.board), seq: head.seq };\n    older.set(room, room.board);' },
  ] },
  { name: 'catch-up drops its last commit', patches: [{ file: 'server/socket/board-gateway.ts', from: 'commits: admission.commits.map(wired), head }', to: 'commits: admission.commits.slice(0, -1).map(wired), head }' }] },
  { name: 'the beacon is off', patches: [{ file: 'server/board/audience.ts', from: 'private beacon(): void {', to: 'private beacon(): void {\n    if (this.viewers.size >= 0) return;' }] },
  { name: 'the client sends again with a new id', patches: [
    { file: 'client/replica/replica.ts', from: "...due.map((waiting): Effect => ({ do: 'send', id: waiting.id,", to: "...due.map((waiting): Effect => ({ do: 'send', id: `${waiting.id}-again` as never," },
  ] },
  { name: 'a refusal is told from a board that may be old', patches: [
    { file: room, from: 'let current = false;', to: 'let current = group.length > 0;' },
  ] },
  { name: 'a duplicate is taken for a success', patches: [
    { file: room, from: 'const unknown = await this.withoutDuplicates(left, outcome.commit);', to: 'left = []; if (outcome.commit.seq > 0) return await this.confirm(decided);\n            const unknown = left as typeof left | null;' },
  ] },
];

/** A copy of the sources with the defect in it. */
export function copyWith(mutant: Mutant | null): { readonly entry: string; remove(): void } {
  const copy = copySources('mutant');
  for (const { file, from, to } of mutant?.patches ?? []) {
    const text = copy.read(file);
    if (text.split(from).length !== 2) throw new Error(`The mutant "${mutant?.name}" fits no more: ${file} must hold exactly once: ${from}`);
    copy.write(file, text.replace(from, () => to));
  }
  copy.write('parts.ts', [
    "export { BoardRooms } from './server/board/board-rooms.ts';",
    "export { attachGateway } from './server/socket/board-gateway.ts';",
    "export { MemoryLog } from './server/adapters/memory/memory-log.ts';",
    "export { createBoardStore } from './client/replica/board-store.ts';",
  ].join('\n'));
  return { entry: copy.path('parts.ts'), remove: copy.remove };
}
