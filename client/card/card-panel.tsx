import './card.css';
import { useEffect, useRef } from 'react';
import { dueAt, hereSince, laneOf, orderOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { isConfirmed } from '../../shared/orders/order.ts';
import type { Context } from '../../shared/people/directory.ts';
import { may } from '../../shared/people/rights.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { useEverybody } from '../replica/everybody.ts';
import { useWords } from '../words/use-words.ts';
import type { OrderFileView } from '../../shared/views/order-file-view.ts';
import type { Words } from '../../shared/words/words.ts';
import type { BoardActions, CardPanelProps } from '../app/contracts.ts';
import { useBoardOf } from '../replica/order-file.ts';
import type { FileRead } from '../replica/order-file.ts';
import { useBoardState, useBoardStore, useMe, useNow, useReadOnly } from '../replica/use-board.ts';
import { useEscape } from '../ui/escape.ts';
import { focusBelow } from '../ui/float.ts';
import { Icon } from '../ui/icon.tsx';
import { Blockers } from './blockers.tsx';
import { CardMoves } from './card-moves.tsx';
import { Checklist } from './checklist.tsx';
import { Exceptions } from './exceptions.tsx';
import { FileFault } from './file-fault.tsx';
import { Fields, bufferWords } from './fields.tsx';
import { KitTable } from './kit-table.tsx';
import { SentBack } from './sent-back.tsx';
import { StagesBar } from './stages-bar.tsx';
import { Story } from './story.tsx';
import { TimeBar } from './time-bar.tsx';
import { useStory } from './use-story.ts';
import { stateWords, whyItIsThere } from './why.ts';

/** Everything about one card, beside the floor; the whole page on a phone. The floor stays in use. */
export function CardPanel({ actions, card: id, onClose }: CardPanelProps) {
  const { board, failed, again, order: of, file, closed, nothing } = useBoardOf(id);
  const { card: words } = useWords();
  const panel = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  const actor = useBoardState((state) => state.actor);
  useEscape(onClose, { inAddress: true });

  useEffect(() => {
    before.current ??= focusBelow();
    panel.current?.focus({ preventScroll: true });
  }, [id]);
  useEffect(() => {
    return () => {
      const last = before.current;
      if (last instanceof HTMLElement && last.isConnected && (document.activeElement === document.body || document.activeElement === null)) last.focus({ preventScroll: true });
    };
  }, []);

  const card = board.cards.get(id);
  const known = useBoardState((state) => state.head.seq > 0);
  return (
    <aside ref={panel} className="card-panel" aria-label={card ? words[card.kind === 'order' ? 'order' : 'part'](numberOf(id), isolated(card.title)) : words.aCard} tabIndex={-1} data-kind={card?.kind}>
      {card ? <Body key={`${actor} ${id}`} actions={actions} board={board} card={card} read={{ file, failed, again, nothing }} closed={closed} onClose={onClose} /> : (
        <>
          <header className="cp-head"><h2>{known && (of === null || file !== null) ? words.gone(numberOf(id)) : numberOf(id)}</h2><CloseButton onClose={onClose} /></header>
          {of === null ? <p className="cp-pad">{known ? words.whyGone : words.opening}</p> : <FileFault failed={failed} again={again} />}
        </>
      )}
    </aside>
  );
}

function CloseButton({ onClose }: { readonly onClose: () => void }) {
  const { card: words } = useWords();
  return <button type="button" className="icon-button" aria-label={words.close} onClick={onClose}><Icon name="close" /></button>;
}

function Body({ actions, board, card, read, closed, onClose }: { readonly actions: BoardActions; readonly board: Board; readonly card: Card; readonly read: FileRead; readonly closed: boolean; readonly onClose: () => void }) {
  const { card: words, archive, f } = useWords();
  const store = useBoardStore();
  const now = useNow();
  const notLive = useReadOnly();
  const readOnly = notLive || closed;
  // A story names people who stand nowhere on the board any more.
  const directory = useEverybody();
  const me = useMe();
  const story = useStory(actions.board, card.id);
  const asked = store.context();
  // A whole minute is exact enough for words, and keeps the moves from being tried again every second.
  const context: Context | null = asked && me ? { ...asked, at: Math.max(now, board.at) } : null;
  const lane = card.place && laneOf(board, card.place.lane);
  const order = orderOf(board, card);
  return (
    <>
      <header className="cp-head">
        <div>
          <h2><span className="cp-number">{numberOf(card.id)}</span> <bdi>{card.title}</bdi></h2>
          <Subtitle actions={actions} board={board} card={card} now={now} />
        </div>
        {card.place && !closed ? <button type="button" className="icon-button" aria-label={words.showOnFloor} onClick={() => actions.showCard(card.id)}><Icon name="search" /></button> : null}
        <CloseButton onClose={onClose} />
      </header>
      <div className="cp-body">
        {closed ? <p className="cp-why"><Icon name="info" size={18} /><span><b>{read.file?.closedAt ? archive.closed(f.day(read.file.closedAt, now)) : null}</b> {archive.closedWhy}</span></p> : null}
        {context && !closed ? <WhyBanner board={board} card={card} file={read.file} context={context} /> : null}
        {context && !closed ? <CardMoves actions={actions} board={board} card={card} context={context} readOnly={readOnly} /> : null}
        {card.kind === 'order' ? <StagesBar board={board} order={card} file={read.file} now={now} /> : null}
        <SentBack board={board} card={card} now={now} />
        <Exceptions board={board} card={card} now={now} />
        {lane && lane.checklist.length > 0 && !closed ? <Checklist card={card} lane={lane} readOnly={readOnly} /> : null}
        {card.kind === 'order' ? <KitTable actions={actions} board={board} order={card} directory={directory} read={read} now={now} /> : null}
        {closed ? null : <Blockers actions={actions} card={card} now={now} readOnly={readOnly} />}
        {context ? <Fields actions={actions} board={board} card={card} file={read.file} context={context} readOnly={readOnly} /> : null}
        {card.kind === 'order' ? <TimeBar board={board} story={story} now={now} /> : null}
        <Story card={card} board={board} directory={directory} story={story} now={now} readOnly={readOnly} closed={closed} />
        {card.kind === 'order' && may(me, 'Erase') ? (
          <div><button type="button" className="button cp-order" disabled={notLive} onClick={() => actions.openDialog({ kind: 'erase', card: card.id })}>{words.erase}</button></div>
        ) : null}
        {card.kind === 'job' && order ? (
          <div><button type="button" className="button cp-order" onClick={() => actions.openCard(order.id)}><Icon name="order" />{words.order(numberOf(order.id), order.title)}</button></div>
        ) : null}
      </div>
    </>
  );
}

/** How long it is here, and on the floor in all: a card that has not left its first lane has been there all the time. */
function ageWords(card: Card, now: number, { card: words, why }: Words): string {
  const here = now - hereSince(card);
  const all = card.startedAt === null ? 0 : now - card.startedAt;
  return all - here < 60_000 ? why.here(here) : words.hereAndAll(why.here(here), all);
}

function Subtitle({ board, card, now }: { readonly actions: BoardActions; readonly board: Board; readonly card: Card; readonly now: number }) {
  const words = useWords();
  const order = orderOf(board, card);
  const due = dueAt(board, card);
  const buffer = bufferWords(board, card, now);
  const age = card.place && laneOf(board, card.place.lane)?.kind !== 'terminal' ? ageWords(card, now, words) : null;
  const facts = [
    ...(card.kind === 'order' ? [card.customer] : order ? [words.card.for(order.customer)] : []),
    stateWords(board, card),
    ...(age === null ? [] : [age]),
    ...(due === null ? [] : [words.card[order && isConfirmed(order) ? 'due' : 'wanted'](words.f.day(due, now))]),
  ];
  return <p className="cp-sub">{facts.join(' · ')}{buffer ? <> · <span className={buffer.tone === 'plain' ? undefined : `cp-${buffer.tone}`}>{buffer.text}</span></> : null}</p>;
}

function WhyBanner({ board, card, file, context }: { readonly board: Board; readonly card: Card; readonly file: OrderFileView | null; readonly context: Context }) {
  useWords();
  const why = whyItIsThere(board, card, context, file);
  return (
    <p className="cp-why" data-tone={why.tone}>
      <Icon name={why.tone === 'stop' ? 'ban' : why.tone === 'warn' ? 'alert' : why.tone === 'ok' ? 'check' : 'info'} size={18} />
      <span><b>{why.lead}</b> {why.rest}</span>
    </p>
  );
}
