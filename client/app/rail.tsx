import { useColorScheme } from '../ui/color-scheme.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import type { Screen } from './contracts.ts';

const SCREENS: readonly { readonly screen: Screen; readonly icon: IconName; readonly name: string }[] = [
  { screen: 'floor', icon: 'floor', name: 'Floor' },
  { screen: 'settings', icon: 'settings', name: 'Board settings' },
];
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const SCHEMES: Readonly<Record<keyof typeof NEXT, { readonly icon: IconName; readonly words: string }>> = {
  auto: { icon: 'auto', words: 'Light or dark by the system' }, light: { icon: 'sun', words: 'Light' }, dark: { icon: 'moon', words: 'Dark' },
};

export function Rail({ screen, onGo }: { readonly screen: Screen; readonly onGo: (screen: Screen) => void }) {
  const { choice, choose } = useColorScheme();
  const { icon, words } = SCHEMES[choice];
  return (
    <nav className="rail" aria-label="Pages">
      <span className="logo" aria-hidden="true"><svg width="22" height="22" viewBox="0 0 22 22"><path className="logo-ink" d="M2 2h5v18H2zM9.5 2h5v9h-5z" /><path className="logo-cord" d="M18 2v13" /><circle className="logo-knob" cx="18" cy="17.5" r="2.5" /></svg></span>
      {SCREENS.map((entry) => (
        <button key={entry.screen} type="button" className="rail-button" aria-current={entry.screen === screen ? 'page' : undefined} aria-label={entry.name} title={entry.name} onClick={() => onGo(entry.screen)}>
          <Icon name={entry.icon} size={20} />
        </button>
      ))}
      <span className="stretch" />
      <button type="button" className="rail-button" aria-label={`Colours: ${words}. Change`} title={words} onClick={() => choose(NEXT[choice])}><Icon name={icon} size={18} /></button>
    </nav>
  );
}
