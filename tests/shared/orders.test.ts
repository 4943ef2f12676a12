import { describe, expect, test } from 'vitest';
import { authorisedAt } from '../../shared/board/buffer.ts';
import { PEOPLE, START, back, block, card, completeKit, enter, finish, lane, openShop, part, pass, pull, ship } from '../support/shop/shop.ts';
import type { Shop } from '../support/shop/shop.ts';

const DAY = 86_400_000;
const open = { policies: { makerMayInspect: true } } as const;

/** Order 1 through assembly, inspection and the shipping lane, as far as asked. */
function advance(shop: Shop, to: 'kit' | 'assembled' | 'at qc' | 'passed' | 'ready'): void {
  completeKit(shop);
  const road = [pull('1', 'assemble'), finish('1'), pull('1', 'qc'), pass('1'), pull('1', 'ship')];
  const steps = { kit: 0, assembled: 2, 'at qc': 3, passed: 4, ready: 5 }[to];
  for (const step of road.slice(0, steps)) shop.must(step);
}

describe('from enquiry to release', () => {
  test('T-O1: an order is entered as an enquiry, its parts planned beside it, in nobody’s way', () => {
    const { shop } = openShop({ until: 'entered', parts: 2 });
    expect(shop.order('1')).toMatchObject({ phase: 'enquiry', place: { lane: 'enquiries', sub: 'queue' }, jobs: ['1.1', '1.2'], kitDone: 0, due: null });
    expect(shop.file('1').confirmed).toBeNull();
    expect(shop.card('1.1')).toMatchObject({ state: 'planned', place: null, order: '1' });
  });

  test('T-O1: numbers count on from the board’s first, past every number given by hand, and none is given twice', () => {
    const { shop } = openShop({ until: 'entered' });
    const entered = (number?: string): string => {
      const [event] = shop.must({ type: 'CreateOrder', ...(number ? { number } : {}), title: 'Stool', customer: '', quantity: 1, bom: [part('Leg')] });
      return event?.type === 'OrderCreated' ? event.order : '';
    };
    expect([entered(), entered(), entered('2000'), entered(), entered('A-7'), entered('9007199254740991'), entered()]).toEqual(['1001', '1002', '2000', '2001', 'A-7', '9007199254740991', '2002']);
    expect(shop.codes({ type: 'CreateOrder', number: '1001', title: 'Stool', customer: '', quantity: 1, bom: [] })).toEqual(['number_taken']);
  });

  test('T-O1: what the lines of a parts list may say', () => {
    const { shop } = openShop({ until: 'entered' });
    const codes = (...bom: ReturnType<typeof part>[]): string[] => shop.codes({ type: 'CreateOrder', title: 'Stool', customer: '', quantity: 1, bom });
    expect(codes(part('Leg', ['nowhere']))).toEqual(['routing_wrong_lane']);
    expect(codes(part('Leg', ['assemble']))).toEqual(['routing_wrong_lane']);
    expect(codes(part('Leg', ['cut', 'cut']))).toEqual(['routing_wrong_lane']); // that is one step
    expect(codes(part('Leg', ['weld', 'cut', 'cut', 'weld']))).toEqual(['routing_wrong_lane']);
    expect(codes(part('Leg', ['ready']))).toEqual(['routing_wrong_lane']);
    expect(codes(part('Leg', []))).toEqual(['routing_empty']);
    expect(codes(part('Leg', ['cut'], { source: 'buy', supplier: 'nobody' as never }))).toEqual(['not_there']);
  });

  test('every order leaves through the shipping lane, last, whatever its routing and the lanes’ order', () => {
    const { shop } = openShop({ until: 'entered' });
    shop.must({ type: 'MoveLane', lane: lane('ship'), before: lane('assemble') });
    enter(shop, '2', { until: 'entered' });
    expect(shop.order('2').routing.map((step) => step.lane)).toEqual(['assemble', 'qc', 'ship']);
    shop.must({ type: 'CreateOrder', number: '3', title: 'Stool', customer: '', quantity: 1, bom: [part('Leg')], routing: [{ lane: lane('qc'), hours: null }] });
    expect(shop.order('3').routing.map((step) => step.lane)).toEqual(['qc', 'ship']);
  });

  test('MTO-1: nothing of an order that is not confirmed can be started or released', () => {
    const { shop } = openShop({ until: 'entered' });
    expect(shop.codes(pull('1.1', 'cut'))).toEqual(['order_not_confirmed']);
    expect(shop.codes(pull('1', 'assemble'))).toEqual(['order_not_confirmed']);
    expect(shop.codes({ type: 'ReleaseOrder', order: card('1') })).toEqual(['order_not_confirmed']);
    expect(shop.codes(pull('1.1', 'cut', { override: { reason: 'the boss has said so' } }), PEOPLE.mona)).toEqual(['order_not_confirmed']); // WIP-30
    shop.must({ type: 'ConfirmOrder', order: card('1'), promisedAt: shop.at + DAY });
    expect(shop.codes(pull('1.1', 'cut'))).toEqual(['order_not_released']);
    expect(shop.codes(pull('1', 'assemble'))).toEqual(['order_not_released']);
  });

  test('T-O5: a confirmation needs parts and a promise ahead, and starts the customer’s clock', () => {
    const { shop } = openShop({ until: 'entered' });
    expect(shop.codes({ type: 'ConfirmOrder', order: card('1'), promisedAt: shop.at })).toEqual(['promise_in_past']);
    shop.must({ type: 'CreateOrder', number: '2', title: 'Stool', customer: '', quantity: 1, bom: [] });
    expect(shop.codes({ type: 'ConfirmOrder', order: card('2'), promisedAt: 0 })).toEqual(['bom_empty', 'promise_in_past']);
    shop.must({ type: 'ConfirmOrder', order: card('1'), promisedAt: START + 9 * DAY }, PEOPLE.sam);
    expect(shop.order('1')).toMatchObject({ phase: 'confirmed', due: START + 9 * DAY, place: { lane: 'pool' } });
    expect(shop.file('1').confirmed).toMatchObject({ at: shop.at, by: 'person:sam' });
    expect(shop.codes({ type: 'ConfirmOrder', order: card('1'), promisedAt: START + 9 * DAY })).toEqual(['illegal_transition']);
    shop.must({ type: 'EditCard', card: card('1'), promisedAt: START + 12 * DAY });
    expect(shop.order('1').due).toBe(START + 12 * DAY);
    expect(shop.file('1').promises.map(({ promisedAt }) => promisedAt)).toEqual([START + 9 * DAY, START + 12 * DAY]); // M-17: two dates
  });

  test('MTO-4: an order owns its parts list; confirmation freezes it', () => {
    const { shop } = openShop({ until: 'entered' });
    shop.must({ type: 'ReviseBom', order: card('1'), bom: [part('Long leg')] });
    expect(shop.order('1').jobs).toEqual(['1.1']);
    expect(shop.file('1').bomRevision).toBe(2);
    expect(shop.board.cards.has('1.2')).toBe(false);
    shop.must({ type: 'EditCard', card: card('1.1'), quantity: 4 });
    shop.must({ type: 'ConfirmOrder', order: card('1'), promisedAt: shop.at + DAY });
    expect(shop.codes({ type: 'ReviseBom', order: card('1'), bom: [] })).toEqual(['bom_frozen']);
    expect(shop.codes({ type: 'EditCard', card: card('1.1'), quantity: 5 })).toEqual(['bom_frozen']);
    expect(shop.codes({ type: 'EditCard', card: card('1'), quantity: 5 })).toEqual(['bom_frozen']);
  });

  test('T-O6, T-J1: the release starts the floor’s clock and makes the parts ready', () => {
    const { shop } = openShop({ until: 'confirmed' });
    shop.must({ type: 'ReleaseOrder', order: card('1') }, PEOPLE.pia);
    expect(shop.order('1')).toMatchObject({ phase: 'procurement', startedAt: shop.at, place: { lane: 'kits', sub: 'queue' } });
    expect(shop.card('1.1')).toMatchObject({ state: 'ready', place: { lane: 'ready', sub: 'queue' }, startedAt: null });
    expect(shop.codes({ type: 'ReleaseOrder', order: card('1') })).toEqual(['illegal_transition']);
  });

  test('section 3.7: before its authorisation an order is released only with a reason, which is on record', () => {
    const { shop } = openShop({ until: 'entered', policies: { productionBufferDays: 2 } });
    shop.must({ type: 'ConfirmOrder', order: card('1'), promisedAt: START + 10 * DAY });
    expect(authorisedAt(shop.board, shop.order('1'))).toBe(START + 8 * DAY);
    expect(shop.codes({ type: 'ReleaseOrder', order: card('1') })).toEqual(['too_early']);
    expect(shop.codes({ type: 'ReleaseOrder', order: card('1'), earlyReason: ' x ' })).toEqual(['too_early']);
    shop.must({ type: 'ReleaseOrder', order: card('1'), earlyReason: 'wood is here' });
    expect(shop.commits.at(-1)).toMatchObject({ events: [{ type: 'OrderReleased', early: 't0' }], texts: { t0: 'wood is here' } });
    enter(shop, '2', { until: 'entered' });
    shop.must({ type: 'ConfirmOrder', order: card('2'), promisedAt: shop.at + 2 * DAY });
    expect(shop.must({ type: 'ReleaseOrder', order: card('2'), earlyReason: 'not needed' })).toMatchObject([{ early: null }]);
  });

  test('MODE-2: a part from stock is in the kit at the release and uses no place', () => {
    const { shop } = openShop({ bom: [part('Screws', [], { source: 'stock', quantity: 8 }), part('Glue', [], { source: 'stock' })] });
    expect(shop.card('1.1')).toMatchObject({ state: 'done', accepted: 8, place: null });
    expect(shop.order('1')).toMatchObject({ phase: 'kitted', kitDone: 2 });
    expect(shop.commits.at(-1)?.events.map((event) => event.type)).toEqual(['OrderReleased', 'JobCompleted', 'JobCompleted', 'OrderKitted']);
  });
});

describe('from the kit to the customer', () => {
  test('MTO-6, T-O7, T-O8: assembly waits for the full kit, and nothing gets round it', () => {
    const { shop } = openShop({ parts: 3, routing: ['cut'] });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.2', 'cut')]) shop.must(step);
    shop.must(block('1.2'));
    const [kit] = shop.violations(pull('1', 'assemble', { override: { reason: 'the boss has said so' } }), PEOPLE.mona);
    expect(kit).toMatchObject({ code: 'kit_incomplete', done: 1, of: 3, missing: [{ job: '1.2', lane: 'Cut', blocked: true }, { job: '1.3', lane: 'Ready', blocked: false }] });
    shop.must({ type: 'UnblockCard', card: card('1.2'), blocker: 1, resolution: 'came' });
    shop.must(finish('1.2'));
    shop.must(pull('1.3', 'cut'));
    expect(shop.must(finish('1.3')).map((event) => event.type)).toEqual(['WorkFinished', 'JobCompleted', 'OrderKitted']); // in one commit
    expect(shop.order('1').phase).toBe('kitted');
    expect(shop.file('1').kitted?.at).toBe(shop.at);
    shop.must(pull('1', 'assemble'), PEOPLE.olaf);
    expect(shop.order('1')).toMatchObject({ phase: 'assembly', place: { lane: 'assemble', sub: 'doing' }, assignees: ['olaf'] });
  });

  test('T-O9: assembly is finished in place, and blocked work is not', () => {
    const { shop } = openShop(open);
    advance(shop, 'kit');
    shop.must(pull('1', 'assemble'), PEOPLE.olaf);
    shop.must(block('1'));
    expect(shop.codes(finish('1'))).toEqual(['blocked']);
    shop.must({ type: 'UnblockCard', card: card('1'), blocker: 1, resolution: 'came' });
    shop.must(finish('1'), PEOPLE.olaf);
    expect(shop.order('1')).toMatchObject({ place: { lane: 'assemble', sub: 'done' }, finishedBy: 'person:olaf', assignees: [] });
    expect(shop.codes(finish('1'))).toEqual(['already']);
  });

  test('T-O10: whoever finished the work neither pulls it into inspection nor passes it, unless the board allows it', () => {
    const { shop } = openShop();
    advance(shop, 'assembled');
    expect(shop.codes(pull('1', 'qc'))).toEqual(['inspector_made_it']);
    shop.must(pull('1', 'qc'), PEOPLE.ines);
    expect(shop.codes(pass('1'))).toEqual(['inspector_made_it']);
    shop.must(pass('1'), PEOPLE.ines);
    const allowed = openShop(open).shop;
    advance(allowed, 'passed');
  });

  test('T-O11: at a gate nothing is finished without a verdict, and the checklist comes first', () => {
    const { shop } = openShop({ ...open, lanes: (all) => all.map((one) => (one.name === 'QC' ? { ...one, checklist: [{ id: 'feet', text: 'Stands level', mandatory: true }, { id: 'tag', text: 'Tag on', mandatory: false }] } : one)) });
    advance(shop, 'at qc');
    expect(shop.codes(finish('1'))).toEqual(['gate_needs_verdict']);
    expect(shop.violations(pass('1'))).toMatchObject([{ code: 'checklist_incomplete', missing: ['Stands level'] }]);
    shop.must({ type: 'TickCheck', card: card('1'), item: 'feet', done: true });
    shop.must({ type: 'TickCheck', card: card('1'), item: 'feet', done: false });
    expect(shop.codes(pass('1'))).toEqual(['checklist_incomplete']);
    shop.must({ type: 'TickCheck', card: card('1'), item: 'feet', done: true });
    shop.must(pass('1'));
    expect(shop.order('1')).toMatchObject({ phase: 'qc', inspection: 'passed', place: { lane: 'qc', sub: 'done' } });
    shop.must(pull('1', 'ship'), PEOPLE.shay);
    expect(shop.order('1')).toMatchObject({ phase: 'ready_to_ship', place: { lane: 'ship', sub: 'queue' }, checks: [] });
    expect(shop.codes({ type: 'TickCheck', card: card('1'), item: 'feet', done: true })).toEqual(['not_there']);
  });

  test('T-O12, QC-4: rework goes back to assembly and loses its verdict; it is judged again', () => {
    const { shop } = openShop(open);
    advance(shop, 'ready');
    shop.must(back('1', 'assemble'));
    expect(shop.order('1')).toMatchObject({ phase: 'assembly', inspection: 'none', reworks: 1, place: { lane: 'assemble', sub: 'doing' } });
    expect(shop.codes(ship('1'))).toEqual(['not_inspected', 'illegal_transition']);
    for (const step of [finish('1'), pull('1', 'qc'), pass('1'), pull('1', 'ship'), ship('1')]) shop.must(step);
  });

  test('MTO-7, T-O13: nothing ships without a passed inspection, by anybody, from anywhere', () => {
    const { shop } = openShop(open);
    advance(shop, 'at qc');
    expect(shop.codes(ship('1'))).toEqual(['not_inspected', 'illegal_transition']);
    shop.must(pass('1'));
    expect(shop.codes(ship('1'))).toEqual(['illegal_transition']);
    shop.must(pull('1', 'ship'));
    shop.must(block('1'));
    expect(shop.codes(ship('1'))).toEqual(['blocked']); // BL-2
    shop.must({ type: 'UnblockCard', card: card('1'), blocker: 1, resolution: 'came' });
    shop.must(ship('1'), PEOPLE.shay);
    expect(shop.order('1')).toMatchObject({ phase: 'shipped', finishedAt: shop.at, place: { lane: 'shipped', sub: 'done' } });
    expect(shop.file('1').shipments).toMatchObject([{ at: shop.at, carrier: 'Van', reference: 'T-1' }]);
    expect(shop.codes(ship('1'))).toEqual(['illegal_transition']);
  });

  test('MTO-7: a routing without a gate cannot ship', () => {
    const { shop } = openShop({ ...open, until: 'entered' });
    shop.must({ type: 'CreateOrder', number: '2', title: 'Stool', customer: '', quantity: 1, bom: [part('Glue', [], { source: 'stock' })], routing: [] });
    shop.must({ type: 'ConfirmOrder', order: card('2'), promisedAt: shop.at + DAY });
    shop.must({ type: 'ReleaseOrder', order: card('2') });
    shop.must(pull('2', 'ship'));
    expect(shop.codes(ship('2'))).toEqual(['not_inspected']);
  });

  test('QC-5: a concession is a manager’s who did not inspect, with a reason of ten characters, and lets it ship', () => {
    const { shop } = openShop(open);
    advance(shop, 'at qc');
    const concede = (reason: string) => ({ type: 'GrantConcession', card: card('1'), reason }) as const;
    expect(shop.codes(concede('customer accepts the knot'))).toEqual(['inspector_made_it']); // ada holds it
    expect(shop.codes(concede('too short'), PEOPLE.mona)).toEqual(['reason_required']);
    expect(shop.codes(concede('customer accepts the knot'), PEOPLE.ines)).toEqual(['not_allowed']);
    shop.must(concede('customer accepts the knot'), PEOPLE.mona);
    expect(shop.order('1').inspection).toBe('concession');
    expect(shop.commits.at(-1)?.texts).toEqual({ t0: 'customer accepts the knot' });
    shop.must(pull('1', 'ship'));
    shop.must(ship('1'));
  });
});
