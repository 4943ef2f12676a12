import { numberOf } from '../../shared/kernel/ids.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useErasing } from '../replica/use-erasing.ts';
import type { Erased } from '../replica/use-erasing.ts';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import { DialogForm } from '../ui/dialog-form.tsx';

/** Names what goes before it goes: nothing brings it back. */
export function EraseWords({ actions, order, onClose }: { readonly actions: BoardActions; readonly order: Order; readonly onClose: () => void }) {
  const { order: { erase: words } } = useWords();
  const n = numberOf(order.id);
  return (
    <DialogForm<Erased>
      sending={useErasing(actions.board)}
      announce={(text) => actions.announce(text, order.id)}
      title={words.title(n)}
      action={words.action}
      said={words.said(n)}
      onClose={onClose}
      build={() => ({ order: order.id })}
    >
      <p className="form-fact">{inPieces(words.goes(order.customer ? <b>{order.customer}</b> : null))}</p>
      <p className="form-fact">{words.stays}</p>
    </DialogForm>
  );
}
