import { useEffect, useState } from 'react';
import type { Dispatch, SetStateAction } from 'react';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import type { Actor } from '../../shared/kernel/actor.ts';
import type { Draft } from './drafts.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import { nameOf } from '../words/said.ts';
import { useBoardStore, useDirectory } from './use-board.ts';

/** A field that somebody else changed while it was being filled in here. Of a record only what both touched. */
export interface Clash<T extends object> { readonly field: keyof T & string; readonly theirs: unknown }

export interface Meanwhile<T extends object> {
  /** What the form shows: what was not touched here follows the board. */
  readonly shown: T;
  readonly clashes: readonly Clash<T>[];
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the form was filled in on top of, what is typed, and how it stands now. */
export function meanwhile<T extends object>(base: T, typed: T, now: T): Meanwhile<T> {
  const shown: T = { ...typed };
  const clashes: Clash<T>[] = [];
  for (const field of Object.keys(now) as (keyof T & string)[]) {
    const [was, here, there] = [base[field], typed[field], now[field]];
    if (sameJson(was, there)) continue;
    if (isRecord(was) && isRecord(here) && isRecord(there)) {
      const inside = meanwhile<Fields>(was, here, there);
      shown[field] = inside.shown as T[typeof field];
      if (inside.clashes.length > 0) clashes.push({ field, theirs: Object.fromEntries(inside.clashes.map((clash) => [clash.field, clash.theirs])) });
    } else if (sameJson(here, was)) shown[field] = there;
    else if (!sameJson(here, there)) clashes.push({ field, theirs: there });
  }
  return { shown, clashes };
}

/** The fields of `change` on top of `typed`; one that was not touched before begins at what it shows. */
function touched(base: Fields, typed: Fields, now: Fields, change: Fields): { readonly base: Fields; readonly typed: Fields } {
  const next = { base: { ...base }, typed: { ...typed } };
  for (const [field, value] of Object.entries(change)) {
    const [was, here, there] = [base[field], typed[field], now[field]];
    if (isRecord(value) && isRecord(was) && isRecord(here) && isRecord(there)) {
      const { shown } = meanwhile<Fields>(was, here, there);
      const inside = touched(was, here, there, Object.fromEntries(Object.entries(value).filter(([key, text]) => !sameJson(text, shown[key]))));
      [next.base[field], next.typed[field]] = [inside.base, inside.typed];
    } else {
      if (sameJson(here, was)) next.base[field] = there;
      next.typed[field] = value;
    }
  }
  return next;
}

export interface Filling<T extends object> extends Meanwhile<T> {
  readonly set: (change: Partial<T>) => void;
  /** What the other wrote, in place of one's own. */
  readonly take: (clash: Clash<T>) => void;
}

/** A form of something that others may change while it is open: two people, one field, and neither overwrites the other unawares. */
export function useMeanwhile<T extends object>(draft: Draft, typed: T, setTyped: Dispatch<SetStateAction<T>>, now: T): Filling<T> {
  const base = draft.base(now);
  const write = (next: { readonly base: Fields; readonly typed: Fields }) => {
    draft.rebase(next.base);
    setTyped(next.typed as T);
  };
  return {
    ...meanwhile(base, typed, now),
    set: (change) => write(touched(draft.base(now) as Fields, typed as Fields, now as Fields, change as Fields)),
    take({ field, theirs }) {
      const mine = typed[field];
      write({ base: { ...base, [field]: now[field] }, typed: { ...typed, [field]: isRecord(mine) && isRecord(theirs) ? { ...mine, ...theirs } : theirs } });
    },
  };
}

/** The name of whoever else changed it last while this form is open; null: nobody that is known of. `concerns` is the same from drawing to drawing. */
export function useChangedBy(concerns: (commit: WireCommit) => boolean): string | null {
  const store = useBoardStore();
  const directory = useDirectory();
  const [by, setBy] = useState<Actor | null>(null);
  useEffect(() => store.onMerged((commits, mine) => {
    const last = commits.findLast((commit) => !mine.has(commit.command) && concerns(commit));
    if (last) setBy(last.actor);
  }), [store, concerns]);
  return by === null ? null : nameOf(by, directory);
}
