import { memo, useMemo, useState } from 'react';
import { byNumber, numberOf } from '../../shared/kernel/ids.ts';
import type { LaneId } from '../../shared/kernel/ids.ts';
import type { LimitView } from '../../shared/limits/admission.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { amount, duration } from '../words/said.ts';
import { useBoardStore } from '../replica/use-board.ts';
import { type Anchor, anchorOf } from '../ui/float.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { DensityButton } from './density-button.tsx';
import { useFloor, useFloorStore } from './floor-state.ts';
import type { ShopLine } from './shop-line.ts';

interface Props {
  readonly line: ShopLine;
  readonly onJump: (lane: LaneId) => void;
}

const Load = ({ words, view }: { readonly words: string; readonly view: LimitView | null }) =>
  view ? <span className={`stat ${view.state === 'over' ? 'stop' : view.state === 'full' ? 'warn' : ''}`}>{words} <b>{amount(view.load)}{view.capacity === null ? '' : `/${amount(view.capacity)}`}</b>{view.state === 'full' ? ' full' : ''}</span> : null;

/** The shop's state in one line; each part is a filter or a jump. */
export const ShopBar = memo(function ShopBar({ line, onJump }: Props) {
  const floor = useFloorStore();
  const filter = useFloor((state) => state.filter);
  const { setFilter } = floor.getState();
  const flag = (name: 'blocked' | 'risk') => setFilter({ flag: filter.flag === name ? null : name });
  return (
    <section className="shop-bar" aria-label="State of the shop">
      <Load words="Orders on the floor" view={line.orders} />
      <Load words="Jobs" view={line.jobs} />
      {line.blocked > 0 ? (
        <button type="button" className="pill stop" aria-pressed={filter.flag === 'blocked'} onClick={() => flag('blocked')}>
          <Icon name="ban" size={14} />Blocked {line.blocked}{line.oldestBlock === null ? '' : ` · oldest ${duration(line.oldestBlock)}`}
        </button>
      ) : <span className="stat">Blocked <b>0</b></span>}
      {line.atRisk > 0 ? (
        <button type="button" className="pill warn" aria-pressed={filter.flag === 'risk'} onClick={() => flag('risk')}><Icon name="clock" size={14} />At risk {line.atRisk}</button>
      ) : null}
      <FreeSlots slots={line.slots} onJump={onJump} />
      <span className="stat">Shipped today <b>{line.shippedToday}</b></span>
      <Show />
    </section>
  );
});

const FreeSlots = memo(function FreeSlots({ slots, onJump }: Pick<ShopLine, 'slots'> & Pick<Props, 'onJump'>) {
  const [at, setAt] = useState(0);
  if (slots.length === 0) return null;
  const names = slots.slice(0, 3).map((slot) => slot.name).join(', ');
  return (
    <button type="button" className="pill signal names" onClick={() => { onJump((slots[at % slots.length] ?? slots[0])?.lane as LaneId); setAt(at + 1); }}>
      <Icon name="pull" size={14} /><span>Room in {slots.length} {slots.length === 1 ? 'lane' : 'lanes'}: {names}{slots.length > 3 ? ` +${slots.length - 3}` : ''}</span>
    </button>
  );
});

const Show = memo(function Show() {
  const store = useBoardStore();
  const floor = useFloorStore();
  const filter = useFloor((state) => state.filter);
  const [menu, setMenu] = useState<Anchor | null>(null);
  const { setFilter } = floor.getState();
  const rows = useMemo(() => {
    if (!menu) return [];
    return [...store.getState().board.cards.values()]
      .filter((card) => card.kind === 'order' && card.startedAt !== null && card.phase !== 'shipped')
      .sort((a, b) => byNumber(a.id, b.id))
      .map((order) => ({ key: order.id, label: `${numberOf(order.id)} ${isolated(order.title)}`, checked: filter.order === order.id, run: () => setFilter({ order: order.id, mine: false }) }));
  }, [menu, store, filter.order, setFilter]);
  const all = !filter.mine && filter.order === null;
  return (
    <fieldset className="show">
      <legend className="unseen">Show</legend>
      <span aria-hidden="true">Show</span>
      <button type="button" aria-pressed={all} onClick={() => setFilter({ mine: false, order: null, flag: null })}>All jobs</button>
      <button type="button" aria-pressed={filter.mine} onClick={() => setFilter({ mine: !filter.mine, order: null })}>Mine</button>
      <button type="button" aria-pressed={filter.order !== null} aria-haspopup="menu" onClick={(event) => setMenu(anchorOf(event.currentTarget))}>
        {filter.order === null ? 'By order' : `Order ${numberOf(filter.order)}`}
      </button>
      <DensityButton />
      {menu ? <Menu anchor={menu} label="Show one order" rows={rows} onClose={() => setMenu(null)} /> : null}
    </fieldset>
  );
});
