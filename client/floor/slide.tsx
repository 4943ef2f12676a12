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
  private readonly born = performance.now();

  /** What a fresh screen still catches up with did not happen before anybody's eyes. */
  get settled(): boolean {
    return performance.now() - this.born > 1_200;
  }

  /** Many moves a second are a blur: then cards stand where they belong at once. */
  calm(now: number): boolean {
    const calm = now - this.last > 60;
    this.last = now;
    return calm;
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
    if (before.rows === this.props.rows) return null;
    const boxes = new Map<string, DOMRect>();
    if (this.props.slides.own) return boxes;
    for (const card of this.cards()) boxes.set(card.dataset['card'] ?? '', card.getBoundingClientRect());
    const { slides } = this.props;
    if (slides.boxes.size === 0) queueMicrotask(() => slides.boxes.clear());
    for (const [id, box] of boxes) slides.boxes.set(id, box);
    return boxes;
  }

  override componentDidUpdate(before: Props, _state: unknown, was: Map<string, DOMRect> | null): void {
    if (!was) return;
    const changed = changedCards(before.rows, this.props.rows);
    const { slides } = this.props;
    if (changed.size > MOST || !slides.settled) return;
    const cards = this.cards();
    const moves = cards.length <= FEW && !slides.own && !prefersStill() && document.visibilityState === 'visible' && slides.calm(performance.now());
    // First look at all of them, then touch them: a look after a touch makes the browser lay the page out anew.
    const ways = cards.flatMap((card) => {
      const id = card.dataset['card'] ?? '';
      if (!moves || typeof card.animate !== 'function') return [];
      const own = was.get(id);
      const from = own ?? slides.boxes.get(id);
      return from ? [{ card, from, to: card.getBoundingClientRect(), fromElsewhere: own === undefined }] : [];
    });
    for (const card of cards) if (changed.has(card.dataset['card'] ?? '')) ring(card);
    for (const way of ways) slide(way);
  }

  private cards(): HTMLElement[] {
    return [...(this.props.box()?.querySelectorAll<HTMLElement>('[data-card]') ?? [])];
  }

  override render(): ReactNode {
    return this.props.children;
  }
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
