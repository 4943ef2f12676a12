import { Component } from 'react';
import type { ReactNode } from 'react';
import { GLIDE, prefersStill } from '../ui/motion.ts';
import type { Row } from './lane-model.ts';

/** Where the cards of the columns that change in this very redraw stood before it. */
export class Slides {
  readonly boxes = new Map<string, DOMRect>();
  /**
   * This screen's own hand has just let go: its card is there already, and the others make room at
   * once. Each card that slides is a layer of its own for the browser, and a slow machine would
   * stand still under the hand for two dozen of them.
   */
  own = false;

  private last = 0;
  /** The answer of the redraw that is under way. */
  private now: boolean | null = null;
  private readonly born = performance.now();

  /** What a fresh screen still catches up with did not happen before anybody's eyes. */
  get settled(): boolean {
    return performance.now() - this.born > 1_200;
  }

  /** Whether cards glide in this redraw: asked by each column of it, answered once. */
  get moves(): boolean {
    if (this.now !== null) return this.now;
    const at = performance.now();
    // Many moves a second are a blur: then cards stand where they belong at once.
    const calm = at - this.last > 60;
    this.last = at;
    this.now = calm && this.settled && !this.own && document.visibilityState === 'visible' && !prefersStill();
    queueMicrotask(() => {
      this.now = null;
      this.boxes.clear();
    });
    return this.now;
  }
}

/** More at once is another board, not a move. */
const MOST = 24;
/** More in one column are dots: each of them would go to the next one's place. */
const FEW = 64;

interface Props {
  readonly rows: readonly Row[];
  readonly slides: Slides;
  readonly box: () => HTMLElement | null;
  readonly children: ReactNode;
}

/**
 * Nothing moves unless the shop moved (look: idea 8). A class, because only a class is asked
 * before the page is changed (getSnapshotBeforeUpdate) where everything stood.
 */
export class Slide extends Component<Props> {
  override getSnapshotBeforeUpdate(before: Props): Map<string, DOMRect> | null {
    const { rows, slides } = this.props;
    if (before.rows === rows) return null;
    const boxes = new Map<string, DOMRect>();
    if (!slides.moves) return boxes;
    if (sameInSight(before.rows, rows, this.lastCard())) return boxes;
    for (const card of this.cards()) boxes.set(card.dataset['card'] ?? '', card.getBoundingClientRect());
    for (const [id, box] of boxes) slides.boxes.set(id, box);
    return boxes;
  }

  override componentDidUpdate(before: Props, _state: unknown, was: Map<string, DOMRect> | null): void {
    if (!was) return;
    const { rows, slides } = this.props;
    if (sameInSight(before.rows, rows, this.lastCard())) return;
    const cards = this.cards();
    const changed = changedCards(before.rows, rows);
    if ((changed.size === 0 && was.size === 0) || changed.size > MOST || !slides.settled) return;
    for (const card of cards) if (changed.has(card.dataset['card'] ?? '')) ring(card);
    if (!slides.moves || cards.length > FEW) return;
    const starts = cards.flatMap((card) => {
      const id = card.dataset['card'] ?? '';
      const own = was.get(id);
      const from = own ?? slides.boxes.get(id);
      return from && typeof card.animate === 'function' ? [{ card, from, fromElsewhere: own === undefined }] : [];
    });
    const box = this.props.box();
    if (box && starts.length > 0) {
      // First look at all of them, then touch them: a look after a touch makes the browser lay the page out anew.
      onceLaidOut(box, () => starts.map((start) => ({ ...start, to: start.card.getBoundingClientRect() })).forEach(slide));
    }
  }

  private cards(of: Element | null = this.props.box()): HTMLElement[] {
    return [...(of?.querySelectorAll<HTMLElement>('[data-card]') ?? [])];
  }

  /** Looked for from the end of the column: below it stand but few rows without a card. */
  private lastCard(): string | undefined {
    for (let row = this.props.box()?.lastElementChild; row; row = row.previousElementSibling) {
      const last = this.cards(row).at(-1);
      if (last) return last.dataset['card'];
    }
    return undefined;
  }

  override render(): ReactNode {
    return this.props.children;
  }
}

/** All that is drawn down to the last card stays as it is: what changes is further down, out of sight. */
function sameInSight(before: readonly Row[], after: readonly Row[], last: string | undefined): boolean {
  for (const [index, row] of before.entries()) {
    if (row !== after[index]) return false;
    if (row.key === last) return true;
  }
  return true;
}

/** The browser tells the size of what it watches after it laid the page out, and before it paints: asked any earlier, it would do so twice. */
function onceLaidOut(element: HTMLElement, act: () => void): void {
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    act();
  });
  observer.observe(element);
}

/** New here, or changed in what it means or says. */
export function changedCards(before: readonly Row[], after: readonly Row[]): Set<string> {
  // Most of a long column is the same rows before and after the place of the change.
  let [top, tail] = [0, 0];
  while (top < after.length && before[top] === after[top]) top += 1;
  while (tail < after.length - top && tail < before.length - top && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const old = new Map(before.slice(top, before.length - tail).flatMap((row) => (row.kind === 'card' ? [[row.key, row] as const] : [])));
  const changed = new Set<string>();
  for (const row of after.slice(top, after.length - tail)) {
    if (row.kind !== 'card') continue;
    const was = old.get(row.key);
    if (!was || was.card.version !== row.card.version || was.card.comments !== row.card.comments || was.card.blockers !== row.card.blockers) changed.add(row.key);
  }
  return changed;
}

function ring(card: HTMLElement): void {
  if ('changed' in card.dataset) {
    delete card.dataset['changed'];
    void card.offsetWidth; // The browser starts the ring again only when it saw it gone.
  }
  card.dataset['changed'] = '';
  setTimeout(() => delete card.dataset['changed'], 2_000);
}

interface Way { readonly card: HTMLElement; readonly from: DOMRect; readonly to: DOMRect; readonly fromElsewhere: boolean }

function slide({ card, from, to, fromElsewhere }: Way): void {
  const dx = from.left - to.left;
  const dy = from.top - to.top;
  if (Math.abs(dx) + Math.abs(dy) < 2) return;
  if (!fromElsewhere) {
    card.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }], GLIDE);
    return;
  }
  // Its column would cut off what hangs over the edge: a picture of the card makes the way instead.
  const ghost = card.cloneNode(true) as HTMLElement;
  delete ghost.dataset['card'];
  ghost.inert = true;
  ghost.setAttribute('aria-hidden', 'true');
  ghost.classList.add('card-ghost');
  Object.assign(ghost.style, { left: `${to.left}px`, top: `${to.top}px`, width: `${to.width}px`, height: `${to.height}px` });
  document.body.append(ghost);
  card.animate([{ opacity: 0 }, { opacity: 0 }], GLIDE);
  const way = ghost.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }], GLIDE);
  way.onfinish = () => ghost.remove();
  way.oncancel = () => ghost.remove();
}
