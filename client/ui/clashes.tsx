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
  return (
    <div role="alert" className={rows.length > 0 ? 'form-warn clashes' : undefined}>
      {rows.map((row) => (
        <div key={row.key}>
          <Icon name="alert" />
          <span>{by ?? 'Somebody'} changed <b>{row.label}</b> meanwhile, to “<bdi>{row.theirs}</bdi>”. If you save, yours takes its place.</span>
          <button type="button" className="button quiet" onClick={row.onTake}>Take theirs</button>
        </div>
      ))}
    </div>
  );
}
