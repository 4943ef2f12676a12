/** What people write, in whatever script: what of it may pass a door, how it is compared, and how it stands in a sentence. */

/** Turns the text after it around, or lets a name look like another or like none. The joiners of Persian words and emoji, and what chooses a glyph, are not among them. */
const UNSEEN = /(?!\u034F|[\u180B-\u180F]|\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])\p{DI}/gu;
/** Of one line: what breaks or pads it. */
const GAPS = /[\s\u2800]+/gu;
const SEEN = /[^\s\p{DI}\u2800]/u;

/** A name, a title: one line, no unseen characters, composed one way. */
export const asLine = (text: string): string => text.replace(UNSEEN, '').replace(GAPS, ' ').trim().normalize('NFC');
/** A comment, a reason: lines stay as they are. */
export const asText = (text: string): string => text.replace(UNSEEN, '').replace(/[\u2028\u2029]/g, '\n').trim().normalize('NFC');
/** Whether anything of it is to be seen. */
export const isSeen = (text: string): boolean => SEEN.test(text);

/** Two names that nobody can tell apart are one. Accents tell: Säge is not Sage. */
export const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);
export const nameKey = (name: string): string => asLine(name).normalize('NFKC').toLowerCase();

/** Letters that no decomposition takes apart, as people type them who have not got them on their keys. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŋ: 'ng', ŧ: 't', ς: 'σ', '·': '.', '×': 'x', '’': "'", '‐': '-', '‑': '-', '–': '-', '—': '-',
  ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', 'ـ': '',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
/** Digits of other scripts stand in rows of ten. */
const DIGIT = /[٠-٩۰-۹०-९]/gu;
const digit = (one: string): string => String(((one.codePointAt(0) ?? 0) - ((one.codePointAt(0) ?? 0) >= 0x966 ? 0x966 : (one.codePointAt(0) ?? 0) >= 0x6f0 ? 0x6f0 : 0x660)) % 10);

/** Without case, accents, ligatures and widths: what a search compares. The voiced signs of kana stay, they make other words. */
export const folded = (text: string): string =>
  text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/[^\P{M}\u3099\u309A]/gu, '').replace(UNSEEN, '').replace(LETTER, (one) => LETTERS[one] ?? one).replace(DIGIT, digit).normalize('NFC');

/** Written out where a language does: Bügel is found by buegel too, Blåbær by blaabaer. */
const spelled = (text: string): string =>
  folded(text.normalize('NFC').toLowerCase().replace(/[äöüøå]/g, (one) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' })[one] ?? one));

/** What a search looks into. */
export function searchable(text: string): string {
  const [plain, written] = [folded(text), spelled(text)];
  return plain === written ? plain : `${plain}\n${written}`;
}

export const wordsOf = (query: string): readonly string[] => folded(query).split(/\s+/).filter(Boolean);

/** Hebrew, Arabic and their neighbours. */
const LEFTWARD = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const PLAIN = /^[ -~]*$/;
const TURNS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Somebody's words inside a sentence of ours. What runs from right to left is set apart, or it would take
 * numbers and marks beside it along; a log of old may hold characters that turn the rest around.
 */
export function isolated(text: string): string {
  // Most is: looking for what turns it around took half of what a refusal costs.
  if (PLAIN.test(text)) return text;
  const words = text.replace(TURNS, '');
  return LEFTWARD.test(words) ? `\u2068${words}\u2069` : words;
}

/** The same for everything that is said of something: numbers, ids and our own words are left as they are. */
export function apart<T>(said: T): T {
  if (typeof said === 'string') return isolated(said) as T;
  if (Array.isArray(said)) return said.map(apart) as T;
  if (typeof said !== 'object' || said === null) return said;
  const all: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(said)) all[key] = apart(value);
  return all as T;
}
