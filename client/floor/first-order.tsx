import { mayIssue } from '../../shared/policy.ts';
import { useMe } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';

/** A floor without a card says how the first one comes to stand on it. */
export function FirstOrder({ onEnter }: { readonly onEnter: () => void }) {
  const me = useMe();
  const may = me !== null && mayIssue('CreateOrder', me);
  return (
    <section className="panel first-order" aria-label="No order yet">
      <h2>No order yet</h2>
      <p>Enter an order with its parts, confirm it with a date, release it. Its parts then wait in front of the first lanes, and each lane pulls what it has room for.</p>
      {may
        ? <button type="button" className="button main" onClick={onEnter}><Icon name="plus" />Enter the first order</button>
        : <p>Sales or a planner enters it: choose one of them at the top right.</p>}
    </section>
  );
}
