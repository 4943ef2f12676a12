import type { Lane } from '../../shared/board/lane.ts';
import type { Limit, LimitUnit, Scope } from '../../shared/limits/limit.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { amount, labels, listOf } from '../words/said.ts';

/** What a limit counts, in words: `jobs in Cut and Finish, doing only, expedite`. */
export function scopeWords(limit: Pick<Limit, 'kind' | 'scope'>, lanes: readonly Lane[], { people, suppliers }: Directory): string {
  const { scope, kind } = limit;
  const narrowed = [
    ...(scope.subs ? [`${listOf(scope.subs.map((sub) => (sub === 'queue' ? 'waiting' : sub)), 'or')} only`] : []),
    ...(scope.classes ? [listOf(scope.classes.map((one) => labels().classes[one].toLowerCase()), 'or')] : []),
    ...(scope.assignee ? [`with ${isolated(people[scope.assignee]?.name ?? scope.assignee)}`] : []),
    ...(scope.supplier ? [`at ${isolated(suppliers[scope.supplier]?.name ?? scope.supplier)}`] : []),
  ];
  return [`${kind}s ${whereWords(scope, lanes)}`, ...narrowed].join(', ');
}

function whereWords(scope: Scope, lanes: readonly Lane[]): string {
  if (scope.lanes) return `in ${listOf(scope.lanes.map((id) => lanes.find((lane) => lane.id === id)?.name ?? id).map(isolated))}`;
  if (scope.group !== undefined) return `in the group ${isolated(scope.group)}`;
  return 'on the whole floor';
}

export const UNIT_NAMES: Readonly<Record<LimitUnit, string>> = { count: 'Cards', hours: 'Hours', qty: 'Pieces' };
const UNIT_MARKS: Readonly<Record<LimitUnit, string>> = { count: '', hours: ' h', qty: ' pieces' };

export const capacityWords = (capacity: number | null, unit: LimitUnit): string =>
  capacity === null ? 'no limit' : capacity === 0 ? 'closed' : `${amount(capacity)}${UNIT_MARKS[unit]}`;
