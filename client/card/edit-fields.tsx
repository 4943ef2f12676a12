import { TextInput } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { CommandOf } from '../../shared/verbs.ts';
import { isConfirmed, promiseOf } from '../../shared/orders/order.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { BOUNDS } from '../../shared/kernel/quantity.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import type { Words } from '../../shared/words/words.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useChangedBy, useMeanwhile } from '../replica/meanwhile.ts';
import { useBoardStore } from '../replica/use-board.ts';
import { currentWords } from '../words/words-now.ts';
import { stepName } from '../../shared/words/step-name.ts';
import { useWords } from '../words/use-words.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { Clashes } from '../ui/clashes.tsx';
import { DayField } from '../ui/day-field.tsx';
import { dayInFull } from '../words/day-words.ts';
import { Form } from '../ui/dialog.tsx';
import { useEscape } from '../ui/escape.ts';
import { readMoment } from '../ui/typed-day.ts';
import { numberText, readNumber, readOptional } from '../ui/typed-number.ts';

export interface Typed {
  readonly title: string;
  readonly quantity: string;
  readonly unit: string;
  /** As typed; '': none. */
  readonly promised: string;
  /** By the steps of its way. */
  readonly hours: Readonly<Record<number, string>>;
}

export type Faults = Partial<Readonly<Record<'title' | 'quantity' | 'unit' | 'promised' | 'hours', string>>>;

const promised = (card: Card): string => {
  const promise = card.kind === 'order' ? promiseOf(card) : null;
  return promise === null ? '' : dayInFull(promise);
};

export const typedOf = (card: Card): Typed => ({
  title: card.title, quantity: numberText(card.quantity), unit: card.unit, promised: promised(card),
  hours: Object.fromEntries(card.routing.map(({ hours }, step) => [step, hours === null ? '' : numberText(hours)])),
});

/** Only what was changed is said; null: nothing was. */
export function editOf(card: Card, typed: Typed, now: number): { readonly faults: Faults; readonly command: CommandOf<'EditCard'> | null } {
  const { card: { edit: words } } = currentWords();
  const faults: { -readonly [K in keyof Faults]: Faults[K] } = {};
  const was = typedOf(card);
  // What stands there as it was is not judged: an older log may hold what no field takes.
  const quantity = typed.quantity === was.quantity ? null : readNumber(typed.quantity, BOUNDS.quantity);
  if (typed.title.trim() === '') faults.title = words.needsTitle;
  if (quantity && !quantity.ok) faults.quantity = quantity.fault;
  if (typed.unit.trim() === '') faults.unit = words.missing;
  const promised = typed.promised === was.promised ? null : readMoment(typed.promised, now);
  if (promised && !promised.ok) faults.promised = typed.promised.trim() === '' ? words.needsPromise : promised.fault;
  const hours: { step: number; hours: number | null }[] = [];
  for (const step of card.routing.keys()) {
    const text = typed.hours[step] ?? was.hours[step] ?? '';
    if (text === was.hours[step]) continue;
    const read = readOptional(text, BOUNDS.hours);
    if (read.ok) hours.push({ step, hours: read.value });
    else faults.hours = read.fault;
  }
  if (Object.keys(faults).length > 0) return { faults, command: null };
  const command: CommandOf<'EditCard'> = {
    type: 'EditCard', card: card.id,
    ...(typed.title.trim() === was.title ? {} : { title: typed.title.trim() }),
    ...(!quantity?.ok || quantity.value === card.quantity ? {} : { quantity: quantity.value }),
    ...(typed.unit.trim() === was.unit ? {} : { unit: typed.unit.trim() }),
    ...(promised?.ok && dayInFull(promised.at) !== was.promised ? { promisedAt: promised.at } : {}),
    ...(hours.length === 0 ? {} : { hours }),
  };
  return { faults, command: Object.keys(command).length > 2 ? command : null };
}

const theirWords = (theirs: unknown, { none, theirHours }: Words['card']['edit']): string =>
  (typeof theirs === 'string' ? theirs : theirs === null ? none : theirHours(Object.values(theirs as Readonly<Record<number, string>>)));

export function EditFields({ actions, board, card, onClose }: { readonly actions: BoardActions; readonly board: Board; readonly card: Card; readonly onClose: () => void }) {
  const all = useWords();
  const { card: { edit: words } } = all;
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const draft = useDraft('edit', card.id);
  const [kept, setKept] = useDrafted<Typed>(draft, 'typed', () => typedOf(card));
  useEscape(onClose);
  const [faults, setFaults] = useState<Faults>({});
  const store = useBoardStore();
  const { submit, saving, sentence, clear } = useSubmit();
  const { shown: typed, clashes, set, take } = useMeanwhile(draft, kept, setKept, typedOf(card));
  const by = useChangedBy(useCallback(({ events }: WireCommit) => events.some((event) => event.type === 'CardEdited' && event.card === card.id), [card.id]));
  const save = () => {
    const { faults: found, command } = editOf(card, typed, store.now());
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    if (!command) {
      draft.drop();
      return onClose();
    }
    submit(command, () => { actions.announce(words.changed(numberOf(card.id))); onClose(); }, () => draft.drop());
  };
  const mend = (isTyped: boolean) => {
    setFaults(editOf(card, typed, store.now()).faults);
    if (isTyped) clear();
  };
  return (
    <Form action={words.save} saving={saving} fault={sentence} draft={draft} mend={sentence !== null || Object.keys(faults).length > 0 ? mend : null} onSubmit={save} onCancel={onClose}>
      <TextInput label={words.title} value={typed.title} error={faults.title} maxLength={200} ref={first} onChange={(event) => set({ title: event.currentTarget.value })} />
      <div className="form-row">
        <TextInput label={words.quantity} value={typed.quantity} error={faults.quantity} inputMode="decimal" onChange={(event) => set({ quantity: event.currentTarget.value })} />
        <TextInput label={words.unit} value={typed.unit} error={faults.unit} maxLength={12} onChange={(event) => set({ unit: event.currentTarget.value })} />
        {card.kind === 'order' && isConfirmed(card)
          ? <DayField label={words.promised} value={typed.promised} now={store.now()} error={faults.promised} onChange={(promised) => { setFaults(({ promised: _mended, ...rest }) => rest); set({ promised }); }} />
          : null}
      </div>
      {card.routing.length > 0 ? (
        <fieldset className="plain">
          <legend className="choices-legend">{words.hoursByLane}</legend>
          <div className="cp-hours">
            {card.routing.map((_, step) => (
              <TextInput
                // A card's way keeps its steps, and a lane may stand in it twice.
                key={step}
                label={stepName(board, card.id, step, all)}
                value={typed.hours[step] ?? ''}
                inputMode="decimal"
                error={Boolean(faults.hours)}
                onChange={(event) => set({ hours: { ...typed.hours, [step]: event.currentTarget.value } })}
              />
            ))}
          </div>
          {faults.hours ? <div className="field-error">{faults.hours}</div> : null}
        </fieldset>
      ) : null}
      <Clashes by={by} rows={clashes.map((clash) => ({ key: clash.field, label: words[clash.field], theirs: theirWords(clash.theirs, words), onTake: () => take(clash) }))} />
    </Form>
  );
}
