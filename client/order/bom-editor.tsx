import { NativeSelect, Textarea } from '@mantine/core';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Lane } from '../../shared/board/lane.ts';
import type { Order } from '../../shared/orders/order.ts';
import { byNumber, numberOf } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { useEverybody } from '../replica/everybody.ts';
import type { Draft } from '../replica/drafts.ts';
import { readOrderFile, withPlanned } from '../replica/order-file.ts';
import { useBoard, useBoardStore } from '../replica/use-board.ts';
import { useDrafted } from '../replica/use-draft.ts';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';
import { useEscape } from '../ui/escape.ts';
import { Icon } from '../ui/icon.tsx';
import { linesOfOrder, newLine } from './bom-draft.ts';
import type { DraftLine } from './bom-draft.ts';
import { BomLines } from './bom-lines.tsx';
import { familiesOf } from '../../shared/templates/trades.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { linesOfFamily } from './family-lines.ts';
import { isTyped } from './kept-lines.ts';

interface Props {
  /** Of the form around it: what is pasted and not read yet belongs to it too. */
  readonly draft: Draft;
  readonly lines: readonly DraftLine[];
  readonly stages: readonly Lane[];
  /** Faults are shown from the first attempt on. */
  readonly judged: boolean;
  readonly onChange: (change: (lines: readonly DraftLine[]) => readonly DraftLine[]) => void;
  /** A template or another order was taken: what it is called. */
  readonly onTaken: (title: string) => void;
}

/** Few orders come from a spreadsheet: what reads one is fetched with the area for it. */
const reader = () => import('./pasted-lines.ts');

interface Offered { readonly title: string; readonly lines: readonly DraftLine[] }

/** MTO-4: every order has a parts list of its own, however it was begun. */
export const BomEditor = memo(function BomEditor({ draft, lines, stages, judged, onChange, onTaken }: Props) {
  const { f: { language }, parts: { count, list, paste: sheet } } = useWords();
  const store = useBoardStore();
  const directory = useEverybody();
  const [pasted, setPasted] = useDrafted(draft, 'pasted', '');
  const [pasting, setPasting] = useState(pasted !== '');
  const [offered, setOffered] = useState<Offered | null>(null);
  const [removed, setRemoved] = useState<{ readonly line: DraftLine; readonly at: number } | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [orders] = useState(() => [...store.getState().board.cards.values()].filter((card): card is Order => card.kind === 'order' && card.jobs.length > 0).toSorted((a, b) => byNumber(b.id, a.id)).slice(0, 60));
  const families = useBoard((board) => familiesOf(board.trade));
  const suppliers = useMemo(() => Object.values(directory.suppliers), [directory]);
  const change = useCallback((line: DraftLine) => onChange((all) => all.map((other) => (other.key === line.key ? line : other))), [onChange]);
  const shown = useRef(lines);
  useEffect(() => { shown.current = lines; }, [lines]);
  const remove = useCallback((key: number) => {
    const at = shown.current.findIndex((other) => other.key === key);
    const line = shown.current[at];
    setRemoved(line && isTyped(line, stages) ? { line, at } : null);
    onChange((all) => all.filter((other) => other.key !== key));
  }, [onChange, stages]);
  const putBack = () => {
    if (removed) onChange((all) => all.toSpliced(removed.at, 0, removed.line));
    setRemoved(null);
  };
  const closePaste = useCallback(() => setPasting(false), []);
  useEscape(closePaste, { when: pasting });

  const chosen = useRef<string | null>(null);
  const partsOf = async (order: Order): Promise<readonly DraftLine[]> => {
    const { board } = store.getState();
    const file = order.plan ? await readOrderFile(board.id, order.id) : null;
    return linesOfOrder(withPlanned(board, file), order, stages);
  };
  const start = (value: string) => {
    const family = families.find(({ id }) => `t:${id}` === value);
    const order = orders.find(({ id }) => `o:${id}` === value);
    setProblems([]);
    chosen.current = null;
    if (family) offer({ title: family.title[language], lines: linesOfFamily(family, stages, directory, language) });
    else if (order) {
      chosen.current = value;
      // Only of the one that was chosen last.
      const ifChosen = (then: () => void) => { if (chosen.current === value) then(); };
      void partsOf(order).then((parts) => ifChosen(() => offer({ title: order.title, lines: parts })), () => ifChosen(() => setProblems([list.notRead])));
    }
  };
  const typedLines = () => lines.filter((line) => isTyped(line, stages));
  // What somebody wrote is not replaced without a word.
  const offer = (whole: Offered) => (typedLines().length > 0 ? setOffered(whole) : take(whole, []));
  const take = (whole: Offered, before: readonly DraftLine[]) => {
    setOffered(null);
    onChange(() => [...before, ...whole.lines]);
    onTaken(whole.title);
  };
  // Who opens the area needs it soon.
  useEffect(() => { if (pasting) void reader().catch(() => {}); }, [pasting]);
  const paste = async () => {
    const reads = await reader().catch(() => null);
    if (!reads) return setProblems([currentWords().parts.paste.away]);
    const read = reads.parsePaste(pasted, { lanes: stages }, directory);
    setProblems(read.lines.length === 0 && read.problems.length === 0 ? [currentWords().parts.paste.nothing] : read.problems);
    if (read.lines.length === 0) return;
    onChange((all) => [...all.filter((line) => line.title.trim() !== ''), ...read.lines]);
    setPasted('');
    setPasting(false);
  };

  return (
    <section className="bom" aria-labelledby="bom-title">
      <div className="bom-head">
        <h3 id="bom-title">{count(lines.length)}</h3>
        <NativeSelect
          aria-label={list.start}
          value=""
          data={[
            { value: '', label: list.startFrom },
            ...(families.length > 0 ? [{ group: list.templates, items: families.map(({ id, name }) => ({ value: `t:${id}`, label: name[language] })) }] : []),
            { group: list.orders, items: orders.map(({ id, title }) => ({ value: `o:${id}`, label: `${numberOf(id as CardId)} ${isolated(title)}` })) },
          ]}
          onChange={(event) => start(event.currentTarget.value)}
        />
        <button type="button" className="button" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>{sheet.open}</button>
      </div>
      {offered ? <Offer offered={offered} typed={typedLines()} onTake={take} onLeave={() => setOffered(null)} /> : null}
      {pasting ? (
        <div className="bom-line">
          <Textarea
            label={sheet.label}
            description={sheet.about}
            placeholder={sheet.example}
            value={pasted}
            autosize
            minRows={3}
            maxRows={10}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <div><button type="button" className="button" onClick={() => void paste()}>{sheet.add}</button></div>
        </div>
      ) : null}
      {problems.length > 0 ? <ul className="form-warn" role="alert">{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul> : null}
      <BomLines lines={lines} stages={stages} suppliers={suppliers} judged={judged} onChange={change} onRemove={remove} />
      {removed ? <output className="form-fact bom-gone"><span>{inPieces(list.gone(removed.line.title.trim() ? <bdi>{removed.line.title.trim()}</bdi> : null))}</span><button type="button" className="button quiet" onClick={putBack}><Icon name="undo" />{list.putBack}</button></output> : null}
      <div><button type="button" className="button" onClick={() => onChange((all) => [...all, newLine(stages)])}><Icon name="plus" />{list.add}</button></div>
    </section>
  );
});

interface OfferProps {
  readonly offered: Offered;
  readonly typed: readonly DraftLine[];
  readonly onTake: (offered: Offered, before: readonly DraftLine[]) => void;
  readonly onLeave: () => void;
}

function Offer({ offered, typed, onTake, onLeave }: OfferProps) {
  const { parts: { list } } = useWords();
  useEscape(onLeave);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset className="plain form-warn bom-offer">
      <legend className="unseen">{inPieces(list.offered(<bdi>{offered.title}</bdi>))}</legend>
      <span>{inPieces(list.written(typed.length, <bdi>{offered.title}</bdi>, offered.lines.length))}</span>
      <button ref={first} type="button" className="button" onClick={() => onTake(offered, typed)}>{list.addBelow}</button>
      <button type="button" className="button" onClick={() => onTake(offered, [])}>{list.replace}</button>
      <button type="button" className="button quiet" onClick={onLeave}>{list.leave}</button>
    </fieldset>
  );
}
