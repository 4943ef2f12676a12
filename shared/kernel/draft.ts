import type { TextRef } from './commit-info.ts';

/** What a decision is writing: events, and beside them the texts they point to. */
export class Draft<Event> {
  readonly events: Event[] = [];
  readonly texts: Record<TextRef, string> = {};
  subject: string | null = null;

  event(event: Event): void {
    this.events.push(event);
  }

  get isBlank(): boolean {
    return this.events.length === 0 && Object.keys(this.texts).length === 0;
  }

  text(text: string): TextRef {
    const ref = `t${Object.keys(this.texts).length}`;
    this.texts[ref] = text;
    return ref;
  }
}
