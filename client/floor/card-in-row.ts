import type { Sub } from '../../shared/board/lane.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { Face } from './card-face.ts';

/** A card in its column. Of two thousand some sixty are looked at: only those are put into words. */
export class CardInRow {
  readonly kind = 'card';
  readonly key: CardId;
  readonly sub: Sub;
  readonly card: Card;
  /** Its face, if anybody looked at it. */
  seen: Face | null = null;
  private readonly look: (card: Card) => Face;

  constructor(card: Card, look: (card: Card) => Face) {
    this.key = card.id;
    this.sub = card.place?.sub ?? 'queue';
    this.card = card;
    this.look = look;
  }

  get face(): Face {
    return (this.seen ??= this.look(this.card));
  }
}
