import { readFileSync } from 'node:fs';
import { CannotOpen } from '../adapters/cannot-open.ts';
import { setUpReplicaSet } from '../adapters/mongo/set-up-replica-set.ts';

// What docker-compose.yml runs once between the members and the nodes:
//
//   MONGODB_URI               the address the nodes will use
//   MONGO_MEMBER              host:port of a member, on a loopback it shares with us
//   MONGO_ROOT_PASSWORD_FILE  where the administrator's password stands

const { env } = process;

function needed(name: string): string {
  const value = env[name]?.trim() ?? '';
  if (value === '') throw new CannotOpen(`${name} is not set.`);
  return value;
}

try {
  await setUpReplicaSet({
    uri: needed('MONGODB_URI'),
    member: needed('MONGO_MEMBER'),
    rootPassword: readFileSync(needed('MONGO_ROOT_PASSWORD_FILE'), 'utf8').trim(),
    say: (line) => console.log(line),
  });
} catch (error) {
  console.error(error instanceof CannotOpen ? error.sentence : error);
  process.exitCode = 1;
}
