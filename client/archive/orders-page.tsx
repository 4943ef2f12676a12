import './archive.css';
import { useEffect, useRef, useState } from 'react';
import type { CardId } from '../../shared/kernel/ids.ts';
import { seesWhoAndWhy } from '../../shared/people/rights.ts';
import type { OrdersPageProps } from '../app/contracts.ts';
import { useMe, useNow } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { Filters } from './filters.tsx';
import { OrderRow } from './order-row.tsx';
import { type OrdersAsked, isFiltered, isSearch, ordersAskedOf, sameAsked } from './orders-asked.ts';
import { type OrdersRead, useOrders } from './use-orders.ts';

/** Letters are gathered before they are asked, ms. */
const ASKED_AFTER = 250;

/** Every order there is and was: one field that finds them, and the archive of those that are closed. */
export function OrdersPage({ actions, asked, open, onAsk }: OrdersPageProps) {
  const { archive } = useWords();
  const me = useMe();
  const [typed, setTyped] = useState(asked);
  const [seen, setSeen] = useState({ asked, times: 0 });
  // A link from the floor, or Back: the fields show what is asked now, unless somebody is typing something else.
  if (!sameAsked(seen.asked, asked)) {
    const isOurs = !sameAsked(ordersAskedOf({ ...typed }), seen.asked);
    setSeen({ asked, times: seen.times + Number(!isOurs) });
    if (!isOurs) setTyped(asked);
  }
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (next: OrdersAsked) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onAsk(next), ASKED_AFTER);
  };
  const isBad = asked.from !== undefined && asked.to !== undefined && asked.to < asked.from;
  const read = useOrders(actions.board, isBad ? {} : asked);
  const what = seesWhoAndWhy(me) ? archive.what : archive.whatForViewers;
  return (
    <main className="orders-page" aria-label={archive.title}>
      <h1>{archive.title}</h1>
      <search className="or-search">
        <Icon name="search" size={16} />
        <input ref={field} type="text" data-search aria-label={archive.find} placeholder={what} maxLength={100} value={typed.find ?? ''} autoComplete="off" spellCheck={false}
          onChange={(event) => ask({ ...typed, find: event.currentTarget.value })} />
        {typed.find ? <button type="button" className="search-clear" aria-label={archive.clear} onClick={() => { ask({ ...typed, find: '' }); field.current?.focus(); }}><Icon name="close" size={14} /></button> : null}
      </search>
      <Filters key={seen.times} asked={typed} onAsk={ask} />
      <List read={read} asked={asked} open={open} onOpen={actions.openCard} />
    </main>
  );
}

function List({ read, asked, open, onOpen }: { readonly read: OrdersRead; readonly asked: OrdersAsked; readonly open: CardId | null; readonly onOpen: (order: CardId) => void }) {
  const { archive } = useWords();
  const now = useNow();
  if (read.failed) return <p className="or-note" role="alert">{archive.failed} <button type="button" className="button" onClick={read.again}>{archive.again}</button></p>;
  if (read.orders === null) return <output className="or-note">{archive.reading}</output>;
  if (read.orders.length === 0) return <output className="or-note">{nothing(asked, archive)}{read.behind > 0 ? <small>{archive.behind(read.behind)}</small> : null}</output>;
  return (
    <section aria-label={archive.list} aria-busy={read.reading}>
      <p className="or-note">{isSearch(asked) ? archive.isSearch : archive.isArchive}{read.tooMany ? ` ${archive.tooMany}` : ''}{read.behind > 0 ? ` ${archive.behind(read.behind)}` : ''}</p>
      <p className="or-head" aria-hidden="true"><span>{archive.order}</span><span>{archive.customer}</span><span>{archive.promised}</span><span>{archive.ended}</span></p>
      <ul className="or-list">{read.orders.map((order) => <OrderRow key={order.id} order={order} now={now} open={order.id === open} onOpen={onOpen} />)}</ul>
      {read.older ? <button type="button" className="button or-more" disabled={read.reading} onClick={read.older}>{archive.more}</button> : null}
    </section>
  );
}

function nothing(asked: OrdersAsked, archive: ReturnType<typeof useWords>['archive']) {
  if (isFiltered(asked)) return archive.noneFiltered;
  return asked.find?.trim() ? archive.none(asked.find.trim()) : <><b>{archive.empty}</b> {archive.emptyWhy}</>;
}
