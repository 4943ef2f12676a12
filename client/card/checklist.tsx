import { useState } from 'react';
import type { Card } from '../../shared/cards/card.ts';
import type { Lane } from '../../shared/board/lane.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { useWords } from '../words/use-words.ts';
import { useBoardStore } from '../replica/use-board.ts';
import { issue } from '../session/issue.ts';
import { FormFault } from '../ui/dialog.tsx';
import { Section } from './section.tsx';

/** QC-1: what must be ticked before the card may leave its lane. */
export function Checklist({ card, lane, readOnly }: { readonly card: Card; readonly lane: Lane; readonly readOnly: boolean }) {
  const { card: { checklist: words } } = useWords();
  const store = useBoardStore();
  const [fault, setFault] = useState<string | null>(null);
  const done = lane.checklist.filter(({ id }) => card.checks.includes(id)).length;
  return (
    <Section title={words.title(done, lane.checklist.length, isolated(lane.name))}>
      <ul className="cp-checks">
        {lane.checklist.map((item) => {
          const ticked = card.checks.includes(item.id);
          return (
            <li key={item.id}>
              <label>
                <input
                  type="checkbox"
                  checked={ticked}
                  disabled={readOnly || card.place?.sub === 'done'}
                  onChange={() => {
                    setFault(null);
                    issue(store, { type: 'TickCheck', card: card.id, item: item.id, done: !ticked }, { refused: setFault });
                  }}
                />
                {words.item(item.text, item.mandatory)}
              </label>
            </li>
          );
        })}
      </ul>
      <FormFault sentence={fault} />
    </Section>
  );
}
