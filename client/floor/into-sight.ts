/** Scrolls what holds it until it can be seen, at once and no further than needed. */
export const intoSight = (element: Element): void => element.scrollIntoView?.({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
