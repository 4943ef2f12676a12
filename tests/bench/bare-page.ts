import type { Page } from 'playwright-core';

/**
 * The least that a browser does for the same floor: what stands on it as dead markup with its own
 * styles, and a few lines of plain script. A card is moved by putting its row elsewhere and four
 * counts anew. No rules, no board, no words, nothing drawn that was not there.
 */
export async function bareCopy(floor: Page, bare: Page): Promise<void> {
  const markup = await floor.evaluate<string>(AS_MARKUP);
  await bare.setContent(markup);
  await bare.evaluate(MOVES);
}

/** A card at the top of a column of the bare page. */
export const cardOf = (bare: Page, column: string): Promise<string> => bare.evaluate<string>(`document.querySelector('[data-column="${column}"] [data-card]').dataset.card`);

/** As a message of somebody else's move is read and drawn, in a task of its own. */
export const bareMove = (bare: Page, card: string, column: string): Promise<void> => later(bare, 'put(card, column)', { card, column });
/** The same, and nothing is put anywhere: what asking for it costs. */
export const bareRest = (bare: Page, card: string): Promise<void> => later(bare, 'void card', { card });

const later = (bare: Page, act: string, told: { readonly card: string; readonly column?: string }): Promise<void> =>
  bare.evaluate(`void setTimeout((text) => { const { card, column } = JSON.parse(text); ${act}; }, 0, ${JSON.stringify(JSON.stringify(told))})`);

const AS_MARKUP = `(() => {
  const css = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('');
  const root = document.documentElement.cloneNode(true);
  for (const gone of root.querySelectorAll('script, link, style')) gone.remove();
  const style = document.createElement('style');
  style.textContent = css;
  root.querySelector('head').append(style);
  return '<!doctype html>' + root.outerHTML;
})()`;

const MOVES = `(() => {
  window.put = (card, column) => {
    const row = document.querySelector('[data-card="' + card + '"]').closest('li');
    const from = row.closest('ol');
    const to = document.querySelector('[data-column="' + column + '"]');
    to.insertBefore(row, to.querySelector('[data-card]').closest('li'));
    for (const list of [from, to]) {
      const counts = [list.closest('.column').querySelector('.column-title span:last-child'), list.closest('[data-lane]').querySelector('.lane-count b')];
      for (const count of counts) if (count) count.textContent = String(Number(count.textContent) + (list === to ? 1 : -1));
    }
  };
  let held = null;
  addEventListener('mousedown', ({ target, clientX, clientY }) => {
    const card = target.closest('[data-card]');
    if (card) held = { card, from: { x: clientX, y: clientY }, sheet: null, way: null, asked: false };
  });
  addEventListener('mousemove', ({ clientX, clientY }) => {
    if (!held) return;
    held.way = 'translate3d(' + (clientX - held.from.x) + 'px, ' + (clientY - held.from.y) + 'px, 0)';
    if (!held.sheet) lift(held);
    if (held.asked) return;
    held.asked = true;
    requestAnimationFrame(() => {
      if (!held) return;
      held.asked = false;
      held.sheet.firstChild.style.transform = held.way;
    });
  });
  addEventListener('mouseup', () => {
    if (!held) return;
    const { card, sheet } = held;
    held = null;
    requestAnimationFrame(() => {
      sheet?.remove();
      card.classList.remove('away');
      put(card.dataset.card, 'cut/doing');
    });
  });
  const lift = (hand) => {
    const { left, top, width, height } = hand.card.getBoundingClientRect();
    const copy = hand.card.cloneNode(true);
    copy.removeAttribute('data-card');
    copy.classList.add('in-hand');
    hand.sheet = document.createElement('div');
    hand.sheet.className = 'hand-sheet';
    const picture = document.createElement('div');
    picture.className = 'hand';
    Object.assign(picture.style, { left: left + 'px', top: top + 'px', width: width + 'px', height: height + 'px' });
    picture.append(copy);
    hand.sheet.append(picture);
    document.body.append(hand.sheet);
    hand.card.classList.add('away');
  };
})()`;
