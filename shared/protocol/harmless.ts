import type { Fault, InputFault } from '../kernel/input-fault.ts';

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
export function harmless(input: unknown, size: number): Fault | null {
  let left = size;

  function look(value: unknown, depth: number): Fault | null {
    left -= 1;
    if (left < 0) return wrong({ is: 'too_big', kib: Math.floor(size / 1024) });
    switch (typeof value) {
      case 'string':
        left -= value.length;
        if (left < 0) return wrong({ is: 'too_big', kib: Math.floor(size / 1024) });
        return CONTROL.test(value) ? wrong({ is: 'control' }) : null;
      case 'number': return Number.isFinite(value) ? null : wrong({ is: 'not_finite' });
      case 'boolean': case 'undefined': return null;
      case 'object': break;
      default: return wrong({ is: 'not_json' });
    }
    if (value === null) return null;
    if (depth >= DEPTH) return wrong({ is: 'too_deep', most: DEPTH });
    if (Array.isArray(value)) {
      if (value.length > LENGTH) return wrong({ is: 'too_long', length: value.length, most: LENGTH });
      for (const entry of value) {
        const found = look(entry, depth + 1);
        if (found) return found;
      }
      return null;
    }
    const parent: unknown = Object.getPrototypeOf(value);
    if (parent !== Object.prototype && parent !== null) return wrong({ is: 'not_json' });
    for (const key of Object.keys(value)) {
      left -= key.length;
      if (INHERITED.has(key)) return { path: key, fault: { is: 'inherited', key } };
      if (CONTROL.test(key)) return wrong({ is: 'control_name' });
      const found = look((value as Record<string, unknown>)[key], depth + 1);
      if (found) return found;
    }
    return null;
  }

  return look(input, 0);
}

const wrong = (fault: InputFault): Fault => ({ path: '', fault });
