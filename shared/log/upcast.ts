import { FORMAT, type Commit } from './commit.ts';

/** The log was written by a later build: refuse to read it rather than read it wrongly. */
export class NewerFormat extends Error {
  readonly format: number;

  constructor(format: number, where: string) {
    super(`${where} has format ${format}, and this build reads up to ${FORMAT}: start the newer build that wrote it.`);
    this.name = 'NewerFormat';
    this.format = format;
  }
}

/** A stored commit as some build wrote it; only `format` is sure to be there. */
export type RawCommit = Omit<Commit, 'format'> & { readonly format: number };

/**
 * Reads what any earlier build wrote as what this one understands: the only place that knows the
 * past. A step from format n to n + 1 is one entry of `steps`, and stays for ever; each has its
 * golden log in tests/fixtures/logs. Throws NewerFormat, and Error where there is no format at all.
 */
export function upcast(raw: RawCommit): Commit {
  const where = `Commit ${raw.seq} of board ${raw.board}`;
  if (!Number.isInteger(raw.format) || raw.format < 1) throw new Error(`${where} tells no format.`);
  if (raw.format > FORMAT) throw new NewerFormat(raw.format, where);
  let commit = raw;
  for (let format = raw.format; format < FORMAT; format += 1) {
    const step = steps[format];
    if (!step) throw new Error(`${where} has format ${format}, which nothing reads any more.`);
    commit = { ...step(commit), format: format + 1 };
  }
  return commit;
}

/** steps[n] turns format n into n + 1. Format 1 is today's. */
const steps: Readonly<Record<number, (commit: RawCommit) => RawCommit>> = {};
