import { describe, expect, test } from 'vitest';
import { lastMoveBy } from '../../shared/board/last-moves.ts';
import { applyCommit, decide } from '../../shared/floor.ts';
import { moverOf, partsOf, personActor, personOf, stationActor } from '../../shared/kernel/actor.ts';
import type { Actor } from '../../shared/kernel/actor.ts';
import { personId } from '../../shared/kernel/ids.ts';
import type { StationId } from '../../shared/kernel/ids.ts';
import { laneOf } from '../../shared/board/board.ts';
import { makerInspects, staleness } from '../../shared/cards/guards.ts';
import { actingAs } from '../../shared/people/directory.ts';
import { isMember } from '../../shared/people/membership.ts';
import { mayIssue } from '../../shared/policy.ts';
import { COMMAND_TYPES } from '../../shared/verbs.ts';
import { actorName, calledIn } from '../../shared/words/actor-name.ts';
import { sentenceOf } from '../../shared/words/sentences.ts';
import { wordsIn } from '../../shared/words/words.ts';
import type { Shop } from '../support/shop/shop.ts';
import { DIRECTORY, PEOPLE, card, completeKit, finish, lane, openShop, pull } from '../support/shop/shop.ts';

const ADA_AT_SAW = stationActor('saw-2' as StationId, personId('ada'));
const OTHERS: readonly Actor[] = [ADA_AT_SAW, 'station:saw-2', 'key:erp', 'supplier:hansen', 'customer:c1', 'display:wall', 'schedule'];
const context = (shop: Shop, actor: Actor) => ({ at: shop.at, actor: actingAs(actor, DIRECTORY), directory: DIRECTORY });

/** What a person may do and did, as the log has it of somebody else. */
function by(shop: Shop, actor: Actor, command: Parameters<Shop['must']>[0]): void {
  const decision = decide(shop.board, command, context(shop, personActor(PEOPLE.ada.id)));
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
  shop.board = applyCommit(shop.board, { seq: shop.board.seq + 1, at: shop.at, actor, texts: decision.texts, events: decision.events });
}

describe('who acts', () => {
  test('is one text, and is taken apart into what it names', () => {
    expect(OTHERS.map(partsOf)).toEqual([
      { kind: 'station', station: 'saw-2', person: 'ada' }, { kind: 'station', station: 'saw-2', person: null }, { kind: 'key', key: 'erp' },
      { kind: 'supplier', supplier: 'hansen' }, { kind: 'customer', customer: 'c1' }, { kind: 'display', display: 'wall' }, { kind: 'schedule' },
    ]);
    expect(partsOf(personActor(personId('ada')))).toEqual({ kind: 'person', person: 'ada' });
    expect(OTHERS.map(personOf)).toEqual(['ada', null, null, null, null, null, null]);
    expect(OTHERS.map(moverOf)).toEqual(['person:ada', ...OTHERS.slice(1)]);
  });

  test('whatever is no person may issue nothing that names it not, also with a manager at the station', () => {
    for (const actor of OTHERS) expect(COMMAND_TYPES.filter((type) => mayIssue(type, actingAs(actor, DIRECTORY)))).toEqual(actor === 'schedule' ? ['CloseOrder'] : []);
    const { shop } = openShop();
    for (const actor of OTHERS) {
      const decision = decide(shop.board, pull('1.1', 'cut'), context(shop, actor));
      expect(decision).toMatchObject({ ok: false, refusal: { violations: [{ code: 'not_allowed', command: 'PullCard' }] } });
    }
    // A person's roles are the directory's, and somebody who is not in it has none.
    expect(mayIssue('PullCard', actingAs(personActor(PEOPLE.olaf.id), DIRECTORY))).toBe(true);
    expect(mayIssue('PullCard', actingAs('person:gone', DIRECTORY))).toBe(false);
    expect(OTHERS.slice(1).map((actor) => isMember(shop.board, lane('cut'), actingAs(actor, DIRECTORY)))).toEqual(OTHERS.slice(1).map(() => false));
  });

  test('a pull by somebody puts a person on the card where one stands behind it, and nobody else', () => {
    for (const actor of OTHERS) {
      const { shop } = openShop();
      by(shop, actor, pull('1.1', 'cut'));
      expect(shop.card('1.1').assignees).toEqual(actor === ADA_AT_SAW ? ['ada'] : []);
      by(shop, actor, { type: 'BlockCard', card: card('1.1'), category: 'material', external: false, text: 'no wire' });
      expect(shop.card('1.1').blockers).toMatchObject([{ by: actor }]);
    }
  });

  test('T-O10: the maker may not inspect, at whichever station the work was finished', () => {
    const { shop } = openShop();
    completeKit(shop);
    shop.must(pull('1', 'assemble'));
    by(shop, ADA_AT_SAW, finish('1'));
    expect(shop.order('1').finishedBy).toBe('station:saw-2:ada');
    const gate = laneOf(shop.board, lane('qc'))!;
    expect(makerInspects(shop.board, shop.order('1'), gate, context(shop, 'person:ada'))).toEqual([{ code: 'inspector_made_it', card: '1', person: 'ada' }]);
    expect(makerInspects(shop.board, shop.order('1'), gate, context(shop, 'station:other:ada'))).toMatchObject([{ person: 'ada' }]);
    expect(makerInspects(shop.board, shop.order('1'), gate, context(shop, 'person:ines'))).toEqual([]);
    expect(makerInspects(shop.board, shop.order('1'), gate, context(shop, 'station:saw-2'))).toEqual([]);
  });

  test('T-J20: a person takes back what they did at a station; what the schedule did is nobody’s to take back', () => {
    const { shop } = openShop({ parts: 2 });
    by(shop, ADA_AT_SAW, pull('1.1', 'cut'));
    expect(lastMoveBy(shop.board, 'person:ada')).toMatchObject({ card: '1.1' });
    shop.must({ type: 'UndoMove', card: card('1.1') });
    expect(shop.card('1.1')).toMatchObject({ state: 'ready', assignees: [] });
    by(shop, 'schedule', pull('1.2', 'cut'));
    expect(lastMoveBy(shop.board, 'schedule')).toMatchObject({ card: '1.2' });
    expect(shop.violations({ type: 'UndoMove', card: card('1.2') })).toMatchObject([{ code: 'nothing_to_undo', why: 'none' }]);
  });

  test('WIP-26: who comes second is told who was first, whoever that was', () => {
    const { shop } = openShop();
    const { version } = shop.card('1.1');
    by(shop, 'schedule', pull('1.1', 'cut'));
    const [stale] = staleness(shop.board, shop.card('1.1'), version, context(shop, 'person:ada'));
    expect(stale).toMatchObject({ code: 'stale', by: 'schedule' });
    expect(sentenceOf(stale!, wordsIn('en', 'UTC'), DIRECTORY)).toContain('the schedule moved it to Cut');
    expect(sentenceOf(stale!, wordsIn('de', 'UTC'), DIRECTORY)).toContain('der Zeitplan hat sie');
    const over = { code: 'already', what: { is: 'finished_by', card: card('1.1'), by: 'schedule', lane: 'Cut' } } as const;
    expect(sentenceOf(over, wordsIn('en', 'UTC'))).toMatch(/^The schedule has finished it/);
    expect(sentenceOf(over, wordsIn('de', 'UTC'))).toMatch(/^Der Zeitplan hat/);
  });

  test.each([
    ['en', ['Ada at saw-2', 'the station saw-2', 'a program', 'Hansen Metal', 'the customer', 'a display', 'the schedule'], 'a supplier'],
    ['de', ['Ada an saw-2', 'die Station saw-2', 'ein Programm', 'Hansen Metal', 'die Kundschaft', 'eine Anzeige', 'der Zeitplan'], 'ein Lieferant'],
  ] as const)('is named in %s', (language, names, supplier) => {
    const words = wordsIn(language, 'UTC');
    expect(OTHERS.map((actor) => actorName(actor, words, calledIn(words, DIRECTORY)))).toEqual(names);
    expect(actorName('supplier:gone', words, calledIn(words, DIRECTORY))).toBe(supplier);
    expect(actorName('person:ada', words, calledIn(words, DIRECTORY))).toBe('Ada');
  });
});
