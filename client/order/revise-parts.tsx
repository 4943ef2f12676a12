import { useCallback, useMemo, useState } from 'react';
import type { Board } from '../../shared/board/board.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Command, CommandOf } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useLanes } from '../replica/use-board.ts';
import { useChangedBy } from '../replica/meanwhile.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import { Clashes } from '../ui/clashes.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { jobStages, linesOfOrder, newLine, toBom } from './bom-draft.ts';
import type { DraftLine } from './bom-draft.ts';
import { BomEditor } from './bom-editor.tsx';
import { keptLines } from './kept-lines.ts';
import { partsFault } from './new-order.tsx';

const nothing = () => {};

/** MTO-4: an order owns its parts list, and may change it until it is confirmed. */
export function ReviseParts({ actions, order, board, revision, onClose }: { readonly actions: BoardActions; readonly order: Order; /** With its planned jobs on it. */ readonly board: Board; readonly revision: number; readonly onClose: () => void }) {
  const { parts: words } = useWords();
  const lanes = useLanes();
  const stages = useMemo(() => jobStages({ lanes }), [lanes]);
  const draft = useDraft('parts', order.id);
  const standing = (): readonly DraftLine[] => {
    const had = linesOfOrder(board, order, stages);
    return had.length > 0 ? had : [newLine(stages)];
  };
  const [lines, setLines] = useDrafted<readonly DraftLine[]>(draft, 'lines', standing, (kept) => keptLines(kept, stages));
  const [fault, setFault] = useState<string | null>(null);
  const [judged, setJudged] = useState(false);
  const sending = useSubmit();
  const by = useChangedBy(useCallback(({ events }: WireCommit) => events.some((event) => event.type === 'BomRevised' && event.order === order.id), [order.id]));
  const changed = draft.base(revision) !== revision && !sending.saving;
  const n = numberOf(order.id);

  const build = (): CommandOf<'ReviseBom'> | null => {
    const found = partsFault(lines);
    setFault(found);
    setJudged(true);
    return found ? null : { type: 'ReviseBom', order: order.id, bom: toBom(lines, stages) };
  };

  return (
    <DialogForm<Command> sending={sending} draft={draft} announce={actions.announce} title={words.revise.title(n)} action={words.revise.action} wide said={words.revise.said(n, lines.length)} build={build} onClose={onClose}>
      <p className="form-fact">{inPieces(words.revise.fact(<b>{order.title}</b>, <bdi>{order.customer}</bdi>))}</p>
      <BomEditor draft={draft} lines={lines} stages={stages} judged={judged} onChange={setLines} onTaken={nothing} />
      <Clashes by={by} rows={changed ? [{ key: 'parts', label: words.revise.theParts, theirs: words.count(order.jobs.length), onTake: () => draft.drop() }] : []} />
      {fault ? <div className="field-error" role="alert">{fault}</div> : null}
    </DialogForm>
  );
}
