import { GLIDE, prefersStill } from '../../ui/motion.ts';
import type { Point } from './sensors.ts';

/**
 * The picture of the card that hangs in the hand, over a sheet that keeps the pointer from the floor:
 * else every card on the way would be hovered and drawn again. A move of the hand changes one
 * transform, and neither React nor the layout of the page hears of it.
 */
export class InHand {
  readonly sheet = document.createElement('div');
  private readonly picture = document.createElement('div');
  private readonly home: DOMRect;
  private way: Point = { x: 0, y: 0 };

  constructor(card: HTMLElement) {
    this.home = card.getBoundingClientRect();
    const { sheet, picture, home } = this;
    sheet.className = 'hand-sheet';
    sheet.setAttribute('aria-hidden', 'true');
    // It looks as it does where it stands: dense, or large on a phone.
    picture.className = ['hand', card.closest('.compact') ? 'compact' : '', card.closest('.phone-lane') ? 'phone-lane' : ''].filter(Boolean).join(' ');
    Object.assign(picture.style, { left: `${home.left}px`, top: `${home.top}px`, width: `${home.width}px`, height: `${home.height}px` });
    const copy = card.cloneNode(true) as HTMLElement;
    for (const name of ['data-card', 'data-sub', 'data-next', 'data-changed']) copy.removeAttribute(name);
    copy.classList.remove('away', 'dim', 'pending');
    copy.classList.add('in-hand');
    copy.inert = true;
    for (const extra of copy.querySelectorAll('.card-dots, .card-holder, .thumb-row, .unseen')) extra.remove();
    picture.append(copy);
    sheet.append(picture);
    sheet.addEventListener('wheel', (event) => this.scroll(event), { passive: true });
    document.body.append(sheet);
  }

  /** The upper left corner on the screen. */
  get corner(): Point {
    return { x: this.home.left + this.way.x, y: this.home.top + this.way.y };
  }

  /** How far from where it was taken. */
  carry(way: Point): void {
    this.way = way;
  }

  get carried(): Point {
    return this.way;
  }

  draw(): void {
    this.picture.style.transform = `translate3d(${this.way.x}px, ${this.way.y}px, 0)`;
  }

  /** To where the card stands now, or away at once when it stands nowhere in sight. */
  goTo(card: HTMLElement | null): void {
    const to = card?.getBoundingClientRect();
    if (!card || !to || prefersStill() || typeof this.picture.animate !== 'function') return this.vanish();
    this.sheet.style.pointerEvents = 'none';
    // Two of it at once would be one too many.
    card.style.opacity = '0';
    const from = `translate3d(${this.way.x}px, ${this.way.y}px, 0)`;
    const glide = this.picture.animate([{ transform: from }, { transform: `translate3d(${to.left - this.home.left}px, ${to.top - this.home.top}px, 0)` }], GLIDE);
    const done = (): void => {
      card.style.opacity = '';
      this.vanish();
    };
    glide.onfinish = done;
    glide.oncancel = done;
  }

  vanish(): void {
    this.sheet.remove();
  }

  /** The wheel means the lane below the sheet. */
  private scroll({ clientX, clientY, deltaX, deltaY }: WheelEvent): void {
    const [below] = document.elementsFromPoint(clientX, clientY).filter((element) => !this.sheet.contains(element));
    below?.closest('.column')?.scrollBy({ top: deltaY });
    below?.closest('.floor')?.scrollBy({ left: deltaX });
  }
}
