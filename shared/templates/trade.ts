import type { JobSource } from '../jobs/job.ts';
import type { CommandOf } from '../verbs.ts';
import type { Demo } from './demo.ts';

export interface FamilyLine {
  readonly title: string;
  readonly quantity: number;
  readonly unit?: string;
  readonly source: JobSource;
  /** Part of a supplier's name. */
  readonly supplier?: string;
  /** Hours by lane id; lanes the board lacks are left out. */
  readonly road?: Readonly<Record<string, number>>;
}

/** What a shop is asked for again and again: its parts and their routing, a start that is changed for each customer. */
export interface Family {
  /** One of its kind in all trades. */
  readonly id: string;
  readonly name: string;
  /** The title of an order made from it. */
  readonly title: string;
  readonly lines: readonly FamilyLine[];
}

/** All that a trade brings: the board to start with, what it makes, and a shop that shows it at work. */
export interface Trade {
  /** What REST calls `template`. */
  readonly id: string;
  /** What the form of a new board offers. */
  readonly name: string;
  /** For the API's document. */
  readonly about: string;
  readonly board: (name: string) => CommandOf<'CreateBoard'>;
  readonly families: readonly Family[];
  /** null: none. Loaded by the server alone: three weeks of a shop are nothing that a page needs. */
  readonly demo: (() => Promise<Demo>) | null;
}
