import './admin.css';
import { mayIssue, rolesThatMay } from '../../shared/policy.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { useWords } from '../words/use-words.ts';
import type { BoardSettingsProps } from '../app/contracts.ts';
import { useBoard, useMe, useReadOnly } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { LanesSection } from './lanes-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { PoliciesSection } from './policies-section.tsx';

/** Limits, lanes, policies and people. Everybody may read how the board works; those the policy names may change it. */
export function BoardSettings({ actions, focus }: BoardSettingsProps) {
  const { settings } = useWords();
  const name = useBoard((board) => board.name);
  const me = useMe();
  const readOnly = useReadOnly();
  const allowed = me !== null && mayIssue('SetLimit', asPerson(me));
  const may = allowed && !readOnly;
  return (
    <main className="settings">
      <div className="ad-title">
        <h1>{settings.title}</h1>
        <span>{name}</span>
        <button type="button" className="button" onClick={() => actions.goTo('floor')}><Icon name="floor" />{settings.toFloor}</button>
      </div>
      {allowed ? null : <p className="form-fact" role="note">{settings.mayRead(rolesThatMay('SetLimit'))}</p>}
      {allowed && readOnly ? <p className="form-warn" role="note"><Icon name="alert" /><span>{settings.notLive}</span></p> : null}
      <LimitsSection actions={actions} may={may} focus={focus?.limit ?? null} />
      <LanesSection actions={actions} may={may} focus={focus?.lane ?? null} />
      <PoliciesSection actions={actions} may={may} />
      <PeopleSection actions={actions} />
    </main>
  );
}
