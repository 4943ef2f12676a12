import { currentWords } from '../words/words-now.ts';

/** What somebody else wrote into a field, however it is held. */
export function clashWords(theirs: unknown, nameOf: (id: string) => string | undefined = () => undefined): string {
  const { fields, f } = currentWords();
  if (theirs === null || theirs === '') return fields.nothing;
  if (Array.isArray(theirs)) return theirs.length === 0 ? fields.nobody : theirs.map((one: unknown) => clashWords(one, nameOf)).join(', ');
  if (typeof theirs === 'object') return 'text' in theirs ? String(theirs.text) : Object.values(theirs).map((one: unknown) => clashWords(one, nameOf)).join(', ');
  if (typeof theirs === 'boolean') return theirs ? fields.yes : fields.no;
  return typeof theirs === 'string' ? nameOf(theirs) ?? theirs : typeof theirs === 'number' ? f.amount(theirs) : fields.nothing;
}
