import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import { isConfirmed, isKitted, isReleased, promiseOf } from '../../shared/orders/order.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { OrderFileView } from '../../shared/views/order-file-view.ts';
import { dayMonthWords } from '../words/day-words.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';

export interface Stage { readonly name: string; readonly state: 'done' | 'now' | 'ahead' }

/** Confirmed, released, its parts, then the lanes of the order itself. */
export function stagesOf(board: Board, order: Order, file: OrderFileView | null, now: number): Stage[] {
  const { card: { stages: words } } = currentWords();
  const day = (at: number | null): string | null => (at === null ? null : dayMonthWords(at, now));
  const promise = promiseOf(order);
  const over = order.finishedAt !== null;
  const stages: Stage[] = [
    { name: isConfirmed(order) ? words.confirmed(day(file?.confirmedAt ?? null)) : words.confirm, state: isConfirmed(order) ? 'done' : 'now' },
    { name: words.released(day(order.startedAt)), state: isReleased(order) ? 'done' : isConfirmed(order) ? 'now' : 'ahead' },
    { name: words.parts(order.kitDone, order.jobs.length), state: isKitted(order) ? 'done' : isReleased(order) ? 'now' : 'ahead' },
  ];
  order.routing.forEach((step, index) => {
    const lane = laneOf(board, step.lane);
    const at = index === order.step;
    const passed = over || index < order.step || (at && order.place?.sub === 'done');
    const waitsForIt = isKitted(order) && index === order.step + 1 && (order.place?.sub !== 'doing');
    const promised = lane?.role === 'ship' && promise !== null ? ` ${dayMonthWords(promise, now)}` : '';
    stages.push({ name: `${lane?.name ?? step.lane}${promised}`, state: passed ? 'done' : at || waitsForIt ? 'now' : 'ahead' });
  });
  return stages;
}

export function StagesBar({ board, order, file, now }: { readonly board: Board; readonly order: Order; readonly file: OrderFileView | null; readonly now: number }) {
  const { card: { stages: words } } = useWords();
  return (
    <ol className="cp-stages" aria-label={words.title}>
      {stagesOf(board, order, file, now).map((stage, index) => (
        // Stages stay in their order, and two may have one name.
        <li key={index} data-state={stage.state} aria-current={stage.state === 'now' ? 'step' : undefined}>
          <bdi>{stage.name}</bdi><span className="unseen">{words.states[stage.state]}</span>
        </li>
      ))}
    </ol>
  );
}
