import { useEffect, useState } from 'react';
import { type Said, useSaid, type Voice } from './live-region.tsx';

const STAYS = 8_000;

/** The only note that comes by itself: a move of one's own that can be taken back. */
export function UndoToast({ voice }: { readonly voice: Voice }) {
  const said = useSaid(voice);
  const [shown, show] = useState<Said | null>(null);
  // The frame in which a card moves belongs to the card: the note follows in the next.
  useEffect(() => {
    const frame = requestAnimationFrame(() => show(said?.undo ? said : null));
    return () => cancelAnimationFrame(frame);
  }, [said]);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => voice.hush(), STAYS);
    return () => clearTimeout(timer);
  }, [shown, voice]);
  if (!shown) return null;
  return (
    <div className="toast" data-toast>
      <span aria-hidden="true">{shown.text}</span>
      <button type="button" className="button" aria-label={`Undo: ${shown.text}`} onClick={() => { voice.hush(); shown.undo?.(); }}>
        Undo
      </button>
    </div>
  );
}
