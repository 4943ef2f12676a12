import { useSyncExternalStore } from 'react';
import { keepSetting, readSetting } from './browser-setting.ts';

export type Choice = 'auto' | 'light' | 'dark';

let choice: Choice = readSetting<Choice>('scheme', 'auto');
const listeners = new Set<() => void>();

const system = () => window.matchMedia('(prefers-color-scheme: dark)');
const schemeNow = (): 'light' | 'dark' => (choice === 'auto' ? (system().matches ? 'dark' : 'light') : choice);

function changed(): void {
  document.documentElement.dataset['theme'] = schemeNow();
  listeners.forEach((listener) => listener());
}

function choose(next: Choice): void {
  choice = next;
  keepSetting('scheme', next);
  changed();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) system().addEventListener('change', changed);
  listeners.add(listener);
  document.documentElement.dataset['theme'] = schemeNow();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) system().removeEventListener('change', changed);
  };
}

/** Light or dark by the system until somebody chooses; one choice for the whole page. */
export function useColorScheme(): { choice: Choice; scheme: 'light' | 'dark'; choose: (choice: Choice) => void } {
  const scheme = useSyncExternalStore(subscribe, schemeNow);
  const chosen = useSyncExternalStore(subscribe, () => choice);
  return { choice: chosen, scheme, choose };
}
