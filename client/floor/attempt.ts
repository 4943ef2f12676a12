import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Command, CommandType } from '../../shared/verbs.ts';
import { cardId, numberOf } from '../../shared/kernel/ids.ts';
import type { CardId, CommandId, LaneId } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardStore } from '../replica/board-store.ts';
import { type Anchor, anchorAt, anchorOf } from '../ui/float.ts';
import type { NoteWays, Voice } from '../ui/live-region.tsx';
import { currentWords } from '../words/words-now.ts';
import type { FloorStore } from './floor-state.ts';
import { soon } from './soon.ts';

const UNDOABLE: ReadonlySet<CommandType> = new Set(['PullCard', 'FinishWork', 'PassInspection', 'ReleaseOrder', 'ReturnCard', 'ConfirmOrder']);

/** What happened, in the shop's words. */
export function outcomeWords(command: Command, board: Board): string {
  const named = command as { readonly card?: string; readonly order?: string };
  const n = numberOf((named.card ?? named.order ?? '') as Parameters<typeof numberOf>[0]);
  const lane = (id: LaneId) => isolated(laneOf(board, id)?.name ?? id);
  const { done } = currentWords().floor.hand;
  switch (command.type) {
    case 'PullCard': return done.pulled(n, lane(command.lane));
    case 'ReleaseOrder': return done.released(n);
    case 'FinishWork': return done.finished(n);
    case 'PassInspection': return done.passed(n);
    case 'ReturnCard': return done.returned(n, lane(command.lane));
    case 'ConfirmOrder': return done.confirmed(n);
    case 'ShipOrder': return done.shipped(n);
    case 'BlockCard': return done.blocked(n);
    case 'UnblockCard': return done.unblocked(n);
    case 'QueueCard': return done.queued(n, lane(command.lane), (board.queues[command.lane] ?? []).findIndex((id) => id === command.card) + 1);
    case 'LeaveQueue': return done.leftLine(n);
    case 'ReorderCard': return done.placed(n);
    case 'UndoMove': return done.undone(n);
    case 'CreateOrder': return done.entered;
    case 'CommentOnCard': return done.commented(n);
    case 'AssignCard': return done.assigned(n);
    case 'SetClass': return done.classChanged(n);
    default: return done.other;
  }
}

export interface Doing {
  readonly store: BoardStore;
  readonly floor: FloorStore;
  readonly voice: Voice;
}

export const cardElement = (card: string | null): HTMLElement | null =>
  card === null ? null : document.querySelector<HTMLElement>(`[data-card=${JSON.stringify(card)}]`);

/** Acts on a card once it is drawn, and keeps it so meanwhile, however far from the window of its lane or of the floor it stands. null: it stands on no lane that is open. */
export async function onceDrawn(floor: FloorStore, card: CardId, act: (element: HTMLElement | null) => void | Promise<void>): Promise<void> {
  if (!cardElement(card)) floor.setState({ sought: card });
  await act(await soon(() => cardElement(card)));
  if (floor.getState().sought === card) floor.setState({ sought: null });
}

const hasNoFocus = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** A card that went to another lane is drawn there anew: the keyboard goes with it. */
function keepFocus(floor: FloorStore, card: CardId): void {
  requestAnimationFrame(async () => {
    await soon(() => floor.getState().dropped === null || null);
    if (!hasNoFocus()) return;
    void onceDrawn(floor, card, (element) => {
      if (hasNoFocus()) element?.querySelector<HTMLElement>('.card-open')?.focus({ preventScroll: true });
    });
  });
}

/** Unanswered for longer, an act is told as not saved yet; ms. */
const SOON = 1_500;

/** Nothing is told as done before the server has it: it may be away, or say no. A refusal is told at its card (notices.tsx). */
function whenSaved({ store, voice }: Doing, id: CommandId, card: string | null, tell: () => void): void {
  const isSaved = () => !store.isPending(id);
  if (isSaved()) return tell();
  const waits = () => voice.tell(currentWords().floor.hand.notSaved(card === null ? null : numberOf(cardId(card))));
  const timer = setTimeout(waits, store.getState().connection.state === 'live' ? SOON : 0);
  const stop = store.subscribe(() => {
    if (!isSaved()) return;
    stop();
    clearTimeout(timer);
    if (!store.getState().notices.some((notice) => notice.id === id)) tell();
  });
}

function waysOf(doing: Doing, command: Command, card: string | null): NoteWays {
  if (card === null) return {};
  const undo = () => { attempt(doing, { type: 'UndoMove', card: cardId(card) }); };
  return UNDOABLE.has(command.type) ? { undo } : {};
}

/** Every door ends here: decided in this browser at once, told in words, refused with a way out. */
export function attempt({ store, floor, voice }: Doing, command: Command, anchor?: Anchor | null): boolean {
  const result = store.issue(command);
  if (result.ok) {
    const card = (command as { readonly card?: string }).card ?? (command as { readonly order?: string }).order ?? null;
    whenSaved({ store, floor, voice }, result.id, card, () => voice.tell(outcomeWords(command, store.getState().board), waysOf({ store, floor, voice }, command, card)));
    floor.setState({ refused: null });
    if (card !== null) keepFocus(floor, cardId(card));
    return true;
  }
  voice.say(result.sentence);
  const named = (command as { readonly card?: string }).card ?? (command as { readonly order?: string }).order ?? null;
  const element = cardElement(named);
  floor.setState({ refused: { refusal: result.refusal, sentence: result.sentence, command, anchor: anchor ?? (element ? anchorOf(element) : anchorAt(window.innerWidth / 2 - 180, 160)) } });
  return false;
}
