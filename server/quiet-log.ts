import type { LoggerOptions } from 'pino';
import { type Allowance, Bucket } from './http/allowance.ts';
import type { Clock } from './ports/clock.ts';

/** Lines of one kind at once, and one a minute after that: on a disk that is full nothing else would be written. */
const OF_A_KIND: Allowance = { burst: 100, perSecond: 1 / 60 };
const KINDS = 1_000;
/** pino's `info`: what is below it, somebody asked for. */
const INFO = 30;

/** Keeps a trouble that comes again and again from filling the log: the next line of its kind says how many were left out. */
export function quietly(clock: Clock): Required<Pick<NonNullable<LoggerOptions['hooks']>, 'logMethod'>> {
  const kinds = new Map<string, { readonly bucket: Bucket; leftOut: number }>();
  return {
    logMethod(args, method, level) {
      const [first, ...rest] = args as unknown as [unknown, ...unknown[]];
      if (level < INFO) return method.apply(this, args);
      const kind = kindOf(first, rest[0], level);
      const known = kinds.get(kind) ?? { bucket: new Bucket(OF_A_KIND, clock), leftOut: 0 };
      if (kinds.size < KINDS) kinds.set(kind, known);
      if (!known.bucket.take()) {
        known.leftOut += 1;
        return;
      }
      const { leftOut } = known;
      known.leftOut = 0;
      const plain = typeof first === 'object' && first !== null && !(first instanceof Error);
      method.apply(this, (leftOut > 0 && plain ? [{ ...first, leftOut }, ...rest] : args) as Parameters<typeof method>);
    },
  };
}

/** Made of words of the program: never of what people send. */
function kindOf(first: unknown, message: unknown, level: number): string {
  if (typeof first !== 'object' || first === null) return `${level} ${String(first)}`;
  const { what, outcome, res } = first as { what?: unknown; outcome?: unknown; res?: { statusCode?: unknown } };
  return [level, what, outcome, res?.statusCode, message].map(String).join(' ');
}
