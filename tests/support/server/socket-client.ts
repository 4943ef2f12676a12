import { io, type Socket } from 'socket.io-client';
import { newCommandId } from '../../../client/replica/command-id.ts';
import type { Command } from '../../../shared/verbs.ts';
import type { BoardId, CommandId, PersonId } from '../../../shared/kernel/ids.ts';
import {
  type BeaconMessage, type ClientToServer, type CommandAnswer, type CommitsMessage, type Head, type JoinAnswer, PROTOCOL, type PresenceMessage, type ServerToClient,
} from '../../../shared/protocol/messages.ts';
import { PEOPLE } from '../shop/shop.ts';
import { pause } from '../until.ts';

export interface ClientOptions {
  readonly person?: PersonId;
  readonly protocol?: number;
  readonly transports?: readonly ('websocket' | 'polling')[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly reconnect?: boolean;
  /** By which a proxy chooses the node. */
  readonly board?: BoardId | undefined;
  /** What it wants to be answered in. */
  readonly language?: string | undefined;
}

/**
 * A client that decides nothing itself: it sends what it is told, resends the same id until it is
 * answered, and writes down everything it hears. For storms, and for asserting what is not heard.
 */
export class SocketClient {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly commits: CommitsMessage[] = [];
  readonly beacons: (BeaconMessage & { readonly heardAt: number })[] = [];
  readonly presence: PresenceMessage[] = [];
  readonly others: (readonly [string, ...unknown[]])[] = [];
  /** Hears every answer to a command, also a late one. */
  onAnswer: ((id: CommandId, answer: CommandAnswer) => void) | null = null;
  /** Local times of every commits message or beacon. */
  readonly words: number[] = [];

  constructor(url: string, { person = PEOPLE.ada.id, protocol = PROTOCOL, transports = ['websocket'], headers = {}, reconnect = true, board, language }: ClientOptions = {}) {
    this.socket = io(url, {
      transports: [...transports], forceNew: true, reconnection: reconnect, reconnectionDelay: 50, reconnectionDelayMax: 200, timeout: 5_000,
      extraHeaders: { ...headers }, ...(board && { query: { board } }), auth: { person, protocol, language },
    });
    this.socket.onAny((event: string, ...args: unknown[]) => {
      if (event === 'commits' || event === 'beacon') this.words.push(performance.now());
      if (event === 'commits') this.commits.push(args[0] as CommitsMessage);
      else if (event === 'beacon') this.beacons.push({ ...(args[0] as BeaconMessage), heardAt: performance.now() });
      else if (event === 'presence') this.presence.push(args[0] as PresenceMessage);
      else this.others.push([event, ...args]);
    });
  }

  connected(within = 5_000): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.socket.connected) return resolve();
      const timer = setTimeout(() => reject(new Error('not connected in time')), within);
      this.socket.once('connect', () => {
        clearTimeout(timer);
        resolve();
      });
      this.socket.once('connect_error', (error) => {
        if (this.socket.active) return;
        clearTimeout(timer);
        reject(error);
      });
    });
  }

  /** Why it was not let in. */
  refused(within = 5_000): Promise<Error & { readonly context?: unknown; readonly data?: { readonly sentence: string } }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(this.socket.connected ? 'it was let in' : 'neither let in nor refused')), within);
      this.socket.once('connect_error', (error) => {
        clearTimeout(timer);
        resolve(error as Error);
      });
      this.socket.once('connect', () => {
        clearTimeout(timer);
        reject(new Error('it was let in'));
      });
    });
  }

  join(board: BoardId, have: Head | null = null): Promise<JoinAnswer> {
    return this.socket.timeout(5_000).emitWithAck('join', { board, have });
  }

  /** Anything at all, also what the types forbid. */
  ask(event: string, ...args: unknown[]): Promise<unknown> {
    return (this.socket.timeout(5_000) as unknown as { emitWithAck(event: string, ...args: unknown[]): Promise<unknown> }).emitWithAck(event, ...args);
  }

  say(event: string, ...args: unknown[]): void {
    (this.socket as unknown as { emit(event: string, ...args: unknown[]): void }).emit(event, ...args);
  }

  /** Once, without sending again; `again`: somebody sent it before. */
  once(board: BoardId, command: Command, id: CommandId = newCommandId(), again = false): Promise<CommandAnswer> {
    return this.socket.timeout(5_000).emitWithAck('command', { board, id, command, again });
  }

  /** The same id until the server says yes or no; through cuts and restarts. */
  async command(board: BoardId, command: Command, id: CommandId = newCommandId(), patience = 60_000): Promise<CommandAnswer> {
    const deadline = performance.now() + patience;
    let again = false;
    while (performance.now() < deadline) {
      if (!this.socket.connected) {
        await pause(10);
        continue;
      }
      const answer = await this.attempt(board, command, id, again);
      again = true;
      if (answer && (answer.ok || answer.why !== 'try_again')) return answer;
      if (answer) await pause(20);
    }
    throw new Error(`no answer within ${patience} ms`);
  }

  /** null: no answer came in time, or the connection was lost first. */
  private attempt(board: BoardId, command: Command, id: CommandId, again: boolean): Promise<CommandAnswer | null> {
    return new Promise((resolve) => {
      const end = (answer: CommandAnswer | null): void => {
        clearTimeout(timer);
        this.socket.off('disconnect', gone);
        resolve(answer);
      };
      const gone = (): void => end(null);
      const timer = setTimeout(() => end(null), 2_000);
      this.socket.once('disconnect', gone);
      this.socket.emit('command', { board, id, command, again }, (answer) => {
        this.onAnswer?.(id, answer);
        end(answer);
      });
    });
  }

  close(): void {
    this.socket.close();
  }
}
