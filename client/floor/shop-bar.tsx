import { memo, useMemo, useState } from 'react';
import { byNumber, numberOf } from '../../shared/kernel/ids.ts';
import type { LaneId } from '../../shared/kernel/ids.ts';
import type { LimitView } from '../../shared/limits/admission.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { useBoardStore } from '../replica/use-board.ts';
import { type Anchor, anchorOf } from '../ui/float.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { useWords } from '../words/use-words.ts';
import { DensityButton } from './density-button.tsx';
import { useFloor, useFloorStore } from './floor-state.ts';
import type { ShopLine } from './shop-line.ts';

interface Props {
  readonly line: ShopLine;
  readonly onJump: (lane: LaneId) => void;
}

function Load({ name, view }: { readonly name: string; readonly view: LimitView | null }) {
  const { f, floor: { bars: { shop } } } = useWords();
  if (!view) return null;
  const { load, capacity, state } = view;
  return <span className={`stat ${state === 'over' ? 'stop' : state === 'full' ? 'warn' : ''}`}>{name} <b>{f.amount(load)}{capacity === null ? '' : `/${f.amount(capacity)}`}</b>{state === 'full' ? ` ${shop.full}` : ''}</span>;
}

/** The shop's state in one line; each part is a filter or a jump. */
export const ShopBar = memo(function ShopBar({ line, onJump }: Props) {
  const { shop } = useWords().floor.bars;
  const floor = useFloorStore();
  const filter = useFloor((state) => state.filter);
  const { setFilter } = floor.getState();
  const flag = (name: 'blocked' | 'risk') => setFilter({ flag: filter.flag === name ? null : name });
  return (
    <section className="shop-bar" aria-label={shop.state}>
      <Load name={shop.orders} view={line.orders} />
      <Load name={shop.jobs} view={line.jobs} />
      {line.blocked > 0 ? (
        <button type="button" className="pill stop" aria-pressed={filter.flag === 'blocked'} onClick={() => flag('blocked')}>
          <Icon name="ban" size={14} />{shop.blocked(line.blocked, line.oldestBlock)}
        </button>
      ) : <span className="stat">{shop.noneBlocked} <b>0</b></span>}
      {line.atRisk > 0 ? (
        <button type="button" className="pill warn" aria-pressed={filter.flag === 'risk'} onClick={() => flag('risk')}><Icon name="clock" size={14} />{shop.atRisk(line.atRisk)}</button>
      ) : null}
      <FreeSlots slots={line.slots} onJump={onJump} />
      <span className="stat">{shop.shippedToday} <b>{line.shippedToday}</b></span>
      <Show />
    </section>
  );
});

const FreeSlots = memo(function FreeSlots({ slots, onJump }: Pick<ShopLine, 'slots'> & Pick<Props, 'onJump'>) {
  const { shop } = useWords().floor.bars;
  const [at, setAt] = useState(0);
  if (slots.length === 0) return null;
  const names = slots.slice(0, 3).map((slot) => isolated(slot.name));
  return (
    <button type="button" className="pill signal names" onClick={() => { onJump((slots[at % slots.length] ?? slots[0])?.lane as LaneId); setAt(at + 1); }}>
      <Icon name="pull" size={14} /><span>{shop.room(slots.length, names)}</span>
    </button>
  );
});

const Show = memo(function Show() {
  const { shop } = useWords().floor.bars;
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
      <legend className="unseen">{shop.show}</legend>
      <span aria-hidden="true">{shop.show}</span>
      <button type="button" aria-pressed={all} onClick={() => setFilter({ mine: false, order: null, flag: null })}>{shop.all}</button>
      <button type="button" aria-pressed={filter.mine} onClick={() => setFilter({ mine: !filter.mine, order: null })}>{shop.mine}</button>
      <button type="button" aria-pressed={filter.order !== null} aria-haspopup="menu" onClick={(event) => setMenu(anchorOf(event.currentTarget))}>
        {filter.order === null ? shop.byOrder : shop.ofOrder(numberOf(filter.order))}
      </button>
      <DensityButton />
      {menu ? <Menu anchor={menu} label={shop.oneOrder} rows={rows} onClose={() => setMenu(null)} /> : null}
    </fieldset>
  );
});
