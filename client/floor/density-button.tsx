import { useState } from 'react';
import { type Anchor, anchorOf } from '../ui/float.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { useWords } from '../words/use-words.ts';
import { type Density, useFloor, useFloorStore } from './floor-state.ts';

const DENSITIES: readonly Density[] = ['comfortable', 'compact', 'dots'];

/** How much of a card is shown. Kept in this browser. */
export function DensityButton() {
  const { density: said } = useWords().floor.bars;
  const floor = useFloorStore();
  const density = useFloor((state) => state.density);
  const [menu, setMenu] = useState<Anchor | null>(null);
  return (
    <>
      <button type="button" className="icon-button" aria-haspopup="menu" aria-label={said.size} title={said.size} onClick={(event) => setMenu(anchorOf(event.currentTarget))}>
        <Icon name="rows" />
      </button>
      {menu ? (
        <Menu
          anchor={menu}
          label={said.size}
          rows={DENSITIES.map((key) => ({ key, label: said[key], note: said[`${key}Is`], checked: key === density, run: () => floor.getState().setDensity(key) }))}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </>
  );
}
