import { withPlanned } from '../../client/replica/order-file.ts';
import { orderFileFor } from '../../shared/views/order-file-view.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSound, jobStages, lineFaults, linesOfOrder, newLine, toBom, usualRoad } from '../../client/order/bom-draft.ts';
import { parsePaste } from '../../client/order/pasted-lines.ts';
import { keptLines } from '../../client/order/kept-lines.ts';
import { onceMore, roadShown, withStep, withoutStep } from '../../client/order/road.ts';
import type { Road } from '../../client/order/road.ts';
import { linesOfFamily } from '../../client/order/family-lines.ts';
import { FURNITURE_FAMILIES } from '../../shared/templates/furniture-families.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import { blankShop } from '../../shared/templates/blank.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import { DIRECTORY, PEOPLE, Shop } from '../support/shop/shop.ts';

const furniture = () => new Shop(furnitureShop());
const stagesOf = (shop: Shop) => jobStages(shop.board);

describe('a pasted parts list', () => {
  const { board } = furniture();

  test('reads a spreadsheet with tabs and leaves its heading out', () => {
    const { lines, problems } = parsePaste('Part\tQuantity\tUnit\tFrom\tSupplier\tLanes\nTable top\t1\t×\tmake\t\tCut 5, Finish 4.5 h\nFrame\t2\tpcs\tbuy\tHansen Metal\tAt suppliers, Incoming 0.5', board, DIRECTORY);
    expect(problems).toEqual([]);
    expect(lines.map(({ title, quantity, unit, source, supplier, road }) => ({ title, quantity, unit, source, supplier, road }))).toEqual([
      { title: 'Table top', quantity: '1', unit: '×', source: 'make', supplier: null, road: [{ lane: 'cut', hours: '5' }, { lane: 'finish', hours: '4.5' }] },
      { title: 'Frame', quantity: '2', unit: 'pcs', source: 'buy', supplier: 'hansen', road: [{ lane: 'at-suppliers', hours: '' }, { lane: 'incoming', hours: '0.5' }] },
    ]);
  });

  test('reads semicolons and decimal commas, and fills in what is left out', () => {
    const { lines, problems } = parsePaste('Legs; 4; ; ; ; Cut 2,5\n\nScrews;;;stock', board, DIRECTORY);
    expect(problems).toEqual([]);
    expect(lines[0]).toMatchObject({ title: 'Legs', quantity: '4', unit: '×', source: 'make', road: [{ lane: 'cut', hours: '2,5' }] });
    expect(lines[1]).toMatchObject({ title: 'Screws', quantity: '1', source: 'stock', road: [] });
    expect(lines.every(isSound)).toBe(true);
  });

  test.each<[string, string, string[][]]>([
    ['a cell in marks with the separator in it', '"Leg; turned";4;×', [['Leg; turned', '4', '×']]],
    ['a cell with a line break, as spreadsheets copy it', '"Table top\noak"\t2\t×\r\nFrame\t1\tpcs\r\n', [['Table top oak', '2', '×'], ['Frame', '1', 'pcs']]],
    ['doubled marks', '"Screw 2"" long";8;pcs', [['Screw 2" long', '8', 'pcs']]],
    ['marks that are words', 'Pipe 2";3;pcs\n"Oak" top;1;×', [['Pipe 2"', '3', 'pcs'], ['"Oak" top', '1', '×']]],
    ['a tab in a cell in marks', '"a\tb";2;×', [['a\tb', '2', '×']]],
    ['semicolons in cells between tabs', 'Leg; turned\t4\t×', [['Leg; turned', '4', '×']]],
    ['a blank before the marks', 'Leg; "4"\n "Top; ""oak""" ; 1; ×', [['Leg', '4', '×'], ['Top; "oak"', '1', '×']]],
    ['a row behind marks that are words', '"Oak" top;1;×\n"Leg; turned";4;×', [['"Oak" top', '1', '×'], ['Leg; turned', '4', '×']]],
    ['an old line break', 'A;1;×\rB;2;×', [['A', '1', '×'], ['B', '2', '×']]],
  ])('reads %s', (_, text, parts) => {
    const { lines, problems } = parsePaste(text, board, DIRECTORY);
    expect(problems).toEqual([]);
    expect(lines.map(({ title, quantity, unit }) => [title, quantity, unit])).toEqual(parts);
  });

  test('counts the lines of the text, so that a row behind one with breaks is told by its own', () => {
    expect(parsePaste('"A\nB\nC";1\n;2\n\nD;x', board, DIRECTORY).problems).toEqual([
      'Line 4: the part has no name.', 'Line 6: the quantity “x” cannot be read. A number above 0, at most 1,000,000.',
    ]);
  });

  test('what is not taken is said at the row', () => {
    const { lines } = parsePaste('"Legs;1,000;×;make;Hansen Metal;Cut 2, Cut 3;red\nTop;1', board, DIRECTORY);
    expect(lines.map(({ title, unread }) => ({ title, unread }))).toEqual([
      {
        title: '"Legs', unread: [
          'A quotation mark is opened and not closed.', '“red” stands behind the last column and is left out.', 'Cut is named twice. The last one is taken.',
          'Hansen Metal is left out: the part is not bought.', 'The quantity “1,000” cannot be read. 1,000 may mean 1000 or 1. Write the one you mean like that.',
        ],
      },
      { title: 'Top', unread: undefined },
    ]);
  });

  test('says of each line what it could not read, and loses nothing', () => {
    const { lines, problems } = parsePaste('Legs;four;;grow;Nobody Ltd;Cut 2, Weld 3', board, DIRECTORY);
    expect(problems).toEqual([
      'Line 1: there is no supplier Nobody Ltd. Choose one below.', 'Line 1: “grow” is not make, buy or stock. It is taken as make.',
      'Line 1: there is no lane Weld for parts.', 'Line 1: the quantity “four” cannot be read. A number above 0, at most 1,000,000.',
    ]);
    expect(lines[0]).toMatchObject({ title: 'Legs', quantity: 'four', road: [{ lane: 'cut', hours: '2' }] });
  });

  test('never throws, and makes no line without a name', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const { lines } = parsePaste(text, board, DIRECTORY);
      expect(lines.every(({ title }) => title.trim() !== '')).toBe(true);
    }));
  });
});

describe('a line of a parts list', () => {
  const stages = stagesOf(furniture());

  test('says what is wrong with it, where it is wrong', () => {
    const line = newLine(stages, { title: ' ', quantity: '0', unit: '', source: 'buy', road: [] });
    expect(Object.keys(lineFaults(line)).toSorted()).toEqual(['quantity', 'road', 'supplier', 'title', 'unit']);
    expect(lineFaults({ ...newLine(stages, { title: 'Top' }), road: [{ lane: laneId('cut'), hours: 'long' }] }).road).toBe('Hours: A number from 0 to 10,000.');
    expect(lineFaults(newLine(stages, { title: 'Screws', source: 'stock', road: [] }))).toEqual({});
  });

  test.each<[string, number | null]>([['2,5', 2.5], ['2.5', 2.5], [' 3 ', 3], ['0.004', 0.004], ['1,000', null], ['0.0000004', null], ['1e9', null], ['-1', null], ['1e3', null], ['', null], ['.5', null]])('counts %j as %j, or says what it takes', (text, value) => {
    const line = newLine(stages, { title: 'Top', quantity: text });
    expect(lineFaults(line).quantity === undefined).toBe(value !== null);
    if (value === null) expect(() => toBom([line], stages)).toThrow('A line with a fault was sent');
    else expect(toBom([line], stages)[0]?.quantity).toBe(value);
  });

  test('goes the usual way of its kind', () => {
    expect(usualRoad(stages, 'make')).toEqual(['cut', 'finish', 'check']);
    expect(usualRoad(stages, 'buy')).toEqual(['at-suppliers', 'incoming']);
    expect(usualRoad(stages, 'stock')).toEqual([]);
    expect(usualRoad(stagesOf(new Shop(blankShop('Small'))), 'buy')).toEqual(['make']);
  });

  test('passes its lanes in the order of the board, however they were ticked', () => {
    const road = withStep(stages, [{ lane: laneId('check'), hours: '' }], { lane: laneId('cut'), hours: '3' });
    const [line] = toBom([newLine(stages, { title: 'Top', road })], stages);
    expect(line?.routing).toEqual([{ lane: 'cut', hours: 3 }, { lane: 'check', hours: null }]);
  });
});

describe('a way that comes to a lane once more', () => {
  const stages = stagesOf(furniture());
  const road = (...lanes: string[]): Road => lanes.map((lane, index) => ({ lane: laneId(lane), hours: String(index + 1) }));
  const shown = (of: Road) => roadShown(stages.filter(({ id }) => ['cut', 'finish', 'check'].includes(id)), of).map(({ lane, step }) => `${lane.id} ${step ?? '-'}`);

  test('is pasted, kept, copied and sent in the order it is written', () => {
    const shop = furniture();
    const { lines, problems } = parsePaste('Leg;4;;make;;Cut 2, Finish 1, Cut 3, Cut 4', shop.board, DIRECTORY);
    expect(lines[0]?.road).toEqual([{ lane: 'cut', hours: '2' }, { lane: 'finish', hours: '1' }, { lane: 'cut', hours: '4' }]);
    expect(problems).toEqual(['Line 1: Cut is named twice. The last one is taken.']);
    const kept = keptLines(JSON.parse(JSON.stringify(lines)), stages);
    const bom = toBom(kept ?? [], stages);
    expect(bom[0]?.routing).toEqual([{ lane: 'cut', hours: 2 }, { lane: 'finish', hours: 1 }, { lane: 'cut', hours: 4 }]);
    shop.must({ type: 'CreateOrder', title: 'Table', customer: 'A', quantity: 1, bom });
    const board = withPlanned(shop.board, orderFileFor(shop.file('1031'), PEOPLE.ada));
    expect(toBom(linesOfOrder(board, shop.order('1031'), stages), stages)).toMatchObject([{ routing: bom[0]?.routing }]);
  });

  test('is shown in its order, the lanes it does not pass behind it; another way as the lanes stand', () => {
    expect(shown(road('cut', 'check'))).toEqual(['cut 0', 'finish -', 'check 1']);
    expect(shown(road('cut', 'finish', 'cut'))).toEqual(['cut 0', 'finish 1', 'cut 2', 'check -']);
  });

  test('what is taken out leaves no lane twice in a row; what is ticked comes last', () => {
    expect(withoutStep(road('cut', 'finish', 'cut'), 1)).toEqual([{ lane: 'cut', hours: '1' }]);
    expect(withStep(stages, road('cut', 'finish', 'cut'), { lane: laneId('check'), hours: '' }).map(({ lane }) => lane)).toEqual(['cut', 'finish', 'cut', 'check']);
    expect(onceMore(stages, road('cut', 'finish', 'cut')).map(({ id }) => id)).toEqual(['finish']);
  });
});

describe('a parts list to start from', () => {
  test.each([['furniture', furnitureShop()], ['blank', blankShop('Small')]] as const)('every template is an order the %s board accepts once its suppliers are chosen', (_, create) => {
    const shop = new Shop(create);
    const stages = stagesOf(shop);
    for (const template of FURNITURE_FAMILIES) {
      const lines = linesOfFamily(template, stages, DIRECTORY, 'en').map((line) => (line.source === 'buy' ? { ...line, supplier: Object.values(DIRECTORY.suppliers)[0]?.id ?? null } : line));
      expect(lines.flatMap((line) => Object.values(lineFaults(line)))).toEqual([]);
      shop.must({ type: 'CreateOrder', title: template.title.en, customer: 'Hotel Nord', quantity: 1, bom: toBom(lines, stages) });
    }
  });

  test('an order copied makes the same parts', () => {
    const shop = furniture();
    const bom = [
      { title: 'Top', quantity: 2, unit: 'm²', source: 'make' as const, supplier: null, routing: [{ lane: laneId('cut'), hours: 2.5 }, { lane: laneId('check'), hours: null }] },
      { title: 'Screws', quantity: 1, unit: '×', source: 'stock' as const, supplier: null, routing: [] },
    ];
    shop.must({ type: 'CreateOrder', title: 'Table', customer: 'A', quantity: 1, bom });
    const order = shop.order('1031');
    const board = withPlanned(shop.board, orderFileFor(shop.file('1031'), PEOPLE.ada));
    expect(toBom(linesOfOrder(board, order, stagesOf(shop)), stagesOf(shop))).toEqual(bom);
  });
});
