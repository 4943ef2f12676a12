import type { Command } from '../../../shared/verbs.ts';
import type { BoardId, CommandId, PersonId } from '../../../shared/kernel/ids.ts';
import type { CommandAnswer } from '../../../shared/protocol/messages.ts';
import { SocketClient } from './socket-client.ts';
import { pause } from '../until.ts';

/** A client behind a proxy: when its node is gone it sends the same id to another one, until somebody answers yes or no. */
export class RoamingClient {
  onAnswer: ((id: CommandId, answer: CommandAnswer) => void) | null = null;
  private readonly doors: readonly SocketClient[];
  private at: number;

  constructor(urls: readonly string[], person: PersonId, start: number, board?: BoardId) {
    this.doors = urls.map((url) => new SocketClient(url, { person, board }));
    this.at = start % urls.length;
  }

  async connected(): Promise<void> {
    await Promise.all(this.doors.map((door) => door.connected(20_000)));
  }

  async command(board: BoardId, command: Command, id: CommandId, patience = 60_000): Promise<CommandAnswer> {
    const deadline = performance.now() + patience;
    let again = false;
    while (performance.now() < deadline) {
      const door = this.doors[this.at] as SocketClient;
      // A refused handshake or a goodbye is not tried again by socket.io itself; the product's connection does.
      if (!door.socket.active) door.socket.connect();
      const { connected } = door.socket;
      const answer = connected ? await door.once(board, command, id, again).catch(() => null) : null;
      again ||= connected;
      if (answer) {
        this.onAnswer?.(id, answer);
        if (answer.ok || answer.why !== 'try_again') return answer;
      }
      this.at = (this.at + 1) % this.doors.length;
      await pause(10);
    }
    throw new Error(`no answer within ${patience} ms`);
  }

  close(): void {
    for (const door of this.doors) door.close();
  }
}
