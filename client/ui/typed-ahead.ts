import { currentWords } from '../words/words-now.ts';
import { cameFrom } from './float.ts';
import { whereFocusWas } from './give-focus-back.ts';

/**
 * What was asked for may be on its way still: its code is loaded with the first use, and a dialog
 * takes the focus some turns after it is drawn. Whoever types on meanwhile means what opens, and no
 * key of the page below. A field out of sight takes the keys in the same turn, as the browser writes
 * them, and hands them over to whatever has the focus once it is there.
 */
type Step = { readonly text: string } | { readonly key: 'Enter' | 'Tab' | 'ArrowUp' | 'ArrowDown'; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean };

let end: (() => void) | null = null;

/** Nothing opens any more: the keys are the page's again, and what was typed is forgotten. */
export const letKeysGo = (): void => end?.();

/** All keys go to what opens, from now on until the focus is in something that fits `arrives`. Esc calls it off. */
export function takeKeys(arrives: string, cancel: () => void): void {
  const before = whereFocusWas();
  end?.();
  const field = typingField();
  const steps: Step[] = [];
  let target: HTMLElement | null = null;
  if (before) cameFrom(field, before);
  document.body.append(field);
  field.focus({ preventScroll: true });

  const takeText = () => {
    if (field.value !== '') steps.push({ text: field.value });
    field.value = '';
  };
  const onKey = (event: KeyboardEvent) => {
    event.stopImmediatePropagation();
    // The key that comes is written where the focus is by then.
    if (document.activeElement !== field) field.focus({ preventScroll: true });
    const { key, ctrlKey, metaKey, shiftKey } = event;
    if (key === 'Escape') {
      event.preventDefault();
      end?.();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      cancel();
    } else if (key === 'Enter' || key === 'Tab' || key === 'ArrowUp' || key === 'ArrowDown') {
      event.preventDefault();
      takeText();
      steps.push({ key, ctrlKey, metaKey, shiftKey });
    } else if ((ctrlKey || metaKey) && key.toLowerCase() === 'k') event.preventDefault();
  };
  const onFocus = (event: FocusEvent) => {
    if (target || !(event.target instanceof HTMLElement) || !event.target.closest(arrives)) return;
    target = event.target;
    // A dialog takes the focus more than once while it opens: after that it stays where it is put.
    requestAnimationFrame(() => setTimeout(handOver));
  };
  const handOver = () => {
    if (end !== stop || !target) return;
    const had = document.activeElement === field;
    takeText();
    stop();
    if (had && target.isConnected) target.focus({ preventScroll: true });
    void replay(target, steps);
  };
  const stop = () => {
    end = null;
    window.removeEventListener('keydown', onKey, true);
    document.removeEventListener('focusin', onFocus);
    field.remove();
  };
  end = stop;
  window.addEventListener('keydown', onKey, true);
  document.addEventListener('focusin', onFocus);
}

function typingField(): HTMLInputElement {
  const field = document.createElement('input');
  field.className = 'typed-ahead unseen';
  field.setAttribute('aria-label', currentWords().fields.typeOn);
  field.autocomplete = 'off';
  field.spellcheck = false;
  // No keyboard slides in on a phone for a field that nobody sees.
  field.inputMode = 'none';
  return field;
}

type TextField = HTMLInputElement | HTMLTextAreaElement;
const takesText = (element: Element): element is TextField =>
  element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && /^(text|search|tel|url|password)$/.test(element.type));

/** Only a field is typed into: a button would be pressed by what was meant as words. Between two steps the page draws itself. */
async function replay(first: Element, steps: readonly Step[]): Promise<void> {
  let at: Element | null = first;
  for (const step of steps) {
    if (!at || !takesText(at)) return;
    if ('text' in step) write(at, step.text);
    else if (step.key === 'Tab') at = goOn(at, step.shiftKey ? -1 : 1);
    else if (at.dispatchEvent(new KeyboardEvent('keydown', { ...step, bubbles: true, cancelable: true })) && step.key === 'Enter') {
      if (at instanceof HTMLTextAreaElement) write(at, '\n');
      else at.form?.requestSubmit();
    }
    await Promise.resolve();
  }
}

function write(field: TextField, text: string): void {
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
}

function goOn(from: HTMLElement, by: 1 | -1): Element | null {
  const all = [...(from.closest('form, [role="dialog"]')?.querySelectorAll<HTMLElement>('input, textarea, select, button') ?? [])]
    .filter((element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.getClientRects().length > 0);
  all[all.indexOf(from) + by]?.focus();
  return document.activeElement;
}
