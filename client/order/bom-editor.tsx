import { NativeSelect, Textarea } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { Lane, Order } from '../../shared/domain/board.ts';
import { numberOf } from '../../shared/domain/ids.ts';
import type { CardId } from '../../shared/domain/ids.ts';
import { useBoardStore, useDirectory } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { lineFaults, linesOfOrder, newLine, parsePaste } from './bom-draft.ts';
import type { DraftLine } from './bom-draft.ts';
import { BomLineFields } from './bom-line.tsx';
import { TEMPLATES, linesOfTemplate } from './furniture-templates.ts';
import type { Template } from './furniture-templates.ts';

interface Props {
  readonly lines: readonly DraftLine[];
  readonly stages: readonly Lane[];
  /** Faults are shown from the first attempt on. */
  readonly judged: boolean;
  readonly onChange: (change: (lines: readonly DraftLine[]) => readonly DraftLine[]) => void;
  /** A template or another order was taken: what it is called. */
  readonly onTaken: (title: string) => void;
}

const NO_FAULTS = {};

/** MTO-4: every order has a parts list of its own, however it was begun. */
export function BomEditor({ lines, stages, judged, onChange, onTaken }: Props) {
  const store = useBoardStore();
  const directory = useDirectory();
  const [pasting, setPasting] = useState<string | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [orders] = useState(() => [...store.getState().board.cards.values()].filter((card): card is Order => card.kind === 'order' && card.jobs.length > 0).toSorted((a, b) => b.createdAt - a.createdAt).slice(0, 60));
  const suppliers = Object.values(directory.suppliers);
  const change = useCallback((line: DraftLine) => onChange((all) => all.map((other) => (other.key === line.key ? line : other))), [onChange]);
  const remove = useCallback((key: number) => onChange((all) => all.filter((other) => other.key !== key)), [onChange]);

  const start = (value: string) => {
    const template = TEMPLATES.find(({ id }) => `t:${id}` === value);
    const order = orders.find(({ id }) => `o:${id}` === value);
    setProblems([]);
    if (template) take(template);
    else if (order) {
      const { board } = store.getState();
      onChange(() => linesOfOrder(board, order, stages));
      onTaken(order.title);
    }
  };
  const take = (template: Template) => {
    onChange(() => linesOfTemplate(template, stages, directory));
    onTaken(template.title);
  };
  const paste = () => {
    const read = parsePaste(pasting ?? '', { lanes: stages }, directory);
    setProblems(read.lines.length === 0 && read.problems.length === 0 ? ['There is nothing to read. Paste at least one part.'] : read.problems);
    if (read.lines.length === 0) return;
    onChange((all) => [...all.filter((line) => line.title.trim() !== ''), ...read.lines]);
    setPasting(null);
  };

  return (
    <section className="bom" aria-labelledby="bom-title">
      <div className="bom-head">
        <h3 id="bom-title">{lines.length} {lines.length === 1 ? 'part' : 'parts'}</h3>
        <NativeSelect
          aria-label="Start from"
          value=""
          data={[
            { value: '', label: 'Start from…' },
            { group: 'Templates', items: TEMPLATES.map(({ id, name }) => ({ value: `t:${id}`, label: name })) },
            { group: 'Orders', items: orders.map(({ id, title }) => ({ value: `o:${id}`, label: `${numberOf(id as CardId)} ${title}` })) },
          ]}
          onChange={(event) => start(event.currentTarget.value)}
        />
        <button type="button" className="button" aria-expanded={pasting !== null} onClick={() => setPasting(pasting === null ? '' : null)}>Paste lines</button>
      </div>
      {pasting === null ? null : (
        <div className="bom-line">
          <Textarea
            label="Lines from a spreadsheet"
            description="Part; quantity; unit; make, buy or stock; supplier; lanes with hours. Only the part is needed."
            placeholder={'Table top; 1; ×; make; ; Cut 5, Finish 4, Check 1'}
            value={pasting}
            autosize
            minRows={3}
            maxRows={10}
            onChange={(event) => setPasting(event.currentTarget.value)}
          />
          <div><button type="button" className="button" onClick={paste}>Add these lines</button></div>
        </div>
      )}
      {problems.length > 0 ? <ul className="form-warn" role="alert">{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul> : null}
      {lines.map((line, index) => (
        <BomLineFields key={line.key} line={line} place={index + 1} stages={stages} suppliers={suppliers} faults={judged ? lineFaults(line) : NO_FAULTS} onChange={change} onRemove={remove} />
      ))}
      <div><button type="button" className="button" onClick={() => onChange((all) => [...all, newLine(stages)])}><Icon name="plus" />Add a part</button></div>
    </section>
  );
}
