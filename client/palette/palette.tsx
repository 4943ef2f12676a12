/* oxlint-disable jsx-a11y/prefer-tag-over-role -- no native list box holds icons, notes and groups under a field that filters it */
import { Modal } from '@mantine/core';
import { useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { CardId } from '../../shared/kernel/ids.ts';
import { cardId, numberOf } from '../../shared/kernel/ids.ts';
import { laneOf } from '../../shared/board/board.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useEverybody } from '../replica/everybody.ts';
import { useBoard, useBoardStore } from '../replica/use-board.ts';
import { useColorScheme } from '../ui/color-scheme.ts';
import { useEscape } from '../ui/escape.ts';
import { focusBelow } from '../ui/float.ts';
import { useGiveFocusBack } from '../ui/give-focus-back.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { cardsFor, entriesFor, matching } from './entries.ts';
import type { Entry } from './entries.ts';

/** The card under the focus when the palette opened, or the one whose panel is open. */
export function focusedCard(): CardId | null {
  const focused = focusBelow()?.closest<HTMLElement>('[data-card]')?.dataset['card'];
  const open = new URLSearchParams(window.location.search).get('card');
  const id = focused ?? open;
  return id ? cardId(id) : null;
}

export function Palette({ actions, onClose }: { readonly actions: BoardActions; readonly onClose: () => void }) {
  const words = useWords();
  const { palette } = words;
  useGiveFocusBack();
  useEscape(onClose);
  const store = useBoardStore();
  const board = useBoard((whole) => whole);
  const directory = useEverybody();
  const { choice, choose } = useColorScheme();
  const [focused] = useState(focusedCard);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  // Dry runs of every move and every pull: once a board, not once a letter.
  // oxlint-disable-next-line react/exhaustive-deps -- said anew in another language
  const all = useMemo(() => entriesFor({ actions, board, context: store.context(), focused, theme: { choice, choose } }), [actions, board, store, focused, choice, choose, words]);
  const shown = useMemo((): readonly Entry[] => [
    ...cardsFor(board, directory, text).map((card): Entry => ({
      key: `card-${card.id}`, group: palette.groups.cards, label: `${numberOf(card.id)} ${isolated(card.title)}`, icon: card.kind === 'order' ? 'order' : 'rows',
      note: [card.place ? laneOf(board, card.place.lane)?.name : null, card.kind === 'order' ? card.customer : null].filter((part) => part !== null && part !== undefined).map(isolated).join(' · '),
      run: () => (card.place ? actions.showCard(card.id) : actions.openCard(card.id)),
    })),
    ...matching(all, text),
  ], [board, directory, text, all, actions, palette]);
  // Enter must do something: it starts on the first that can be done.
  const at = Math.min(chosen ?? Math.max(0, shown.findIndex(({ refused }) => !refused)), shown.length - 1);
  const active = shown[at];

  const run = (entry: Entry) => {
    if (entry.refused) return;
    if (!entry.stays) onClose();
    entry.run();
  };
  const step = (to: number) => {
    const next = (to + shown.length) % Math.max(1, shown.length);
    setChosen(next);
    requestAnimationFrame(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') step(at + 1);
    else if (event.key === 'ArrowUp') step(at - 1);
    else if (event.key === 'Home' && text === '') step(0);
    else if (event.key === 'End' && text === '') step(-1);
    else if (event.key === 'Enter' && active) run(active);
    else return;
    event.preventDefault();
  };

  return (
    <Modal opened onClose={onClose} returnFocus={false} closeOnEscape={false} withCloseButton={false} size={600} yOffset="10vh" radius={12} title={palette.title} overlayProps={{ color: 'var(--veil)', backgroundOpacity: 1 }} transitionProps={{ duration: 80, transition: 'fade' }} classNames={{ content: 'dialog', header: 'unseen', body: 'palette' }}>
      <div className="palette-box">
        <Icon name="search" />
        <input
          data-autofocus
          role="combobox"
          aria-label={palette.field}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.key}` : undefined}
          aria-autocomplete="list"
          placeholder={palette.field}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => { setText(event.currentTarget.value); setChosen(null); }}
          onKeyDown={onKeyDown}
        />
        <kbd>{palette.keys.names.esc}</kbd>
      </div>
      <div ref={list} className="palette-list" role="listbox" id={`${id}-list`} aria-label={palette.fits} tabIndex={-1}>
        {groupsOf(shown).map(([group, entries]) => (
          <div key={group} role="group" aria-label={group}>
            <div className="palette-group" aria-hidden="true">{group}</div>
            {entries.map((entry) => (
              <div
                key={entry.key}
                id={`${id}-${entry.key}`}
                role="option"
                tabIndex={-1}
                className="palette-row"
                aria-selected={entry === active}
                aria-disabled={entry.refused || undefined}
                onMouseMove={() => setChosen(shown.indexOf(entry))}
                onClick={() => run(entry)}
                onKeyDown={(event) => { if (event.key === 'Enter') run(entry); }}
              >
                <Icon name={entry.icon} />
                <span className="palette-words"><span>{entry.label}</span>{entry.note ? <small>{entry.note}</small> : null}</span>
                {entry.keys ? <kbd aria-hidden="true">{entry.keys}</kbd> : null}
              </div>
            ))}
          </div>
        ))}
      </div>
      {shown.length === 0 ? <output className="palette-none">{palette.none(text)}</output> : null}
    </Modal>
  );
}

/** In the order they come; a group that comes twice stays one. */
function groupsOf(entries: readonly Entry[]): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
