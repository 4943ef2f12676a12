import { Checkbox, MultiSelect, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { CardKind, Lane } from '../../shared/board/lane.ts';
import type { Limit, LimitUnit, Scope } from '../../shared/limits/limit.ts';
import type { ServiceClass } from '../../shared/cards/card-common.ts';
import type { Command, CommandOf } from '../../shared/verbs.ts';
import type { LaneId, PersonId, SupplierId } from '../../shared/kernel/ids.ts';
import { useEverybody } from '../replica/everybody.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';
import type { SettingsWords } from '../../shared/words/en/settings.ts';
import { BOUNDS } from '../../shared/kernel/quantity.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useLanes, useLimits } from '../replica/use-board.ts';
import { useChangedBy, useMeanwhile } from '../replica/meanwhile.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { Clashes } from '../ui/clashes.tsx';
import { Choices } from '../ui/choices.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Icon } from '../ui/icon.tsx';
import { clashWords } from './clash-words.ts';
import { NumberField } from '../ui/number-field.tsx';
import { numberText, readNumber } from '../ui/typed-number.ts';
import type { Takes } from '../ui/typed-number.ts';

export interface LimitFields {
  readonly name: string;
  readonly kind: CardKind;
  readonly where: 'lanes' | 'group' | 'board';
  readonly lanes: readonly LaneId[];
  readonly group: string;
  readonly doingOnly: boolean;
  readonly classes: readonly ServiceClass[];
  readonly assignee: PersonId | '';
  readonly supplier: SupplierId | '';
  readonly unit: LimitUnit;
  /** As typed; null: no limit. */
  readonly capacity: string | null;
  readonly overage: string;
  readonly oversize: Limit['policy']['oversize'];
  readonly reason: string;
}

export type LimitFaults = Partial<Readonly<Record<'name' | 'lanes' | 'group' | 'reason' | 'capacity' | 'overage', string>>>;

export const limitFields = (limit: Limit | null): LimitFields => ({
  name: limit?.name ?? '', kind: limit?.kind ?? 'job', where: limit?.scope.lanes || !limit ? 'lanes' : limit.scope.group === undefined ? 'board' : 'group',
  lanes: limit?.scope.lanes ?? [], group: limit?.scope.group ?? '', doingOnly: limit?.scope.subs?.includes('doing') ?? false, classes: limit?.scope.classes ?? [],
  assignee: limit?.scope.assignee ?? '', supplier: limit?.scope.supplier ?? '', unit: limit?.unit ?? 'count', capacity: limit?.capacity === null ? null : numberText(limit?.capacity ?? 3),
  overage: numberText(limit?.policy.overage ?? 1), oversize: limit?.policy.oversize ?? 'when-empty', reason: '',
});

/** What the limit may be: as many cards as are whole, as much of anything else as counts. */
export const takenBy = (unit: LimitUnit): Takes => (unit === 'count' ? BOUNDS.cards : BOUNDS.capacity);

/** null: no limit, or none that can be read yet. */
export function capacityOf({ capacity, unit }: Pick<LimitFields, 'capacity' | 'unit'>): number | null {
  const read = capacity === null ? null : readNumber(capacity, takenBy(unit));
  return read?.ok ? read.value : null;
}

export const isLower = (limit: Limit | null, capacity: number | null): boolean =>
  limit !== null && capacity !== null && (limit.capacity === null || capacity < limit.capacity);

export function limitFaults(limit: Limit | null, fields: LimitFields): LimitFaults {
  const words = currentWords().settings.limit;
  const faults: { -readonly [K in keyof LimitFaults]: LimitFaults[K] } = {};
  if (fields.name.trim() === '') faults.name = words.noName;
  if (fields.where === 'lanes' && fields.lanes.length === 0) faults.lanes = words.noLane;
  if (fields.where === 'group' && fields.group === '') faults.group = words.noGroup;
  const capacity = fields.capacity === null ? null : readNumber(fields.capacity, takenBy(fields.unit));
  if (capacity && !capacity.ok) faults.capacity = capacity.fault;
  const overage = readNumber(fields.overage, BOUNDS.overage);
  if (!overage.ok) faults.overage = overage.fault;
  if (isLower(limit, capacityOf(fields)) && fields.reason.trim().length < 3) faults.reason = words.whyLowered;
  return faults;
}

/** Only for fields without faults. */
export function limitCommand(limit: Limit | null, fields: LimitFields): CommandOf<'SetLimit'> {
  const overage = readNumber(fields.overage, BOUNDS.overage);
  const scope: Scope = {
    ...(fields.where === 'lanes' ? { lanes: fields.lanes } : {}), ...(fields.where === 'group' ? { group: fields.group } : {}),
    ...(fields.doingOnly ? { subs: ['doing'] as const } : {}), ...(fields.classes.length > 0 ? { classes: fields.classes } : {}),
    ...(fields.assignee ? { assignee: fields.assignee } : {}), ...(fields.supplier ? { supplier: fields.supplier } : {}),
  };
  return {
    type: 'SetLimit',
    limit: {
      ...(limit ? { id: limit.id } : {}), name: fields.name.trim(), kind: fields.kind, scope, unit: fields.unit, capacity: capacityOf(fields),
      policy: { ...(overage.ok ? { overage: overage.value } : {}), oversize: fields.oversize },
    },
    ...(fields.reason.trim() ? { reason: fields.reason.trim() } : {}),
  };
}

/** Lanes a limit of this kind can look at: it counts cards of one kind, and the end of the road is never full (WIP-5, WIP-1). */
const lanesFor = (lanes: readonly Lane[], kind: CardKind) => lanes.filter((lane) => lane.holds === kind && lane.kind !== 'terminal').map(({ id, name }) => ({ value: id as string, label: name }));

const namesOf = ({ name, group, limit }: SettingsWords): Readonly<Record<keyof LimitFields, string>> => ({
  name, kind: limit.kind, where: limit.where, lanes: limit.lanes, group, doingOnly: limit.doingShort, classes: limit.classes,
  assignee: limit.assignee, supplier: limit.supplier, unit: limit.unit, capacity: limit.capacity, overage: limit.overage, oversize: limit.oversize, reason: limit.why,
});

export function LimitForm({ actions, limit, onClose }: { readonly actions: BoardActions; readonly limit: Limit | null; readonly onClose: () => void }) {
  const { settings, labels } = useWords();
  const words = settings.limit;
  const lanes = useLanes();
  const { people, suppliers } = useEverybody();
  const view = useLimits().find((one) => one.limit.id === limit?.id);
  const load = view?.load ?? null;
  const now = view?.limit ?? limit;
  const draft = useDraft('limit', limit?.id ?? 'new');
  const [typed, setTyped] = useDrafted<LimitFields>(draft, 'fields', () => limitFields(limit));
  const { shown: fields, clashes, set, take } = useMeanwhile(draft, typed, setTyped, limitFields(now));
  const by = useChangedBy(useCallback(({ events }: WireCommit) => events.some((event) => event.type === 'LimitSet' && event.limit.id === limit?.id), [limit?.id]));
  const [faults, setFaults] = useState<LimitFaults>({});
  const nameOf = (id: string) => lanes.find((lane) => lane.id === id)?.name ?? people[id as PersonId]?.name ?? suppliers[id as SupplierId]?.name;
  const names = namesOf(settings);
  const groups = [...new Set(lanes.flatMap(({ group }) => group ?? []))];
  const capacity = capacityOf(fields);
  const over = load !== null && capacity !== null && load > capacity;
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={actions.announce}
      title={limit ? words.title(isolated(limit.name)) : words.new}
      action={limit ? words.set : words.add}
      said={words.said(isolated(fields.name), capacity, fields.unit)}
      onClose={onClose}
      build={() => {
        const found = limitFaults(now, fields);
        setFaults(found);
        return Object.keys(found).length > 0 ? null : limitCommand(now, fields);
      }}
    >
      <div className="form-row">
        <NumberField label={words.capacity} description={words.capacityAbout} takes={takenBy(fields.unit)} value={fields.capacity ?? ''} error={faults.capacity} disabled={fields.capacity === null} first onChange={(typed) => set({ capacity: typed })} />
        <NativeSelect label={words.unit} description={words.unitAbout} value={fields.unit} data={(Object.keys(settings.units) as LimitUnit[]).map((value) => ({ value, label: settings.units[value] }))} onChange={(event) => set({ unit: event.currentTarget.value as LimitUnit })} />
      </div>
      <Checkbox label={words.none} checked={fields.capacity === null} onChange={(event) => set({ capacity: event.currentTarget.checked ? null : numberText(limit?.capacity ?? 3) })} />
      {over ? <p className="form-warn"><Icon name="alert" /><span>{words.over(load, capacity, fields.unit)}</span></p> : null}
      <Textarea label={isLower(now, capacity) ? words.whyItIsLowered : words.whyKept} value={fields.reason} error={faults.reason} autosize minRows={1} maxRows={4} maxLength={500} onChange={(event) => set({ reason: event.currentTarget.value })} />
      <TextInput label={settings.name} value={fields.name} error={faults.name} maxLength={80} onChange={(event) => set({ name: event.currentTarget.value })} />
      {limit ? null : <Choices label={words.counts} value={fields.kind} options={[{ value: 'job', label: settings.cards.job }, { value: 'order', label: settings.cards.order }]} onChange={(kind) => set({ kind, lanes: [] })} />}
      <Choices label={words.where} value={fields.where} options={[{ value: 'lanes', label: words.lanes }, { value: 'group', label: words.aGroup }, { value: 'board', label: words.floor }]} onChange={(where) => set({ where })} />
      {fields.where === 'lanes' ? <MultiSelect label={words.lanes} value={[...fields.lanes]} error={faults.lanes} data={lanesFor(lanes, fields.kind)} searchable onChange={(chosen) => set({ lanes: chosen as LaneId[] })} /> : null}
      {fields.where === 'group' ? <NativeSelect label={settings.group} value={fields.group} error={faults.group} data={['', ...groups]} onChange={(event) => set({ group: event.currentTarget.value })} /> : null}
      <details className="ad-more" open={faults.overage !== undefined || undefined}>
        <summary>{words.more}</summary>
        <div className="form">
          <Checkbox label={words.doing} checked={fields.doingOnly} onChange={(event) => set({ doingOnly: event.currentTarget.checked })} />
          <MultiSelect label={words.classes} value={[...fields.classes]} data={(Object.keys(labels.classes) as ServiceClass[]).map((value) => ({ value, label: labels.classes[value] }))} onChange={(classes) => set({ classes: classes as ServiceClass[] })} />
          <div className="form-row">
            <NativeSelect label={words.assignee} value={fields.assignee} data={[{ value: '', label: words.everybody }, ...Object.values(people).map(({ id, name }) => ({ value: id as string, label: name }))]} onChange={(event) => set({ assignee: event.currentTarget.value as PersonId | '' })} />
            <NativeSelect label={words.supplier} value={fields.supplier} data={[{ value: '', label: words.allSuppliers }, ...Object.values(suppliers).map(({ id, name }) => ({ value: id as string, label: name }))]} onChange={(event) => set({ supplier: event.currentTarget.value as SupplierId | '' })} />
          </div>
          <div className="form-row">
            <NumberField label={words.overage} takes={BOUNDS.overage} value={fields.overage} error={faults.overage} onChange={(overage) => set({ overage })} />
            <NativeSelect label={words.oversize} value={fields.oversize} data={[{ value: 'when-empty', label: words.whenEmpty }, { value: 'reject', label: words.never }]} onChange={(event) => set({ oversize: event.currentTarget.value as LimitFields['oversize'] })} />
          </div>
        </div>
      </details>
      <Clashes by={by} rows={clashes.map((clash) => ({ key: clash.field, label: names[clash.field], theirs: clash.field === 'capacity' && clash.theirs === null ? words.noneShort : clashWords(clash.theirs, nameOf), onTake: () => take(clash) }))} />
    </DialogForm>
  );
}
