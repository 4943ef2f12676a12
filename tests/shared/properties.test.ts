import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { emptyBoard } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import { cardsOf, decide, orderIdOf } from '../../shared/floor.ts';
import type { Decision } from '../../shared/floor.ts';
import type { Event } from '../../shared/events.ts';
import { applyCommit } from '../../shared/floor.ts';
import { boardId, cardId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { loadOf } from '../../shared/limits/admission.ts';
import { SMALLEST } from '../../shared/kernel/quantity.ts';
import type { LimitViolation } from '../../shared/refusals.ts';
import { ENGLISH } from '../support/shop/words.ts';
import { sentence } from '../../shared/words/sentences.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { PEOPLE } from '../support/shop/shop.ts';
import { isInside, walked } from '../support/shop/walked.ts';
import { CAST_DIRECTORY, anySeeds, commitOf, plain, play, runs } from '../support/shop/story.ts';
import type { TestCommit, Told } from '../support/shop/story.ts';

/** Any sequence of sensible and senseless commands by anybody, on any shop. fast-check prints the seeds of a failure. */
const RUNS = runs();
vi.setConfig({ testTimeout: 60_000 });
const always = (look: (told: Told) => void, how = RUNS): void => fc.assert(fc.property(anySeeds(), (seeds) => void play(seeds, look)), how);

const hasException = (events: readonly Event[]): boolean => events.some((event) => ('exceptions' in event && (event.exceptions?.length ?? 0) > 0) || ('jobExceptions' in event && event.jobExceptions));
/** Card, limit and kind of each exception that an event records. */
function grantsIn(event: Event): (readonly [string, string, string])[] {
  const subject = 'card' in event ? event.card : 'order' in event ? event.order : '';
  const own = 'exceptions' in event ? (event.exceptions ?? []).map(({ limit, kind }) => [subject, limit, kind] as const) : [];
  return event.type === 'OrderReleased' ? [...own, ...(event.jobExceptions ?? []).map(({ card, limit, kind }) => [card, limit, kind] as const)] : own;
}

/** These change what is counted or allowed; all others change where cards are. */
const RULES = new Set(['CreateBoard', 'SetLimit', 'RemoveLimit', 'AddLane', 'EditLane', 'MoveLane', 'RemoveLane', 'SetPolicies']);

function overLoads(board: Board): ReadonlyMap<string, number> {
  return new Map(board.limits.map((limit, index) => [limit.id, Math.max(0, (board.loads[index] ?? 0) - (limit.capacity ?? Infinity))]));
}

const limitsOf = (decision: Decision): LimitViolation[] => (decision.ok ? [] : decision.refusal.violations.filter((one): one is LimitViolation => one.code === 'wip_limit'));

describe('whatever is tried, in any sequence', () => {
  test('promise 1, WIP-1: a change without a recorded exception leaves no limit above its capacity, or more above it than before', () => {
    always(({ before, command, decision }) => {
      if (!decision.ok || RULES.has(command.type) || hasException(decision.events)) return;
      const were = overLoads(before);
      const raised = [...overLoads(decision.board)].filter(([limit, over]) => over > (were.get(limit) ?? 0) + 1e-6);
      if (raised.length > 0) expect(raised, command.type).toEqual([]);
    });
  });

  test('promise 1: loads equal a recount, each card is in one place, every unit above a limit is accounted for, kits and verdicts hold', () => {
    always(({ command, decision }) => {
      if (decision.ok) expect(brokenInvariants(decision.board), command.type).toEqual([]);
    });
  });

  test('every card that a commit changes is named by one of its events, and the commit is about the orders of all that are named', () => {
    always(({ before, command, decision }) => {
      if (!decision.ok) return;
      const { board, events } = decision;
      const named = new Set<string>(events.flatMap(cardsOf));
      for (const id of board.cards.changedSince(before.cards)) {
        if (named.has(id)) continue;
        // Derived: an exception of a card ends when others have brought the load below the limit.
        const [was, is] = [before.cards.get(id), board.cards.get(id)];
        expect({ ...is, exceptions: [] }, `${id} by ${command.type}`).toEqual({ ...was, exceptions: [] });
      }
      const orders = [...named].map((id) => orderIdOf(board, cardId(id)) ?? orderIdOf(before, cardId(id)));
      expect(new Set<unknown>(decision.subjects), command.type).toEqual(new Set(orders));
    });
  });

  test('an undo says all that it puts back: what somebody moved last is not asked again', () => {
    let undone = 0;
    always((told) => {
      const commit = told.command.type === 'UndoMove' ? commitOf(told) : null;
      if (!commit || !told.decision.ok) return;
      undone += 1;
      const folded = plain(applyCommit({ ...told.before, lastMoves: {} }, commit));
      const { cards, places, queues, loads } = plain(told.decision.board);
      expect({ cards: folded.cards, places: folded.places, queues: folded.queues, loads: folded.loads }).toEqual({ cards, places, queues, loads });
    });
    expect(undone).toBeGreaterThan(0);
  });

  test('promise 1: a card names exactly the exceptions that were granted to it and still put it above a limit', () => {
    fc.assert(fc.property(anySeeds(), (seeds) => {
      const granted = new Map<string, string>();
      play(seeds, ({ command, context, decision }) => {
        if (!decision.ok) return;
        const { board } = decision;
        for (const event of decision.events) for (const [id, limit, kind] of grantsIn(event)) granted.set(`${id} ${limit}`, `${kind} ${context.at} ${context.actor.id}`);
        const over = new Map(board.limits.filter((limit) => walked(board, limit) > (limit.capacity ?? Infinity) + 1e-4).map((limit) => [limit.id as string, limit]));
        for (const key of granted.keys()) {
          const [id, limitId] = key.split(' ') as [CardId, string];
          const [limit, one] = [over.get(limitId), board.cards.get(id)];
          if (!limit || !one || limit.kind !== one.kind || !isInside(board, limit, one)) granted.delete(key);
        }
        const named = [...board.cards.values()].flatMap(({ id, exceptions }) => exceptions.map(({ limit, kind, at, by }) => [`${id} ${limit}`, `${kind} ${at} ${by}`] as const));
        if (!isDeepStrictEqual(new Map(named), granted)) expect(new Map(named), command.type).toEqual(granted);
      });
    }), RUNS);
  });

  test('WIP-1, WIP-5, WIP-11, WIP-12: every load is what somebody counts who walks along the board', () => {
    always(({ command, decision }) => {
      if (!decision.ok) return;
      const { board } = decision;
      const wrong = board.limits.filter((limit, index) => Math.abs((board.loads[index] ?? 0) - walked(board, limit)) > 1e-4);
      if (wrong.length > 0) expect(wrong, command.type).toEqual([]);
    });
  });

  test('promise 2: a board that has refused others says of its limits what a board says that is looked at for the first time', () => {
    always(({ before, command, context, decision, files }) => {
      if (decision.ok || !decision.refusal.violations.some(({ code }) => code === 'wip_limit')) return;
      const later = { ...context, at: context.at + 3_600_000 };
      expect(decide(before, command, later, files), command.type).toEqual(decide({ ...before }, command, later, files));
    });
  });

  test('promise 2: what is said to have to leave is exactly what lets the card in, to the smallest amount', () => {
    let told = 0;
    always(({ before, command, context, decision, files }) => {
      // The parts of a release come in together: sentences.test.ts tells their numbers.
      for (const violation of command.type === 'ReleaseOrder' ? [] : limitsOf(decision)) {
        const [limit, subject] = [before.limits.find(({ id }) => id === violation.limit), before.cards.get(decision.ok ? '' : (decision.refusal.card ?? ''))];
        if (!limit || (subject && isInside(before, limit, subject))) continue;
        told += 1;
        const without = (gone: number): boolean => {
          const loads = before.loads.map((load, index) => (before.limits[index]?.id === violation.limit ? load - gone : load));
          return limitsOf(decide({ ...before, loads }, command, context, files)).every(({ limit }) => limit !== violation.limit);
        };
        const { needs, load } = violation;
        const held = needs === null ? [without(load)] : [without(needs), without(needs - SMALLEST)];
        if (!isDeepStrictEqual(held, needs === null ? [false] : [true, false])) expect({ held, violation }, command.type).toBeNull();
      }
    }, runs(80));
    expect(told).toBeGreaterThan(100);
  });

  test('promise 2: the move that is said to make room takes off the limit what it is said to take', () => {
    let made = 0;
    always(({ before, context, decision }) => {
      for (const { limit, room: [way], load } of limitsOf(decision)) {
        if (way?.do !== 'pull' || way.full || way.within) continue;
        const moved = decide(before, { type: 'PullCard', card: way.card, lane: way.lane }, { ...context, actor: asPerson(PEOPLE.ada) });
        if (!moved.ok) continue;
        made += 1;
        expect(loadOf(moved.board, limit)).toBeCloseTo(load - way.frees, 4);
        expect(way.frees).toBeGreaterThan(0);
      }
    }, runs(80));
    expect(made).toBeGreaterThan(20);
  });

  test('WIP-1, WIP-17, BL-2: finishing, passing, returning, shipping, blocking and unblocking are never refused by a limit', () => {
    const free = new Set(['FinishWork', 'PassInspection', 'GrantConcession', 'ReturnCard', 'ShipOrder', 'BlockCard', 'UnblockCard', 'ReorderCard', 'SetLimit']);
    always(({ command, decision }) => {
      if (!decision.ok && free.has(command.type)) expect(decision.refusal.violations.map(({ code }) => code)).not.toContain('wip_limit');
    });
  });

  test('WIP-19: no change of a rule moves a card', () => {
    always(({ before, command, decision }) => {
      if (decision.ok && RULES.has(command.type) && command.type !== 'CreateBoard') expect(decision.board.places).toEqual(before.places);
    });
  });

  test('a refusal changes nothing and says why in a whole sentence', () => {
    always(({ command, decision }) => {
      if (decision.ok) return;
      const said = sentence(decision.refusal, ENGLISH, CAST_DIRECTORY);
      expect(said, command.type).toMatch(/^[^a-z].{8,}[.!?]$/);
      expect(said, command.type).not.toMatch(/undefined|null|NaN|Infinity|\[object/);
    });
  });

  test('deciding is pure: twice the same answer, and nothing given is changed', () => {
    always(({ before, command, context, decision, files }) => {
      frozen(before);
      frozen(command);
      const again = decide(before, command, context, files);
      if (!isDeepStrictEqual(again, decision)) expect(again).toEqual(decision);
    });
  });
});

/** Deeply, and each object once: what is shared between boards is frozen already. */
function frozen(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
}

describe('folding', () => {
  test('two halves folded equal the whole, and the commits from nothing equal the decided boards', () => {
    fc.assert(fc.property(anySeeds(90), fc.nat(), (seeds, cut) => {
      const commits: TestCommit[] = [];
      const last = play(seeds, (told) => {
        const commit = commitOf(told);
        if (commit) commits.push(commit);
      });
      const at = cut % (commits.length + 1);
      const fold = (board: Board, some: readonly TestCommit[]): Board => some.reduce(applyCommit, board);
      const first = fold(emptyBoard(boardId('any')), commits.slice(0, at));
      expect(plain(fold(first, commits.slice(at)))).toEqual(plain(last));
    }), RUNS);
  });

  test('events survive the road through JSON', () => {
    fc.assert(fc.property(anySeeds(90), (seeds) => {
      let board = emptyBoard(boardId('any'));
      const last = play(seeds, (told) => {
        const commit = commitOf(told);
        if (!commit) return;
        const read = JSON.parse(JSON.stringify(commit)) as TestCommit;
        expect(read).toEqual(commit);
        board = applyCommit(board, read);
      });
      expect(plain(board)).toEqual(plain(last));
    }), RUNS);
  });
});

describe('the stories are about something', () => {
  test('every command is accepted somewhere and most rules refuse somewhere', () => {
    const accepted = new Map<string, number>();
    const refused = new Map<string, number>();
    const exceptions = new Set<string>();
    const bump = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
    fc.assert(fc.property(anySeeds(), (seeds) => void play(seeds, ({ command, decision }) => {
      if (decision.ok) bump(accepted, command.type);
      else for (const { code } of decision.refusal.violations) bump(refused, code);
      if (decision.ok) for (const event of decision.events) if ('exceptions' in event) for (const { kind } of event.exceptions ?? []) exceptions.add(kind);
    })), { ...RUNS, seed: 6 });
    for (const type of ['PullCard', 'FinishWork', 'PassInspection', 'ReturnCard', 'ReleaseOrder', 'UndoMove', 'ShipOrder', 'SetLimit', 'AssignCard', 'SetClass', 'EditCard', 'QueueCard', 'RemoveLane'])
      expect(accepted.get(type) ?? 0, type).toBeGreaterThan(5);
    expect([...exceptions].toSorted()).toEqual(['estimate', 'expedite', 'override', 'oversize', 'return']);
    for (const code of ['wip_limit', 'estimate_required', 'blocked', 'kit_incomplete', 'not_your_pull', 'not_done', 'checklist_incomplete', 'stale', 'nothing_to_undo', 'lane_holds_cards'])
      expect(refused.get(code) ?? 0, code).toBeGreaterThan(5);
  });
});
