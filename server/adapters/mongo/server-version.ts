import { CannotOpen } from '../cannot-open.ts';

type Version = readonly [number, number, number];

const OLDEST: Version = [6, 0, 0];
/** From these on the fixes of MongoDB's published security holes are in. */
const SAFE_FROM: readonly Version[] = [[7, 0, 32], [8, 0, 21]];

/** Warnings about a server that works and should be renewed. Throws CannotOpen for one that cannot work. */
export function judgeVersion(text: string): readonly string[] {
  const version = text.split(/[.-]/).slice(0, 3).map(Number) as unknown as Version;
  if (isBelow(version, OLDEST)) {
    throw new CannotOpen(`MongoDB ${text} is too old: Pullcord needs 6.0 or newer, better ${named(SAFE_FROM)}.`);
  }
  // A release series without a floor of its own is judged by the last floor before it.
  const floor = SAFE_FROM.findLast(([major]) => major <= version[0]) ?? SAFE_FROM[0];
  if (!floor || !isBelow(version, floor)) return [];
  return [`MongoDB ${text} lacks security fixes that came with ${named(SAFE_FROM)}: update it.`];
}

function isBelow(version: Version, floor: Version): boolean {
  const at = floor.findIndex((part, index) => version[index] !== part);
  return at !== -1 && (version[at] ?? 0) < (floor[at] ?? 0);
}

const named = (versions: readonly Version[]): string => versions.map((version) => version.join('.')).join(' or ');
