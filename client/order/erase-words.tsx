import { numberOf } from '../../shared/kernel/ids.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useErasing } from '../replica/use-erasing.ts';
import { EraseForm } from '../ui/erase-form.tsx';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';

export function EraseWords({ actions, order, onClose }: { readonly actions: BoardActions; readonly order: Order; readonly onClose: () => void }) {
  const { order: { erase: words } } = useWords();
  const n = numberOf(order.id);
  return (
    <EraseForm
      what={{ order: order.id }} sending={useErasing(actions.board)} announce={(text) => actions.announce(text, order.id)}
      title={words.title(n)} action={words.action} goes={inPieces(words.goes(order.customer ? <b>{order.customer}</b> : null))} stays={words.stays} said={words.said(n)} onClose={onClose}
    />
  );
}
