import { useEffect, useSyncExternalStore } from 'react';
import { useSetting } from './browser-setting.ts';

export type Choice = 'auto' | 'light' | 'dark';

const query = () => window.matchMedia('(prefers-color-scheme: dark)');
const subscribe = (onChange: () => void) => {
  const media = query();
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
};

/** Light or dark by the system until somebody chooses. */
export function useColorScheme(): { choice: Choice; scheme: 'light' | 'dark'; choose: (choice: Choice) => void } {
  const [choice, choose] = useSetting<Choice>('scheme', 'auto');
  const systemDark = useSyncExternalStore(subscribe, () => query().matches);
  const scheme = choice === 'auto' ? (systemDark ? 'dark' : 'light') : choice;
  useEffect(() => {
    document.documentElement.dataset['theme'] = scheme;
  }, [scheme]);
  return { choice, scheme, choose };
}
