import type { Command } from '../../shared/domain/commands.ts';
import { MAY_OVERRIDE, hasRole } from '../../shared/domain/policy.ts';
import type { Refusal } from '../../shared/domain/refusals.ts';
import type { BoardDoors } from '../app/contracts.ts';
import { useMe } from '../replica/use-board.ts';

/** WIP-31: who may override goes on from a form that nothing but limits refused. */
export function OverrideWay({ doors, command, refusal }: { readonly doors: BoardDoors; readonly command: Command; readonly refusal: Refusal | null }) {
  const me = useMe();
  const may = me !== null && hasRole(me, MAY_OVERRIDE);
  if (!may || refusal === null || !refusal.violations.every(({ code }) => code === 'wip_limit')) return null;
  return <button type="button" className="button quiet" onClick={() => doors.openDialog({ kind: 'override', command, refusal })}>Override…</button>;
}
