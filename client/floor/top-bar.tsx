import { useState } from 'react';
import type { BoardActions } from '../app/contracts.ts';
import { lacksForOrders } from '../../shared/board/lane-roles.ts';
import { useBoard, useLooks, useNow } from '../replica/use-board.ts';
import { type Anchor, anchorOf } from '../ui/float.ts';
import { Icon } from '../ui/icon.tsx';
import { PHONE, useMedia } from '../ui/media.ts';
import { Menu } from '../ui/menu.tsx';
import { useWords } from '../words/use-words.ts';
import { NO_FILTER } from './filter.ts';
import { useFloor, useFloorStore } from './floor-state.ts';
import { LiveDot } from './live-dot.tsx';
import { ActingPerson, Presence } from './people.tsx';
import { SearchField } from './search-field.tsx';

interface Props {
  readonly actions: BoardActions;
  /** The list of boards is looked at. */
  readonly onLook: () => void;
  /** Not where the page has a search of its own. */
  readonly searches?: boolean;
  /** The menu of the page on a phone, where there is no rail. */
  readonly pages: readonly { readonly key: string; readonly label: string; readonly checked?: boolean; readonly run: () => void }[];
}

/** Which shop, whether what one sees is now, who is here, and what one looks for. */
export function TopBar({ actions, onLook, searches = true, pages }: Props) {
  const { f, floor: { bars: said } } = useWords();
  const name = useBoard((board) => board.name);
  const looks = useLooks();
  const takesOrders = useBoard((board) => lacksForOrders(board) === null) && !looks;
  const now = useNow(60_000);
  const phone = useMedia(PHONE);
  const floor = useFloorStore();
  const [menu, setMenu] = useState<Anchor | null>(null);
  const finding = useFloor((state) => state.finding);
  // Put away, it looks for nothing: a floor that is dimmed says what for.
  const find = () => {
    if (finding) floor.getState().setFilter(NO_FILTER);
    floor.setState({ finding: !finding });
  };
  const rows = [
    ...actions.boards.map((board) => ({ key: board.id as string, label: board.name, checked: board.id === actions.board, run: () => actions.openBoard(board.id) })),
    { key: 'boards', label: said.allBoards, icon: 'boards' as const, rule: true, run: () => actions.openBoard(null) },
    ...(phone ? [...pages, ...(takesOrders ? [{ key: 'new-order', label: said.newOrderAsked, run: () => actions.openDialog({ kind: 'new-order' }) }] : []), { key: 'palette', label: said.anything, run: () => actions.openDialog({ kind: 'palette' }) }].map((page, index) => ({ ...page, ...(index === 0 ? { rule: true } : {}) })) : []),
  ];
  return (
    <header className="top-bar">
      <h1>
        <button type="button" className="board-name" title={name || undefined} aria-haspopup="menu" onClick={(event) => {
          onLook();
          setMenu(anchorOf(event.currentTarget));
        }}>
          <span>{name || said.opening}</span><Icon name="down" size={15} />
        </button>
      </h1>
      <LiveDot />
      <time className="now" dateTime={new Date(now).toISOString()}>{said.now(f.day(now, now), f.clock(now))}</time>
      <span className="open-house" title={looks ? said.looks : said.openHouse}>{looks ? said.looks : said.openHouse}</span>
      {!searches ? <span className="stretch" /> : phone ? (
        <button type="button" className="icon-button" aria-expanded={finding} aria-label={said.find} onClick={find}><Icon name="search" size={18} /></button>
      ) : <SearchField actions={actions} />}
      <Presence />
      <ActingPerson onActAs={actions.actAs} />
      {takesOrders ? <button type="button" className="button new-order" onClick={() => actions.openDialog({ kind: 'new-order' })} aria-label={said.newOrder}><Icon name="plus" /><span>{said.order}</span></button> : null}
      {searches && phone && finding ? <SearchField actions={actions} onLeave={find} /> : null}
      {menu ? <Menu anchor={menu} label={said.boards} rows={rows} onClose={() => setMenu(null)} /> : null}
    </header>
  );
}
