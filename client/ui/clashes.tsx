import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import { Icon } from './icon.tsx';

export interface ClashRow {
  readonly key: string;
  readonly label: string;
  /** What stands there now, in words. */
  readonly theirs: string;
  readonly onTake: () => void;
}

/** What somebody else changed while it was being filled in here: read out, and settled before anything is lost. */
export function Clashes({ rows, by }: { readonly rows: readonly ClashRow[]; readonly by: string | null }) {
  const { clash } = useWords().fields;
  return (
    <div role="alert" className={rows.length > 0 ? 'form-warn clashes' : undefined}>
      {rows.map((row) => (
        <div key={row.key}>
          <Icon name="alert" />
          <span>{inPieces(clash.changed(by, <b>{row.label}</b>, <bdi>{row.theirs}</bdi>))}</span>
          <button type="button" className="button quiet" onClick={row.onTake}>{clash.take}</button>
        </div>
      ))}
    </div>
  );
}
