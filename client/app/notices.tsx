import { useEffect } from 'react';
import { cardElement } from '../floor/drawn-card.ts';
import { useNotices } from '../replica/use-board.ts';
import { anchorAt, anchorOf } from '../ui/float.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';
import type { Doing } from './board-actions.ts';

/** Late refusals go to their card, as early ones do; what concerns no card stands above the floor until read. */
export function Notices({ doing }: { readonly doing: Doing }) {
  const { app } = useWords();
  const notices = useNotices();
  const { store, floor, voice } = doing;
  useEffect(() => {
    for (const notice of notices) {
      voice.say(notice.sentence);
      if (notice.refusal === null || floor.getState().refused !== null) continue;
      const element = cardElement(notice.refusal.card);
      floor.setState({ refused: { refusal: notice.refusal, sentence: notice.sentence, command: notice.command, anchor: element ? anchorOf(element) : anchorAt(80, 120) } });
      store.dismiss(notice.key);
    }
  }, [notices, store, floor, voice]);
  const shown = notices.filter((notice) => notice.refusal === null);
  if (shown.length === 0) return null;
  return (
    <ul className="notices">
      {shown.map((notice) => (
        <li key={notice.key} className="banner warn">
          <Icon name="alert" />{notice.sentence}
          <button type="button" className="icon-button" aria-label={app.takeAway} onClick={() => store.dismiss(notice.key)}><Icon name="close" size={14} /></button>
        </li>
      ))}
    </ul>
  );
}
