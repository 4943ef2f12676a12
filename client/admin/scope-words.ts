import type { Lane } from '../../shared/board/lane.ts';
import type { Limit, Scope } from '../../shared/limits/limit.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { Words } from '../../shared/words/words.ts';

/** What a limit counts, in words: `jobs in Cut and Finish, doing only, expedite`. */
export function scopeWords(limit: Pick<Limit, 'kind' | 'scope'>, lanes: readonly Lane[], { people, suppliers }: Directory, words: Words): string {
  const { scope, kind } = limit;
  const { labels, f, settings: { limits: { scope: said } } } = words;
  const narrowed = [
    ...(scope.subs ? [said.only(f.or(scope.subs.map((sub) => said.subs[sub])))] : []),
    ...(scope.classes ? [f.or(scope.classes.map((one) => said.class(labels.classes[one])))] : []),
    ...(scope.assignee ? [said.with(isolated(people[scope.assignee]?.name ?? scope.assignee))] : []),
    ...(scope.supplier ? [said.at(isolated(suppliers[scope.supplier]?.name ?? scope.supplier))] : []),
  ];
  return [`${said.cards[kind]} ${whereWords(scope, lanes, words)}`, ...narrowed].join(', ');
}

function whereWords(scope: Scope, lanes: readonly Lane[], { settings: { limits: { scope: said } } }: Words): string {
  if (scope.lanes) return said.lanes(scope.lanes.map((id) => isolated(lanes.find((lane) => lane.id === id)?.name ?? id)));
  return scope.group === undefined ? said.board : said.group(isolated(scope.group));
}
