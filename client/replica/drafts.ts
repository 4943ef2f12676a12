/**
 * What somebody typed and has not sent: kept in this browser under the board, the person, the form
 * and what the form is about. So it outlives looking away and a reload, and is found by nobody else.
 */

const BEGIN = 'pullcord.draft.';
/** The newest drafts of a browser; older ones go. */
export const DRAFTS_AT_MOST = 60;
/** Beyond it a form is kept for as long as the page stays open; characters. */
export const DRAFT_AT_MOST = 200_000;
/** What nobody came back for. */
const FORGOTTEN_AFTER = 30 * 86_400_000;
/** A letter must not wait for a disk. */
const WRITTEN_AFTER = 300;

interface Kept { readonly at: number; readonly fields: Readonly<Record<string, unknown>>; readonly base?: unknown }

/** What this page knows and the browser's store does not yet; null: to be taken away there. */
const waiting = new Map<string, Draft | null>();
/** What the browser's store would not take: a private window, a full one, a form too large. */
const unkept = new Map<string, Kept>();
const watchers = new Map<string, Set<() => void>>();
let timer: ReturnType<typeof setTimeout> | null = null;

export const draftKey = (board: string, person: string, form: string, subject: string): string =>
  BEGIN + [board, person, form, subject].map(encodeURIComponent).join('/');

/** One form as one person fills it in. */
export class Draft {
  /** When what is here again was last typed; null: nothing was kept. */
  readonly since: number | null;
  private readonly kept: Kept | null;
  private readonly first = new Map<string, string | undefined>();
  private readonly latest = new Map<string, unknown>();
  private basis: unknown;

  constructor(readonly key: string) {
    this.kept = keptAt(key);
    this.since = this.kept?.at ?? null;
    this.basis = this.kept?.base;
  }

  /** What a field holds when its form opens: what was kept, else `initial`. */
  begin<T>(field: string, initial: T, revive: (kept: unknown) => T | undefined = (kept) => sameShape(kept, initial)): T {
    this.first.set(field, JSON.stringify(initial));
    const kept = this.kept?.fields[field];
    const value = kept === undefined ? initial : revive(kept) ?? initial;
    this.latest.set(field, value);
    return value;
  }

  note(field: string, value: unknown): void {
    if (Object.is(this.latest.get(field), value)) return;
    this.latest.set(field, value);
    waiting.set(this.key, this);
    soon();
  }

  /** What the form was filled in on top of: as it was when its first letter was typed. */
  base<T>(now: T): T {
    this.basis ??= now;
    return this.basis as T;
  }

  /** What somebody changed here is measured against what they saw. */
  rebase(now: unknown): void {
    this.basis = now;
  }

  isFilled(): boolean {
    return this.changed().length > 0;
  }

  /** What is typed there now, in whichever form of this page it was. */
  stands(field: string): unknown {
    const newest = waiting.get(this.key);
    if (newest) return newest.latest.get(field);
    return newest === null ? undefined : keptAt(this.key)?.fields[field];
  }

  /** Sent, or thrown away: every form that shows it begins afresh. */
  drop(): void {
    dropDraft(this.key);
  }

  toKept(): Kept | null {
    const changed = this.changed();
    return changed.length === 0 ? null : { at: Date.now(), fields: Object.fromEntries(changed), ...(this.basis === undefined ? {} : { base: this.basis }) };
  }

  private changed(): [string, unknown][] {
    return [...this.latest].filter(([field, value]) => JSON.stringify(value) !== this.first.get(field));
  }
}

export function dropDraft(key: string): void {
  waiting.set(key, null);
  unkept.delete(key);
  soon();
  for (const afresh of watchers.get(key) ?? []) afresh();
}

export function onDropped(key: string, afresh: () => void): () => void {
  const all = watchers.get(key) ?? new Set();
  watchers.set(key, all.add(afresh));
  return () => {
    all.delete(afresh);
    if (all.size === 0) watchers.delete(key);
  };
}

function soon(): void {
  timer ??= setTimeout(writeDrafts, WRITTEN_AFTER);
}

/** Everything typed goes to the browser's store: a moment after the last letter, and before the page goes away. */
export function writeDrafts(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  for (const [key, draft] of waiting) write(key, draft?.toKept() ?? null);
  waiting.clear();
}

function write(key: string, kept: Kept | null): void {
  unkept.delete(key);
  try {
    if (kept === null) return localStorage.removeItem(key);
    const text = JSON.stringify(kept);
    if (text.length > DRAFT_AT_MOST) throw new RangeError('too large to be kept');
    makeRoom(key);
    localStorage.setItem(key, text);
  } catch {
    if (kept) unkept.set(key, kept);
  }
}

/** An earlier version of the page may have kept something else there. */
function keptAt(key: string): Kept | null {
  const newest = waiting.get(key);
  if (newest !== undefined) return newest?.toKept() ?? null;
  const memory = unkept.get(key);
  if (memory) return memory;
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    return kept && typeof kept.at === 'number' && typeof kept.fields === 'object' && kept.fields !== null && Date.now() - kept.at < FORGOTTEN_AFTER ? kept : null;
  } catch {
    return null;
  }
}

function makeRoom(except: string): void {
  const all: { readonly key: string; readonly at: number }[] = [];
  for (let index = 0; index < localStorage.length; index += 1) {
    const key = localStorage.key(index);
    if (key?.startsWith(BEGIN) && key !== except) all.push({ key, at: keptAt(key)?.at ?? 0 });
  }
  const newest = all.toSorted((a, b) => b.at - a.at);
  for (const [index, { key, at }] of newest.entries()) if (at === 0 || index >= DRAFTS_AT_MOST - 1) localStorage.removeItem(key);
}

/** Kept under the same name by another version of the page it may be of another kind: then what is new counts. Fields that came since are filled up. */
function sameShape<T>(kept: unknown, initial: T): T | undefined {
  if (initial === null || kept === null) return kept as T;
  if (typeof kept !== typeof initial || Array.isArray(kept) !== Array.isArray(initial)) return undefined;
  return (typeof kept === 'object' && !Array.isArray(kept) ? { ...initial, ...kept } : kept) as T;
}

if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', writeDrafts);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') writeDrafts(); });
}
