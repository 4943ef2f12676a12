import { type Board, emptyBoard } from '../../../shared/board/board.ts';
import { type Job } from '../../../shared/jobs/job.ts';
import { type Lane, placeKey } from '../../../shared/board/lane.ts';
import { type Order } from '../../../shared/orders/order.ts';
import { type Step } from '../../../shared/cards/card-common.ts';
import { DEFAULT_POLICIES } from '../../../shared/board/policies.ts';
import { type CardId, boardId, cardId, laneId, personId } from '../../../shared/kernel/ids.ts';
import { Table } from '../../../shared/kernel/table.ts';
import { draws } from '../chance.ts';

const DAY = 86_400_000;
const NAMES = ['cut', 'edge', 'drill', 'finish', 'check', 'upholster'];
const PARTS = ['Side panel', 'Tabletop', 'Drawer front', 'Back panel', 'Leg', 'Shelf', 'Door', 'Rail', 'Plinth', 'Handle'];
const WOODS = ['oak', 'walnut', 'birch', 'beech', 'ash', 'maple'];

const lane = (id: string, kind: Lane['kind'], holds: Lane['holds'], role: Lane['role'] = null): Lane => ({
  id: laneId(id), name: id, kind, role, holds, group: null, members: [], policy: '', checklist: [], defaultHours: null,
});

/** A board of `count` live cards as three weeks of work leave it: no two times alike that need not be. */
export function bigBoard(count: number, seed = 1): Board {
  const next = draws(seed);
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const now = 1_760_000_000_000;
  const lanes = [
    lane('pool', 'queue', 'order', 'pool'), lane('ready', 'queue', 'job', 'ready'),
    ...NAMES.map((name) => lane(name, 'work', 'job')), lane('kits', 'queue', 'order', 'kit'),
  ];
  const cards: (Order | Job)[] = [];
  const places: Record<string, CardId[]> = {};
  const stand = (id: CardId, name: string, sub: 'queue' | 'doing' | 'done') => {
    const list = (places[placeKey(laneId(name), sub)] ??= []);
    list.splice(below(list.length + 1), 0, id);
    return { lane: laneId(name), sub };
  };
  let number = 1041;
  while (cards.length < count) {
    const id = cardId(String(number++));
    const startedAt = now - below(21 * DAY) + below(DAY);
    const title = `${pick(['Table', 'Wardrobe', 'Sideboard', 'Bench', 'Kitchen', 'Bed'])} ${pick(WOODS)} ${120 + 10 * below(12)}`;
    const lines = Math.min(1 + below(7), count - cards.length - 1);
    const jobs = Array.from({ length: lines }, (_, i) => cardId(`${id}.${i + 1}`));
    const common = {
      title, quantity: 1 + below(4), unit: '×', class: pick(['standard', 'standard', 'standard', 'standard', 'fixed', 'expedite', 'intangible'] as const),
      assignees: next() < 0.3 ? [personId(pick(['ana', 'ben', 'cem', 'dora', 'eva']))] : [], blockers: [], blockersEver: 0, comments: 0, checks: [], exceptions: [],
      reworks: 0, rework: null, queued: null, finishedAt: null,
    };
    cards.push({
      id, ...common, kind: 'order', version: 3, place: stand(id, 'kits', 'queue'), routing: [{ lane: laneId('assemble'), hours: 4 }, { lane: laneId('qc'), hours: null }], step: -1,
      startedAt, laneAt: startedAt, subAt: startedAt, phase: 'procurement', customer: `Customer ${below(300)}`, due: now + (10 + below(40)) * DAY,
      jobs, plan: null, kitDone: 0, inspection: 'none', finishedBy: null,
    });
    for (const job of jobs) {
      const routing: Step[] = NAMES.filter(() => next() < 0.6).map((name) => ({ lane: laneId(name), hours: below(16) / 2 }));
      if (routing.length === 0) routing.push({ lane: laneId('cut'), hours: 1 });
      const step = below(routing.length + 1) - 1;
      const sub = step < 0 ? 'queue' : pick(['doing', 'done'] as const);
      const entered = startedAt + below(5 * DAY);
      const blocked = next() < 0.04;
      cards.push({
        id: job, ...common, kind: 'job', title: pick(PARTS), quantity: 1 + below(12), version: 2 + 2 * (step + 1), place: stand(job, step < 0 ? 'ready' : (routing[step] as Step).lane, sub),
        routing, step, startedAt: step < 0 ? null : step === 0 ? entered : startedAt + below(DAY), laneAt: step < 0 ? startedAt : entered, subAt: step < 0 ? startedAt : sub === 'doing' ? entered : entered + below(DAY),
        blockers: blocked ? [{ id: 1, category: 'material', external: false, text: `waiting for ${pick(WOODS)}`, at: entered, by: 'person:ana' as const }] : [], blockersEver: blocked ? 1 : 0,
        order: id, source: pick(['make', 'make', 'make', 'buy'] as const), supplier: null, state: step < 0 ? 'ready' : 'started', accepted: 0,
      });
    }
  }
  const was = cards[0];
  return {
    ...emptyBoard(boardId('big')), name: 'Big', seq: 40_000, at: now, lanes, limits: [], loads: [], policies: DEFAULT_POLICIES, cards: Table.of(cards), places, nextNumber: number,
    lastMoves: was === undefined ? {} : { [personId('ana')]: { card: was.id, seq: 39_000, at: now - 5_000, version: 3, was, before: null, behind: null } },
    dwells: Object.fromEntries(NAMES.map((name) => [name, Array.from({ length: 60 }, () => below(5 * DAY))])),
  };
}
