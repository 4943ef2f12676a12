import type { NewLimit } from '../../../shared/limits/limit-fields.ts';
import { decide } from '../../../shared/floor.ts';
import { limitId } from '../../../shared/kernel/ids.ts';
import { brokenInvariants } from '../../../shared/board/invariants.ts';
import { loadOf } from '../../../shared/limits/admission.ts';
import { asPerson } from '../../../shared/people/directory.ts';
import { PEOPLE, back, block, card, completeKit, enter, finish, lane, limit, openShop, part, pass, pull, ship, undo } from './shop.ts';
import type { Shop } from './shop.ts';
import { play } from './story.ts';
import type { Told } from './story.ts';
import { walked } from './walked.ts';

/**
 * A compact proof of the domain beside this folder: examples, then stories with fixed seeds. Answers the
 * first fault, null when there is none. The mutants run it against copies with one expression changed.
 */
export function firstFault(stories = 25): string | null {
  for (const [name, holds] of EXAMPLES)
    try {
      if (!holds()) return name;
    } catch (error) {
      return `${name}: ${String(error)}`;
    }
  for (let seed = 1; seed <= stories; seed += 1) {
    const fault = storyFault(seed);
    if (fault) return `story ${seed}: ${fault}`;
  }
  return null;
}

function storyFault(seed: number): string | null {
  let fault: string | null = null;
  const steps = Array.from({ length: 90 }, (_, index) => seed * 1_000 + index);
  try {
    play({ shop: seed, steps }, (told) => {
      fault ??= stepFault(told);
    });
  } catch (error) {
    return String(error);
  }
  return fault;
}

function stepFault({ command, decision }: Told): string | null {
  if (!decision.ok) return null;
  const { board } = decision;
  const [broken] = brokenInvariants(board);
  if (broken) return `${command.type}: ${broken}`;
  const wrong = board.limits.find((one, index) => Math.abs((board.loads[index] ?? 0) - walked(board, one)) > 1e-4);
  return wrong ? `${command.type}: ${wrong.name} says another load than its cards` : null;
}

const load = (shop: Shop, id: string): number => loadOf(shop.board, limitId(id));
const refusing = (shop: Shop, ...of: Parameters<Shop['violations']>): string => shop.violations(...of).map((one) => (one.code === 'wip_limit' ? one.limit : one.code)).join(' ');
const refuses = (shop: Shop, ...of: Parameters<Shop['try']>): boolean => !shop.try(...of).ok;
const open = { policies: { makerMayInspect: true, undoSeconds: 9_999 } } as const;

const EXAMPLES: readonly (readonly [string, () => boolean])[] = [
  ['WIP-25: exactly the free slots are taken', () => {
    const { shop } = openShop({ parts: 4, limits: [limit('cut', 2)] });
    return ['1.1', '1.2', '1.3', '1.4'].filter((id) => shop.try(pull(id, 'cut')).ok).length === 2;
  }],
  ['WIP-2: done counts', () => {
    const { shop } = openShop({ limits: [limit('cut', 1)] });
    for (const step of [pull('1.1', 'cut'), finish('1.1')]) shop.must(step);
    return load(shop, 'cut') === 1 && refuses(shop, pull('1.2', 'cut'));
  }],
  ['WIP-1: within an exceeded scope a card moves on', () => {
    const pair = (capacity: number) => limit('pair', capacity, { scope: { lanes: [lane('cut'), lane('weld')] } });
    const { shop } = openShop({ limits: [pair(2)] });
    for (const step of [pull('1.1', 'cut'), pull('1.2', 'cut'), finish('1.1')]) shop.must(step);
    shop.must({ type: 'SetLimit', limit: pair(0) });
    return shop.try(pull('1.1', 'weld')).ok;
  }],
  ['WIP-4: every violated limit is listed', () => {
    const { shop } = openShop({ limits: [limit('floor', 0, { scope: {} }), limit('cut', 0)] });
    return refusing(shop, pull('1.1', 'cut')) === 'cut floor';
  }],
  ['WIP-14: no second expedite while an overage stands, however large the overage', () => {
    const { shop } = openShop({ parts: 3, limits: [limit('cut', 1, { policy: { overage: 3 } })] });
    for (const id of ['1.2', '1.3']) shop.must({ type: 'SetClass', card: card(id), class: 'expedite', reason: 'line is down' });
    shop.must(pull('1.1', 'cut'));
    shop.must(pull('1.2', 'cut'));
    return refuses(shop, pull('1.3', 'cut'));
  }],
  ['WIP-18: a change of class is weighed where the card stands', () => {
    const { shop } = openShop({ limits: [limit('urgent', 2, { scope: { lanes: [lane('cut')], classes: ['expedite'] } })] });
    shop.must(pull('1.1', 'cut'));
    shop.must({ type: 'SetClass', card: card('1.1'), class: 'expedite', reason: 'line is down' });
    return load(shop, 'urgent') === 1;
  }],
  ['WIP-15: blocked counts', () => {
    const { shop } = openShop({ limits: [limit('cut', 1)] });
    for (const step of [pull('1.1', 'cut'), block('1.1')]) shop.must(step);
    return load(shop, 'cut') === 1 && refuses(shop, pull('1.2', 'cut')) && refuses(shop, finish('1.1'));
  }],
  ['WIP-19: a lowered limit is closed until it is under', () => {
    const { shop } = openShop({ parts: 4, limits: [limit('cut', 3)] });
    for (const id of ['1.1', '1.2', '1.3']) shop.must(pull(id, 'cut'));
    shop.must({ type: 'SetLimit', limit: limit('cut', 1) });
    return load(shop, 'cut') === 3 && refuses(shop, pull('1.4', 'cut'));
  }],
  ['WIP-17: a return is admitted and on record', () => {
    const { shop } = openShop({ limits: [limit('cut', 1)] });
    for (const step of [pull('1.1', 'cut'), finish('1.1'), pull('1.1', 'weld'), pull('1.2', 'cut'), back('1.1', 'cut')]) shop.must(step);
    return shop.card('1.1').exceptions[0]?.kind === 'return' && refuses(shop, pull('1.2', 'weld'));
  }],
  ['WIP-12: a part in its kit leaves every job limit', () => {
    const { shop } = openShop({ parts: 3, routing: ['cut'], limits: [limit('jobs', 1, { scope: {} })] });
    completeKit(shop);
    return load(shop, 'jobs') === 0;
  }],
  ['WIP-31: an override needs a manager and a reason', () => {
    const { shop } = openShop({ limits: [limit('cut', 0)] });
    const reason = 'the customer stands here';
    return refusing(shop, pull('1.1', 'cut', { override: { reason: 'short' } }), PEOPLE.mona) === 'reason_required' && refuses(shop, pull('1.1', 'cut', { override: { reason } }), PEOPLE.olaf) && shop.try(pull('1.1', 'cut', { override: { reason } }), PEOPLE.mona).ok;
  }],
  ['WIP-21, WIP-22: pulled by the receiving lane, out of done', () => {
    const { shop } = openShop();
    shop.must(pull('1.1', 'cut'));
    return refusing(shop, pull('1.1', 'weld')) === 'not_done' && refusing(shop, pull('1.2', 'cut'), PEOPLE.ines) === 'not_your_pull';
  }],
  ['WIP-26: a stale version is refused', () => {
    const { shop } = openShop();
    return refusing(shop, pull('1.1', 'cut', { version: 0 })) === 'stale';
  }],
  ['WIP-9: an estimate is asked for, and an overrun recorded', () => {
    const { shop } = openShop({ bom: [part('Leg', [], { routing: [{ lane: lane('cut'), hours: null }] })], limits: [limit('cut', 4, { unit: 'hours' })] });
    return refusing(shop, pull('1.1', 'cut')) === 'estimate_required';
  }],
  ['MTO-1, MTO-6: nothing before confirmation, no assembly without the kit', () => {
    const { shop } = openShop({ until: 'entered' });
    if (refusing(shop, pull('1.1', 'cut')) !== 'order_not_confirmed') return false;
    enter(shop, '2', { parts: 2, routing: ['cut'] });
    for (const step of [pull('2.1', 'cut'), finish('2.1')]) shop.must(step);
    return refusing(shop, pull('2', 'assemble')) === 'kit_incomplete';
  }],
  ['MTO-7: nothing ships without a verdict', () => {
    const { shop } = openShop({ ...open, until: 'entered' });
    shop.must({ type: 'CreateOrder', number: '2', title: 'Stool', customer: '', quantity: 1, bom: [part('Glue', [], { source: 'stock' })], routing: [] });
    shop.must({ type: 'ConfirmOrder', order: card('2'), promisedAt: shop.at + 86_400_000 });
    for (const step of [{ type: 'ReleaseOrder', order: card('2') } as const, pull('2', 'ship')]) shop.must(step);
    return refusing(shop, ship('2')) === 'not_inspected';
  }],
  ['T-O10: the maker does not inspect', () => {
    const { shop } = openShop();
    completeKit(shop);
    for (const step of [pull('1', 'assemble'), finish('1')]) shop.must(step);
    return refusing(shop, pull('1', 'qc')) === 'inspector_made_it' && shop.try(pull('1', 'qc'), PEOPLE.ines).ok && refuses(shop, pass('1'));
  }],
  ['T-J20: undo satisfies the limits', () => {
    const { shop } = openShop({ ...open, limits: [limit('cut', 1)] });
    for (const step of [pull('1.1', 'cut'), finish('1.1')]) shop.must(step);
    shop.must(pull('1.1', 'weld'), PEOPLE.olaf);
    shop.must(pull('1.2', 'cut'), PEOPLE.lea);
    return refusing(shop, undo('1.1'), PEOPLE.olaf) === 'wip_limit' || refusing(shop, undo('1.1'), PEOPLE.olaf) === 'cut';
  }],
  ['WIP-10: a heavy card waits for an empty scope; one that becomes ready alone is on record', () => {
    const bom = [part('Top', ['cut'], { quantity: 9 }), part('Peg', ['cut'])];
    const { shop } = openShop({ bom, limits: [limit('cut', 4, { unit: 'qty' })] });
    shop.must(pull('1.2', 'cut'));
    const ready = openShop({ bom: bom.slice(0, 1), limits: [limit('ready', 4, { unit: 'qty' })] }).shop;
    return refuses(shop, pull('1.1', 'cut')) && ready.card('1.1').exceptions[0]?.kind === 'oversize';
  }],
  ['WIP-1: what is shipped counts nowhere, whatever group its lane is in', () => {
    const { shop } = openShop({ ...open, parts: 1, routing: ['cut'] });
    shop.must({ type: 'EditLane', lane: lane('shipped'), group: 'Yard' });
    shop.must({ type: 'EditLane', lane: lane('ship'), group: 'Yard' });
    shop.must({ type: 'SetLimit', limit: limit('yard', 1, { kind: 'order', scope: { group: 'Yard' } }) });
    completeKit(shop);
    for (const step of [pull('1', 'assemble'), finish('1'), pull('1', 'qc'), pass('1'), pull('1', 'ship'), ship('1')]) shop.must(step);
    return load(shop, 'yard') === 0;
  }],
  ['WIP-19: what a changed scope leaves above the limit is accounted for by the change', () => {
    const { shop } = openShop({ limits: [limit('cut', 0)] });
    for (const step of [pull('1.1', 'cut', { override: { reason: 'the customer stands here' } }), finish('1.1')]) shop.must(step);
    shop.must(pull('1.2', 'cut', { override: { reason: 'the customer stands here' } }));
    shop.must(pull('1.1', 'weld'));
    shop.must({ type: 'SetLimit', limit: limit('cut', 0, { scope: { lanes: [lane('weld')] } }) });
    return brokenInvariants(shop.board).length === 0 && load(shop, 'cut') === 1;
  }],
  ['promise 1: an exception ends when its card leaves, when another leaves room, and when its limit goes', () => {
    const above = (...others: readonly NewLimit[]) => {
      const { shop } = openShop({ ...open, limits: [limit('cut', 1), ...others] });
      for (const step of [pull('1.1', 'cut'), pull('1.2', 'cut', { override: { reason: 'the customer stands here' } }), finish('1.1'), finish('1.2')]) shop.must(step);
      return shop;
    };
    const [left, other, gone] = [above(), above(), above()];
    left.must({ type: 'SetLimit', limit: limit('cut', 0) });
    left.must(pull('1.2', 'weld'));
    other.must(pull('1.1', 'weld'));
    gone.must({ type: 'RemoveLimit', limit: limitId('cut') });
    const stays = above(limit('pair', 1, { scope: { lanes: [lane('cut'), lane('weld')] } }));
    stays.must(pull('1.2', 'weld'));
    return [left, other, gone].every((shop) => shop.card('1.2').exceptions.length === 0) && stays.card('1.2').exceptions.map((one) => one.limit).join() === 'pair';
  }],
  ['a refusal leaves the board alone', () => {
    const { shop } = openShop({ limits: [limit('cut', 0)] });
    const { board } = shop;
    return !decide(board, pull('1.1', 'cut'), { at: shop.at, actor: asPerson(PEOPLE.ada), directory: { people: {}, suppliers: {} } }).ok && shop.where('1.1') === 'ready/queue';
  }],
];
