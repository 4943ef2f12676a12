import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import type * as Proof from '../support/proof.ts';

vi.setConfig({ testTimeout: 60_000 });

/** REL-3: one expression of the domain changed at a time; the proof has to notice each. The list only grows. */
const MUTANTS: readonly (readonly [name: string, file: string, anchor: string, instead: string])[] = [
  ['a slot less is admitted', 'limits/admission.ts', 'if (next <= capacity) continue;', 'if (next < capacity) continue;'],
  ['a lane above its limit admits', 'limits/admission.ts', 'if (next <= capacity) continue;', 'if (load > capacity || next <= capacity) continue;'],
  ['expedite enters above an overage that stands', 'limits/admission.ts', "after.class === 'expedite' && load <= capacity && next", "after.class === 'expedite' && next"],
  ['done does not count', 'limits/admission.ts', 'if (limit.kind !== card.kind) return false; // WIP-5', "if (limit.kind !== card.kind || card.place?.sub === 'done') return false;"],
  ['blocked does not count', 'limits/admission.ts', 'if (limit.kind !== card.kind) return false; // WIP-5', 'if (limit.kind !== card.kind || card.blockers.length > 0) return false;'],
  ['leaving and moving on within a scope are refused', 'limits/admission.ts', 'if (weight <= was) continue; // WIP-1', ''],
  ['only the first violated limit is told', 'limits/admission.ts', 'refused.push(index);', 'if (refused.length === 0) refused.push(index);'],
  ['a heavy card enters a scope that is not empty', 'limits/admission.ts', 'weight > capacity && rounded(load - was) === 0', 'weight > capacity'],
  ['a limit on a group counts what was shipped', 'limits/admission.ts', "lane.group === scope.group && lane.kind !== 'terminal'", 'lane.group === scope.group'],
  ['a part in its kit still counts', 'board/board.ts', "if (card.kind === 'job') return card.state === 'started';", "if (card.kind === 'job') return card.state === 'started' || card.state === 'done';"],
  ['an override needs no reason', 'limits/override.ts', 'reason.trim().length < OVERRIDE_REASON', 'reason.trim().length < 0'],
  ['anybody may override', 'limits/override.ts', "if (!may(context.actor, 'Override')) return", "if (!may(context.actor, 'Override') && reason === null) return"],
  ['a return above a limit is not on record', 'limits/override.ts', '...ofKind(board, refused, always)', '...ofKind(board, [], always)'],
  ['a card is pulled out of somebody’s hands', 'cards/pull-card.ts', "if (card.place.sub === 'doing') return", "if (card.place.sub === 'done' && card.step > 99) return"],
  ['assembly starts without the kit', 'cards/pull-card.ts', "card.step < 0 && card.phase !== 'kitted'", "card.step < -1 && card.phase !== 'kitted'"],
  ['undo asks no limit', 'cards/undo-move.ts', '[...hindrance(card, context.at), ...violations]', 'hindrance(card, context.at)'],
  ['shipping asks for no verdict', 'shipping/ship-order.ts', "if (order.inspection === 'none') guards.push", "if (order.phase === 'enquiry') guards.push"],
  ['the maker passes his own work', 'quality/pass-inspection.ts', "if (lane?.kind === 'gate') guards.push(...makerInspects", "if (lane?.kind === 'queue') guards.push(...makerInspects"],
  ['a part that becomes ready above a limit is not on record', 'orders/release-order.ts', 'exceptions.push(...admitted.exceptions', 'exceptions.push(...admitted.exceptions.slice(99)'],
  ['a change of class moves no load', 'cards/events.ts', 'put(board, card, withExceptions(changed(card, { class: event.class }), event.exceptions, info))', '({ ...board, cards: board.cards.with({ ...card, class: event.class }) })'],
  ['a card stays listed where it was', 'cards/standing.ts', 'const left = at < 0 ? list : list.toSpliced(at, 1);', 'const left = list;'],
  ['an exception outlives the card’s stay', 'limits/admission.ts', 'isOver(board, index) && inScopeAt(board, c, index, card)', 'isOver(board, index)'],
  ['an exception outlives what was above the limit', 'limits/admission.ts', 'isOver(board, index) && inScopeAt(board, c, index, card)', 'inScopeAt(board, c, index, card)'],
  ['an exception outlives its limit', 'limits/reckoning.ts', 'accounted(swept({ ...board, loads }))', 'accounted({ ...board, loads })'],
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pullcord-mutants-'));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SUPPORT = ['proof', 'story', 'shop', 'walked', 'chance', 'any-shop', 'any-command'];

async function proofOf(name: string, patch?: { readonly file: string; readonly anchor: string; readonly instead: string }): Promise<string | null> {
  const copy = join(folder, name);
  mkdirSync(join(copy, 'tests/support'), { recursive: true });
  cpSync(join(root, 'shared'), join(copy, 'shared'), { recursive: true });
  for (const file of SUPPORT) cpSync(join(root, `tests/support/${file}.ts`), join(copy, `tests/support/${file}.ts`));
  if (patch) {
    const path = join(copy, 'shared', patch.file);
    const source = readFileSync(path, 'utf8');
    if (source.split(patch.anchor).length !== 2) throw new Error(`The mutant's anchor is not once in ${patch.file}: ${patch.anchor}`);
    writeFileSync(path, source.replace(patch.anchor, () => patch.instead));
  }
  const { firstFault } = (await import(/* @vite-ignore */ pathToFileURL(join(copy, 'tests/support/proof.ts')).href)) as typeof Proof;
  return firstFault();
}

test('the code as it is has no fault', async () => {
  expect(await proofOf('as-it-is')).toBeNull();
});

test.each(MUTANTS.map((mutant, index) => [...mutant, index] as const))('found: %s', async (_, file, anchor, instead, index) => {
  expect(await proofOf(`mutant-${index}`, { file, anchor, instead })).not.toBeNull();
});

test('a mutant whose anchor is gone fails loudly', async () => {
  await expect(proofOf('gone', { file: 'limits/admission.ts', anchor: 'no such line', instead: '' })).rejects.toThrow('anchor');
});
