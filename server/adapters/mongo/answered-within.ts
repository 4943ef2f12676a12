/** A question that MongoDB answers in milliseconds; a new primary takes seconds, ms. */
export const ANSWERED_WITHIN = 8_000;

/**
 * What the driver says, or an error after so long. Its own time limits do not cover a command that is
 * written to a connection in the moment in which that is reset: such a command is never settled (seen
 * with 7.8.0), and whoever waited for it waited for ever. What comes later is not heard.
 */
export async function answeredWithin<T>(ms: number, asking: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`MongoDB did not answer within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([asking, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const answered = <T>(asking: PromiseLike<T>): Promise<T> => answeredWithin(ANSWERED_WITHIN, asking);
