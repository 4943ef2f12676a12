import type { CardId } from '../../shared/kernel/ids.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { OrderRecordView } from '../../shared/views/order-record.ts';
import type { Words } from '../../shared/words/words.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly order: OrderRecordView;
  readonly now: number;
  /** Its panel is open. */
  readonly open: boolean;
  readonly onOpen: (order: CardId) => void;
}

/** How it ended, in words, and whether that was on time. */
function endWords({ ended, closedAt, shippedAt, lateBy }: OrderRecordView, now: number, { archive, f }: Words): { readonly text: string; readonly time: string | null; readonly late: boolean } {
  const late = lateBy !== null && lateBy > 0;
  const time = lateBy === null ? null : late ? archive.late(lateBy) : archive.onTime;
  if (shippedAt !== null) return { text: archive.shipped(f.day(shippedAt, now)), time, late };
  if (ended === 'cancelled' && closedAt !== null) return { text: archive.cancelled(f.day(closedAt, now)), time: null, late: false };
  return { text: archive.onFloor, time: null, late: false };
}

export function OrderRow({ order, now, open, onOpen }: Props) {
  const words = useWords();
  const { archive, f } = words;
  const end = endWords(order, now, words);
  return (
    <li className="or-row" data-open={open || undefined}>
      <span className="or-name">
        <button type="button" className="or-open" aria-expanded={open} onClick={() => onOpen(order.id)}><b>{numberOf(order.id)}</b> <bdi>{order.title}</bdi></button>
        <small>{archive.partsOf(order.parts.length)}</small>
      </span>
      <span className="or-customer">{order.customer === null ? null : order.customer === '' ? <em>{archive.noCustomer}</em> : <bdi>{order.customer}</bdi>}</span>
      <span className="or-promised"><span className="or-label">{archive.promised} </span>{order.promised === null ? '–' : f.day(order.promised, now)}</span>
      <span className="or-end" data-tone={end.late ? 'warn' : undefined}>
        {end.late ? <Icon name="clock" size={14} /> : order.closedAt === null && order.shippedAt === null ? <Icon name="floor" size={14} /> : null}
        {end.text}{end.time === null ? null : <>, <span className="or-time">{end.time}</span></>}
      </span>
    </li>
  );
}
