import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import type * as Proof from '../../support/shop/proof.ts';
import { mutated } from '../../support/source/source-mutation.ts';
import type { Mutation } from '../../support/source/source-mutation.ts';

vi.setConfig({ testTimeout: 60_000 });

/**
 * REL-3: one expression of the domain changed at a time; the proof has to notice each. The list only grows.
 * Each is named by its function and the expression in it, as a tree (support/source/source-mutation.ts): no line is an anchor.
 */
const MUTANTS: readonly (readonly [name: string, file: string, within: string, code: string, to: string])[] = [
  ['a slot less is admitted', 'limits/admission.ts', 'admission', 'next <= capacity', 'next < capacity'],
  ['a lane above its limit admits', 'limits/admission.ts', 'admission', 'next <= capacity', 'load > capacity || next <= capacity'],
  ['expedite enters above an overage that stands', 'limits/admission.ts', 'admission', 'load <= capacity', 'true'],
  ['done does not count', 'limits/admission.ts', 'inScopeAt', 'limit.kind !== card.kind', "limit.kind !== card.kind || card.place?.sub === 'done'"],
  ['blocked does not count', 'limits/admission.ts', 'inScopeAt', 'limit.kind !== card.kind', 'limit.kind !== card.kind || card.blockers.length > 0'],
  ['leaving and moving on within a scope are refused', 'limits/admission.ts', 'admission', 'weight <= was', 'false'],
  ['only the first violated limit is told', 'limits/admission.ts', 'admission', 'refused.push(index)', 'refused.length === 0 && refused.push(index)'],
  ['a heavy card enters a scope that is not empty', 'limits/admission.ts', 'admission', 'rounded(load - was) === 0', 'true'],
  ['a limit on a group counts what was shipped', 'limits/admission.ts', 'lanesInScope', "lane.kind !== 'terminal'", 'true'],
  ['a part in its kit still counts', 'board/board.ts', 'isCommitted', "card.state === 'started'", "card.state === 'started' || card.state === 'done'"],
  ['an override needs no reason', 'limits/override.ts', 'mayNotOverride', 'reason.trim().length < OVERRIDE_REASON', 'false'],
  ['anybody may override', 'limits/override.ts', 'mayNotOverride', "!may(context.actor, 'Override')", 'false'],
  ['a return above a limit is not on record', 'limits/override.ts', 'admit', 'ofKind(board, refused, always)', '[]'],
  ['a card is pulled out of somebody’s hands', 'cards/pull-card.ts', 'offTheRoad', "card.place.sub === 'doing'", 'false'],
  ['assembly starts without the kit', 'cards/pull-card.ts', 'offTheRoad', 'card.step < 0', 'card.step < -1'],
  ['undo asks no limit', 'cards/undo-move.ts', 'decide', '[...hindrance(card, context.at), ...violations]', 'hindrance(card, context.at)'],
  ['shipping asks for no verdict', 'shipping/ship-order.ts', 'decide', "order.inspection === 'none'", 'false'],
  ['the maker passes his own work', 'quality/pass-inspection.ts', 'decide', "lane?.kind === 'gate'", 'false'],
  ['a part that becomes ready above a limit is not on record', 'orders/release-order.ts', 'jobsAdmitted', 'admitted.exceptions', '[]'],
  ['a change of class moves no load', 'cards/events.ts', 'ClassSet', 'put(board, card, withExceptions(changed(card, { class: event.class }), event.exceptions, info))', '({ ...board, cards: board.cards.with({ ...card, class: event.class }) })'],
  ['a card stays listed where it was', 'cards/standing.ts', 'replaced', 'list.toSpliced(at, 1)', 'list'],
  ['an exception outlives the card’s stay', 'limits/admission.ts', 'standingExceptions', 'inScopeAt(board, c, index, card)', 'true'],
  ['an exception outlives what was above the limit', 'limits/admission.ts', 'standingExceptions', 'isOver(board, index)', 'true'],
  ['an exception outlives its limit', 'limits/reckoning.ts', 'sweptOf', 'standingExceptions(board, card)', 'card.exceptions'],
];

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pullcord-mutants-'));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function proofOf(name: string, patch?: Mutation): Promise<string | null> {
  const copy = join(folder, name);
  for (const part of ['shared', 'tests/support/shop', 'tests/support/chance.ts']) cpSync(join(root, part), join(copy, part), { recursive: true });
  if (patch) {
    const path = join(copy, 'shared', patch.file);
    writeFileSync(path, mutated(readFileSync(path, 'utf8'), patch));
  }
  const { firstFault } = (await import(/* @vite-ignore */ pathToFileURL(join(copy, 'tests/support/shop/proof.ts')).href)) as typeof Proof;
  return firstFault();
}

test('the code as it is has no fault', async () => {
  expect(await proofOf('as-it-is')).toBeNull();
});

test.each(MUTANTS.map((mutant, index) => [...mutant, index] as const))('found: %s', async (_, file, within, code, to, index) => {
  expect(await proofOf(`mutant-${index}`, { file, within, code, to })).not.toBeNull();
});

test('a mutant that fits no more fails loudly', async () => {
  const at = { file: 'limits/admission.ts', within: 'admission', code: 'weight <= was', to: 'false' };
  await expect(proofOf('no-name', { ...at, within: 'noSuchFunction' })).rejects.toThrow('nothing in limits/admission.ts is called noSuchFunction');
  await expect(proofOf('no-code', { ...at, code: 'weight <= wasOnce' })).rejects.toThrow('holds 0 times');
  await expect(proofOf('not-once', { ...at, code: 'index' })).rejects.toThrow(/holds \d\d times/);
});

test('a mutant follows its code through new lines, brackets, comments and other functions of the file', () => {
  const at = { file: 'any.ts', within: 'fits', code: 'load < capacity', to: 'true' };
  const written = [
    'const other = load < capacity;\nconst fits = (load: number) => load < capacity;',
    'function fits(load: number) {\n  if ((\n    load /* by now */ <\n    (capacity) // WIP-1\n  )) return 1;\n}\nconst other = load < capacity;',
  ];
  for (const source of written) expect(mutated(source, at)).toMatch(/^(?=[^]*other = load < capacity)[^]*(=> true;|\(\(\n    true\n? )/);
});
