import { localeNow } from '../words/words-now.ts';

/** The language of whoever sits here, with its country where that is known. */
export const language = localeNow;

const known = new Map<string, (text: string) => string>();

/** Digits of the language's own script, and full-width ones, as 0 to 9; no marks of direction. */
export function plainDigits(text: string, lang: string): string {
  let plain = known.get(lang);
  if (!plain) {
    const own = new Intl.NumberFormat(lang, { useGrouping: false }).format(9_876_543_210).split('').toReversed();
    plain = (given) => given.replace(/[\u200e\u200f\u061c]/g, '').replace(/\p{Nd}/gu, (digit) => {
      const at = own.indexOf(digit);
      const wide = digit.charCodeAt(0) - 0xff10;
      return at >= 0 ? String(at) : wide >= 0 && wide <= 9 ? String(wide) : digit;
    });
    known.set(lang, plain);
  }
  return plain(text);
}
