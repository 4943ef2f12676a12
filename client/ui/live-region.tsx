import { memo, useSyncExternalStore } from 'react';

/** What is said: to everybody by a screen reader; `undo` also as a note that can be pressed. */
export interface Said { readonly id: number; readonly text: string; readonly undo: (() => void) | null }

export interface Voice {
  readonly say: (text: string, undo?: () => void) => void;
  readonly hush: () => void;
  readonly current: () => Said | null;
  readonly listen: (onChange: () => void) => () => void;
}

export function createVoice(): Voice {
  let said: Said | null = null;
  let count = 0;
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  return {
    say(text, undo) {
      said = { id: (count += 1), text, undo: undo ?? null };
      tell();
    },
    hush() {
      said = said && { ...said, undo: null };
      tell();
    },
    current: () => said,
    listen(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

export const useSaid = (voice: Voice): Said | null => useSyncExternalStore(voice.listen, voice.current);

/** Two regions take turns, so that the same sentence said twice is heard twice. */
export const LiveRegion = memo(function LiveRegion({ voice }: { readonly voice: Voice }) {
  const said = useSaid(voice);
  const odd = (said?.id ?? 0) % 2 === 1;
  return (
    <div className="unseen">
      <output aria-live="polite" data-said={odd || undefined}>{odd ? said?.text : ''}</output>
      <output aria-live="polite" data-said={odd ? undefined : true}>{odd ? '' : said?.text}</output>
    </div>
  );
});
