import { newCommandId } from '../../../client/replica/command-id.ts';
import type { Command } from '../../../shared/verbs.ts';
import type { Person } from '../../../shared/people/directory.ts';
import type { BoardId, CommandId } from '../../../shared/kernel/ids.ts';
import { draws } from '../chance.ts';
import type { Answer, Attempt } from '../shop/history.ts';
import { person } from '../shop/shop.ts';
import type { SocketClient } from './socket-client.ts';
import { pause } from '../until.ts';
import { pull, undo } from '../shop/workshop.ts';

/** As many operators as there are clients: each has a last move of its own. */
export const operators = (count: number): Person[] => Array.from({ length: count }, (_, i) => person(`op${i + 1}`, 'operator'));

interface Recorded extends Attempt {
  readonly answers: { readonly at: number; readonly answer: Answer }[];
}

/** What all clients asked and heard, on one clock. */
export class Recorder {
  readonly attempts: Recorded[] = [];
  acked = 0;
  lastAckAt = 0;
  private readonly byId = new Map<CommandId, Recorded>();

  begin(client: number, actor: Person, command: Command, id: CommandId = newCommandId()): CommandId {
    const attempt: Recorded = { client, id, actor: actor.id, command, invokedAt: performance.now(), answers: [] };
    this.attempts.push(attempt);
    this.byId.set(id, attempt);
    return id;
  }

  wasAcked(id: CommandId): boolean {
    return this.byId.get(id)?.answers.some(({ answer }) => answer.ok) ?? false;
  }

  heard(id: CommandId, answer: Answer): void {
    const attempt = this.byId.get(id);
    if (!attempt) return;
    const first = answer.ok && !attempt.answers.some((one) => one.answer.ok);
    attempt.answers.push({ at: performance.now(), answer });
    if (!first) return;
    this.acked += 1;
    this.lastAckAt = performance.now();
  }
}

export interface Contender {
  readonly client: Pick<SocketClient, 'command' | 'onAnswer'>;
  readonly actor: Person;
  readonly number: number;
}

/**
 * Takes the free slot whenever it can and gives it back, until told to stop; everybody grabs for it
 * all the time. Every tenth accepted command is sent once more after its answer, as an impatient person does.
 */
export async function contend({ client, actor, number }: Contender, board: BoardId, jobs: number, recorder: Recorder, isOver: () => boolean): Promise<void> {
  const next = draws(number + 1);
  client.onAnswer = (id, answer) => recorder.heard(id, answer);
  const ask = async (command: Command): Promise<Answer> => {
    const id = recorder.begin(number, actor, command);
    const answer = await client.command(board, command, id);
    // Only what was done: a refusal is remembered by the process that told it, and no longer than it lives.
    if (answer.ok && next() < 0.1) await client.command(board, command, id);
    return answer;
  };
  while (!isOver()) {
    const job = 1 + Math.floor(next() * jobs);
    const taken = await ask(pull(job));
    if (taken.ok) await ask(undo(job));
    // As people do; else the machine is busy with saying no.
    else await pause(next() * 30);
  }
}
