import { type Heard, type HeardNote, NODE_LIVES, type Note, type NodeNotes } from '../../ports/node-notes.ts';
import { answered } from './answered-within.ts';
import type { Connection } from './collections.ts';

/** A write stamped by the server's clock is seen a little later than its stamp; so much is read twice, ms. */
const OVERLAP = 5_000;
/** What nobody tells again is swept away by the server, s. */
const SWEPT_AFTER = 120;

interface NodeRow {
  readonly _id: string;
  readonly at: Date;
}
interface NoteRow extends HeardNote {
  readonly _id: string;
  readonly at: Date;
}
type Row = { readonly _id: string; readonly now: Date; readonly alive: boolean; readonly at?: undefined } | NoteRow;

/** Times are the server's ($$NOW) from the beginning to the end: a node whose clock is a day off is as good as another. */
export class MongoNotes implements NodeNotes {
  private prepared: Promise<void> | null = null;

  constructor(private readonly connection: Connection, private readonly lives = NODE_LIVES) {}

  async tell(node: string, notes: readonly Note[]): Promise<void> {
    await this.ready();
    const alive = this.nodes.updateOne({ _id: node }, [{ $set: { at: '$$NOW' } }], { upsert: true, ...LIGHTLY });
    const telling = notes.length === 0 ? null : this.notes.bulkWrite(
      notes.map(({ topic, key, body }) => ({
        updateOne: {
          filter: { _id: JSON.stringify([node, topic, key]) },
          update: [{ $set: { ...literal({ node, topic, key, body }), at: '$$NOW' } }],
          upsert: true,
        },
      })),
      { ordered: false, ...LIGHTLY },
    );
    await answered(Promise.all([alive, telling]));
  }

  async hear(after: string | null): Promise<Heard> {
    await this.ready();
    const changed = after === null ? { body: { $ne: null } } : { at: { $gte: new Date(Number(after) - OVERLAP) } };
    const rows = await answered(this.nodes.aggregate<Row>([
      { $project: { now: '$$NOW', alive: { $gt: ['$at', { $subtract: ['$$NOW', this.lives] }] } } },
      { $unionWith: { coll: NOTES, pipeline: [{ $match: changed }] } },
    ], { readConcern: { level: 'local' } }).toArray());
    const alive: string[] = [];
    const notes: HeardNote[] = [];
    let mark = after ?? '0';
    for (const row of rows) {
      if ('now' in row) {
        mark = String(row.now.getTime());
        if (row.alive) alive.push(row._id);
      } else notes.push({ node: row.node, topic: row.topic, key: row.key, body: row.body });
    }
    return { mark, alive, notes };
  }

  async leave(node: string): Promise<void> {
    await Promise.all([this.nodes.deleteOne({ _id: node }, LIGHTLY), this.notes.deleteMany({ node }, LIGHTLY)]);
  }

  private get nodes() {
    return this.connection.collection<NodeRow>(NODES);
  }

  private get notes() {
    return this.connection.collection<NoteRow>(NOTES);
  }

  private ready(): Promise<void> {
    this.prepared ??= Promise.all([this.nodes, this.notes].map((rows) => rows.createIndex({ at: 1 }, { expireAfterSeconds: SWEPT_AFTER }))).then(
      () => {},
      (thrown: unknown) => {
        this.prepared = null;
        throw thrown;
      },
    );
    return this.prepared;
  }
}

const NODES = 'nodes';
const NOTES = 'notes';
/** Told again soon anyway, so no majority is waited for. */
const LIGHTLY = { writeConcern: { w: 1, journal: false } } as const;

/** A text that begins with a dollar is a text. */
const literal = (fields: object): object => Object.fromEntries(Object.entries(fields).map(([name, value]: [string, unknown]) => [name, { $literal: value }]));
