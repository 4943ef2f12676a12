import { useState } from 'react';
import { isConfirmed } from '../../shared/orders/order.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { usePolicies, useBoardStore } from '../replica/use-board.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { DayField } from '../ui/day-field.tsx';
import { dayInFull } from '../words/day-words.ts';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { readMoment } from '../ui/typed-day.ts';

const DAY = 86_400_000;

/** What is wrong with a promised day as it was typed, in words. */
export function promiseFault(text: string, now: number): string | null {
  if (text.trim() === '') return currentWords().order.confirm.missing;
  const read = readMoment(text, now);
  return read.ok ? null : read.fault;
}

/** T-O5: from here the parts list is frozen and the customer's clock runs. */
export function ConfirmOrder({ actions, order, onClose }: { readonly actions: BoardActions; readonly order: Order; readonly onClose: () => void }) {
  const { order: { confirm: words }, f } = useWords();
  const n = numberOf(order.id);
  const store = useBoardStore();
  const { productionBufferDays } = usePolicies();
  const [now] = useState(() => store.now());
  // Somebody else may confirm it meanwhile: then it is due as they promised.
  const [asked] = useState(() => (isConfirmed(order) ? null : order.due));
  const wanted = asked !== null && asked > now ? asked : now + productionBufferDays * DAY;
  const draft = useDraft('confirm', order.id);
  const [day, setDay] = useDrafted(draft, 'day', dayInFull(wanted));
  const [error, setError] = useState<string | null>(null);
  const read = readMoment(day, now);
  const promisedAt = read.ok ? read.at : null;
  const releaseFrom = promisedAt === null ? null : promisedAt - productionBufferDays * DAY;
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={(text) => actions.announce(text, order.id)}
      title={words.title(n)}
      action={words.action}
      said={words.said(n)}
      onClose={onClose}
      build={() => {
        const fault = promiseFault(day, store.now());
        setError(fault);
        return fault || promisedAt === null ? null : { type: 'ConfirmOrder', order: order.id, promisedAt };
      }}
    >
      <p className="form-fact">{inPieces(words.fact(<b>{words.parts(order.jobs.length)}</b>, <bdi>{order.customer}</bdi>, asked === null ? null : f.day(asked, now)))}</p>
      <DayField
        label={words.day}
        value={day}
        now={now}
        onChange={(typed) => { setError(null); setDay(typed); }}
        error={error}
        description={releaseFrom === null ? undefined : releaseFrom <= now ? words.atOnce : words.from(f.day(releaseFrom, now), productionBufferDays)}
        first
      />
    </DialogForm>
  );
}
