import { Dialog } from '../ui/dialog.tsx';

const MAC = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** All keys of the floor. They act while no dialog is open and no field has the focus. */
const KEYS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ['Anywhere', [[MAC ? '⌘ K' : 'Ctrl K', 'Go to a card, or do anything'], ['/', 'Search and filter: Enter goes from hit to hit, ↓ to the card'], ['N', 'New order'], ['U', 'Undo my last move'], ['?', 'This sheet'], ['Esc', 'Close what is on top']]],
  ['On the floor', [['← ↑ ↓ →', 'Walk over the cards'], ['Enter', 'Open the card'], ['F', 'Finish it, pass it or ship it'], ['M', 'All its moves'], ['P', 'Pull next into this lane']]],
  ['With a card in the hand', [['Space', 'Pick it up, and put it down'], ['← →', 'To another lane'], ['↑ ↓', 'Within the lane'], ['Page ↑ ↓', 'Ten places on'], ['Esc', 'Put it back']]],
  ['In a menu or the palette', [['↑ ↓', 'Walk'], ['Enter', 'Do it'], ['A letter', 'Jump to what begins with it']]],
  ['In a form', [['Tab', 'Next field'], ['Enter', 'Do it, where one thing is asked'], ['Shift Enter', 'A new line'], [MAC ? '⌘ Enter' : 'Ctrl Enter', 'Do it, from any field']]],
];

export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" wide onClose={onClose}>
      <div className="key-sheet">
        {KEYS.map(([group, rows]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {rows.map(([keys, what]) => <div key={keys}><dt><kbd>{keys}</kbd></dt><dd>{what}</dd></div>)}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
