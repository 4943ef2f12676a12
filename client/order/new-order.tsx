import { NativeSelect, TextInput } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { ServiceClass } from '../../shared/cards/card-common.ts';
import type { Command, CommandOf } from '../../shared/verbs.ts';
import { numberOf as cardNumber } from '../../shared/kernel/ids.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';
import { may } from '../../shared/people/rights.ts';
import { BOUNDS } from '../../shared/kernel/quantity.ts';
import type { BoardActions } from '../app/contracts.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import { useBoard, useBoardStore, useLanes, useMe } from '../replica/use-board.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { DayField } from '../ui/day-field.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { readMoment } from '../ui/typed-day.ts';
import { readNumber } from '../ui/typed-number.ts';
import { isSound, jobStages, newLine, toBom } from './bom-draft.ts';
import type { DraftLine } from './bom-draft.ts';
import { BomEditor } from './bom-editor.tsx';
import { keptLines } from './kept-lines.ts';

export interface OrderFields {
  readonly customer: string;
  readonly title: string;
  readonly quantity: string;
  /** As typed; '': no date. */
  readonly wanted: string;
  readonly class: ServiceClass;
}

export type OrderFaults = Partial<Readonly<Record<keyof OrderFields | 'parts', string>>>;

/** What is wrong, where, and what to do. */
export function orderFaults(fields: OrderFields, lines: readonly DraftLine[], now: number): OrderFaults {
  const { newOrder: words } = currentWords().parts;
  const faults: { -readonly [K in keyof OrderFaults]: OrderFaults[K] } = {};
  const quantity = readNumber(fields.quantity, BOUNDS.quantity);
  if (fields.customer.trim() === '') faults.customer = words.whoOrders;
  if (fields.title.trim() === '') faults.title = words.whatIsMade;
  if (!quantity.ok) faults.quantity = quantity.fault;
  const wanted = fields.wanted.trim() === '' ? null : readMoment(fields.wanted, now);
  if (wanted && !wanted.ok) faults.wanted = wanted.fault;
  const parts = partsFault(lines);
  if (parts) faults.parts = parts;
  return faults;
}

const MOST_PARTS = 500;

/** What the parts list as a whole lacks; its fields say the rest. */
export function partsFault(lines: readonly DraftLine[]): string | null {
  const words = currentWords().parts;
  if (lines.length === 0) return words.none;
  if (lines.length > MOST_PARTS) return words.tooMany(MOST_PARTS, lines.length);
  const unsound = lines.filter((line) => !isSound(line)).length;
  return unsound === 0 ? null : words.unsound(unsound, lines.length);
}

/** T-O1. */
export function NewOrder({ actions, onClose }: { readonly actions: BoardActions; readonly onClose: () => void }) {
  const { parts: { newOrder: words }, labels } = useWords();
  const store = useBoardStore();
  const me = useMe();
  const lanes = useLanes();
  const number = useBoard((board) => board.nextNumber);
  const stages = useMemo(() => jobStages({ lanes }), [lanes]);
  const draft = useDraft('new-order', 'new');
  const [fields, setFields] = useDrafted<OrderFields>(draft, 'fields', { customer: '', title: '', quantity: '1', wanted: '', class: 'standard' });
  const [lines, setLines] = useDrafted<readonly DraftLine[]>(draft, 'lines', () => [newLine(stages)], (kept) => keptLines(kept, stages));
  const [faults, setFaults] = useState<OrderFaults>({});
  const [judged, setJudged] = useState(false);
  const set = (change: Partial<OrderFields>) => setFields((before) => ({ ...before, ...change }));
  const onTaken = useCallback((title: string) => setFields((before) => (before.title.trim() === '' ? { ...before, title } : before)), [setFields]);
  const classes = (Object.keys(labels.classes) as ServiceClass[]).filter((one) => one !== 'expedite' || may(me, 'Expedite'));

  const build = (): CommandOf<'CreateOrder'> | null => {
    const now = store.now();
    const wanted = fields.wanted.trim() === '' ? null : readMoment(fields.wanted, now);
    const found = orderFaults(fields, lines, now);
    // The same faults as before draw nothing anew.
    setFaults((before) => (sameJson(before, found) ? before : found));
    setJudged(true);
    const quantity = readNumber(fields.quantity, BOUNDS.quantity);
    if (Object.keys(found).length > 0 || !quantity.ok) return null;
    return {
      type: 'CreateOrder', title: fields.title.trim(), customer: fields.customer.trim(), quantity: quantity.value, class: fields.class,
      requestedAt: wanted?.ok ? wanted.at : null, bom: toBom(lines, stages),
    };
  };

  const said = words.said(String(number));
  /** Somebody may have taken the number meanwhile: the order is told by the one that it has. */
  const announce = (text: string) => {
    const mine = [...store.getState().board.cards.values()].findLast((card) => card.kind === 'order' && card.title === fields.title.trim() && card.customer === fields.customer.trim());
    if (text !== said || !mine) actions.announce(text);
    else actions.announce(words.said(cardNumber(mine.id)), mine.id);
  };

  return (
    <DialogForm<Command> sending={useSubmit()} draft={draft} announce={announce} title={words.title(number)} action={words.action} wide said={said} build={build} onClose={onClose}>
      <div className="form-row folds">
        <TextInput label={words.customer} value={fields.customer} error={faults.customer} maxLength={200} data-autofocus onChange={(event) => set({ customer: event.currentTarget.value })} />
        <TextInput label={words.what} value={fields.title} error={faults.title} maxLength={200} onChange={(event) => set({ title: event.currentTarget.value })} />
      </div>
      <div className="form-row folds">
        <TextInput label={words.quantity} value={fields.quantity} error={faults.quantity} inputMode="decimal" onChange={(event) => set({ quantity: event.currentTarget.value })} />
        <DayField label={words.wanted} placeholder={words.noDate} value={fields.wanted} now={store.now()} error={faults.wanted} onChange={(wanted) => { setFaults(({ wanted: _mended, ...rest }) => rest); set({ wanted }); }} />
        <NativeSelect label={words.class} value={fields.class} data={classes.map((value) => ({ value, label: labels.classes[value] }))} onChange={(event) => set({ class: event.currentTarget.value as ServiceClass })} />
      </div>
      <BomEditor draft={draft} lines={lines} stages={stages} judged={judged} onChange={setLines} onTaken={onTaken} />
      {faults.parts ? <div className="field-error" role="alert">{faults.parts}</div> : null}
    </DialogForm>
  );
}
