import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Order } from '../../shared/orders/order.ts';
import { dayMonthWords } from '../words/day-words.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';

export interface Stage { readonly name: string; readonly state: 'done' | 'now' | 'ahead' }

/** Confirmed, released, its parts, then the lanes of the order itself. */
export function stagesOf(board: Board, order: Order, now: number): Stage[] {
  const { card: { stages: words } } = currentWords();
  const day = (at: number | null): string | null => (at === null ? null : dayMonthWords(at, now));
  const over = order.finishedAt !== null;
  const stages: Stage[] = [
    { name: words.confirmed(day(order.confirmedAt)), state: order.confirmedAt === null ? 'now' : 'done' },
    { name: words.released(day(order.startedAt)), state: order.startedAt !== null ? 'done' : order.confirmedAt === null ? 'ahead' : 'now' },
    { name: words.parts(order.kitDone, order.jobs.length), state: order.startedAt === null ? 'ahead' : order.kittedAt === null ? 'now' : 'done' },
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
  const { card: { stages: words } } = useWords();
  return (
    <ol className="cp-stages" aria-label={words.title}>
      {stagesOf(board, order, now).map((stage, index) => (
        // Stages stay in their order, and two may have one name.
        <li key={index} data-state={stage.state} aria-current={stage.state === 'now' ? 'step' : undefined}>
          <bdi>{stage.name}</bdi><span className="unseen">{words.states[stage.state]}</span>
        </li>
      ))}
    </ol>
  );
}
