import type { HeardNote, Note, NodeNotes } from '../ports/node-notes.ts';
import { type Timers, after } from '../ports/timers.ts';

export interface NeighboursParts {
  readonly notes: NodeNotes;
  /** This node's name, another one at each start. */
  readonly node: string;
  readonly timers: Timers;
  readonly report: (what: string, cause: unknown) => void;
  readonly sizes?: NeighboursSizes;
}

export interface NeighboursSizes {
  /** How often this node says that it lives and asks for news; far below the 2 s within which all know, ms. */
  readonly every: number;
  /** Between two rounds when there is much to tell, ms. */
  readonly pause: number;
  /** After so many beats without a word from the store nobody knows who is there. */
  readonly silence: number;
  /** After so many rounds everything is told and asked for anew: what was lost comes back. */
  readonly whole: number;
}

export const NEIGHBOURS_SIZES: NeighboursSizes = { every: 700, pause: 200, silence: 7, whole: 40 };

/** ms */
const LEAVES_WITHIN = 1_000;

type Listener = (key: string) => void;
const idOf = (topic: string, key: string): string => JSON.stringify([topic, key]);

/**
 * What this node tells the other nodes of the same store, and what they tell it. One mechanism for all
 * that is not in a board's log: presence, and changes among people. Nobody waits for it.
 */
export class Neighbours {
  private readonly own = new Map<string, Note>();
  private readonly untold = new Map<string, Note>();
  /** By node, then by topic and key. */
  private others = new Map<string, Map<string, HeardNote>>();
  private alive: ReadonlySet<string> = new Set();
  private readonly listeners = new Map<string, Listener[]>();
  private mark: string | null = null;
  private rounds = 0;
  private silent = 0;
  private running: Promise<void> | null = null;
  private soon = false;
  private closed = false;
  private readonly stop: () => void;

  constructor(private readonly parts: NeighboursParts) {
    this.stop = parts.timers.every(this.sizes.every, () => this.beat());
    this.beat();
  }

  /** Told within a moment, and again until it is taken back with null. */
  tell(topic: string, key: string, body: string | null): void {
    const id = idOf(topic, key);
    if (this.closed || body === (this.own.get(id)?.body ?? null)) return;
    const note = { topic, key, body };
    if (body === null) this.own.delete(id);
    else this.own.set(id, note);
    this.untold.set(id, note);
    if (this.soon) return;
    this.soon = true;
    this.parts.timers.soon(() => this.round());
  }

  /** What each other node that lives says. */
  heard(topic: string, key: string): readonly string[] {
    const id = idOf(topic, key);
    const bodies: string[] = [];
    for (const [node, notes] of this.others) {
      const body = this.alive.has(node) ? notes.get(id)?.body : null;
      if (body !== undefined && body !== null) bodies.push(body);
    }
    return bodies;
  }

  /** Called when what others say of a key may have changed. */
  onChange(topic: string, listener: Listener): void {
    this.listeners.set(topic, [...(this.listeners.get(topic) ?? []), listener]);
  }

  /** The others need not wait until they miss this node. It is a courtesy: a store that is silent does not hold up a stop. */
  async close(): Promise<void> {
    this.closed = true;
    this.stop();
    const { notes, node, timers, report } = this.parts;
    const farewell = Promise.resolve(this.running).then(() => notes.leave(node)).catch((cause: unknown) => report('notes', cause));
    await Promise.race([farewell, new Promise<void>((resolve) => after(timers, LEAVES_WITHIN, resolve))]);
  }

  private get sizes(): NeighboursSizes {
    return this.parts.sizes ?? NEIGHBOURS_SIZES;
  }

  private beat(): void {
    this.silent += 1;
    if (this.silent === this.sizes.silence) this.adopt({ alive: [], notes: [] });
    this.round();
  }

  /** One at a time; a store that hangs is waited for, not asked again and again. */
  private round(): void {
    if (this.running || this.closed) return;
    this.soon = true;
    this.running = this.exchange().catch((cause: unknown) => this.parts.report('notes', cause)).finally(() => {
      this.running = null;
      after(this.parts.timers, this.sizes.pause, () => {
        this.soon = false;
        if (this.untold.size > 0) this.round();
      });
    });
  }

  private async exchange(): Promise<void> {
    const whole = this.rounds % this.sizes.whole === 0;
    const telling = whole ? [...new Map([...this.own, ...this.untold]).values()] : [...this.untold.values()];
    this.untold.clear();
    try {
      await this.parts.notes.tell(this.parts.node, telling);
    } catch (thrown) {
      for (const note of telling) if (!this.untold.has(idOf(note.topic, note.key))) this.untold.set(idOf(note.topic, note.key), note);
      throw thrown;
    }
    const heard = await this.parts.notes.hear(whole ? null : this.mark);
    this.mark = heard.mark;
    this.rounds += 1;
    this.silent = 0;
    this.adopt(heard, whole);
  }

  private adopt({ alive, notes }: { readonly alive: readonly string[]; readonly notes: readonly HeardNote[] }, whole = false): void {
    const changed = new Map<string, Note>();
    const before = this.others;
    if (whole) this.others = new Map();
    for (const note of notes) {
      if (note.node === this.parts.node) continue;
      const id = idOf(note.topic, note.key);
      const known = this.others.get(note.node) ?? new Map<string, HeardNote>();
      this.others.set(note.node, known);
      if ((before.get(note.node)?.get(id)?.body ?? null) !== note.body) changed.set(id, note);
      if (note.body === null) known.delete(id);
      else known.set(id, note);
    }
    if (whole) for (const [node, known] of before) for (const [id, note] of known) if (!this.others.get(node)?.has(id)) changed.set(id, note);
    const now = new Set(alive);
    for (const [node, known] of this.others) if (now.has(node) !== this.alive.has(node)) for (const [id, note] of known) changed.set(id, note);
    this.alive = now;
    for (const { topic, key } of changed.values()) for (const listener of this.listeners.get(topic) ?? []) this.call(listener, key);
  }

  private call(listener: Listener, key: string): void {
    try {
      listener(key);
    } catch (thrown) {
      this.parts.report('notes', thrown);
    }
  }
}
