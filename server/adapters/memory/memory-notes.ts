import { type Heard, type HeardNote, NODE_LIVES, type Note, type NodeNotes } from '../../ports/node-notes.ts';

interface Kept extends HeardNote {
  readonly rev: number;
}

/** For several nodes in one process, as the tests have them. */
export class MemoryNotes implements NodeNotes {
  private rev = 0;
  private readonly kept = new Map<string, Kept>();
  private readonly beats = new Map<string, number>();

  /** `now`: ms that never run back. */
  constructor(private readonly lives = NODE_LIVES, private readonly now: () => number = () => performance.now()) {}

  async tell(node: string, notes: readonly Note[]): Promise<void> {
    this.beats.set(node, this.now());
    for (const { topic, key, body } of notes) {
      this.rev += 1;
      this.kept.set(JSON.stringify([node, topic, key]), { node, topic, key, body, rev: this.rev });
    }
  }

  async hear(after: string | null): Promise<Heard> {
    const since = Number(after ?? 0);
    const notes = [...this.kept.values()].filter(({ rev, body }) => rev > since && (after !== null || body !== null));
    const alive = [...this.beats].filter(([, at]) => this.now() - at < this.lives).map(([node]) => node);
    return { mark: String(this.rev), alive, notes: notes.map(({ node, topic, key, body }) => ({ node, topic, key, body })) };
  }

  async leave(node: string): Promise<void> {
    this.beats.delete(node);
    for (const [id, note] of this.kept) if (note.node === node) this.kept.delete(id);
  }
}
