import { useEffect } from 'react';
import { cardId } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { intoSight } from './into-sight.ts';
import { soon } from './soon.ts';

export interface FloorKeys {
  readonly search: () => void;
  readonly sheet: () => void;
  readonly palette: () => void;
  readonly newOrder: () => void;
  readonly menu: (card: CardId, element: Element) => void;
  readonly finish: (card: CardId) => void;
  readonly undo: () => void;
  readonly pullNext: (lane: LaneId) => void;
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A dialog, a menu or what is said of a refusal: the keys are for that. */
const somethingOpen = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], dialog[open]') !== null;

/** A whole shift without a pointer. Keys act only while no dialog or menu is open and no card is in the hand. */
export function useFloorKeys(keys: FloorKeys, inHand: () => boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || inHand()) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        // It would take the place of a form that somebody fills in.
        if (!somethingOpen()) keys.palette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || somethingOpen()) return;
      // A key that is held down walks on; it does not pull, finish and undo again and again.
      if (event.repeat && !event.key.startsWith('Arrow')) return;
      if (press(event, keys)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys, inHand]);
}

function press(event: KeyboardEvent, keys: FloorKeys): boolean {
  const focused = document.activeElement;
  const card = focused?.closest<HTMLElement>('[data-card]') ?? null;
  const lane = focused?.closest<HTMLElement>('[data-lane]') ?? null;
  switch (event.key) {
    case '/': keys.search(); return true;
    case '?': keys.sheet(); return true;
    case 'n': keys.newOrder(); return true;
    case 'u':
      // Words begun beside the comment box are no move.
      if (focused?.closest('.card-panel')) return false;
      keys.undo();
      return true;
    case 'ArrowDown': case 'ArrowUp': case 'ArrowLeft': case 'ArrowRight': return walk(event.key, card);
    case 'm': case 'ContextMenu':
      if (card) keys.menu(cardId(card.dataset['card'] ?? ''), card);
      return card !== null;
    case 'f':
      if (card) keys.finish(cardId(card.dataset['card'] ?? ''));
      return card !== null;
    case 'p':
      if (lane) keys.pullNext((lane.dataset['lane'] ?? '') as LaneId);
      return lane !== null;
    default: return false;
  }
}

const cardsOf = (column: Element | null): HTMLElement[] => [...(column?.querySelectorAll<HTMLElement>('[data-card]') ?? [])];

interface Stands { readonly card: HTMLElement; readonly box: DOMRect }

const standing = (column: Element | null): Stands[] => cardsOf(column).map((card) => ({ card, box: card.getBoundingClientRect() }));

/** The nearest by height first: cards of one line, if they are dots, by how far they stand aside. */
const nearest = (all: readonly Stands[], { top, left }: DOMRect): HTMLElement | undefined =>
  all.toSorted((a, b) => Math.abs(a.box.top - top) - Math.abs(b.box.top - top) || Math.abs(a.box.left - left) - Math.abs(b.box.left - left))[0]?.card;

/** Up and down inside a column; left and right along a line of dots, and then to the card at the same height of the next column that has one. */
function walk(key: string, card: HTMLElement | null): boolean {
  if (!card) {
    const first = document.querySelector<HTMLElement>('.floor [data-card]');
    if (first) focusCard(first);
    return first !== null;
  }
  const column = card.closest('[data-column]');
  const all = standing(column);
  const at = all.findIndex((other) => other.card === card);
  const box = all[at]?.box ?? card.getBoundingClientRect();
  const forward = key === 'ArrowDown' || key === 'ArrowRight';
  const beside = all[at + (forward ? 1 : -1)];
  const inLine = ({ box: { top, bottom } }: Stands) => top < box.bottom && bottom > box.top;
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const beyond = forward ? all.slice(at + 1) : all.slice(0, at).toReversed();
    const next = nearest(beyond.filter((other) => !inLine(other)), box);
    if (next) focusCard(next);
    return true;
  }
  if (beside && inLine(beside)) {
    focusCard(beside.card);
    return true;
  }
  const columns = [...document.querySelectorAll('[data-column]')].filter((other) => other === column || other.matches('.long') || cardsOf(other).length > 0);
  const next = columns[columns.indexOf(column as Element) + (forward ? 1 : -1)];
  if (next) void goInto(next, box);
  return true;
}

/** To the card at that height; a long column off the screen draws its cards once it is brought into sight. */
async function goInto(column: Element, from: DOMRect): Promise<void> {
  if (cardsOf(column).length === 0) intoSight(column.closest('.lane') ?? column);
  const near = await soon(() => nearest(standing(column), from) ?? null);
  if (near) focusCard(near);
}

export function focusCard(card: HTMLElement): void {
  const button = card.querySelector<HTMLElement>('.card-open');
  button?.focus({ preventScroll: true });
  intoSight(card);
}
