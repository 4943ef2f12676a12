import type { Page } from 'playwright-core';

/**
 * Words of another language by a rule: every word on the page is accented and 40 % longer. What stands there is
 * replaced, not what the catalogues say, so that the built client is looked at as it is.
 */
export const lengthen = (page: Page): Promise<void> => page.evaluate(() => {
  const longer = (word: string): string => `${word.replace(/[aeiou]/g, (vowel) => ({ a: 'å', e: 'ë', i: 'ï', o: 'ø', u: 'ü' })[vowel] ?? vowel)}${'nënënënënënënënë'.slice(0, Math.ceil(word.length * 0.4))}`;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) node.textContent = (node.textContent ?? '').replace(/\p{L}{3,}/gu, longer);
  for (const field of document.querySelectorAll('input[placeholder]')) field.setAttribute('placeholder', (field.getAttribute('placeholder') ?? '').replace(/\p{L}{3,}/gu, longer));
});

/** What does not fit: text that is cut off without a sign, and what can be pressed lying over one another. */
export const misfits = (page: Page): Promise<string[]> => page.evaluate(() => {
  const name = (of: Element): string => `${of.tagName.toLowerCase()}.${String(of.getAttribute('class') ?? '').split(' ').join('.')} "${(of.textContent ?? '').trim().slice(0, 50)}"`;
  const top = [...document.querySelectorAll('[role="dialog"], [role="menu"], .card-panel')].at(-1) ?? document.body;
  const isSeen = (of: Element): boolean => {
    const box = of.getBoundingClientRect();
    return of.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 1 && box.height > 1 && !of.closest('.unseen, [hidden]');
  };
  const found: string[] = [];
  for (const part of top.querySelectorAll<HTMLElement>('*')) {
    const hasText = [...part.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && (child.textContent ?? '').trim() !== '');
    if (!hasText || !isSeen(part) || part.closest('svg, select')) continue;
    const style = getComputedStyle(part);
    if (style.display === 'inline') {
      // Held by the nearest box; it is looked at there unless it is cut off by one further out.
    } else if (part.scrollWidth > part.clientWidth + 1 && style.textOverflow !== 'ellipsis' && !/auto|scroll/.test(style.overflowX)) found.push(`wide ${name(part)}: ${part.scrollWidth} in ${part.clientWidth}`);
    if (style.textOverflow === 'ellipsis' && part.scrollWidth > part.clientWidth + 1 && !part.closest('[title], [aria-label], [data-card]')) found.push(`untold ${name(part)}: ${part.scrollWidth} in ${part.clientWidth}`);
    const range = document.createRange();
    range.selectNodeContents(part);
    const text = range.getBoundingClientRect();
    for (let box: HTMLElement | null = part; box && box !== document.body; box = box.parentElement) {
      const around = getComputedStyle(box);
      if (/auto|scroll/.test(`${around.overflowX}${around.overflowY}`)) break;
      if (around.textOverflow === 'ellipsis' || around.getPropertyValue('-webkit-line-clamp') !== 'none') break;
      if (around.overflowX !== 'visible') {
        const edge = box.getBoundingClientRect();
        if (text.right > edge.right + 1 || text.left < edge.left - 1) found.push(`cut ${name(part)} by ${name(box).slice(0, 40)}`);
        break;
      }
    }
  }
  // What a closed list shows, and what an empty field says, is no text that can be measured where it stands.
  const pen = document.createElement('canvas').getContext('2d');
  for (const field of top.querySelectorAll<HTMLInputElement | HTMLSelectElement>('select, input[placeholder]')) {
    if (!isSeen(field) || !pen) continue;
    const style = getComputedStyle(field);
    const shown = field instanceof HTMLSelectElement ? field.selectedOptions[0]?.text ?? '' : field.value === '' ? field.placeholder : '';
    // Cut with a sign, and told in full to whoever asks what the field is.
    if (style.textOverflow === 'ellipsis' && field.getAttribute('aria-label')) continue;
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (pen.measureText(shown).width > room + 1) found.push(`field ${name(field).split(' ')[0] ?? ''} "${shown}": ${Math.round(pen.measureText(shown).width)} in ${Math.round(room)}`);
  }
  const pressed = [...top.querySelectorAll<HTMLElement>('button, a[href], input, select')].filter((one) => isSeen(one) && !one.matches('.card-open') && !one.closest('[data-card]'));
  for (const [index, one] of pressed.entries()) for (const other of pressed.slice(index + 1)) {
    if (one.contains(other) || other.contains(one)) continue;
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const [x, y] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
    if (x > 1 && y > 1 && one.closest('label, .mantine-Input-wrapper') !== other.closest('label, .mantine-Input-wrapper')) found.push(`over ${name(one)} and ${name(other)}`);
  }
  if (document.documentElement.scrollWidth > window.innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  return [...new Set(found)];
});
