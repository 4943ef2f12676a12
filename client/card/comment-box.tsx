import type { CardId } from '../../shared/kernel/ids.ts';
import { useWords } from '../words/use-words.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { FormFault } from '../ui/dialog.tsx';

/** A comment belongs to its card and stays in its box until it is in the log. */
export function CommentBox({ card, readOnly }: { readonly card: CardId; readonly readOnly: boolean }) {
  const { card: { comment: words } } = useWords();
  const draft = useDraft('comment', card);
  const [text, setText] = useDrafted(draft, 'text', '');
  const { submit, saving, sentence, clear } = useSubmit();
  const send = () => {
    if (text.trim() === '' || saving) return;
    // What was written on since is the next comment.
    submit({ type: 'CommentOnCard', card, text: text.trim() }, () => {}, () => { if (draft.stands('text') === text) draft.drop(); });
  };
  return (
    <form className="cp-comment" onSubmit={(event) => { event.preventDefault(); send(); }}>
      <textarea
        aria-label={words.label}
        placeholder={words.placeholder}
        rows={2}
        maxLength={4_000}
        value={text}
        disabled={readOnly}
        onChange={(event) => { setText(event.currentTarget.value); clear(); }}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); } }}
      />
      <button type="submit" className="button" disabled={readOnly} aria-disabled={saving || text.trim() === '' || undefined}>{saving ? words.saving : words.send}</button>
      <FormFault sentence={sentence} />
    </form>
  );
}
