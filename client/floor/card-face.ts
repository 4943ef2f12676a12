import { ENOUGH_HISTORY, dueAt, hereSince, laneOf, orderOf } from '../../shared/board/board.ts';
import { authorisedAt, bufferColour, bufferLeft } from '../../shared/board/buffer.ts';
import { isBlocked } from '../../shared/cards/card-common.ts';
import { percentile } from '../../shared/kernel/percentile.ts';
import type { Board } from '../../shared/board/board.ts';
import type { BufferColour } from '../../shared/board/buffer.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Job } from '../../shared/jobs/job.ts';
import type { Lane } from '../../shared/board/lane.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Directory, Person } from '../../shared/people/directory.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { hoursPlanned } from '../../shared/orders/plan.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { Words } from '../../shared/words/words.ts';
import { dueWords } from './dates.ts';

export type Tone = 'plain' | 'warn' | 'stop';
export type Part = 'done' | 'blocked' | 'open';

/** Everything a card shows, as words: two equal faces need no redraw. */
export interface Face {
  readonly id: CardId;
  readonly kind: Card['kind'];
  readonly number: string;
  readonly title: string;
  readonly quantity: string;
  readonly under: string;
  readonly due: string | null;
  readonly buffer: BufferColour | null;
  /** How long it stands where it is: the one age on it. */
  readonly age: string;
  readonly ageAll: string;
  readonly ageTone: Tone;
  readonly person: Person | null;
  readonly morePeople: number;
  readonly expedite: boolean;
  readonly blocked: string | null;
  readonly returned: string | null;
  readonly waits: string | null;
  readonly above: string | null;
  /** One letter a part, `d` done, `b` blocked, `o` open; empty: no kit bar. */
  readonly kit: string;
  readonly kitCount: string;
  readonly kitWords: string;
}

const quantityWords = ({ quantity, unit }: Pick<Card, 'quantity' | 'unit'>, { f }: Words): string =>
  unit === '×' || unit === '' ? `${f.amount(quantity)}×` : `${f.amount(quantity)} ${unit}`;

const sortedDwells = new WeakMap<readonly number[], readonly number[]>();
/** Cards that were only shown round a new board left their lanes within seconds: nothing is long before this, ms. */
const NEVER_LONG = 15 * 60_000;
/** There cards wait for their time and not for a hand; or their road is over. */
const UNTIMED: ReadonlySet<Lane['role']> = new Set(['enquiry', 'pool', 'shipped']);

/** Past the 70th percentile of this lane's last dwell times: soon; past the 95th: long. */
export function ageTone(board: Board, lane: LaneId, age: number): Tone {
  const dwells = board.dwells[lane];
  if (!dwells || dwells.length < ENOUGH_HISTORY || age < NEVER_LONG || UNTIMED.has(laneOf(board, lane)?.role ?? null)) return 'plain';
  let sorted = sortedDwells.get(dwells);
  if (!sorted) {
    sorted = dwells.toSorted((a, b) => a - b);
    sortedDwells.set(dwells, sorted);
  }
  if (age > (percentile(sorted, 95) ?? Infinity)) return 'stop';
  return age > (percentile(sorted, 70) ?? Infinity) ? 'warn' : 'plain';
}

export const partOf = (job: Job): Part => {
  if (job.state === 'done') return 'done';
  return isBlocked(job) ? 'blocked' : 'open';
};

export const jobsOf = (board: Board, order: Order): Job[] =>
  order.jobs.flatMap((id) => {
    const job = board.cards.get(id);
    return job?.kind === 'job' ? [job] : [];
  });

const showsKit = (order: Order): boolean => order.phase === 'procurement' || order.phase === 'kitted';

function kitOf(board: Board, order: Order, words: Words): Pick<Face, 'kit' | 'kitCount' | 'kitWords'> {
  if (!showsKit(order)) return { kit: '', kitCount: '', kitWords: '' };
  const jobs = jobsOf(board, order);
  const parts = jobs.map(partOf);
  const rank = { done: 0, blocked: 1, open: 2 };
  const kit = parts.toSorted((a, b) => rank[a] - rank[b]).map((part) => part[0]).join('');
  const missing = jobs.filter((job) => job.state !== 'done');
  // A blocked part holds the kit longest: it is named first.
  const named = missing.find(isBlocked) ?? missing.find((job) => job.place) ?? missing[0];
  const kitCount = `${parts.filter((part) => part === 'done').length}/${jobs.length}`;
  if (!named) return { kit, kitCount, kitWords: words.floor.face.fullKit };
  const lane = named.place ? isolated(laneOf(board, named.place.lane)?.name ?? '') : null;
  return { kit, kitCount, kitWords: words.floor.face.missing(numberOf(named.id), lane, missing.length - 1) };
}

function under(board: Board, directory: Directory, card: Card, words: Words): string {
  if (card.kind === 'job') {
    const order = isolated(orderOf(board, card)?.title ?? '');
    const supplier = isolated((card.supplier && directory.suppliers[card.supplier]?.name) || '');
    return supplier ? `${supplier} · ${order}` : order;
  }
  if (card.phase !== 'confirmed' && card.phase !== 'enquiry') return isolated(card.customer);
  const work = words.floor.face.work(card.jobs.length, hoursPlanned(card));
  return card.phase === 'enquiry' ? `${isolated(card.customer)} · ${work}` : work;
}

/** Its place in the line when it is the first and its place is free. */
export const CALLED = 0;

function waits(board: Board, card: Card, position: number | null, { floor: { face } }: Words): string | null {
  if (!card.queued) return null;
  const lane = isolated(laneOf(board, card.queued.lane)?.name ?? card.queued.lane);
  if (position === CALLED) return face.called(lane);
  return position === null ? face.inLine(lane) : face.placeInLine(position, lane);
}

/** `Back from QC, 2nd time: seam open`. */
function returned(board: Board, { rework, reworks }: Card, words: Words): string | null {
  if (rework === null) return null;
  const from = rework.from && laneOf(board, rework.from)?.name;
  return words.floor.face.back(from ? isolated(from) : null, reworks, rework.reason);
}

/** Exceptions that the band or the mark of rework does not tell already. */
const above = (card: Card, { floor: { face } }: Words): string | null =>
  card.exceptions.flatMap(({ kind }) => face.above[kind] ?? [])[0] ?? null;

/** Of the oldest blocker, and how many there are besides. */
function blocked([oldest, ...others]: Card['blockers'], { floor: { face } }: Words): string | null {
  return oldest ? face.blocked(isolated(oldest.text || face.blockedBy[oldest.category]), others.length) : null;
}

/** Before the floor's clock runs, since it was asked for or confirmed: it stands where it was put then. */
const bornAt = (card: Card): number => card.startedAt ?? card.laneAt;

/** `position`: its place in the line it waits in, from 1, or CALLED. */
export function faceOf(board: Board, directory: Directory, card: Card, now: number, words: Words, position: number | null = null): Face {
  const due = dueAt(board, card);
  const over = card.place ? laneOf(board, card.place.lane)?.kind === 'terminal' : false;
  const buffer = over ? null : bufferColour(bufferLeft(board, card, now));
  const people = card.assignees.flatMap((id) => directory.people[id] ?? []);
  const here = Math.max(0, now - hereSince(card));
  const kit = card.kind === 'order' ? kitOf(board, card, words) : { kit: '', kitCount: '', kitWords: '' };
  return {
    id: card.id,
    kind: card.kind,
    number: numberOf(card.id),
    title: isolated(card.title),
    quantity: quantityWords(card, words),
    under: under(board, directory, card, words),
    due: due === null ? null : buffer === 'black' ? words.floor.face.late(dueWords(due, now, words)) : dueWords(due, now, words),
    buffer,
    age: words.times.short(here),
    ageAll: words.times.short(Math.max(0, now - bornAt(card))),
    ageTone: card.place && !over ? ageTone(board, card.place.lane, here) : 'plain',
    person: people[0] ?? null,
    morePeople: Math.max(0, people.length - 1),
    expedite: card.class === 'expedite',
    blocked: blocked(card.blockers, words),
    returned: returned(board, card, words),
    waits: waits(board, card, position, words),
    above: above(card, words),
    ...kit,
  };
}

/** When the pool may let it go, for the release slot. */
export function authorisedWords(board: Board, order: Order, now: number, words: Words): string {
  const { face } = words.floor;
  const at = authorisedAt(board, order);
  if (at === null) return face.noDate;
  if (at > now) return face.authorisedFrom(dueWords(at, now, words));
  return now - at < 86_400_000 ? face.authorisedToday : face.authorisedSince(dueWords(at, now, words));
}

/** What a screen reader says of a card, most needed first. */
export const spoken = (face: Face, { floor: { face: { said, here } } }: Words): string =>
  [
    said.what(face.kind, face.number, face.title, face.quantity),
    face.expedite ? said.expedite : '',
    face.blocked ? said.blocked(face.blocked) : '',
    face.returned ?? '',
    face.waits ?? '',
    face.above ?? '',
    face.under,
    face.kit ? said.kit(face.kitCount, face.kitWords) : '',
    face.due ? said.due(face.due, face.buffer) : '',
    here(face.age),
    face.person ? isolated(face.person.name) : '',
  ].filter(Boolean).join(', ');

/** Faces keep their identity while nothing on them changed, so that only changed cards are drawn again. */
export class FaceCache {
  private readonly last = new Map<CardId, { readonly card: Card; readonly order: Order | undefined; readonly board: Board; readonly minute: number; readonly directory: Directory; readonly words: Words; readonly position: number | null; readonly face: Face }>();

  of(board: Board, directory: Directory, card: Card, now: number, words: Words, position: number | null): Face {
    const known = this.last.get(card.id);
    const order = card.kind === 'job' ? orderOf(board, card) : undefined;
    const lane = card.place?.lane;
    const sameGround = known && (known.board === board || (known.board.lanes === board.lanes && known.board.policies === board.policies && (!lane || known.board.dwells[lane] === board.dwells[lane])));
    // An order's face shows its jobs, which change without it.
    const alone = card.kind === 'job' || !(showsKit(card) || card.phase === 'confirmed' || card.phase === 'enquiry');
    if (known && sameGround && (alone || known.board === board) && known.card === card && known.order === order && known.minute === now && known.directory === directory && known.words === words && known.position === position)
      return known.face;
    const fresh = faceOf(board, directory, card, now, words, position);
    const face = known && sameFace(known.face, fresh) ? known.face : fresh;
    this.last.set(card.id, { card, order, board, minute: now, directory, words, position, face });
    return face;
  }
}

export function sameFace(a: Face, b: Face): boolean {
  for (const key of Object.keys(a) as (keyof Face)[]) if (a[key] !== b[key]) return false;
  return true;
}
