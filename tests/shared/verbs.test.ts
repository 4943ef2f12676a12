import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import type { Event } from '../../shared/events.ts';
import { Draft } from '../../shared/kernel/draft.ts';
import { laneId, cardId, personId } from '../../shared/kernel/ids.ts';
import { verdictOf } from '../../shared/kernel/verb.ts';
import type { Decides } from '../../shared/kernel/verb.ts';
import type { Context } from '../../shared/people/directory.ts';
import type { Violation } from '../../shared/refusals.ts';
import { COMMAND_TYPES, verbOf } from '../../shared/verbs.ts';
import type { Command } from '../../shared/verbs.ts';
import { anySeeds, play, runs } from '../support/shop/story.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Refused on every board; chance alone rarely asks for it. */
const nonsense = (board: Board): readonly Command[] => {
  const order = [...board.cards.values()].find((card) => card.kind === 'order');
  return [
    { type: 'CreateBoard', name: 'No lanes', lanes: [], limits: [] },
    { type: 'EditLane', lane: board.lanes[0]?.id ?? laneId('none'), members: [personId('a-stranger')] },
    { type: 'CommentOnCard', card: cardId('no-such-card'), text: 'Where is it?' },
    { type: 'LeaveQueue', card: order?.id ?? cardId('no-such-card') },
    { type: 'ReviseBom', order: order?.id ?? cardId('no-such-order'), bom: [{ title: 'Side', quantity: 1, source: 'make', routing: [] }] },
  ];
};

describe('a verb objects, or writes', () => {
  test('whatever is tried, in any sequence: what is refused has written no event and no text', () => {
    const refused = new Set<string>();
    const look = (board: Board, command: Command, context: Context): void => {
      const draft = new Draft<Event>();
      const verb = verbOf(command.type) as unknown as Decides<Board, Command, Context, Draft<Event>, Violation>;
      if (verb.decide(board, command, context, draft).length === 0) return;
      refused.add(command.type);
      if (!draft.isBlank) expect({ events: draft.events, texts: draft.texts }, command.type).toEqual({ events: [], texts: {} });
    };
    fc.assert(fc.property(anySeeds(), (seeds) => {
      let last: Context | null = null;
      const board = play(seeds, ({ before, command, context }) => look(before, command, (last = context)));
      for (const command of nonsense(board)) if (last) look(board, command, last);
    }), { ...runs(), seed: 4 });
    // Setting policies asks for nothing but what its shape says.
    expect(COMMAND_TYPES.filter((type) => !refused.has(type))).toEqual(['SetPolicies']);
  });

  type Writing = Draft<{ readonly type: 'Done' }>;
  const hasty = (writes: (draft: Writing) => void): Decides<null, null, null, Writing, string> => ({
    type: 'Hurry',
    decide(_state, _command, _context, draft) {
      writes(draft);
      return ['too soon'];
    },
  });

  test.each([
    ['an event', hasty((draft) => draft.event({ type: 'Done' }))],
    ['a text', hasty((draft) => void draft.text('on second thoughts'))],
  ])('one that has written %s and then objects is a bug, and says so', (_, verb) => {
    expect(() => verdictOf(verb, null, null, null, new Draft())).toThrow('Hurry wrote before it objected');
  });

  test('one that objects and has written nothing is heard', () => {
    expect(verdictOf(hasty(() => undefined), null, null, null, new Draft())).toEqual(['too soon']);
  });
});
