import { useWords } from '../words/use-words.ts';
import type { FileRead } from '../replica/order-file.ts';

/** The order's file is being read, or could not be. */
export function FileFault({ failed, again }: Pick<FileRead, 'failed' | 'again'>) {
  const { card: { file: words } } = useWords();
  if (!failed) return <output className="cp-pad">{words.reading}</output>;
  return <p className="cp-pad" role="alert">{words.failed} <button type="button" className="button" onClick={again}>{words.again}</button></p>;
}
