import { useState } from 'react';
import type { Limit } from '../../shared/limits/limit.ts';
import type { LimitId } from '../../shared/kernel/ids.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { useWords } from '../words/use-words.ts';
import { type LimitView, accountFor } from '../../shared/limits/admission.ts';
import { nameOf } from '../words/said.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useBoardStore, useDirectory, useLanes, useLimits, useNow } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { LimitForm } from './limit-form.tsx';
import { RemoveLimit } from './remove-limit.tsx';
import { scopeWords } from './scope-words.ts';

type Open = { readonly is: 'edit'; readonly limit: Limit | null } | { readonly is: 'remove'; readonly limit: Limit } | null;

export function LimitsSection({ actions, may, focus }: { readonly actions: BoardActions; readonly may: boolean; readonly focus: LimitId | null }) {
  const words = useWords();
  const { settings, f: { amount } } = words;
  const stateOf = ({ state, capacity }: LimitView): string | null =>
    capacity === 0 ? settings.limits.closed : state === 'one_left' || state === 'full' || state === 'over' ? settings.limits.states[state] : null;
  const views = useLimits();
  const lanes = useLanes();
  const directory = useDirectory();
  const [open, setOpen] = useState<Open>(null);
  return (
    <section className="ad-section" aria-labelledby="ad-limits">
      <div className="ad-head">
        <h2 id="ad-limits">{settings.limits.count(views.length)}</h2>
        {may ? <button type="button" className="button" onClick={() => setOpen({ is: 'edit', limit: null })}><Icon name="plus" />{settings.limits.add}</button> : null}
      </div>
      <ul className="ad-limits">
        {views.map((view) => (
          <li key={view.limit.id} data-state={view.state} data-focus={focus === view.limit.id || undefined} ref={focus === view.limit.id ? (row) => row?.scrollIntoView({ block: 'center' }) : undefined}>
            <span className="ad-load" data-state={view.state}>
              {amount(view.load)}/{view.capacity === null ? '∞' : amount(view.capacity)}
              {view.limit.unit === 'count' ? null : <small> {settings.unitsShort[view.limit.unit]}</small>}
            </span>
            <div className="ad-lane">
              <b>{view.limit.name}</b>{stateOf(view) === null ? null : <em>{stateOf(view)}</em>}
              <small>{scopeWords(view.limit, lanes, directory, words)}</small>
              {view.over > 0 ? <Above actions={actions} view={view} /> : null}
            </div>
            {may ? (
              <span className="ad-buttons">
                <button type="button" className="button quiet" aria-label={settings.limits.change(isolated(view.limit.name))} onClick={() => setOpen({ is: 'edit', limit: view.limit })}>{settings.change}</button>
                <button type="button" className="button quiet" aria-label={settings.limits.remove(isolated(view.limit.name))} onClick={() => setOpen({ is: 'remove', limit: view.limit })}>{settings.remove}</button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {open?.is === 'edit' ? <LimitForm actions={actions} limit={open.limit} onClose={() => setOpen(null)} /> : null}
      {open?.is === 'remove' ? <RemoveLimit actions={actions} limit={open.limit} onClose={() => setOpen(null)} /> : null}
    </section>
  );
}

/** Promise 1: every card above a limit, and what put it there. */
function Above({ actions, view }: { readonly actions: BoardActions; readonly view: LimitView }) {
  const { settings: { limits: words }, labels } = useWords();
  const store = useBoardStore();
  const now = useNow();
  const directory = useDirectory();
  const { exceptions, lowered } = accountFor(store.getState().board, view.limit.id);
  return (
    <ul className="ad-above" aria-label={words.above(view.over, isolated(view.limit.name))}>
      {exceptions.map(({ card, kind, at, by, reason }) => (
        <li key={`${card.id}-${kind}`}>
          <button type="button" className="cp-link" onClick={() => actions.openCard(card.id)}><b>{numberOf(card.id)}</b></button>
          {' '}{words.exception(labels.exceptions[kind], isolated(nameOf(by, directory)), now - at, reason ? isolated(reason) : '')}
        </li>
      ))}
      {lowered > 0 ? <li>{words.lowered(lowered)}</li> : null}
    </ul>
  );
}
