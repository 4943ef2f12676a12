import { lacksForOrders } from '../../shared/board/lane-roles.ts';
import { actsOf } from '../../shared/acts.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Context } from '../../shared/people/directory.ts';
import { searchText } from '../../shared/cards/card-search.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { byNumber, numberOf } from '../../shared/kernel/ids.ts';
import { isFormer } from '../../shared/people/former.ts';
import { isMember } from '../../shared/people/membership.ts';
import { mayIssue } from '../../shared/policy.ts';
import { plannedOn } from '../../shared/orders/plan.ts';
import { nextToPull } from '../../shared/cards/pull-order.ts';
import { actName, sentence } from '../words/said.ts';
import { isolated, searchable, wordsOf } from '../../shared/kernel/writing.ts';
import { lastMoveBy } from '../../shared/board/last-moves.ts';
import { SPOKEN } from '../words/languages.ts';
import { currentWords } from '../words/words-now.ts';
import type { BoardActions } from '../app/contracts.ts';
import type { IconName } from '../ui/icon.tsx';

export interface Entry {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly note?: string;
  readonly keys?: string;
  readonly icon: IconName;
  /** Shown and explained, without effect. */
  readonly refused?: boolean;
  /** The palette stays open, so that one sees what it did. */
  readonly stays?: boolean;
  readonly run: () => void;
}

export interface Ground {
  readonly actions: BoardActions;
  readonly board: Board;
  readonly context: Context | null;
  /** The card that had the focus, or is open. */
  readonly focused: CardId | null;
  readonly theme: { readonly choice: string; readonly choose: (choice: 'auto' | 'light' | 'dark') => void };
}

const CARDS_AT_MOST = 8;

/** Everything one can do from here, the nearest first. */
export function entriesFor(ground: Ground): Entry[] {
  return [...actsOfFocused(ground), ...pulls(ground), ...doings(ground), ...lanes(ground), ...boards(ground), ...themes(ground), ...languages(ground), ...people(ground)];
}

function actsOfFocused({ actions, board, context, focused }: Ground): Entry[] {
  const card = focused ? board.cards.get(focused) : undefined;
  if (!card || !context) return [];
  const group = `${numberOf(card.id)} ${isolated(card.title)}`;
  return [
    ...actsOf(board, card, context).toSorted((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null)).map((act): Entry => ({
      key: `act-${act.key}`, group, label: actName(act), icon: act.icon, run: () => actions.runAct(card.id, act),
      ...(act.refusal ? { refused: true, note: sentence(act.refusal, context.directory) } : {}),
    })),
    { key: 'open', group, label: currentWords().palette.openCard, icon: 'open', run: () => actions.openCard(card.id) },
  ];
}

/** One per lane that has room, a card for it, and a person who may. */
function pulls({ actions, board, context }: Ground): Entry[] {
  if (!context) return [];
  const { palette } = currentWords();
  return board.lanes.flatMap((lane): Entry[] => {
    const release = lane.role === 'kit';
    if (!mayIssue(release ? 'ReleaseOrder' : 'PullCard', context.actor) || !isMember(board, lane.id, context.actor)) return [];
    const next = nextToPull(board, lane.id, context);
    const card = next && board.cards.get(next.card);
    if (!card) return [];
    const command: Command = release ? { type: 'ReleaseOrder', order: card.id, version: card.version } : { type: 'PullCard', card: card.id, lane: lane.id, version: card.version };
    return [{ key: `pull-${lane.id}`, group: palette.groups.pull, label: release ? palette.release(numberOf(card.id)) : palette.pullNext(isolated(lane.name)), note: `${numberOf(card.id)} ${isolated(card.title)}`, icon: 'pull', run: () => void actions.issue(command) }];
  });
}

function doings({ actions, board, context }: Ground): Entry[] {
  const { app, palette } = currentWords();
  const group = palette.groups.act;
  const last = context ? lastMoveBy(board, context.actor.id) : undefined;
  return [
    ...(context && mayIssue('CreateOrder', context.actor) && lacksForOrders(board) === null ? [{ key: 'new', group, label: palette.newOrder, keys: 'N', icon: 'plus' as const, run: () => actions.openDialog({ kind: 'new-order' }) }] : []),
    ...(last ? [{ key: 'undo', group, label: palette.undo(numberOf(last.card)), keys: 'U', icon: 'undo' as const, run: () => void actions.issue({ type: 'UndoMove', card: last.card }) }] : []),
    ...actions.pagesFor(context?.actor ?? null).map(({ screen, icon }): Entry => ({ key: screen, group, label: screen === 'floor' ? palette.toFloor : app.screens[screen], icon, run: () => actions.goTo(screen) })),
    { key: 'keys', group, label: palette.allKeys, keys: '?', icon: 'keys', run: () => actions.openDialog({ kind: 'shortcuts' }) },
  ];
}

const lanes = ({ actions, board }: Ground): Entry[] =>
  board.lanes.map((lane) => ({ key: `lane-${lane.id}`, group: currentWords().palette.groups.lanes, label: lane.name, icon: 'floor', run: () => { actions.goTo('floor'); actions.showLane(lane.id); } }));

const boards = ({ actions }: Ground): Entry[] => [
  ...actions.boards.filter(({ id }) => id !== actions.board).map((board): Entry => ({ key: `board-${board.id}`, group: currentWords().palette.groups.boards, label: board.name, icon: 'boards', run: () => actions.openBoard(board.id) })),
  { key: 'boards', group: currentWords().palette.groups.boards, label: currentWords().palette.allBoards, icon: 'boards', run: () => actions.openBoard(null) },
];

const THEMES = [['light', 'sun'], ['dark', 'moon'], ['auto', 'auto']] as const;

function themes({ theme }: Ground): Entry[] {
  const { palette, app } = currentWords();
  return THEMES.map(([choice, icon]) => ({
    key: `theme-${choice}`, group: palette.groups.colours, label: choice === 'auto' ? app.system : app.colours[choice], icon, stays: true, run: () => theme.choose(choice), ...(theme.choice === choice ? { note: palette.chosen } : {}),
  }));
}

function languages({ actions }: Ground): Entry[] {
  const { palette, f } = currentWords();
  return SPOKEN.map(({ language, name }) => ({
    key: `language-${language}`, group: palette.groups.language, label: name, icon: 'language' as const, stays: true, run: () => actions.speak(language), ...(f.language === language ? { note: palette.chosen } : {}),
  }));
}

function people({ actions, context }: Ground): Entry[] {
  if (!context) return [];
  const { palette, labels } = currentWords();
  return Object.values(context.directory.people).filter((person) => !isFormer(person)).map((person) => ({
    key: `person-${person.id}`, group: palette.groups.people, label: person.name, icon: 'person' as const, note: person.id === context.actor.id ? palette.you : person.roles.map((role) => labels.roleNames[role]).join(', '), run: () => actions.actAs(person.id),
  }));
}

/** Cards by number first, then by whatever the floor finds them by. */
export function cardsFor(board: Board, directory: Directory, text: string): Card[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const found: { readonly card: Card; readonly rank: number }[] = [];
  for (const card of [...board.cards.values(), ...plannedOn(board)]) {
    const haystack = searchText(board, directory, card);
    if (!words.every((word) => haystack.includes(word))) continue;
    const first = words[0] ?? '';
    const id = card.id.toLowerCase();
    found.push({ card, rank: id === first ? 0 : id.startsWith(first) ? 1 : card.kind === 'order' ? 2 : 3 });
  }
  return found.toSorted((a, b) => a.rank - b.rank || byNumber(a.card.id, b.card.id)).slice(0, CARDS_AT_MOST).map(({ card }) => card);
}

/** What is left of the entries when somebody types: every word is in the label, the group or the note. */
export function matching(entries: readonly Entry[], text: string): readonly Entry[] {
  const words = wordsOf(text);
  if (words.length === 0) return entries;
  return entries.filter(({ label, group, note }) => {
    const haystack = searchable(`${label} ${group} ${note ?? ''}`);
    return words.every((word) => haystack.includes(word));
  });
}
