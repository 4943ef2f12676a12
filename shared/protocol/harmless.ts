import type { Problem } from './messages.ts';

const DEPTH = 12;
/** No list of any command is longer; a schema would look at every entry before it counts them. */
const LENGTH = 1_000;
/** Keys that reach an object's prototype. */
const INHERITED = new Set(['__proto__', 'constructor', 'prototype']);
/** NUL and other control characters besides tab and line ends; lone surrogates (SEC-11); and what a reader puts where it could not read. */
const CONTROL = /[^\P{Cc}\t\n\r]|\p{Surrogate}|\uFFFD/u;

/**
 * The first thing wrong with a value's shape, whatever it means: too deep, too big, a key that would
 * reach the prototype, characters no log or screen should get. Runs before any schema looks.
 */
export function harmless(input: unknown, size: number): Problem | null {
  let left = size;

  function look(value: unknown, depth: number): Problem | null {
    left -= 1;
    if (left < 0) return problem(`This is too big: at most ${Math.floor(size / 1024)} KiB in all.`);
    switch (typeof value) {
      case 'string':
        left -= value.length;
        if (left < 0) return problem(`This is too big: at most ${Math.floor(size / 1024)} KiB in all.`);
        return CONTROL.test(value) ? problem('There is a text with control characters, or with a letter that was broken on its way: write it again, as UTF-8.') : null;
      case 'number': return Number.isFinite(value) ? null : problem('There is a number that is not finite.');
      case 'boolean': case 'undefined': return null;
      case 'object': break;
      default: return problem('There is a value that JSON does not have.');
    }
    if (value === null) return null;
    if (depth >= DEPTH) return problem(`This is nested too deeply: at most ${DEPTH} levels.`);
    if (Array.isArray(value)) {
      if (value.length > LENGTH) return problem(`There is a list of ${value.length}: at most ${LENGTH}.`);
      for (const entry of value) {
        const found = look(entry, depth + 1);
        if (found) return found;
      }
      return null;
    }
    const parent: unknown = Object.getPrototypeOf(value);
    if (parent !== Object.prototype && parent !== null) return problem('There is a value that JSON does not have.');
    for (const key of Object.keys(value)) {
      left -= key.length;
      if (INHERITED.has(key)) return { path: key, message: `"${key}" is not a field of anything: leave it out.` };
      if (CONTROL.test(key)) return problem('There is a field whose name has control characters.');
      const found = look((value as Record<string, unknown>)[key], depth + 1);
      if (found) return found;
    }
    return null;
  }

  return look(input, 0);
}

const problem = (message: string): Problem => ({ path: '', message });
