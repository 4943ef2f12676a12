import type { TextRef } from './commit-info.ts';

/** What a decision is writing: events, and beside them the texts they point to. */
export class Draft<Event> {
  readonly events: Event[] = [];
  readonly texts: Record<TextRef, string> = {};
  private written = 0;

  event(event: Event): void {
    this.events.push(event);
  }

  get isBlank(): boolean {
    return this.events.length === 0 && this.written === 0;
  }

  /** Nobody's words stand nowhere: so a text that is there and empty was erased. */
  text(text: string): TextRef {
    const ref = `t${this.written}`;
    this.written += 1;
    if (text !== '') this.texts[ref] = text;
    return ref;
  }
}
