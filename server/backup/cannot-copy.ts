/** A history cannot be carried over, and the person at the terminal can do something about it: the message says what. */
export class CannotCopy extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'CannotCopy';
  }
}
