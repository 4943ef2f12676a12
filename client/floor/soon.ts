/** A lane that was folded, or came into sight just now, draws its cards in the next frames. */
const FRAMES = 20;

/** What `look` finds, at once or in one of the next frames. null: it did not find anything. */
export async function soon<T>(look: () => T | null): Promise<T | null> {
  let found = look();
  for (let frame = 0; frame < FRAMES && found === null; frame += 1) {
    await new Promise(requestAnimationFrame);
    found = look();
  }
  return found;
}
