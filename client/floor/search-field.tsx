import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useEscape } from '../ui/escape.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../../shared/words/words.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useBoardStore } from '../replica/use-board.ts';
import { type Filter, NO_FILTER, isActive } from './filter.ts';
import { useFloor, useFloorStore } from './floor-state.ts';
import { useHits } from './use-hits.ts';

interface Props {
  readonly actions: BoardActions;
  /** On a phone it is asked for, has the focus at once, and goes away with Esc. */
  readonly onLeave?: () => void;
}

/** Why all cards are dim, and what to do about it. */
function nothingFits(filter: Filter, { floor: { bars: { search } } }: Words): string {
  if (filter.query.trim()) return search.noneFits(filter.query.trim());
  return filter.mine ? search.noneMine : search.noneAnyMore;
}

/** Numbers, parts, customers, people: what fits stays bright, the rest is dimmed. Enter goes from hit to hit, the arrow down to the card itself. */
export function SearchField({ actions, onLeave }: Props) {
  const words = useWords();
  const { search } = words.floor.bars;
  const floor = useFloorStore();
  const filter = useFloor((state) => state.filter);
  const [text, setText] = useState(filter.query);
  /** Which hit was shown last, counted from the first one forwards or backwards. */
  const [shown, setShown] = useState<number | null>(null);
  const query = useDeferredValue(text);
  useEffect(() => {
    floor.getState().setFilter({ query });
  }, [query, floor]);
  const field = useRef<HTMLInputElement | null>(null);
  const asked = onLeave !== undefined;
  useLayoutEffect(() => {
    if (asked) field.current?.focus();
  }, [asked]);
  /** What had the focus before: Esc goes back there. */
  const before = useRef<EventTarget | null>(null);
  const [inIt, setInIt] = useState(false);
  const active = isActive(filter);
  const store = useBoardStore();
  const hits = useHits(filter);
  const hitAt = (place: number) => hits[((place % hits.length) + hits.length) % hits.length];
  // The focus stays here: what is typed next is for the field, and would be a key of the card.
  const next = (step: number) => {
    const to = shown === null ? 0 : shown + step;
    const hit = hitAt(to);
    if (hit) actions.showCard(hit, 'glance');
    setShown(to);
  };
  const goTo = () => {
    const hit = hitAt(shown ?? 0);
    if (hit) actions.showCard(hit);
  };
  const clear = () => {
    setText('');
    floor.getState().setFilter(NO_FILTER);
  };
  const leave = () => {
    clear();
    onLeave?.();
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true });
    else field.current?.blur();
  };
  useEscape(leave, { when: inIt, inAddress: true });
  return (
    <search className="search">
      <Icon name="search" size={15} />
      <input
        ref={field}
        data-search
        type="text"
        value={text}
        placeholder={search.what}
        aria-label={search.what}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => { setText(event.target.value); setShown(null); }}
        onFocus={(event) => { before.current = event.relatedTarget; setInIt(true); }}
        onBlur={() => setInIt(false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') next(event.shiftKey ? -1 : 1);
          if (event.key === 'ArrowDown' && hits.length > 0) {
            event.preventDefault();
            goTo();
          }
        }}
      />
      {active ? (
        <>
          <output className="hits">
            {search.hits(hits.length, hits.filter((id) => store.getState().board.cards.get(id)?.place === null).length)}
            {hits.length === 0 ? <span className="panel no-hits">{nothingFits(filter, words)}</span> : null}
          </output>
          {hits.length === 0 && filter.query.trim() ? (
            <button type="button" className="button in-all" onPointerDown={(event) => event.preventDefault()} onClick={() => actions.askOrders({ find: filter.query.trim() })}><Icon name="order" size={14} />{search.inAll}</button>
          ) : null}
          <button type="button" className="search-clear" aria-label={search.all} onClick={clear}><Icon name="close" size={14} /></button>
        </>
      ) : <kbd aria-hidden="true">/</kbd>}
    </search>
  );
}
