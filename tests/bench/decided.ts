// What deciding and folding one move costs, measured in this process and printed as JSON: CPU µs for
// each board asked for, in turn on each, medians.
//
//     node .cache/bench/decided.js '[{"cards":50},{"cards":5000}]'

import type { Board } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import { decide } from '../../shared/floor.ts';
import type { Person } from '../../shared/people/directory.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { benchBoard, benchPerson, type BoardSpec, traffickedCard } from './boards.ts';
import { median } from './measures.ts';

const ROUNDS = 15;
const MOVES = 4_000;

const benches = (JSON.parse(process.argv[2] ?? '[]') as BoardSpec[]).map((spec) => benchBoard(spec));
const boards: Board[] = benches.map(({ board }) => board);
const spent: number[][] = benches.map(() => []);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [n, { directory }] of benches.entries()) {
    let board = boards[n] as Board;
    const began = process.cpuUsage();
    for (let move = 0; move < MOVES; move += 2) {
      const actor = directory.people[benchPerson((move / 2) % 10)] as Person;
      const card = traffickedCard((move / 2) % 50);
      for (const command of [{ type: 'PullCard', card, lane: laneId('cut') }, { type: 'UndoMove', card }] satisfies Command[]) {
        const decision = decide(board, command, { at: board.at + 1, actor: asPerson(actor), directory });
        if (!decision.ok) throw new Error(`The bench's move was refused: ${JSON.stringify(decision.refusal.violations[0])}`);
        board = decision.board;
      }
    }
    const { user, system } = process.cpuUsage(began);
    boards[n] = board;
    // The first rounds are the compiler's.
    if (round > 2) spent[n]?.push((user + system) / MOVES);
  }
}
console.log(JSON.stringify(spent.map(median)));
