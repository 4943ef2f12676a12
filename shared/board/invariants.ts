import { isConfirmed } from '../orders/order.ts';
import type { Board } from './board.ts';
import { accountFor, recount, standingExceptions } from '../limits/admission.ts';

/** What must be true of every board at every sequence number; empty when all is well. O(cards). */
export function brokenInvariants(board: Board): string[] {
  return [...wrongLoads(board), ...wrongPlaces(board), ...wrongSteps(board), ...unaccounted(board), ...outlived(board), ...wrongKits(board), ...wrongQueues(board)];
}

function wrongLoads(board: Board): string[] {
  const counted = recount(board);
  return board.limits.flatMap((limit, index) =>
    Math.abs((board.loads[index] ?? 0) - (counted[index] ?? 0)) < 1e-6 ? [] : [`${limit.name}: load says ${board.loads[index]}, the cards say ${counted[index]}`]);
}

function wrongPlaces(board: Board): string[] {
  const seen = new Map<string, string>();
  const broken: string[] = [];
  for (const [key, ids] of Object.entries(board.places))
    for (const id of ids) {
      const card = board.cards.get(id);
      if (seen.has(id)) broken.push(`${id} stands in ${seen.get(id)} and in ${key}`);
      seen.set(id, key);
      if (!card?.place || `${card.place.lane}/${card.place.sub}` !== key) broken.push(`${id} is listed in ${key} and says otherwise`);
    }
  for (const card of board.cards.values()) if (card.place && !seen.has(card.id)) broken.push(`${card.id} is in no list`);
  return broken;
}

/** The step says which visit of a lane a card is on; the lane follows from it, until it is shipped. */
function wrongSteps(board: Board): string[] {
  return [...board.cards.values()].flatMap((card) => {
    if (!card.place || card.step < 0 || card.finishedAt !== null) return [];
    const lane = card.routing[card.step]?.lane;
    return lane === card.place.lane ? [] : [`${card.id} stands in ${card.place.lane} and its step ${card.step} is ${lane ?? 'none'}`];
  });
}

/** Promise 1: what stands above a limit, a recorded exception or a lowered limit put there. */
export function unaccounted(board: Board): string[] {
  return board.limits.flatMap((limit) => {
    const { over, exceptions, lowered } = accountFor(board, limit.id);
    const explained = exceptions.reduce((sum, exception) => sum + exception.weight, 0) + lowered;
    return over > explained + 1e-6 ? [`${limit.name}: ${over} above the limit, ${explained} accounted for`] : [];
  });
}

/** A card names no exception but those that put it above a limit it stands in now. */
function outlived(board: Board): string[] {
  return [...board.cards.values()].flatMap((card) => {
    const standing = standingExceptions(board, card);
    return standing === card.exceptions ? [] : card.exceptions.filter((one) => !standing.includes(one)).map((one) => `${card.id}: its ${one.kind} at ${one.limit} is over`);
  });
}

function wrongKits(board: Board): string[] {
  const broken: string[] = [];
  for (const order of board.cards.values()) {
    if (order.kind !== 'order') continue;
    const done = order.jobs.filter((id) => { const job = board.cards.get(id); return job?.kind === 'job' && job.state === 'done'; }).length;
    if (done !== order.kitDone) broken.push(`${order.id}: kit says ${order.kitDone}, the jobs say ${done}`);
    if (order.step >= 0 && done < order.jobs.length) broken.push(`${order.id} is past its kit with ${done} of ${order.jobs.length} jobs`); // MTO-6
    if (order.phase === 'shipped' && order.inspection === 'none') broken.push(`${order.id} was shipped without a verdict`); // MTO-7
    const moving = order.jobs.some((id) => { const job = board.cards.get(id); return job?.kind === 'job' && job.state !== 'planned'; });
    if (moving && !isConfirmed(order)) broken.push(`${order.id} has moving jobs and is not confirmed`); // MTO-1
  }
  return broken;
}

function wrongQueues(board: Board): string[] {
  return Object.entries(board.queues).flatMap(([lane, ids]) => ids.flatMap((id) => (board.cards.get(id)?.queued?.lane === lane ? [] : [`${id} queues at ${lane} and does not know`])));
}
