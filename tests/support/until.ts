/** Waits for what must become true; fails with `what` at the deadline, so no test sleeps and hopes. */
export async function until<T>(what: string, question: () => T | false | null | undefined | Promise<T | false | null | undefined>, within = 5_000): Promise<T> {
  const deadline = performance.now() + within;
  for (;;) {
    const answer = await question();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`Not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A pause that is part of the experiment itself: how long a link stays cut, how fast people act. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
