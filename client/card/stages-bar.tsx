import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Order } from '../../shared/orders/order.ts';
import { dayMonthWords } from '../words/day-words.ts';

export interface Stage { readonly name: string; readonly state: 'done' | 'now' | 'ahead' }

/** Confirmed, released, its parts, then the lanes of the order itself. */
export function stagesOf(board: Board, order: Order, now: number): Stage[] {
  const over = order.finishedAt !== null;
  const stages: Stage[] = [
    { name: order.confirmedAt === null ? 'Confirm' : `Confirmed ${dayMonthWords(order.confirmedAt, now)}`, state: order.confirmedAt === null ? 'now' : 'done' },
    { name: order.startedAt === null ? 'Release' : `Released ${dayMonthWords(order.startedAt, now)}`, state: order.startedAt !== null ? 'done' : order.confirmedAt === null ? 'ahead' : 'now' },
    { name: `Parts ${order.kitDone} of ${order.jobs.length}`, state: order.startedAt === null ? 'ahead' : order.kittedAt === null ? 'now' : 'done' },
  ];
  order.routing.forEach((step, index) => {
    const lane = laneOf(board, step.lane);
    const at = index === order.step;
    const passed = over || index < order.step || (at && order.place?.sub === 'done');
    const waitsForIt = order.kittedAt !== null && index === order.step + 1 && (order.place?.sub !== 'doing');
    const promised = lane?.role === 'ship' && order.promisedAt !== null ? ` ${dayMonthWords(order.promisedAt, now)}` : '';
    stages.push({ name: `${lane?.name ?? step.lane}${promised}`, state: passed ? 'done' : at || waitsForIt ? 'now' : 'ahead' });
  });
  return stages;
}

export function StagesBar({ board, order, now }: { readonly board: Board; readonly order: Order; readonly now: number }) {
  return (
    <ol className="cp-stages" aria-label="How far it is">
      {stagesOf(board, order, now).map((stage) => (
        <li key={stage.name} data-state={stage.state} aria-current={stage.state === 'now' ? 'step' : undefined}>
          <bdi>{stage.name}</bdi><span className="unseen">{stage.state === 'done' ? ', done' : stage.state === 'now' ? ', now' : ', ahead'}</span>
        </li>
      ))}
    </ol>
  );
}
