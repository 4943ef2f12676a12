import { describe, expect, test } from 'vitest';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { lastMovesOf } from '../../shared/board/last-moves.ts';
import { dueBy, dueId, nextDue } from '../../shared/due.ts';
import { decide, evolve, tellsOf } from '../../shared/floor.ts';
import { SCHEDULE } from '../../shared/kernel/actor.ts';
import { commandIdField } from '../../shared/kernel/fields.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { parseCommandMessage } from '../../shared/protocol/parse.ts';
import { sentenceOf } from '../../shared/words/sentences.ts';
import type { Command } from '../../shared/verbs.ts';
import { DIRECTORY, PEOPLE, card, completeKit, enter, finish, lane, openShop, pass, pull, ship, undo } from '../support/shop/shop.ts';
import type { OpenShop, Shop } from '../support/shop/shop.ts';
import { GERMAN } from '../support/shop/words.ts';

const DAY = 86_400_000;
const close = (id = '1'): Command => ({ type: 'CloseOrder', order: card(id) });

function shipped(policies: OpenShop['policies'] = {}): Shop {
  const { shop } = openShop({ policies: { makerMayInspect: true, ...policies } });
  send(shop, '1');
  return shop;
}

function send(shop: Shop, id: string): void {
  completeKit(shop, id);
  for (const to of ['assemble', 'qc', 'ship']) {
    shop.must(pull(id, to));
    if (to !== 'ship') shop.must(to === 'qc' ? pass(id) : finish(id));
  }
  shop.must(ship(id));
}

/** As the clock of the shop has it, when the schedule closes what is due. */
function closed(policies?: OpenShop['policies']): Shop {
  const shop = shipped(policies);
  shop.at = nextDue(shop.board) ?? Infinity;
  shop.must(close(), SCHEDULE);
  return shop;
}

describe('CL-1: an order that is done with leaves the floor', () => {
  test('with all its jobs, and nothing keyed by them stays behind', () => {
    const shop = closed();
    expect([...shop.board.cards.values()]).toEqual([]);
    expect(Object.values(shop.board.places).flat()).toEqual([]);
    expect(lastMovesOf(shop.board)).toEqual([]);
    expect(shop.board.loads.every((load) => load === 0)).toBe(true);
    expect(brokenInvariants(shop.board)).toEqual([]);
    // What its jobs took in the lanes is the lanes' own, and stays.
    expect(shop.board.dwells[lane('cut')]).toHaveLength(2);
  });

  test('and only it: a neighbour stays, with whose last move it was', () => {
    const shop = shipped();
    enter(shop, '2');
    shop.must(pull('2.1', 'cut'), PEOPLE.mona);
    shop.at = nextDue(shop.board)!;
    expect(shop.must(close(), SCHEDULE)).toEqual([{ type: 'OrderClosed', order: '1', jobs: ['1.1', '1.2'] }]);
    expect([...shop.board.cards.values()].map(({ id }) => id).toSorted()).toEqual(['2', '2.1', '2.2']);
    expect(lastMovesOf(shop.board).map(([by]) => by)).toEqual(['person:ada', 'person:mona']);
    expect(brokenInvariants(shop.board)).toEqual([]);
  });

  test.each([
    [14, 'UTC', Date.UTC(2026, 10, 17)], [0, 'UTC', Date.UTC(2026, 10, 3)], [1, 'Pacific/Auckland', Date.UTC(2026, 10, 3, 11)], [365, 'UTC', Date.UTC(2027, 10, 3)],
    // The night in which the clocks go forward is an hour short.
    [145, 'Europe/Berlin', Date.UTC(2027, 2, 27, 23)], [146, 'Europe/Berlin', Date.UTC(2027, 2, 28, 22)],
  ])('shipped on 2 November it stays %i whole days in %s', (closeAfterDays, timeZone, at) => {
    const shop = shipped({ closeAfterDays, timeZone });
    expect(nextDue(shop.board)).toBe(at);
    expect(dueBy(shop.board, at - 1)).toEqual([]);
    expect(dueBy(shop.board, at)).toEqual([{ at, command: close() }]);
    shop.at = at - 60_001;
    expect(shop.violations(close(), SCHEDULE)).toEqual([{ code: 'closes_later', order: '1', at }]);
    shop.at = at - 60_000;
    shop.must(close(), SCHEDULE);
    expect(nextDue(shop.board)).toBeNull();
  });

  test('T-J20: never while its shipping may still be taken back', () => {
    const shop = shipped({ closeAfterDays: 0, undoSeconds: 86_400 });
    const { finishedAt } = shop.order('1');
    expect(nextDue(shop.board)).toBe(finishedAt! + DAY + 1);
  });

  test('what is not shipped stays', () => {
    const { shop } = openShop();
    shop.at += 999 * DAY;
    expect(nextDue(shop.board)).toBeNull();
    expect(dueBy(shop.board, shop.at)).toEqual([]);
    expect(shop.violations(close(), SCHEDULE)).toEqual([{ code: 'closes_later', order: '1', at: null }]);
    expect(shop.codes(close('1.1'), SCHEDULE)).toEqual(['not_there']);
  });

  test('nobody does it by hand, and whoever tries is told so', () => {
    const shop = shipped();
    shop.at += 99 * DAY;
    for (const person of Object.values(PEOPLE)) expect(shop.codes(close(), person)).toEqual(['not_allowed']);
    expect(shop.says(close())).toBe('Nobody may close an order by hand: the board does it when its time has come.');
    expect(sentenceOf(shop.violations(close())[0]!, GERMAN)).toBe('Von Hand darf niemand einen Auftrag abschließen: Das Board tut es, wenn es Zeit ist.');
  });

  test('who was shipped first leaves first', () => {
    const shop = shipped();
    enter(shop, '2');
    send(shop, '2');
    shop.must({ type: 'SetPolicies', policies: { closeAfterDays: 3 } });
    shop.at += 30 * DAY;
    expect(dueBy(shop.board, shop.at).map(({ command }) => command)).toEqual([close('1'), close('2')]);
  });
});

describe('CL-2: what is in the archive stays as it is', () => {
  test.each<[string, (shop: Shop) => Command]>([
    ['undo', () => undo('1')], ['comment', () => ({ type: 'CommentOnCard', card: card('1'), text: 'a leg is loose' })], ['pull a job', () => pull('1.1', 'cut')],
    ['undo of a job', () => undo('1.2')], ['ship again', () => ship('1')], ['edit', () => ({ type: 'EditCard', card: card('1'), title: 'Stool' })],
  ])('%s is refused with where it is', (_, command) => {
    const shop = closed();
    expect(shop.violations(command(shop))).toEqual([{ code: 'order_closed', order: '1', at: shop.at - 60_000 }]);
    expect(shop.says(command(shop))).toMatch(/^Order 1 is closed: it has been in the archive since Tue 17 Nov 2026, and nothing of it changes any more\./);
    expect(sentenceOf(shop.violations(command(shop))[0]!, GERMAN)).toMatch(/^Auftrag 1 ist abgeschlossen: Er liegt seit Di\.?,? 17\.? Nov\.? 2026 im Archiv/);
  });

  test('closing it once more is refused, too', () => {
    const shop = closed();
    expect(shop.codes(close(), SCHEDULE)).toEqual(['order_closed']);
  });

  test('its number is never used again, by its name nor by counting on', () => {
    const shop = closed();
    const again: Command = { type: 'CreateOrder', number: '1', title: 'Chair', customer: '', quantity: 1, bom: [] };
    expect(shop.violations(again)).toEqual([{ code: 'number_taken', number: '1' }]);
    shop.must({ ...again, number: 'B-7' });
    expect(shop.must({ type: 'CreateOrder', title: 'Chair', customer: '', quantity: 1, bom: [] })[0]).toMatchObject({ order: String(shop.board.nextNumber - 1) });
    expect(shop.codes({ ...again, number: 'B-7' })).toEqual(['number_taken']);
  });

  test('who has no files leaves it to whoever has them, but for what can never have been', () => {
    const shop = closed();
    const asked = (command: Command) => decide(shop.board, command, { at: shop.at, actor: asPerson(PEOPLE.ada), directory: DIRECTORY });
    expect(asked(undo('1.2'))).toMatchObject({ ok: true, lacks: ['1'] });
    expect(asked(undo('99999'))).toMatchObject({ ok: false, refusal: { violations: [{ code: 'not_there' }] } });
    expect(shop.codes(undo('99999'))).toEqual(['not_there']);
    expect(shop.codes(undo('never'))).toEqual(['not_there']);
  });

  test('its file says when it was closed, and its story ends there', () => {
    const shop = closed();
    expect(shop.file('1').closed).toEqual({ seq: shop.board.seq, at: shop.at, by: SCHEDULE, jobs: ['1.1', '1.2'] });
    const story = (id: string): string[] => shop.commits.flatMap(({ events }) => events.filter((event) => tellsOf(shop.board, event, card(id))).map(({ type }) => type));
    expect(story('1')[0]).toBe('OrderCreated');
    expect(story('1').at(-1)).toBe('OrderClosed');
    expect(story('1.2').filter((type) => type === 'JobCompleted')).toHaveLength(1);
    expect(story('1').filter((type) => type === 'JobCompleted')).toHaveLength(2);
  });

  test('a fold that hears it twice, or of what is not there, changes nothing', () => {
    const shop = closed();
    const info = { seq: shop.board.seq + 1, at: shop.at, actor: SCHEDULE, texts: {} };
    expect(evolve(shop.board, { type: 'OrderClosed', order: card('1'), jobs: [card('1.1'), card('77')] }, info)).toEqual(shop.board);
  });
});

describe('SCH-1: an id of the schedule', () => {
  const due = { at: 1_800_000_000_000, command: close('1041') };

  test('says what and when and which attempt, and no door takes it', () => {
    expect([dueId(due, 0), dueId(due, 2)]).toEqual(['schedule:CloseOrder:1041:1800000000000', 'schedule:CloseOrder:1041:1800000000000:2']);
    for (const attempt of [0, 1, 7]) {
      expect(commandIdField.safeParse(dueId(due, attempt)).success).toBe(false);
      // The live door's own reading of a message; REST's is in tests/server/http/closed-orders.test.ts.
      expect(parseCommandMessage({ board: 'shop', id: dueId(due, attempt), command: finish('1') }).ok).toBe(false);
    }
    expect(parseCommandMessage({ board: 'shop', id: 'schedule-CloseOrder-1041', command: finish('1') }).ok).toBe(true);
  });
});
