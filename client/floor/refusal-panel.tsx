import { memo, useId } from 'react';
import { mayOverride } from '../../shared/acts.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Context } from '../../shared/people/directory.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { type CardId, numberOf } from '../../shared/kernel/ids.ts';
import { refusalOf } from '../../shared/moves.ts';
import type { LimitViolation, Occupant, Refusal, Violation, Way } from '../../shared/refusals.ts';
import { apart, isolated } from '../../shared/kernel/writing.ts';
import { firstName } from '../../shared/words/actor-name.ts';
import { roomSentence } from '../../shared/words/limit-sentence.ts';
import { sentenceOf } from '../../shared/words/sentences.ts';
import type { Words } from '../../shared/words/words.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useBoardState, useBoardStore, useDirectory, useMe } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { useWords } from '../words/use-words.ts';
import { shortly } from './drop.ts';
import { type Refused, useFloor, useFloorStore } from './floor-state.ts';

const isLimit = (violation: Violation): violation is LimitViolation => violation.code === 'wip_limit';

function titleOf(refusal: Refusal, words: Words, directory: Directory): string {
  const limit = refusal.violations.find(isLimit);
  const first = limit ?? refusal.violations[0];
  return shortly(first, words, directory);
}

/** How an occupant of a full place stands, in few words. */
export function occupantWords(of: Occupant, people: Directory['people'], words: Words): string {
  const { occupant } = words.floor.refused;
  const { age, sub, exception, blocked, waitsFor, assignees } = apart(of);
  if (blocked) return occupant.blocked(age, blocked.text, blocked.category);
  if (exception) return occupant.above(age, exception);
  if (waitsFor) return occupant.waits(age, waitsFor.name);
  const [first] = assignees;
  const person = first && people[first];
  return occupant.stands(age, sub, person ? isolated(firstName(person, words)) : null);
}

interface WayOut { readonly key: string; readonly label: string; readonly icon: 'queue' | 'pull'; readonly main: boolean; readonly command: Command }

/** Queue for the place, or make the move that frees it. Only what would be accepted now is offered. */
export function waysOut(board: Board, context: Context, refused: { readonly refusal: Refusal; readonly command: Command | null }, words: Words): WayOut[] {
  const { refused: said } = words.floor;
  const { command, refusal } = refused;
  const ways: WayOut[] = [];
  if (command?.type === 'PullCard') {
    const queue: Command = { type: 'QueueCard', card: command.card, lane: command.lane };
    if (!refusalOf(board, { does: 'command', command: queue }, context))
      ways.push({ key: 'queue', label: said.queueHere((board.queues[command.lane]?.length ?? 0) + 1), icon: 'queue', main: true, command: queue });
  }
  const free = refusal.violations.filter(isLimit).flatMap(({ room }) => room).findLast((way): way is Extract<Way, { do: 'pull' }> => way.do === 'pull' && !way.full);
  if (free) {
    const pull: Command = { type: 'PullCard', card: free.card, lane: free.lane };
    if (!refusalOf(board, { does: 'command', command: pull }, context))
      ways.push({ key: 'pull', label: said.pullInto(numberOf(free.card), isolated(free.name)), icon: 'pull', main: false, command: pull });
  }
  return ways;
}

/** The card on which to clear what is in the way: its blockers, its checklist, its parts and hours stand there. */
export function cardToMend(refusal: Refusal): CardId | null {
  for (const violation of refusal.violations) {
    switch (violation.code) {
      case 'blocked': case 'checklist_incomplete': case 'estimate_required': return violation.card;
      case 'kit_incomplete': case 'not_inspected': return violation.order;
      default:
    }
  }
  return null;
}

const LIFTED: readonly Command['type'][] = ['PullCard', 'ReleaseOrder', 'AssignCard', 'SetClass'];

/** A refusal is a conversation (look: idea 3): the numbers, who stands there, what makes room, the ways out. */
export const RefusalPanel = memo(function RefusalPanel({ actions }: { readonly actions: BoardActions }) {
  const refused = useFloor((state) => state.refused);
  return refused ? <Refusing actions={actions} refused={refused} /> : null;
});

/** Drawn again with each change of the board: a way out may be gone, or there is one now. */
function Refusing({ actions, refused }: { readonly actions: BoardActions; readonly refused: Refused }) {
  const store = useBoardStore();
  const floor = useFloorStore();
  const id = useId();
  const board = useBoardState((state) => state.board);
  const directory = useDirectory();
  const me = useMe();
  const words = useWords();
  const { refused: said } = words.floor;
  const { refusal, command } = refused;
  const close = () => floor.setState({ refused: null });
  const limit = refusal?.violations.find(isLimit);
  const others = refusal?.violations.filter((violation) => violation !== limit) ?? [];
  const title = refusal ? titleOf(refusal, words, directory) : said.notNow;
  const sentences = refusal ? others.map((violation) => sentenceOf(violation, words, directory)).filter((text) => text !== title) : [refused.sentence];
  const context = store.context();
  const mend = refusal && cardToMend(refusal);
  const ways = refusal && context ? waysOut(board, context, { refusal, command }, words) : [];
  return (
    <Popover anchor={refused.anchor} label={title} className="refusal" role="alertdialog" onClose={close}>
      <h3 id={id}><Icon name="ban" size={18} />{title}</h3>
      {limit ? <Occupants limit={limit} directory={directory} actions={actions} /> : null}
      {sentences.map((text) => <p key={text}>{text}</p>)}
      {limit && (limit.room.length > 0 || limit.needs === null) ? (
        <p>{roomSentence(limit, words)} {limit.usually === null ? null : <span className="faint">{said.usually(limit.usually)}</span>}</p>
      ) : null}
      <div className="ways">
        {ways.map((way, index) => (
          <button key={way.key} type="button" className={`button ${way.main ? 'main' : ''}`} data-first={index === 0 || undefined} onClick={() => { close(); actions.issue(way.command); }}>
            <Icon name={way.icon} />{way.label}
          </button>
        ))}
        {mend ? (
          <button type="button" className={`button ${ways.length === 0 ? 'main' : ''}`} data-first={ways.length === 0 || undefined} onClick={() => { close(); actions.openCard(mend); }}>
            <Icon name="open" />{said.open(numberOf(mend))}
          </button>
        ) : null}
        {refusal && command && LIFTED.includes(command.type) && mayOverride(me, refusal) ? (
          <button type="button" className="button quiet" onClick={() => { close(); actions.openDialog({ kind: 'override', command, refusal }); }}>{said.override}</button>
        ) : null}
        <button type="button" className="button quiet" data-first={(ways.length === 0 && !mend) || undefined} onClick={close}>{ways.length === 0 && !mend ? said.close : said.leave}</button>
      </div>
    </Popover>
  );
}

function Occupants({ limit, directory, actions }: { readonly limit: LimitViolation; readonly directory: Directory; readonly actions: BoardActions }) {
  const words = useWords();
  const { refused: said } = words.floor;
  return (
    <ul className="occupants" aria-label={said.occupants(isolated(limit.name), limit.load, limit.capacity)}>
      {limit.occupants.map((occupant) => (
        <li key={occupant.card}>
          <button type="button" onClick={() => actions.showCard(occupant.card)}>{numberOf(occupant.card)}</button>
          <span className={occupant.blocked ? 'stop' : ''}>{occupantWords(occupant, directory.people, words)}</span>
        </li>
      ))}
      {limit.more > 0 ? <li className="faint">{said.more(limit.more)}</li> : null}
    </ul>
  );
}
