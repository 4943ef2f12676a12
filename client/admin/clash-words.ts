/** What somebody else wrote into a field, however it is held. */
export function clashWords(theirs: unknown, nameOf: (id: string) => string | undefined = () => undefined): string {
  if (theirs === null || theirs === '') return 'nothing';
  if (Array.isArray(theirs)) return theirs.length === 0 ? 'nobody and nothing' : theirs.map((one: unknown) => clashWords(one, nameOf)).join(', ');
  if (typeof theirs === 'object') return 'text' in theirs ? String(theirs.text) : Object.values(theirs).map((one: unknown) => clashWords(one, nameOf)).join(', ');
  if (typeof theirs === 'boolean') return theirs ? 'yes' : 'no';
  return typeof theirs === 'string' ? nameOf(theirs) ?? theirs : typeof theirs === 'number' ? `${theirs}` : 'nothing';
}
