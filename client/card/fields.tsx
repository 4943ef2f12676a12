import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { bufferColour, bufferLeft } from '../../shared/board/buffer.ts';
import { dueAt, laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Context } from '../../shared/people/directory.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { personName } from '../../shared/words/actor-name.ts';
import { isConfirmed, promiseOf } from '../../shared/orders/order.ts';
import type { OrderFileView } from '../../shared/views/order-file-view.ts';
import type { Words } from '../../shared/words/words.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';
import { mayIssue } from '../../shared/policy.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDraft } from '../replica/use-draft.ts';
import { Avatar } from '../ui/avatar.tsx';
import { EditFields } from './edit-fields.tsx';
import { Section } from './section.tsx';

/** `Red: 12 % of the buffer left`, `Late by 2 d`; green is said without a colour. */
export function bufferWords(board: Board, card: Card, now: number): { readonly tone: 'stop' | 'warn' | 'plain'; readonly text: string } | null {
  const due = dueAt(board, card);
  const left = bufferLeft(board, card, now);
  if (due === null || left === null || card.finishedAt !== null) return null;
  const percent = Math.round(Math.min(left, 1) * 100);
  const { card: { buffer } } = currentWords();
  switch (bufferColour(left)) {
    case 'black': return { tone: 'stop', text: buffer.late(now - due) };
    case 'red': return { tone: 'stop', text: buffer.red(percent) };
    case 'yellow': return { tone: 'warn', text: buffer.yellow(percent) };
    case 'green': case null: return { tone: 'plain', text: left >= 1 ? buffer.early : buffer.green(percent) };
  }
}

interface Props { readonly actions: BoardActions; readonly board: Board; readonly card: Card; /** Of its order, once it is read. */ readonly file: OrderFileView | null; readonly context: Context; readonly readOnly: boolean }

export function Fields({ actions, board, card, file, context, readOnly }: Props) {
  const words = useWords();
  const { fields } = words.card;
  const draft = useDraft('edit', card.id);
  // What was begun is shown as it was left.
  const [editing, setEditing] = useState(draft.since !== null);
  const button = useRef<HTMLButtonElement>(null);
  const may = mayIssue('EditCard', context.actor) && card.finishedAt === null;
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (editing && may) return <Section title={fields.change}><EditFields key={words.f.language} actions={actions} board={board} card={card} onClose={close} /></Section>;
  const edit = may ? <button ref={button} type="button" className="button quiet" disabled={readOnly} onClick={() => setEditing(true)}>{fields.edit}</button> : null;
  return (
    <Section title={fields.title} beside={edit}>
      <dl className="cp-fields">
        {rowsOf(board, card, file, context.directory, context.at, words).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
    </Section>
  );
}

function rowsOf(board: Board, card: Card, file: OrderFileView | null, directory: Directory, now: number, words: Words): [string, ReactNode][] {
  const { card: { fields }, f, labels } = words;
  const rows: [string, ReactNode][] = [[fields.quantity, `${f.amount(card.quantity)} ${card.unit}`], [fields.class, labels.classes[card.class]]];
  const people = card.assignees.flatMap((id) => directory.people[id] ?? []);
  rows.push([fields.who, people.length === 0 ? fields.nobody : <span key="who" className="cp-people">{people.map((person) => <span key={person.id}><Avatar person={person} size={20} />{personName(person, words)}</span>)}</span>]);
  if (card.kind === 'order') {
    rows.push([fields.customer, card.customer]);
    const wanted = isConfirmed(card) ? (file?.requestedAt ?? null) : card.due;
    if (wanted !== null) rows.push([fields.wanted, f.day(wanted, now)]);
    const promise = promiseOf(card);
    const first = file?.promises[0]?.promisedAt ?? promise;
    if (promise !== null && first !== null) rows.push([fields.promised, first === promise ? f.day(promise, now) : fields.promisedFirst(f.day(promise, now), f.day(first, now))]);
    if (isConfirmed(card) && typeof file?.confirmedAt === 'number') rows.push([fields.confirmed, f.day(file.confirmedAt, now)]);
  } else {
    const supplier = card.supplier === null ? null : directory.suppliers[card.supplier]?.name ?? card.supplier;
    rows.push([fields.from, supplier ? `${labels.sources[card.source]}, ${supplier}` : labels.sources[card.source]]);
  }
  if (card.reworks > 0) rows.push([fields.rework, fields.reworks(card.reworks)]); // QC-6
  if (card.routing.length > 0) rows.push([fields.way, <Way key="way" board={board} card={card} />]);
  return rows;
}

/** The lanes it passes with their hours; where it stands is bold, what is behind it is ticked. */
function Way({ board, card }: { readonly board: Board; readonly card: Card }) {
  const { f } = useWords();
  return (
    <ol className="cp-way">
      {card.routing.map((step, index) => {
        const done = index < card.step || (index === card.step && card.place?.sub === 'done') || card.finishedAt !== null;
        return (
          // A way's steps stay, and a lane may stand in it twice.
          <li key={index} data-done={done || undefined} aria-current={index === card.step && card.finishedAt === null ? 'step' : undefined}>
            {done ? '✓ ' : ''}<bdi>{laneOf(board, step.lane)?.name ?? step.lane}</bdi>{step.hours === null ? '' : ` ${f.amount(step.hours)} h`}
          </li>
        );
      })}
    </ol>
  );
}
