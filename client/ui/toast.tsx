import { useEffect, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { type Said, useSaid, type Voice } from './live-region.tsx';

/** With a way to press it stays longer: it is read first. */
const STAYS = { words: 5_000, ways: 8_000 };

/** The only note that comes by itself: what became of one's own act, how it is taken back, and where it stands.
 *  It has a place of its own in the page, and lies over nothing. */
export function Toast({ voice }: { readonly voice: Voice }) {
  const { fields } = useWords();
  const said = useSaid(voice);
  const [shown, show] = useState<Said | null>(null);
  // The frame in which a card moves belongs to the card: the note follows in the next.
  useEffect(() => {
    const frame = requestAnimationFrame(() => show(said?.note ? said : null));
    return () => cancelAnimationFrame(frame);
  }, [said]);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => voice.hush(), shown.note?.undo || shown.note?.show ? STAYS.ways : STAYS.words);
    return () => clearTimeout(timer);
  }, [shown, voice]);
  if (!shown) return null;
  const way = (name: string, act: (() => void) | undefined) => act && (
    <button type="button" className="button" aria-label={fields.wayOf(name, shown.text)} onClick={() => { voice.hush(); act(); }}>{name}</button>
  );
  return (
    <div className="toast">
      <span aria-hidden="true">{shown.text}</span>
      {way(fields.show, shown.note?.show)}
      {way(fields.undo, shown.note?.undo)}
    </div>
  );
}
