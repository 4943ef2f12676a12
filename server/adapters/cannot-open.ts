/** The store cannot be used, and the person at the terminal can do something about it: `sentence` says what. */
export class CannotOpen extends Error {
  readonly sentence: string;

  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'CannotOpen';
    this.sentence = sentence;
  }
}
