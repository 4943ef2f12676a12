import type { Server, Socket } from 'socket.io';
import type { PersonId } from '../../shared/kernel/ids.ts';
import type { ClientToServer, ServerToClient } from '../../shared/protocol/messages.ts';
import { doorsIn } from '../../shared/words/doors.ts';
import type { Doors } from '../../shared/words/en/doors.ts';
import type { Language } from '../../shared/words/format.ts';
import { isLanguage } from '../../shared/words/words.ts';

export type Gateway = Server<ClientToServer, ServerToClient, Record<string, never>, { person: PersonId }>;
export type BoardSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, { person: PersonId }>;

export function languageOf({ handshake: { auth } }: Pick<BoardSocket, 'handshake'>): Language {
  const said: unknown = auth['language'];
  return isLanguage(said) ? said : 'en';
}

export const doorsOf = (socket: Pick<BoardSocket, 'handshake'>): Doors => doorsIn(languageOf(socket));
