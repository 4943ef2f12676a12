import { rounded } from '../kernel/quantity.ts';

/** Durations as the floor says them: `5 min`, `3 h`, `2 d 4 h`. Input in ms. */
export function duration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h`;
  const days = Math.floor(hours / 24);
  return days < 3 && hours % 24 > 0 ? `${days} d ${hours % 24} h` : `${days} d`;
}

/** The largest unit alone, for small badges. */
export function shortDuration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

export function listOf(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** `3`, `7.5`, `0.004`; never `0.30000000000000004`, and never `0` for what is more than nothing. */
export function amount(n: number): string {
  const near = rounded(n);
  return Math.abs(n - near) < 1e-9 || !Number.isFinite(n) ? String(near) : n.toFixed(9).replace(/0+$/, '');
}
