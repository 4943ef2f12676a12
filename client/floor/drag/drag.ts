import { numberOf } from '../../../shared/kernel/ids.ts';
import type { CardId } from '../../../shared/kernel/ids.ts';
import { isolated } from '../../../shared/kernel/writing.ts';
import type { BoardStore } from '../../replica/board-store.ts';
import { type Anchor, anchorAt, anchorOf } from '../../ui/float.ts';
import type { Voice } from '../../ui/live-region.tsx';
import { currentWords } from '../../words/words-now.ts';
import { cardElement } from '../drawn-card.ts';
import { type Drop, type Spot, dropOf, verdictsFor } from '../drop.ts';
import type { FloorStore } from '../floor-state.ts';
import type { Slides } from '../slide.tsx';
import { scrollNear } from './auto-scroll.ts';
import { DropLine } from './drop-line.ts';
import type { Target, Targets } from './drop-target.tsx';
import { Frames } from './frames.ts';
import { InHand } from './in-hand.ts';
import { POINT, byLaneAndRow } from './keyboard.ts';
import { type Landing, landingOf, lineAt } from './landing.ts';
import type { By, Gesture, Point } from './sensors.ts';
import { spotIn } from './spot.ts';

export interface Around {
  readonly store: BoardStore;
  readonly floor: FloorStore;
  readonly slides: Slides;
  readonly targets: Targets;
  readonly voice: Voice;
  /** What a drop turned out to mean. True: the card is there now. */
  readonly drop: (drop: Drop, card: CardId, anchor: Anchor) => boolean;
}

const said = () => currentWords().floor.hand;

/** What hangs in the hand from the pick-up until it is let go. */
interface Held { readonly by: By; readonly from: Point; readonly picture: InHand; readonly line: DropLine; readonly deaf: () => void }

/**
 * One card in one hand. A pick-up and a drop are several things, and each has a frame of its own:
 * a slow machine first answers the hand, then the lanes speak, then others hear of it.
 */
export class Drag implements Gesture {
  private held: Held | null = null;
  private over: Target | null = null;
  private landing: { readonly spot: string; readonly is: Landing | null } = { spot: '', is: null };
  private readonly frames = new Frames();

  constructor(private readonly card: CardId, private readonly element: HTMLElement, private readonly around: Around) {}

  readonly start = (by: By, from: Point): boolean => {
    const { store, floor, voice } = this.around;
    // One hand, one card: a second finger takes nothing from the first.
    if (floor.getState().dragging || !this.element.isConnected) return false;
    const picture = new InHand(this.element);
    let { board } = store.getState();
    const deaf = store.subscribe(() => {
      if (store.getState().board === board) return;
      // Somebody may take the place while the card is in the hand: the lanes answer afresh.
      ({ board } = store.getState());
      this.judge();
    });
    this.held = { by, from, picture, line: new DropLine(picture.sheet), deaf };
    floor.setState({ menu: null, refused: null, dragging: { card: this.card, by } });
    this.frames.inTurn(() => this.judge(), () => {
      voice.say(said().pickedUp(this.name()));
      store.setDragging(this.card);
    }, () => this.look());
    return true;
  };

  readonly move = (way: Point): void => {
    this.held?.picture.carry(way);
    this.frames.once(() => this.look());
  };

  readonly corner = (): Point => this.held?.picture.corner ?? { x: 0, y: 0 };

  readonly arrow = (code: string): Point | null => byLaneAndRow(code, this.corner(), this.around.targets, this.card);

  readonly cancel = (): void => {
    const held = this.letGo();
    if (!held) return;
    this.around.voice.say(said().back(this.name()));
    this.frames.inTurn(() => held.picture.goTo(cardElement(this.card)), () => this.settle());
  };

  readonly end = (): void => {
    const { floor, targets } = this.around;
    const point = this.point();
    const target = targets.under(point.x, point.y);
    const spot = target && this.spot(target, point);
    const held = this.letGo();
    if (!held) return;
    const { x, y } = held.picture.carried;
    if (held.by === 'touch' && Math.abs(x) + Math.abs(y) < 8) {
      // Held and not moved: the long press of a menu.
      held.picture.vanish();
      if (this.element.isConnected) floor.setState({ menu: { card: this.card, anchor: anchorOf(this.element) } });
      this.frames.inTurn(() => this.settle());
      return;
    }
    this.frames.inTurn(
      () => { if (spot) this.drop(spot, point, held.by); },
      () => floor.setState({ dropped: null }),
      () => held.picture.goTo(cardElement(this.card)),
      () => this.settle(),
    );
  };

  private drop(spot: Spot, point: Point, by: By): void {
    const { store, floor, slides, drop } = this.around;
    const { board } = store.getState();
    const card = board.cards.get(this.card);
    const context = store.context();
    if (!card || !context) return;
    slides.own = true;
    // A drop changes two long columns, more than a slow machine draws in a frame: the one under the hand comes
    // first. Not for the keyboard, which goes on from the card: for a frame it would be in two places.
    if (by !== 'keys') floor.setState({ dropped: spot.lane });
    const there = drop(dropOf(board, card, spot, context), this.card, anchorAt(point.x, point.y));
    if (there) setTimeout(() => { slides.own = false; }, 300);
    else slides.own = false;
  }

  private letGo(): Held | null {
    const { held } = this;
    if (!held) return null;
    this.held = null;
    this.frames.stop();
    held.deaf();
    held.line.show(null);
    this.around.floor.setState({ dragging: null, over: null, dropped: null });
    return held;
  }

  /** The lanes fall silent, and the others see an empty hand, unless it took something else since. */
  private settle(): void {
    const { store, floor } = this.around;
    if (floor.getState().dragging) return;
    floor.setState({ verdicts: null });
    store.setDragging(null);
  }

  private judge(): void {
    const { store, floor } = this.around;
    const { board } = store.getState();
    const card = board.cards.get(this.card);
    const context = store.context();
    this.landing = { spot: '', is: null };
    if (this.held && card && context) floor.setState({ verdicts: verdictsFor(board, card, context, currentWords()) });
  }

  private look(): void {
    const { held } = this;
    if (!held) return;
    const { floor, targets } = this.around;
    const point = this.point();
    held.picture.draw();
    const target = targets.under(point.x, point.y);
    const news = target !== this.over;
    if (news) {
      this.tell(target, this.over === null);
      this.over = target;
      floor.setState({ over: target?.id ?? null });
    }
    held.line.show(this.lineFor(target, point, held.by === 'keys' && !news));
    if (held.by !== 'keys' && scrollNear(point, target?.box() ?? null)) this.frames.once(() => this.look());
  }

  private lineFor(target: Target | null, point: Point, aloud: boolean) {
    const { store, voice } = this.around;
    const { board } = store.getState();
    const card = board.cards.get(this.card);
    const context = store.context();
    const spot = target && this.spot(target, point);
    const lane = target?.box()?.closest('[data-lane]');
    if (!spot || !lane || !card || !context) return null;
    // The decider is asked once a place, not once a frame.
    const key = JSON.stringify(spot);
    if (this.landing.spot !== key) {
      const is = landingOf(board, card, spot, context);
      if (aloud && this.landing.spot !== '' && is) voice.say(is.before ? said().above(numberOf(is.before)) : said().belowAll);
      this.landing = { spot: key, is };
    }
    return this.landing.is && lineAt(lane, this.landing.is, this.card);
  }

  private tell(target: Target | null, first: boolean): void {
    const { store, floor, voice } = this.around;
    if (!target) return voice.say(said().overNothing);
    if (!floor.getState().verdicts) this.judge();
    const verdict = floor.getState().verdicts?.get(target.lane);
    const home = !verdict || verdict.says === 'home';
    // That it was picked up is heard to the end.
    if (first && home) return;
    const lane = isolated(store.getState().board.lanes.find(({ id }) => id === target.lane)?.name ?? target.lane);
    voice.say(home ? said().overHome(lane) : said().over(lane, verdict.words));
  }

  /** The pointer, or for the keyboard the upper left corner of what it moves. */
  private point(): Point {
    const corner = this.corner();
    if (!this.held || this.held.by === 'keys') return { x: corner.x + POINT.x, y: corner.y + POINT.y };
    const { from, picture } = this.held;
    return { x: from.x + picture.carried.x, y: from.y + picture.carried.y };
  }

  private spot(target: Target, point: Point): Spot | null {
    const box = target.box();
    const spot = box?.matches('[data-column]') ? spotIn(box, target.lane, point, this.card) : { lane: target.lane, sub: null, before: null };
    // Where one lane is shown, a slide of the thumb crosses from doing to done: there a drag changes the order alone, and Finish is a button.
    if (this.held?.by !== 'touch' || !box?.closest('.phone-lane')) return spot;
    const stands = this.around.store.getState().board.cards.get(this.card)?.place?.sub;
    return spot.sub === null || spot.sub === stands ? spot : null;
  }

  private name(): string {
    return `${numberOf(this.card)} ${isolated(this.around.store.getState().board.cards.get(this.card)?.title ?? '')}`;
  }
}
