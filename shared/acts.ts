import { cardsAt, laneOf } from './board/board.ts';
import type { Board } from './board/board.ts';
import type { Card } from './cards/card.ts';
import type { Command } from './verbs.ts';
import type { Context, Role } from './people/directory.ts';
import type { CardId } from './kernel/ids.ts';
import { isConfirmed } from './orders/order.ts';
import { FORM, movesOf, refusalOf } from './moves.ts';
import type { Move } from './moves.ts';
import { may } from './people/rights.ts';
import { mayIssue } from './policy.ts';
import type { Refusal } from './refusals.ts';

/** What an act asks for in a form of its own. */
export type Form = 'parts' | 'concession' | 'block' | 'unblock' | 'assign' | 'class' | 'comment' | 'release-early';
export type ActIcon = 'release' | 'check' | 'pull' | 'returned' | 'ship' | 'queue' | 'close' | 'undo' | 'alert' | 'up' | 'down' | 'top' | 'end' | 'rows' | 'ban' | 'person' | 'flag' | 'comment';

/** What an act is called, for the words to say. */
export type ActName = 'concession' | 'parts' | 'unblock' | 'block' | 'block_more' | 'assign' | 'class' | 'comment' | 'to_top' | 'up' | 'down' | 'to_end';

/** One thing that this person may do with this card now. */
export interface Act {
  readonly key: string;
  readonly name: ActName | { readonly move: Move; /** The same above a limit. */ readonly above: boolean };
  readonly icon: ActIcon;
  /** What kind of act: a step on its way, the same above a limit, its place among its neighbours, or what is kept on it. */
  readonly kind: 'move' | 'above' | 'place' | 'card';
  readonly does:
    | { readonly do: 'move'; readonly move: Move }
    | { readonly do: 'ask'; readonly form: Form }
    | { readonly do: 'override'; readonly command: Command; readonly refusal: Refusal }
    | { readonly do: 'issue'; readonly command: Command };
  /** Shown, with what stands against it. */
  readonly refusal: Refusal | null;
}

/**
 * The one list that a card's menu, its panel and the palette read: what can be done by dragging, and
 * by any other hand, is in it. What only somebody else may do is not, but a step that is refused is.
 */
export function actsOf(board: Board, card: Card, context: Context): Act[] {
  const moves = movesOf(board, card, context);
  return [...moves.map(moveAct), ...aboveLimits(board, moves, context), ...concession(board, card, context), ...places(board, card, context), ...keeping(card, context)];
}

const MOVE_ICONS: Readonly<Record<Move['verb'], ActIcon>> = {
  release: 'release', confirm: 'check', pull: 'pull', finish: 'check', pass: 'check', return: 'returned', ship: 'ship', queue: 'queue', leave_queue: 'close', undo: 'undo',
};

const keyOf = ({ verb, lane, step }: Move): string => [verb, lane?.id ?? '', ...(step === null ? [] : [step])].join('-');

const moveAct = (move: Move): Act => ({ key: keyOf(move), name: { move, above: false }, icon: MOVE_ICONS[move.verb], kind: 'move', does: { do: 'move', move }, refusal: move.refusal });

/** WIP-31: nothing but limits stands against it, and this person may lift them for one move. */
export const mayOverride = (person: { readonly roles: readonly Role[] } | null, refusal: Refusal | null): boolean =>
  refusal !== null && may(person, 'Override') && refusal.violations.every(({ code }) => code === 'wip_limit');

function aboveLimits(board: Board, moves: readonly Move[], context: Context): Act[] {
  return moves.flatMap((move): Act[] => {
    const { refusal, meaning } = move;
    if (!refusal || !mayOverride(context.actor, refusal)) return [];
    const act = (does: Act['does']): Act[] => [{ key: `above-${keyOf(move)}`, name: { move, above: true }, icon: 'alert', kind: 'above', does, refusal: null }];
    // Its form asks for the reason to start early first, and goes on to the override when the limit refuses it.
    if (meaning.does === 'ask') return meaning.need === 'early' ? act({ do: 'ask', form: 'release-early' }) : [];
    if (meaning.does !== 'command' || (meaning.command.type !== 'PullCard' && meaning.command.type !== 'ReleaseOrder')) return [];
    const lifted: Command = { ...meaning.command, override: { reason: FORM } };
    return refusalOf(board, { does: 'command', command: lifted }, context) ? [] : act({ do: 'override', command: meaning.command, refusal });
  });
}

function concession(board: Board, card: Card, context: Context): Act[] {
  const granted: Command = { type: 'GrantConcession', card: card.id, reason: FORM };
  return refusalOf(board, { does: 'command', command: granted }, context) ? [] : [ask('concession', 'check')];
}

/** What a card is dragged up and down its column for. */
function places(board: Board, card: Card, context: Context): Act[] {
  const lane = card.place && laneOf(board, card.place.lane);
  if (!card.place || !lane || lane.kind === 'terminal') return [];
  const ids = cardsAt(board, card.place.lane, card.place.sub);
  const at = ids.indexOf(card.id);
  const act = (key: string, name: ActName, icon: ActIcon, before: CardId | null): Act =>
    ({ key, name, icon, kind: 'place', does: { do: 'issue', command: { type: 'ReorderCard', card: card.id, before } }, refusal: null });
  if (ids.length < 2 || refusalOf(board, { does: 'command', command: { type: 'ReorderCard', card: card.id, before: null } }, context)) return [];
  return [
    ...(at > 1 ? [act('to-top', 'to_top', 'top', ids[0] ?? null)] : []),
    ...(at > 0 ? [act('up', 'up', 'up', ids[at - 1] ?? null)] : []),
    ...(at < ids.length - 1 ? [act('down', 'down', 'down', ids[at + 2] ?? null)] : []),
    ...(at < ids.length - 2 ? [act('to-end', 'to_end', 'end', null)] : []),
  ];
}

const ask = (form: Form & ActName, icon: ActIcon): Act => ({ key: form, name: form, icon, kind: 'card', does: { do: 'ask', form }, refusal: null });

function keeping(card: Card, { actor }: Context): Act[] {
  const offered = (command: Command['type'], act: Act): Act[] => (mayIssue(command, actor) ? [act] : []);
  const blocked = card.blockers.length > 0;
  return [
    // MTO-4: confirmed, the parts list is frozen.
    ...(card.kind === 'order' && !isConfirmed(card) ? offered('ReviseBom', ask('parts', 'rows')) : []),
    ...(blocked ? offered('UnblockCard', ask('unblock', 'ban')) : []),
    ...offered('BlockCard', blocked ? { ...ask('block', 'ban'), key: 'block-more', name: 'block_more' } : ask('block', 'ban')),
    ...offered('AssignCard', ask('assign', 'person')),
    ...offered('SetClass', ask('class', 'flag')),
    ...offered('CommentOnCard', ask('comment', 'comment')),
  ];
}
