import { moverOf } from '../kernel/actor.ts';
import type { Actor } from '../kernel/actor.ts';
import type { CardId, Id } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';
import type { Card } from '../cards/card.ts';

/** What undo puts back: the card's flow fields as they were before somebody's last move. */
export interface LastMove {
  readonly card: CardId;
  readonly seq: number;
  readonly at: Time;
  /** The card's version after the move: anything later makes the move one others depend on. */
  readonly version: number;
  readonly was: Card;
  /** The card that stood below it. */
  readonly before: CardId | null;
  /** The card that stood behind it in a queue. */
  readonly behind: CardId | null;
}

/** Whose last move it is: a person has one, at whichever station it was made. Made here alone. */
type Mover = Id<'mover'>;
export type LastMoves = Readonly<Record<Mover, LastMove>>;

interface Moved { readonly lastMoves: LastMoves }

const keyOf = (actor: Actor): Mover => moverOf(actor) as string as Mover;

export const lastMoveBy = ({ lastMoves }: Moved, actor: Actor): LastMove | undefined => lastMoves[keyOf(actor)];

export const withLastMove = ({ lastMoves }: Moved, actor: Actor, move: LastMove): LastMoves => ({ ...lastMoves, [keyOf(actor)]: move });

export function withoutLastMove({ lastMoves }: Moved, actor: Actor): LastMoves {
  const { [keyOf(actor)]: _undone, ...others } = lastMoves;
  return others;
}

/** Without those of cards that are gone. */
export function withoutMovesOf({ lastMoves }: Moved, cards: ReadonlySet<CardId>): LastMoves {
  const kept = Object.entries(lastMoves).filter(([, { card }]) => !cards.has(card));
  return kept.length === Object.keys(lastMoves).length ? lastMoves : Object.fromEntries(kept);
}

/** Everybody's, with who made it. */
export const lastMovesOf = ({ lastMoves }: Moved): readonly (readonly [Actor, LastMove])[] => Object.entries(lastMoves) as [Actor, LastMove][];
