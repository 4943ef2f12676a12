import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from '../../shared/events.ts';
import type { CommitInfo } from '../../shared/kernel/commit-info.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { isConfirmed, isKitted, isReleased, promiseOf } from '../../shared/orders/order.ts';
import { anySeeds, commitOf, play, runs } from '../support/shop/story.ts';
import type { TestCommit } from '../support/shop/story.ts';

/** What the log says of an order, read off its events without a fold. */
function said(commits: readonly TestCommit[], order: CardId) {
  const undone = new Set(commits.flatMap(({ events }) => events.flatMap((event) => (event.type === 'MoveUndone' ? [event.undoes] : []))));
  const all = commits.flatMap((info) => info.events.map((event) => ({ info, event })));
  const of = <T>(pick: (event: Event, info: CommitInfo) => T | null): T[] => all.flatMap(({ event, info }) => pick(event, info) ?? []);
  return {
    entered: of((event, { at }) => (event.type === 'OrderCreated' && event.order === order ? { at, wanted: event.requestedAt } : null))[0],
    promises: of((event) => ((event.type === 'OrderConfirmed' && event.order === order) || (event.type === 'CardEdited' && event.card === order) ? (event.promisedAt ?? null) : null)),
    confirmed: of((event, { at }) => (event.type === 'OrderConfirmed' && event.order === order ? at : null))[0] ?? null,
    released: of((event, { seq, at }) => (event.type === 'OrderReleased' && event.order === order && !undone.has(seq) ? at : null)).at(-1) ?? null,
    kitted: of((event, { seq, at }) => (event.type === 'OrderKitted' && event.order === order && !undone.has(seq) ? at : null)).at(-1) ?? null,
    revisions: of((event) => (event.type === 'BomRevised' && event.order === order ? 1 : null)).length,
    shipped: of((event, { at, texts }) => (event.type === 'OrderShipped' && event.order === order ? { at, carrier: event.carrier === null ? '' : texts[event.carrier] } : null)),
  };
}

test('of an order the floor and its file say together what the log says', () => {
  const met = { wishes: 0, moved: 0, kitted: 0, shipped: 0 };
  fc.assert(fc.property(anySeeds(), (seeds) => {
    const commits: TestCommit[] = [];
    let fileOf: Parameters<Parameters<typeof play>[1]>[0]['files'] = () => undefined;
    const board = play(seeds, (told) => {
      fileOf = told.files;
      const commit = commitOf(told);
      if (commit) commits.push(commit);
    });
    for (const order of board.cards.values()) {
      if (order.kind !== 'order') continue;
      const log = said(commits, order.id);
      const file = fileOf(order.id);
      expect(file).toMatchObject({
        requestedAt: log.entered?.wanted ?? null, bomRevision: 1 + log.revisions, confirmed: log.confirmed === null ? null : { at: log.confirmed }, kitted: log.kitted === null ? null : { at: log.kitted },
      });
      expect(file?.promises.map(({ promisedAt }) => promisedAt)).toEqual(log.promises);
      expect(file?.shipments).toMatchObject(log.shipped);
      expect({
        due: order.due, promise: promiseOf(order), confirmed: isConfirmed(order), released: isReleased(order), kitted: isKitted(order), shipped: order.phase === 'shipped', started: order.startedAt,
      }, order.id).toEqual({
        due: log.promises.at(-1) ?? log.entered?.wanted ?? null, promise: log.promises.at(-1) ?? null, confirmed: log.confirmed !== null, released: log.released !== null, kitted: log.kitted !== null,
        shipped: log.shipped.length > 0, started: log.released,
      });
      // Before the floor's clock it stands since it was asked for, or confirmed.
      if (!isReleased(order)) expect(order.laneAt).toBe(log.confirmed ?? log.entered?.at);
      met.wishes += Number(!isConfirmed(order) && order.due !== null);
      met.moved += Number(log.promises.length > 1);
      met.kitted += Number(isKitted(order));
      met.shipped += log.shipped.length;
    }
  }), runs(60));
  for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(0);
}, 60_000);
