import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { jobStages, newLine } from '../../client/order/bom-draft.ts';
import type { DraftLine } from '../../client/order/bom-draft.ts';
import { BomEditor } from '../../client/order/bom-editor.tsx';
import { partsFault } from '../../client/order/new-order.tsx';
import { useDraft } from '../../client/replica/use-draft.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import { Screen } from '../support/browser/screen.tsx';
import { Shop } from '../support/shop/shop.ts';

const LINES = 20;

/** Lines that tell when they are looked at: a line that is drawn or judged reads its unit. */
function counting(looks: number[], stages: ReturnType<typeof jobStages>): DraftLine[] {
  return looks.map((_, index) => {
    const { unit, ...line } = newLine(stages, { title: `Part ${index}` });
    return Object.defineProperty(line as DraftLine, 'unit', { enumerable: true, get: () => { looks[index] = (looks[index] ?? 0) + 1; return unit; } });
  });
}

/** A list that counts how often it is gone through. */
function walked(lines: readonly DraftLine[]): { readonly lines: readonly DraftLine[]; times: number } {
  const count = { lines, times: 0 };
  count.lines = new Proxy(lines, { get: (target, key) => { if (key === '0') count.times += 1; return Reflect.get(target, key) as unknown; } });
  return count;
}

const zeros = () => Array.from({ length: LINES }, () => 0);
const quiet = () => {};

describe('a long parts list', () => {
  test.each([['before the first attempt', false], ['when its faults are shown', true]])('one letter draws the line it is typed into and no other, %s', async (_, judged) => {
    const seat = new Screen();
    const stages = jobStages(seat.server.board);
    const looks = zeros();
    const first = counting(looks, stages);
    function Form() {
      const draft = useDraft('new-order', 'new');
      const [lines, setLines] = useState<readonly DraftLine[]>(first);
      return <BomEditor draft={draft} lines={lines} stages={stages} judged={judged} onChange={setLines} onTaken={quiet} />;
    }
    await seat.show(<Form />);
    expect(looks).not.toContain(0);
    looks.fill(0);
    fireEvent.change(screen.getByDisplayValue('Part 7'), { target: { value: 'Part 7a' } });
    screen.getByDisplayValue('Part 7a');
    expect(looks.with(7, 0)).toEqual(zeros());
  });

  test('a letter in another field of the form does not go through the list', async () => {
    const seat = new Screen();
    const stages = jobStages(seat.server.board);
    const list = walked(counting(zeros(), stages));
    function Form() {
      const draft = useDraft('new-order', 'new');
      const [customer, setCustomer] = useState('Larse');
      return <><input aria-label="Customer" value={customer} onChange={(event) => setCustomer(event.target.value)} /><BomEditor draft={draft} lines={list.lines} stages={stages} judged={false} onChange={quiet} onTaken={quiet} /></>;
    }
    await seat.show(<Form />);
    expect(list.times).toBeGreaterThan(0);
    list.times = 0;
    fireEvent.change(screen.getByDisplayValue('Larse'), { target: { value: 'Larsen' } });
    screen.getByDisplayValue('Larsen');
    expect(list.times).toBe(0);
  });

  test('a letter judges the line it is typed into and no other', () => {
    const stages = jobStages(new Shop(furnitureShop()).board);
    const looks = zeros();
    const lines = counting(looks, stages);
    expect(partsFault(lines)).toBeNull();
    expect(looks).not.toContain(0);
    looks.fill(0);
    expect(partsFault(lines.with(7, newLine(stages, { title: '' })))).toBe(`1 of ${LINES} parts lacks something: its fields say what.`);
    expect(looks).toEqual(zeros());
  });

  test('a line keeps what was typed for a lane that is left out, when one above it is taken out and put back', async () => {
    const seat = new Screen();
    const stages = jobStages(seat.server.board);
    const first = Array.from({ length: LINES }, (_, index) => newLine(stages, { title: `Part ${index}` }));
    function Form() {
      const draft = useDraft('new-order', 'new');
      const [lines, setLines] = useState<readonly DraftLine[]>(first);
      return <BomEditor draft={draft} lines={lines} stages={stages} judged={false} onChange={setLines} onTaken={quiet} />;
    }
    await seat.show(<Form />);
    const road = () => [...screen.getByDisplayValue('Part 17').closest<HTMLElement>('.bom-line')?.querySelectorAll<HTMLInputElement>('.bom-step input') ?? []];
    fireEvent.change(road()[1] as HTMLElement, { target: { value: '7' } });
    fireEvent.click(road()[0] as HTMLElement);
    fireEvent.click(screen.getByRole('button', { name: 'Remove part 1, Part 0' }));
    expect(screen.getByDisplayValue('Part 17').closest('fieldset')?.getAttribute('aria-label')).toBe('Part 17');
    fireEvent.click(screen.getByRole('button', { name: 'Put it back' }));
    fireEvent.click(road()[0] as HTMLElement);
    expect(road()[1]?.value).toBe('7');
  });
});
