import { describe, expect, test } from 'vitest';
import { bottleneck, fitted, planFor } from '../../client/floor/fit.ts';
import { FaceCache } from '../../client/floor/card-face.ts';
import { FloorModel } from '../../client/floor/floor-model.ts';
import type { LaneModel } from '../../client/floor/lane-model.ts';
import { DEMO_BOARD, demoShop, personWith } from '../support/shop/demo-shop.ts';
import { furnitureDemo } from '../../shared/templates/furniture-demo.ts';
import { ENGLISH } from '../support/shop/words.ts';

const now = Date.UTC(2026, 10, 26, 9);
const { board } = demoShop(now);
const lanes = new FloorModel().of({ board, directory: furnitureDemo.directory, me: personWith('manager'), now, words: ENGLISH, faces: new FaceCache() }).lanes;
const shut = (at: number) => {
  const { folded, as } = planFor(lanes, at);
  const fit = fitted(lanes, ({ lane }) => (folded.has(lane.id) || lane.role === 'enquiry' || lane.role === 'shipped' ? 'folded' : as), at);
  const wide = [...fit.values()].reduce((sum, { width }) => sum + width, 0);
  return { as, folded: [...fit].flatMap(([{ lane }, { as: how }]) => (how === 'folded' ? [lane.id as string] : [])), wide, fit };
};
/** The screen without the rail. */
const DESK = 1440 - 52;
const withLoad = (id: string, load: number): readonly LaneModel[] =>
  lanes.map((model) => (model.lane.id === id && model.limit ? { ...model, limit: { ...model.limit, load } } : model));

describe(`the floor of ${DEMO_BOARD} fits the shop`, () => {
  test('at 1440 everything from the bottleneck to shipping is on screen: what is before it folds', () => {
    expect(bottleneck(lanes)).toBe('finish');
    const { as, folded, wide } = shut(DESK);
    expect([as, folded]).toEqual(['stacked', ['enquiries', 'pool', 'ready', 'at-suppliers', 'incoming', 'cut', 'shipped']]);
    expect(wide + 16 + 12 * 8 + 4 * 2).toBeLessThanOrEqual(DESK);
  });

  test('with more room fewer lanes give way: Ready first, then none, then no width either', () => {
    expect(shut(1920 - 52).folded).toEqual(['enquiries', 'ready', 'shipped']);
    expect(shut(2100)).toMatchObject({ as: 'stacked', folded: ['enquiries', 'shipped'] });
    expect(shut(2600).as).toBe('slim');
    expect(shut(2800)).toMatchObject({ as: 'wide', folded: ['enquiries', 'shipped'] });
  });

  test('the room that is left goes to the slim lanes, and none is wider than it would be alone', () => {
    const { fit } = shut(2100);
    for (const [{ lane }, { as, width }] of fit) expect(width).toBeLessThanOrEqual(as === 'folded' ? 40 : lane.holds === 'job' ? 178 : 198);
    expect(shut(2100).wide).toBeGreaterThan(shut(2000).wide);
  });

  test('on a tablet what stands after the bottleneck stays open, and is scrolled to', () => {
    expect(shut(1024 - 52).folded).toEqual(shut(DESK).folded);
  });

  test('of equally full lanes the one nearest to shipping is the bottleneck; a queue and a lane with room are none', () => {
    expect(bottleneck(withLoad('finish', 3))).toBe('assemble');
    const calm = lanes.map((model) => (model.limit ? { ...model, limit: { ...model.limit, load: 0 } } : model));
    expect(bottleneck(calm)).toBeNull();
    expect(planFor(calm, DESK)).toEqual({ as: 'stacked', folded: new Set(['enquiries', 'shipped']) });
  });

  test('of no lanes and of a single one nothing folds', () => {
    expect(planFor([], DESK)).toEqual({ as: 'wide', folded: new Set() });
    expect(planFor(lanes.slice(5, 6), 200).folded).toEqual(new Set());
  });
});
