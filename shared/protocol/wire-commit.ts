import { type Commit, PRINT_SALT } from '../log/commit.ts';
import type { WireCommit } from './messages.ts';

/** What a screen needs of a commit. */
export function wired({ seq, at, actor, command, kind, events, texts }: Commit): WireCommit {
  const { [PRINT_SALT]: _ours, ...said } = texts;
  return { seq, at, actor, command, kind, events, texts: said };
}
