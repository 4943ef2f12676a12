/** A node that has not been heard of for this long is gone, and with it all it told; ms of the store's own clock. */
export const NODE_LIVES = 4_000;

/** One fact a node tells the others. A later one under the same topic and key replaces it; null takes it back. */
export interface Note {
  readonly topic: string;
  readonly key: string;
  readonly body: string | null;
}

export interface HeardNote extends Note {
  readonly node: string;
}

export interface Heard {
  /** To ask with the next time. */
  readonly mark: string;
  /** The nodes that live now. What others told does not hold. */
  readonly alive: readonly string[];
  /** All that changed since the mark asked with, in no order, and perhaps some that did not. */
  readonly notes: readonly HeardNote[];
}

/**
 * Short-lived facts by which the nodes of one store know of one another: who looks at what, that people
 * changed. No truth lives here, so it may be lost with a node or a store, and is told anew. Whether a
 * node lives is judged by one clock, the store's: clocks of nodes may be wrong. Every adapter passes
 * tests/contract/node-notes.ts.
 */
export interface NodeNotes {
  /** Puts the notes, none or many, and says that the node lives. Told again within a minute, or forgotten. */
  tell(node: string, notes: readonly Note[]): Promise<void>;
  /** null: everything. */
  hear(after: string | null): Promise<Heard>;
  /** The node stops in order: it and its notes are gone at once. */
  leave(node: string): Promise<void>;
}
