import { useState } from 'react';
import type { Limit } from '../../shared/limits/limit.ts';
import type { LimitId } from '../../shared/kernel/ids.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { amount, duration, labels, nameOf } from '../words/said.ts';
import { accountFor } from '../../shared/limits/admission.ts';
import type { LimitView } from '../../shared/limits/admission.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useBoardStore, useDirectory, useLanes, useLimits, useNow } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { LimitForm } from './limit-form.tsx';
import { RemoveLimit } from './remove-limit.tsx';
import { UNIT_NAMES, scopeWords } from './scope-words.ts';

type Open = { readonly is: 'edit'; readonly limit: Limit | null } | { readonly is: 'remove'; readonly limit: Limit } | null;

const STATES: Readonly<Record<LimitView['state'], string>> = { unlimited: '', room: '', one_left: 'One left', full: 'Full', over: 'Over' };

export function LimitsSection({ actions, may, focus }: { readonly actions: BoardActions; readonly may: boolean; readonly focus: LimitId | null }) {
  const views = useLimits();
  const lanes = useLanes();
  const directory = useDirectory();
  const [open, setOpen] = useState<Open>(null);
  return (
    <section className="ad-section" aria-labelledby="ad-limits">
      <div className="ad-head">
        <h2 id="ad-limits">{views.length} limits</h2>
        {may ? <button type="button" className="button" onClick={() => setOpen({ is: 'edit', limit: null })}><Icon name="plus" />Add a limit</button> : null}
      </div>
      <ul className="ad-limits">
        {views.map((view) => (
          <li key={view.limit.id} data-state={view.state} data-focus={focus === view.limit.id || undefined} ref={focus === view.limit.id ? (row) => row?.scrollIntoView({ block: 'center' }) : undefined}>
            <span className="ad-load" data-state={view.state}>
              {amount(view.load)}/{view.capacity === null ? '∞' : amount(view.capacity)}
              {view.limit.unit === 'count' ? null : <small> {UNIT_NAMES[view.limit.unit].toLowerCase()}</small>}
            </span>
            <div className="ad-lane">
              <b>{view.limit.name}</b>{view.capacity === 0 ? <em>Closed</em> : STATES[view.state] ? <em>{STATES[view.state]}</em> : null}
              <small>{scopeWords(view.limit, lanes, directory)}</small>
              {view.over > 0 ? <Above actions={actions} view={view} /> : null}
            </div>
            {may ? (
              <span className="ad-buttons">
                <button type="button" className="button quiet" aria-label={`Change the limit ${isolated(view.limit.name)}`} onClick={() => setOpen({ is: 'edit', limit: view.limit })}>Change</button>
                <button type="button" className="button quiet" aria-label={`Remove the limit ${isolated(view.limit.name)}`} onClick={() => setOpen({ is: 'remove', limit: view.limit })}>Remove</button>
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
  const store = useBoardStore();
  const now = useNow();
  const directory = useDirectory();
  const { exceptions, lowered } = accountFor(store.getState().board, view.limit.id);
  return (
    <ul className="ad-above" aria-label={`${amount(view.over)} above ${isolated(view.limit.name)}`}>
      {exceptions.map(({ card, kind, at, by, reason }) => (
        <li key={`${card.id}-${kind}`}>
          <button type="button" className="cp-link" onClick={() => actions.openCard(card.id)}><b>{numberOf(card.id)}</b></button>
          {' '}{labels().exceptions[kind].toLowerCase()}, {isolated(nameOf(by, directory))}, {duration(now - at)} ago{reason ? `: ${isolated(reason)}` : ''}
        </li>
      ))}
      {lowered > 0 ? <li>{amount(lowered)} since the limit was lowered</li> : null}
    </ul>
  );
}
