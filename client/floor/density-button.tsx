import { useState } from 'react';
import { type Anchor, anchorOf } from '../ui/float.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { type Density, useFloor, useFloorStore } from './floor-state.ts';

const DENSITIES: readonly (readonly [density: Density, name: string, what: string])[] = [
  ['comfortable', 'Comfortable', 'All there is to say of a card'],
  ['compact', 'Compact', 'Number, name, due and age in two lines'],
  ['dots', 'Dots', 'A dot a card, for lanes of 200 and more'],
];

/** How much of a card is shown. Kept in this browser. */
export function DensityButton() {
  const floor = useFloorStore();
  const density = useFloor((state) => state.density);
  const [menu, setMenu] = useState<Anchor | null>(null);
  return (
    <>
      <button type="button" className="icon-button" aria-haspopup="menu" aria-label="Size of the cards" title="Size of the cards" onClick={(event) => setMenu(anchorOf(event.currentTarget))}>
        <Icon name="rows" />
      </button>
      {menu ? (
        <Menu
          anchor={menu}
          label="Size of the cards"
          rows={DENSITIES.map(([key, label, note]) => ({ key, label, note, checked: key === density, run: () => floor.getState().setDensity(key) }))}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </>
  );
}
