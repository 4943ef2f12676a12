import { memo } from 'react';
import { type Act, actsOf } from '../../shared/acts.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { actName, sentence } from '../../shared/words/sentences.ts';
import type { Words } from '../../shared/words/words.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useBoardState, useBoardStore, useDirectory } from '../replica/use-board.ts';
import { Menu, type MenuRow } from '../ui/menu.tsx';
import { useWords } from '../words/use-words.ts';
import { type FloorState, useFloor, useFloorStore } from './floor-state.ts';

const KEYS: Readonly<Record<string, string>> = { finish: 'F', pass: 'F', undo: 'U' };

const actRow = (actions: BoardActions, card: Card, act: Act, words: Words, directory: Directory): MenuRow => {
  const keys = act.does.do === 'move' ? KEYS[act.does.move.verb] : undefined;
  return {
    key: act.key,
    label: actName(act, words),
    icon: act.icon,
    run: () => actions.runAct(card.id, act),
    ...(keys ? { keys } : {}),
    ...(act.refusal ? { refused: true, note: sentence(act.refusal, words, directory) } : {}),
  };
};

/** One menu for all cards: every move with what stands against it now, and what else one does with a card. */
export const CardMenu = memo(function CardMenu({ actions }: { readonly actions: BoardActions }) {
  const open = useFloor((state) => state.menu);
  return open ? <OpenMenu actions={actions} open={open} /> : null;
});

/** Drawn again with each change of the board: what is refused now may be free in a moment. */
function OpenMenu({ actions, open }: { readonly actions: BoardActions; readonly open: NonNullable<FloorState['menu']> }) {
  const store = useBoardStore();
  const floor = useFloorStore();
  const words = useWords();
  const board = useBoardState((state) => state.board);
  const directory = useDirectory();
  const card = board.cards.get(open.card);
  const context = store.context();
  if (!card || !context) return null;
  const id = card.id;
  const acts = actsOf(board, card, context);
  const rowsOf = (...kinds: readonly Act['kind'][]) => acts.filter(({ kind }) => kinds.includes(kind)).map((act) => actRow(actions, card, act, words, directory));
  const [first, ...places] = rowsOf('place');
  const rows: MenuRow[] = [
    ...rowsOf('move', 'above'),
    { key: 'open', label: words.floor.face.openCard, icon: 'open', rule: true, keys: '↵', run: () => actions.openCard(id) },
    ...rowsOf('card'),
    ...(first ? [{ ...first, rule: true }, ...places] : []),
  ];
  return (
    <Menu
      anchor={open.anchor}
      label={words.floor.face.moves(`${numberOf(id)} ${isolated(card.title)}`)}
      title={<><b>{numberOf(id)}</b> <bdi>{card.title}</bdi></>}
      rows={rows}
      onClose={() => floor.setState({ menu: null })}
    />
  );
}
