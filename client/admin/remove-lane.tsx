import type { Lane } from '../../shared/board/lane.ts';
import type { Command } from '../../shared/verbs.ts';
import { refusalOf } from '../../shared/moves.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { sentence } from '../words/said.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useBoard, useBoardStore } from '../replica/use-board.ts';
import { useSubmit } from '../session/use-submit.ts';
import { useWords } from '../words/use-words.ts';
import { DialogForm } from '../ui/dialog-form.tsx';

/** A lane that holds cards, or lies on the way of one, says so before it is tried. */
export function RemoveLane({ actions, lane, onClose }: { readonly actions: BoardActions; readonly lane: Lane; readonly onClose: () => void }) {
  const words = useWords().settings.lane;
  const store = useBoardStore();
  const fault = useBoard((board) => {
    const context = store.context();
    const refusal = context && refusalOf(board, { does: 'command', command: { type: 'RemoveLane', lane: lane.id } }, context);
    return refusal ? sentence(refusal, store.getState().directory) : null;
  });
  return (
    <DialogForm<Command> sending={useSubmit()} announce={actions.announce} title={words.removal(isolated(lane.name))} action={words.removeIt} said={words.removed(isolated(lane.name))} fault={fault} onClose={onClose} build={() => ({ type: 'RemoveLane', lane: lane.id })}>
      <p className="form-fact">{words.removeAbout}</p>
    </DialogForm>
  );
}
