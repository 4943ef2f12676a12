import { afterEach } from 'vitest';
import { SocketClient } from './server/socket-client.ts';

interface Closable {
  close(): void | Promise<void>;
}

/** For one test file: keeps what a test opens and closes it behind the test, the last first, whatever happens. */
export function keeper(): <T extends Closable>(one: T) => T {
  const opened: Closable[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });
  return (one) => {
    opened.push(one);
    return one;
  };
}

/** A client that is connected, and kept. */
export async function connected(keep: <T extends Closable>(one: T) => T, ...args: ConstructorParameters<typeof SocketClient>): Promise<SocketClient> {
  const client = keep(new SocketClient(...args));
  await client.connected();
  return client;
}
