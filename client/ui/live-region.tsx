import { memo, useSyncExternalStore } from 'react';

/** What a note offers besides its words: to take the act back, or to go to where its outcome stands. */
export interface NoteWays { readonly undo?: () => void; readonly show?: () => void }

/** What is said: to everybody by a screen reader; with `note` to the eye, too. */
export interface Said { readonly id: number; readonly text: string; readonly note: NoteWays | null }

export interface Voice {
  /** What is seen anyway. */
  readonly say: (text: string) => void;
  /** What became of somebody's act: heard and seen. */
  readonly tell: (text: string, ways?: NoteWays) => void;
  readonly hush: () => void;
  readonly current: () => Said | null;
  readonly listen: (onChange: () => void) => () => void;
}

export function createVoice(): Voice {
  let said: Said | null = null;
  let count = 0;
  const listeners = new Set<() => void>();
  const hear = () => listeners.forEach((listener) => listener());
  return {
    say(text) {
      said = { id: (count += 1), text, note: null };
      hear();
    },
    tell(text, ways = {}) {
      said = { id: (count += 1), text, note: ways };
      hear();
    },
    hush() {
      said = said && { ...said, note: null };
      hear();
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
      <output aria-live="polite">{odd ? said?.text : ''}</output>
      <output aria-live="polite">{odd ? '' : said?.text}</output>
    </div>
  );
});
