/** Everything that is read or heard on the page now. */
export function saidOnScreen(): Set<string> {
  const said = new Set<string>();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node instanceof Element) for (const name of ['aria-label', 'aria-description', 'title', 'placeholder']) said.add(node.getAttribute(name) ?? '');
    else if (!node.parentElement?.closest('style, script')) said.add(node.textContent ?? '');
  }
  return new Set([...said].map((text) => text.trim()).filter(Boolean));
}

/** What is said in one language as in the other although nobody of the shop said it: words that stand in no catalogue. */
export function saidInBoth(one: ReadonlySet<string>, other: ReadonlySet<string>, names: Iterable<string>): string[] {
  const ofPeople = [...names].filter(Boolean).toSorted((a, b) => b.length - a.length);
  // Minutes are written alike everywhere.
  const rest = (text: string): string => ofPeople.reduce((left, name) => left.replaceAll(name, ''), text).replace(/\d min\b/g, '');
  return [...one].filter((text) => other.has(text) && /\p{L}{2,}/u.test(rest(text)));
}

