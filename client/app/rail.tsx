import { useState } from 'react';
import { LANGUAGE_NAMES, type Language } from '../../shared/words/format.ts';
import { useColorScheme } from '../ui/color-scheme.ts';
import { type Anchor, anchorOf } from '../ui/float.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { SPOKEN } from '../words/languages.ts';
import { useWords } from '../words/use-words.ts';
import type { Page, Screen } from './pages.ts';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const ICONS: Readonly<Record<keyof typeof NEXT, IconName>> = { auto: 'auto', light: 'sun', dark: 'moon' };

interface Props { readonly pages: readonly Page[]; readonly screen: Screen; readonly onGo: (screen: Screen) => void; readonly onLanguage: (language: Language) => void }

export function Rail({ pages, screen, onGo, onLanguage }: Props) {
  const { app, f } = useWords();
  const { choice, choose } = useColorScheme();
  const [menu, setMenu] = useState<Anchor | null>(null);
  const spoken = app.languageIs(LANGUAGE_NAMES[f.language]);
  return (
    <nav className="rail" aria-label={app.pages}>
      <span className="logo" aria-hidden="true"><svg width="22" height="22" viewBox="0 0 22 22"><path className="logo-ink" d="M2 2h5v18H2zM9.5 2h5v9h-5z" /><path className="logo-cord" d="M18 2v13" /><circle className="logo-knob" cx="18" cy="17.5" r="2.5" /></svg></span>
      {pages.map((page) => (
        <button key={page.screen} type="button" className="rail-button" aria-current={page.screen === screen ? 'page' : undefined} aria-label={app.screens[page.screen]} title={app.screens[page.screen]} onClick={() => onGo(page.screen)}>
          <Icon name={page.icon} size={20} />
        </button>
      ))}
      <span className="stretch" />
      <button type="button" className="rail-button rail-language" aria-haspopup="menu" aria-label={spoken} title={spoken} onClick={(event) => setMenu(anchorOf(event.currentTarget))}><span aria-hidden="true">{f.language.toUpperCase()}</span></button>
      <button type="button" className="rail-button" aria-label={app.coloursAre(app.colours[choice])} title={app.colours[choice]} onClick={() => choose(NEXT[choice])}><Icon name={ICONS[choice]} size={18} /></button>
      {menu ? (
        <Menu
          anchor={menu}
          label={app.language}
          rows={SPOKEN.map(({ language, name }) => ({ key: language, label: <span lang={language}>{name}</span>, checked: language === f.language, run: () => onLanguage(language) }))}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </nav>
  );
}
