import type { JobSource } from '../jobs/job.ts';
import type { Language, Said } from '../kernel/language.ts';
import type { CommandOf } from '../verbs.ts';
import type { Demo } from './demo.ts';

export interface FamilyLine {
  readonly title: Said;
  readonly quantity: number;
  readonly unit?: string;
  readonly source: JobSource;
  /** Part of a supplier's name. */
  readonly supplier?: string;
  /** Lane ids in the order they are passed, one perhaps twice, with the hours in each; lanes the board lacks are left out. */
  readonly road?: readonly (readonly [lane: string, hours: number])[];
}

/** What a shop is asked for again and again: its parts and their routing, a start that is changed for each customer. */
export interface Family {
  /** One of its kind in all trades. */
  readonly id: string;
  readonly name: Said;
  /** The title of an order made from it. */
  readonly title: Said;
  readonly lines: readonly FamilyLine[];
}

/** All that a trade brings: the board to start with, what it makes, and a shop that shows it at work. */
export interface Trade {
  /** What REST calls `template`. */
  readonly id: string;
  /** What the form of a new board offers. */
  readonly name: Said;
  /** For the API's document. */
  readonly about: Said;
  /** Its lanes and limits are called what they are in that language; the board keeps the trade's id. */
  readonly board: (name: string, language: Language) => CommandOf<'CreateBoard'>;
  readonly families: readonly Family[];
  /** null: none. Loaded by the server alone: three weeks of a shop are nothing that a page needs. */
  readonly demo: (() => Promise<Demo>) | null;
}
