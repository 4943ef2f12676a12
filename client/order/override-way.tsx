import { mayOverride } from '../../shared/acts.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useWords } from '../words/use-words.ts';
import { useMe } from '../replica/use-board.ts';

/** WIP-31: who may override goes on from a form that nothing but limits refused. */
export function OverrideWay({ actions, command, refusal }: { readonly actions: BoardActions; readonly command: Command; readonly refusal: Refusal | null }) {
  const { order: { override: words } } = useWords();
  const me = useMe();
  if (refusal === null || !mayOverride(me, refusal)) return null;
  return <button type="button" className="button quiet" onClick={() => actions.openDialog({ kind: 'override', command, refusal })}>{words.way}</button>;
}
