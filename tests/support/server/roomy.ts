import type { Bounds } from '../../../server/http/connection-quota.ts';

const MUCH = { burst: 1_000_000, perSecond: 1_000_000 };

/** All of a test's people come from one address, and none of them does anybody harm. */
export const ROOMY: Bounds = { commands: MUCH, messages: MUCH, connections: 100_000, screens: 100_000, answers: 100_000, screensOfPerson: 100_000, inAll: 100_000 };

/** The same for a server that is a process of its own. */
export const ROOMY_SETTINGS: Readonly<Record<string, string>> = {
  COMMANDS_PER_SECOND: '1000000', COMMANDS_BURST: '1000000', MESSAGES_PER_SECOND: '1000000', MESSAGES_BURST: '1000000',
  CONNECTIONS: '100000', CONNECTIONS_PER_ADDRESS: '100000', SOCKETS_PER_ADDRESS: '100000', SOCKETS_PER_PERSON: '100000', ANSWERS_PER_ADDRESS: '100000',
};
