/** The element that says how the keyboard drags: the drag library writes it, each card's button points there. */
export const CARD_HELP = 'card-help';
