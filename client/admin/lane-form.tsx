import { Autocomplete, MultiSelect, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useCallback, useState } from 'react';
import { LANE_ROLES, ROLE_LANES } from '../../shared/board/lane-roles.ts';
import type { CardKind, ChecklistItem, Lane, LaneKind, LaneRole } from '../../shared/board/lane.ts';
import type { Command } from '../../shared/verbs.ts';
import type { LaneId, PersonId } from '../../shared/kernel/ids.ts';
import { isolated, sameName } from '../../shared/kernel/writing.ts';
import { useEverybody } from '../replica/everybody.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';
import { rolesFor } from '../../shared/people/membership.ts';
import { BOUNDS } from '../../shared/kernel/quantity.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useLanes } from '../replica/use-board.ts';
import { useChangedBy, useMeanwhile } from '../replica/meanwhile.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { Clashes } from '../ui/clashes.tsx';
import { Choices } from '../ui/choices.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { numberText, readOptional } from '../ui/typed-number.ts';
import type { Takes } from '../ui/typed-number.ts';
import { ChecklistEditor, checklistOf } from './checklist-editor.tsx';
import { clashWords } from './clash-words.ts';

export interface LaneFields {
  readonly name: string;
  readonly kind: LaneKind;
  /** What the rules of an order's life look for; null: a stage like any other. */
  readonly role: LaneRole | null;
  readonly holds: CardKind;
  readonly group: string;
  readonly policy: string;
  readonly members: readonly PersonId[];
  /** As typed; '': none. */
  readonly hours: string;
  readonly checklist: readonly ChecklistItem[];
  readonly before: LaneId | null;
  /** As typed; '': no limit. */
  readonly capacity: string;
}

export const fieldsOf = (lane: Lane | null): LaneFields => ({
  name: lane?.name ?? '', kind: lane?.kind ?? 'work', role: lane?.role ?? null, holds: lane?.holds ?? 'job', group: lane?.group ?? '', policy: lane?.policy ?? '', members: lane?.members ?? [],
  hours: lane?.defaultHours === null || lane === null ? '' : numberText(lane.defaultHours), checklist: lane?.checklist ?? [], before: null, capacity: '3',
});

export const nameFault = (name: string, lanes: readonly Lane[], except: LaneId | null): string | null => {
  const words = currentWords().settings.lane;
  if (name.trim() === '') return words.noName;
  return lanes.some((lane) => lane.id !== except && sameName(lane.name, name)) ? words.taken(isolated(name.trim())) : null;
};

/** What waits there, and what has left, is counted by other limits. */
const isUnlimited = (kind: LaneKind): boolean => kind === 'queue' || kind === 'terminal';

export type LaneFaults = Partial<Readonly<Record<'name' | 'hours' | 'capacity', string>>>;

export function laneFaults(lane: Lane | null, fields: LaneFields, lanes: readonly Lane[]): LaneFaults {
  const name = nameFault(fields.name, lanes, lane?.id ?? null);
  const hours = readOptional(fields.hours, BOUNDS.hours);
  const capacity = lane || isUnlimited(fields.kind) ? null : readOptional(fields.capacity, BOUNDS.cards);
  return { ...(name ? { name } : {}), ...(hours.ok ? {} : { hours: hours.fault }), ...(!capacity || capacity.ok ? {} : { capacity: capacity.fault }) };
}

const valueOf = (text: string, takes: Takes): number | null => {
  const read = readOptional(text, takes);
  return read.ok ? read.value : null;
};

/** Only for fields without faults. Only what was changed of a lane; 'nothing' when nothing was. */
export function laneCommand(lane: Lane | null, fields: LaneFields): Command | 'nothing' {
  const checklist = checklistOf(fields.checklist);
  const group = fields.group.trim() || null;
  const common = { name: fields.name.trim(), group, policy: fields.policy.trim(), members: fields.members, checklist, defaultHours: valueOf(fields.hours, BOUNDS.hours) };
  if (!lane) return { type: 'AddLane', lane: { ...common, kind: fields.kind, holds: fields.holds, ...(fields.role ? { role: fields.role } : {}) }, before: fields.before, capacity: isUnlimited(fields.kind) ? null : valueOf(fields.capacity, BOUNDS.cards) };
  const changes = Object.fromEntries(Object.entries(common).filter(([key, value]) => !sameJson(value, lane[key as keyof Lane])));
  return Object.keys(changes).length === 0 ? 'nothing' : { type: 'EditLane', lane: lane.id, ...changes };
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export function LaneForm({ actions, lane, onClose }: { readonly actions: BoardActions; readonly lane: Lane | null; readonly onClose: () => void }) {
  const { settings, labels } = useWords();
  const words = settings.lane;
  const names: Partial<Readonly<Record<keyof LaneFields, string>>> = { name: settings.name, group: settings.group, policy: words.policy, members: words.members, hours: words.hoursShort, checklist: words.checklistShort };
  const lanes = useLanes();
  const { people } = useEverybody();
  const draft = useDraft('lane', lane?.id ?? 'new');
  const now = lanes.find(({ id }) => id === lane?.id) ?? lane;
  const [typed, setTyped] = useDrafted<LaneFields>(draft, 'fields', () => ({ ...fieldsOf(lane), before: lanes.find(({ role }) => role === 'kit')?.id ?? null }));
  const { shown: fields, clashes, set, take } = useMeanwhile(draft, typed, setTyped, lane ? { ...fieldsOf(now), before: typed.before } : draft.base(typed));
  const by = useChangedBy(useCallback(({ events }: WireCommit) => events.some((event) => event.type === 'LaneEdited' && event.lane === lane?.id), [lane?.id]));
  const [faults, setFaults] = useState<LaneFaults>({});
  const groups = [...new Set(lanes.flatMap(({ group }) => group ?? []))];
  const ends = (lane ?? fields).kind === 'terminal';
  const free = LANE_ROLES.filter((role) => !lanes.some((other) => other.role === role));
  const roles = rolesFor(lane ?? { role: fields.role, kind: fields.kind } as Lane);
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={actions.announce}
      title={lane ? words.title(isolated(lane.name)) : words.new}
      action={lane ? settings.save : words.add}
      said={lane ? words.changed(isolated(fields.name)) : words.added(isolated(fields.name))}
      onClose={onClose}
      build={() => {
        const found = laneFaults(lane, fields, lanes);
        setFaults(found);
        return Object.keys(found).length > 0 ? null : laneCommand(now, fields);
      }}
    >
      <TextInput label={settings.name} value={fields.name} error={faults.name} maxLength={80} data-autofocus onChange={(event) => set({ name: event.currentTarget.value })} />
      {lane ? null : <>
        {free.length > 0 ? (
          <NativeSelect
            label={words.role}
            value={fields.role ?? ''}
            data={[{ value: '', label: words.noRole }, ...free.map((role) => ({ value: role, label: capital(labels.laneRoles[role]) }))]}
            onChange={(event) => { const role = free.find((one) => one === event.currentTarget.value) ?? null; set({ role, ...(role ? ROLE_LANES[role] : { kind: 'work' }) }); }}
          />
        ) : null}
        {fields.role ? null : <>
          <Choices label={words.holds} value={fields.holds} options={[{ value: 'job', label: settings.cards.job }, { value: 'order', label: settings.cards.order }]} onChange={(holds) => set({ holds })} />
          <Choices label={words.kind} value={fields.kind} options={(['work', 'gate', 'external', 'queue'] as const).map((value) => ({ value, label: labels.laneKinds[value] }))} onChange={(kind) => set({ kind })} />
        </>}
        <div className="form-row">
          <NativeSelect label={words.before} value={fields.before ?? ''} data={[...lanes.map(({ id, name }) => ({ value: id as string, label: name })), { value: '', label: words.atEnd }]} onChange={(event) => set({ before: (event.currentTarget.value || null) as LaneId | null })} />
          {isUnlimited(fields.kind) ? null : <NumberField label={words.limit} description={words.limitAbout} takes={BOUNDS.cards} value={fields.capacity} error={faults.capacity} onChange={(capacity) => set({ capacity })} />}
        </div>
      </>}
      <Autocomplete label={settings.group} description={words.groupAbout} value={fields.group} data={groups} maxLength={80} onChange={(group) => set({ group })} />
      <Textarea label={words.policy} description={words.policyAbout} value={fields.policy} autosize minRows={2} maxRows={6} maxLength={2_000} onChange={(event) => set({ policy: event.currentTarget.value })} />
      {ends ? null : <>
        <MultiSelect
          label={words.members}
          description={words.nobody(roles)}
          value={[...fields.members]}
          data={Object.values(people).map(({ id, name }) => ({ value: id as string, label: name }))}
          searchable
          clearable
          onChange={(members) => set({ members: members as PersonId[] })}
        />
        <NumberField label={words.hours} description={words.hoursAbout} takes={BOUNDS.hours} value={fields.hours} error={faults.hours} onChange={(hours) => set({ hours })} />
        <ChecklistEditor items={fields.checklist} onChange={(checklist) => set({ checklist })} />
      </>}
      <Clashes by={by} rows={clashes.map((clash) => ({ key: clash.field, label: names[clash.field] ?? clash.field, theirs: clashWords(clash.theirs, (id) => people[id as PersonId]?.name), onTake: () => take(clash) }))} />
    </DialogForm>
  );
}
