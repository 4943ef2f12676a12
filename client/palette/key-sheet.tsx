import type { PaletteWords } from '../../shared/words/en/palette.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/use-words.ts';

const MAC = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** All keys of the floor. They act while no dialog is open and no field has the focus. */
function keysOf({ anywhere, floor, hand, list, form, names }: PaletteWords['keys']): readonly (readonly [string, readonly (readonly [string, string])[]])[] {
  const command = (key: string): string => `${MAC ? '⌘' : names.ctrl} ${key}`;
  return [
    [anywhere.title, [[command('K'), anywhere.palette], ['/', anywhere.search], ['N', anywhere.newOrder], ['U', anywhere.undo], ['?', anywhere.sheet], [names.esc, anywhere.close]]],
    [floor.title, [['← ↑ ↓ →', floor.walk], [names.enter, floor.open], ['F', floor.finish], ['M', floor.moves], ['P', floor.pull]]],
    [hand.title, [[names.space, hand.lift], ['← →', hand.lane], ['↑ ↓', hand.within], [`${names.page} ↑ ↓`, hand.ten], [names.esc, hand.back]]],
    [list.title, [['↑ ↓', list.walk], [names.enter, list.act], [names.letter, list.jump]]],
    [form.title, [[names.tab, form.next], [names.enter, form.act], [names.shiftEnter, form.line], [command(names.enter), form.anyField]]],
  ];
}

export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const { keys } = useWords().palette;
  return (
    <Dialog title={keys.title} wide onClose={onClose}>
      <div className="key-sheet">
        {keysOf(keys).map(([group, rows]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {rows.map(([pressed, what]) => <div key={pressed}><dt><kbd>{pressed}</kbd></dt><dd>{what}</dd></div>)}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
