import { mediaNow } from './media.ts';

/** How a card goes from one place to another. */
export const GLIDE: KeyframeAnimationOptions = { duration: 180, easing: 'cubic-bezier(0.2, 0.7, 0.3, 1)' };

/** Whether the person asked for a page on which nothing moves. */
export const prefersStill = (): boolean => mediaNow('(prefers-reduced-motion: reduce)');
