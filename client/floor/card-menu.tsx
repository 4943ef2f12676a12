import { memo } from 'react';
import type { Card } from '../../shared/domain/board.ts';
import type { Directory } from '../../shared/domain/directory.ts';
import { numberOf } from '../../shared/domain/ids.ts';
import { moveName } from '../../shared/domain/labels.ts';
import { movesOf } from '../../shared/domain/moves.ts';
import type { Move } from '../../shared/domain/moves.ts';
import { mayIssue } from '../../shared/domain/policy.ts';
import { sentence } from '../../shared/domain/sentences.ts';
import type { BoardDoors } from '../app/contracts.ts';
import { useBoardState, useBoardStore, useDirectory } from '../replica/use-board.ts';
import type { IconName } from '../ui/icon.tsx';
import { Menu, type MenuRow } from '../ui/menu.tsx';
import { type FloorState, useFloor, useFloorStore } from './floor-state.ts';

const ICONS: Readonly<Record<Move['verb'], IconName>> = {
  release: 'release', confirm: 'check', pull: 'pull', finish: 'check', pass: 'check', return: 'returned', ship: 'ship', queue: 'queue', leave_queue: 'close', undo: 'undo',
};
const KEYS: Partial<Readonly<Record<Move['verb'], string>>> = { finish: 'F', pass: 'F', undo: 'U' };

const moveRow = (doors: BoardDoors, card: Card, move: Move, directory: Directory): MenuRow => ({
  key: `${move.verb}-${move.lane?.id ?? ''}`,
  label: moveName(move),
  icon: ICONS[move.verb],
  run: () => doors.runMove(card.id, move),
  ...(KEYS[move.verb] ? { keys: KEYS[move.verb] as string } : {}),
  ...(move.refusal ? { refused: true, note: sentence(move.refusal, directory) } : {}),
});

/** One menu for all cards: every move with what stands against it now, and what else one does with a card. */
export const CardMenu = memo(function CardMenu({ doors }: { readonly doors: BoardDoors }) {
  const open = useFloor((state) => state.menu);
  return open ? <OpenMenu doors={doors} open={open} /> : null;
});

/** Drawn again with each change of the board: what is refused now may be free in a moment. */
function OpenMenu({ doors, open }: { readonly doors: BoardDoors; readonly open: NonNullable<FloorState['menu']> }) {
  const store = useBoardStore();
  const floor = useFloorStore();
  const board = useBoardState((state) => state.board);
  const directory = useDirectory();
  const card = board.cards.get(open.card);
  const context = store.context();
  if (!card || !context) return null;
  const ask = (key: string, label: string, icon: IconName, request: Parameters<BoardDoors['openDialog']>[0], keys?: string): MenuRow =>
    ({ key, label, icon, run: () => doors.openDialog(request), ...(keys ? { keys } : {}) });
  const id = card.id;
  const rows: MenuRow[] = [
    ...movesOf(board, card, context).map((move) => moveRow(doors, card, move, directory)),
    { key: 'open', label: 'Open the card', icon: 'open', rule: true, keys: '↵', run: () => doors.openCard(id) },
    // MTO-4: confirmed, the parts list is frozen.
    ...(card.kind === 'order' && card.confirmedAt === null && mayIssue('ReviseBom', context.actor) ? [ask('parts', 'Parts…', 'rows', { kind: 'parts', card: id })] : []),
    card.blockers.length > 0 ? ask('unblock', 'Unblock…', 'ban', { kind: 'unblock', card: id }) : ask('block', 'Block…', 'ban', { kind: 'block', card: id }),
    ...(card.blockers.length > 0 ? [ask('block-more', 'Block for another reason…', 'ban', { kind: 'block', card: id })] : []),
    ask('assign', 'Assign…', 'person', { kind: 'assign', card: id }),
    ask('class', 'Class of service…', 'flag', { kind: 'class', card: id }),
    ask('comment', 'Comment…', 'comment', { kind: 'comment', card: id }),
  ];
  return (
    <Menu
      anchor={open.anchor}
      label={`Moves of ${numberOf(id)} ${card.title}`}
      title={<><b>{numberOf(id)}</b> {card.title}</>}
      rows={rows}
      onClose={() => floor.setState({ menu: null })}
    />
  );
}
