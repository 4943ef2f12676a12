import { Checkbox, NativeSelect } from '@mantine/core';
import type { Policies } from '../../shared/board/policies.ts';
import { BOUNDS } from '../../shared/kernel/quantity.ts';
import type { SettingsWords } from '../../shared/words/en/settings.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import type { BoardActions } from '../app/contracts.ts';
import { usePolicies } from '../replica/use-board.ts';
import { useChangedBy, useMeanwhile } from '../replica/meanwhile.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { useWords } from '../words/use-words.ts';
import { Clashes } from '../ui/clashes.tsx';
import { Choices } from '../ui/choices.tsx';
import { FormFault } from '../ui/dialog.tsx';
import { clashWords } from './clash-words.ts';
import { NumberField } from '../ui/number-field.tsx';
import { numberText, readNumber } from '../ui/typed-number.ts';

/** What differs, or null. */
export function changedPolicies(was: Policies, now: Policies): Partial<Policies> | null {
  const changed = (Object.keys(now) as (keyof Policies)[]).filter((key) => now[key] !== was[key]);
  return changed.length === 0 ? null : Object.fromEntries(changed.map((key) => [key, now[key]]));
}

const namesOf = (words: SettingsWords['policies']): Readonly<Record<keyof Policies, string>> => ({
  productionBufferDays: words.buffer, undoSeconds: words.undoShort, closeAfterDays: words.closeShort, orderConwipUntil: words.countsShort, pullOrder: words.pullingShort, makerMayInspect: words.maker, timeZone: words.zone,
});
const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
/** Another browser may know a zone by another of its names. */
const zonesWith = (chosen: string): string[] => (ZONES.includes(chosen) ? [...ZONES] : [chosen, ...ZONES]);
const setsPolicies = ({ events }: WireCommit): boolean => events.some(({ type }) => type === 'PoliciesSet');

/** The settings as a form holds them: numbers as typed. */
type PolicyFields = Omit<Policies, keyof typeof NUMBERS> & Readonly<Record<keyof typeof NUMBERS, string>>;
const NUMBERS = { productionBufferDays: BOUNDS.days, undoSeconds: BOUNDS.seconds, closeAfterDays: BOUNDS.closeAfterDays } as const;

const policyFields = (policies: Policies): PolicyFields => ({
  ...policies, productionBufferDays: numberText(policies.productionBufferDays), undoSeconds: numberText(policies.undoSeconds), closeAfterDays: numberText(policies.closeAfterDays),
});

/** What was typed, read; a number that cannot be is a fault, and nothing is sent. */
function readPolicies({ productionBufferDays, undoSeconds, closeAfterDays, ...rest }: PolicyFields): { readonly policies: Partial<Policies>; readonly faults: Partial<Record<keyof typeof NUMBERS, string>> } {
  const policies: { -readonly [K in keyof Policies]?: Policies[K] } = { ...rest };
  const faults: Partial<Record<keyof typeof NUMBERS, string>> = {};
  for (const [key, text] of [['productionBufferDays', productionBufferDays], ['undoSeconds', undoSeconds], ['closeAfterDays', closeAfterDays]] as const) {
    const read = readNumber(text, NUMBERS[key]);
    if (read.ok) policies[key] = read.value;
    else faults[key] = read.fault;
  }
  return { policies, faults };
}

export function PoliciesSection({ actions, may }: { readonly actions: BoardActions; readonly may: boolean }) {
  const { settings: { policies: words }, fields } = useWords();
  const names = namesOf(words);
  const policies = usePolicies();
  const draft = useDraft('policies', 'all');
  const [typed, setTyped] = useDrafted<PolicyFields>(draft, 'typed', policyFields(policies));
  const { submit, saving, sentence } = useSubmit();
  const { shown, clashes, set, take } = useMeanwhile(draft, typed, setTyped, policyFields(policies));
  const by = useChangedBy(setsPolicies);
  const read = readPolicies(shown);
  const changes = changedPolicies(policies, { ...policies, ...read.policies });
  const isWrong = Object.keys(read.faults).length > 0;
  return (
    <section className="ad-section" aria-labelledby="ad-policies">
      <div className="ad-head"><h2 id="ad-policies">{words.title}</h2></div>
      <form
        className="form ad-policies"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isWrong) event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
          else if (changes && !saving) submit({ type: 'SetPolicies', policies: changes }, () => actions.announce(words.changed), () => draft.drop());
        }}
      >
        <NumberField label={words.buffer} description={words.bufferAbout} disabled={!may} takes={BOUNDS.days} value={shown.productionBufferDays} error={read.faults.productionBufferDays} onChange={(productionBufferDays) => set({ productionBufferDays })} />
        <NumberField label={words.undo} description={words.undoAbout} disabled={!may} takes={BOUNDS.seconds} value={shown.undoSeconds} error={read.faults.undoSeconds} onChange={(undoSeconds) => set({ undoSeconds })} />
        <NumberField label={words.close} description={words.closeAbout} disabled={!may} takes={BOUNDS.closeAfterDays} value={shown.closeAfterDays} error={read.faults.closeAfterDays} onChange={(closeAfterDays) => set({ closeAfterDays })} />
        <Choices disabled={!may} label={words.counts} value={shown.orderConwipUntil} options={[{ value: 'shipped', label: words.untilShipped }, { value: 'ready_to_ship', label: words.untilReady }]} onChange={(orderConwipUntil) => set({ orderConwipUntil })} />
        <Choices disabled={!may} label={words.pulling} value={shown.pullOrder} options={[{ value: 'advice', label: words.advice }, { value: 'enforced', label: words.enforced }]} onChange={(pullOrder) => set({ pullOrder })} />
        <NativeSelect disabled={!may} label={words.zone} description={words.zoneAbout} value={shown.timeZone} data={zonesWith(shown.timeZone)} onChange={(event) => set({ timeZone: event.currentTarget.value })} />
        <Checkbox disabled={!may} label={words.maker} checked={shown.makerMayInspect} onChange={(event) => set({ makerMayInspect: event.currentTarget.checked })} />
        <Clashes by={by} rows={clashes.map((clash) => ({ key: clash.field, label: names[clash.field], theirs: clashWords(clash.theirs), onTake: () => take(clash) }))} />
        <FormFault sentence={sentence} />
        {may ? (
          <div className="form-foot">
            <button type="submit" className="button main" disabled={!changes && !isWrong} aria-disabled={saving || undefined}>{saving ? fields.saving : words.save}</button>
            {changes || isWrong ? <button type="button" className="button quiet" onClick={() => draft.drop()}>{words.leave}</button> : null}
          </div>
        ) : null}
      </form>
    </section>
  );
}
