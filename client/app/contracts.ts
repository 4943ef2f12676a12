import type { Act } from '../../shared/acts.ts';
import type { OrdersAsked } from '../archive/orders-asked.ts';
import type { Command } from '../../shared/verbs.ts';
import type { BoardId, CardId, LaneId, LimitId, PersonId } from '../../shared/kernel/ids.ts';
import type { Move } from '../../shared/moves.ts';
import type { Role } from '../../shared/people/directory.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { Language } from '../../shared/words/format.ts';
import type { Anchor } from '../ui/float.ts';
import type { Page, Screen } from './pages.ts';

/**
 * Where the features meet. They never import one another: the app puts them side by side
 * (client/app/board-page.tsx) and hands each of them these actions.
 */

/** A form that a move needs before it is a command. Drawn by `DialogHost` of client/order/dialog-host.tsx;
 *  `palette` and `shortcuts` by `PaletteHost` of client/palette/palette-host.tsx, which takes the same props. */
export type DialogRequest =
  | { readonly kind: 'new-order' }
  /** The parts list of an order that is not confirmed yet (MTO-4). */
  | { readonly kind: 'parts'; readonly card: CardId }
  /** Confirm the order with its promised date. */
  | { readonly kind: 'confirm'; readonly card: CardId }
  /** Release before the authorisation date: a reason. */
  | { readonly kind: 'release-early'; readonly card: CardId; readonly before?: CardId | null }
  | { readonly kind: 'ship'; readonly card: CardId }
  /** The customer and free text of an order, for ever: a manager's. */
  | { readonly kind: 'erase'; readonly card: CardId }
  /** Back for rework; `step` of its way is chosen already when the card was dropped there. */
  | { readonly kind: 'return'; readonly card: CardId; readonly step?: number }
  | { readonly kind: 'concession'; readonly card: CardId }
  | { readonly kind: 'block'; readonly card: CardId }
  | { readonly kind: 'unblock'; readonly card: CardId; readonly blocker?: number }
  | { readonly kind: 'assign'; readonly card: CardId }
  | { readonly kind: 'class'; readonly card: CardId }
  | { readonly kind: 'comment'; readonly card: CardId }
  /** A manager's reason above a limit: `command` is issued again with `override: { reason }`. */
  | { readonly kind: 'override'; readonly command: Command; readonly refusal: Refusal }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' };

/** What every feature is given by the app. Its identity is stable while the board stays open and no other is made. */
export interface BoardActions {
  readonly board: BoardId;
  /** All of the server, by name. */
  readonly boards: readonly { readonly id: BoardId; readonly name: string }[];
  /** null: the page of all boards, where a new one is made. */
  readonly openBoard: (board: BoardId | null) => void;
  /** Opens the card panel; null closes it. */
  readonly openCard: (card: CardId | null) => void;
  /** Opens a dialog; null closes the one that is open. */
  readonly openDialog: (request: DialogRequest | null) => void;
  /** Runs a move of movesOf(): issues its command, or opens the form that it needs. */
  readonly runMove: (card: CardId, move: Move) => void;
  /** Runs an act of actsOf(). */
  readonly runAct: (card: CardId, act: Act) => void;
  /** Decides at once in this browser and sends. A refusal opens the refusal panel at the card
   *  (or at `at`); the outcome is said in the live region. True: accepted here. */
  readonly issue: (command: Command, at?: Anchor | null) => boolean;
  /** Scrolls to a card on the floor, gives it the focus and a ring; `glance`: whoever types goes on typing. */
  readonly showCard: (card: CardId, glance?: 'glance') => void;
  readonly showLane: (lane: LaneId) => void;
  readonly goTo: (screen: Screen) => void;
  /** The page of all orders, with this asked there. */
  readonly askOrders: (asked: OrdersAsked) => void;
  /** The pages that somebody may use. */
  readonly pagesFor: (who: { readonly roles: readonly Role[] } | null) => readonly Page[];
  /** What became of an act, heard and seen; with the card it is about, that can be gone to. */
  readonly announce: (text: string, about?: CardId) => void;
  /** The language of whoever acts here, from now on. */
  readonly speak: (language: Language) => void;
  /** Who acts from this browser until accounts exist. */
  readonly actAs: (person: PersonId) => void;
}

/** client/order/dialog-host.tsx exports `DialogHost`: every dialog. client/palette/palette-host.tsx exports
 *  `PaletteHost`: the palette and the key sheet. Each is loaded when its first request comes. It closes itself with onClose and gives the focus back. */
export interface DialogHostProps {
  readonly actions: BoardActions;
  readonly request: DialogRequest;
  readonly onClose: () => void;
}

/** client/card/card-panel.tsx exports `CardPanel`: the panel at the right (full screen on a phone). */
export interface CardPanelProps {
  readonly actions: BoardActions;
  readonly card: CardId;
  readonly onClose: () => void;
}

/** client/admin/board-settings.tsx exports `BoardSettings`: lanes, limits, policies. */
export interface BoardSettingsProps {
  readonly actions: BoardActions;
  /** A limit or lane to bring into view first. */
  readonly focus?: { readonly limit?: LimitId; readonly lane?: LaneId };
}

/** client/archive/orders-page.tsx exports `OrdersPage`: the search over all orders, and the archive. */
export interface OrdersPageProps {
  readonly actions: BoardActions;
  /** As the address has it, and to it what is asked next. */
  readonly asked: OrdersAsked;
  readonly onAsk: (asked: OrdersAsked) => void;
  /** Whose panel is open. */
  readonly open: CardId | null;
}
