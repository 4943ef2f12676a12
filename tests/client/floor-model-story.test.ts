import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { FaceCache } from '../../client/floor/card-face.ts';
import { FloorModel } from '../../client/floor/floor-model.ts';
import { type LaneModel, type Row, cardsAbove } from '../../client/floor/lane-model.ts';
import { meterOf } from '../../client/floor/meter.ts';
import { type Board, cardsAt } from '../../shared/board/board.ts';
import { isBlocked } from '../../shared/cards/card-common.ts';
import { subsOf } from '../../shared/board/lane.ts';
import { weightOf } from '../../shared/limits/admission.ts';
import { rounded } from '../../shared/kernel/quantity.ts';
import { PEOPLE, START } from '../support/shop/shop.ts';
import { CAST_DIRECTORY, anySeeds, play, runs } from '../support/shop/story.ts';
import { ENGLISH } from '../support/shop/words.ts';

vi.setConfig({ testTimeout: 60_000 });

const groundOf = (board: Board, now: number, faces: FaceCache) => ({ board, directory: CAST_DIRECTORY, me: PEOPLE.ada, now, words: ENGLISH, faces });
/** Every card is looked at. A kept row keeps the card it was made of; what may differ in it then shows nowhere. */
const shown = (row: Row) => (row.kind === 'card' ? { key: row.key, sub: row.sub, face: row.face, card: [row.card.version, row.card.comments] } : row);
const drawn = (lanes: readonly LaneModel[]) => lanes.map((lane) => ({ ...lane, columns: lane.columns.map(({ parts, ...column }) => ({ ...column, rows: column.rows.map(shown), parts: parts.map((part) => part.map(shown)) })) }));

test('a floor that was kept up to date through any story shows what a floor shows that is opened now', () => {
  fc.assert(fc.property(anySeeds(60), (seeds) => {
    const [model, faces] = [new FloorModel(), new FaceCache()];
    // Most cards of a long lane are put into words long after they were modelled, or never.
    const [seldom, seldomFaces] = [new FloorModel(), new FaceCache()];
    // A drop shows its own lane first.
    const [led, ledFaces] = [new FloorModel(), new FaceCache()];
    // Minutes pass in between, but not with every move.
    let now = START;
    let moves = 0;
    play(seeds, ({ context, decision }) => {
      if (!decision.ok) return;
      if (context.at - now > 600_000) now = context.at;
      const kept = model.of(groundOf(decision.board, now, faces));
      const unseen = seldom.of(groundOf(decision.board, now, seldomFaces)).lanes;
      const first = (moves += 1) % decision.board.lanes.length;
      const early = drawn(led.of(groundOf(decision.board, now, ledFaces), decision.board.lanes[first]?.id).lanes);
      // Every other drop is followed by the next one before the other lanes were shown.
      const late = moves % 2 === 0 ? led.of(groundOf(decision.board, now, ledFaces)) : null;
      const opened = new FloorModel().of(groundOf(decision.board, now, new FaceCache()));
      const fresh = drawn(opened.lanes);
      expect(drawn(kept.lanes)).toEqual(fresh);
      expect(kept.line).toEqual(opened.line);
      expect(early[first]).toEqual(fresh[first]);
      if (late) expect({ lanes: drawn(late.lanes), line: late.line }).toEqual({ lanes: fresh, line: opened.line });
      if (moves % 7 === 0) expect(drawn(unseen)).toEqual(fresh);
    });
  }), runs(60));
});

test('a meter shows what weighing every card of the lane would show', () => {
  let metered = 0;
  fc.assert(fc.property(anySeeds(60), (seeds) => {
    const board = play(seeds, () => undefined);
    for (const { lane, limit, meter } of new FloorModel().of(groundOf(board, board.at, new FaceCache())).lanes) {
      if (!limit) continue;
      const cards = subsOf(lane).flatMap((sub) => cardsAt(board, lane.id, sub)).flatMap((id) => board.cards.get(id) ?? []);
      const above = cardsAbove(limit, cards);
      const shares = { work: 0, done: 0, blocked: 0 };
      for (const card of cards) {
        if (above.has(card.id)) continue;
        const share = isBlocked(card) ? 'blocked' : card.place?.sub === 'done' ? 'done' : 'work';
        shares[share] = rounded(shares[share] + weightOf(board, limit.limit.id, card));
      }
      expect(meter).toEqual(meterOf(limit, { ...shares, over: limit.over }));
      metered += cards.length > 0 ? 1 : 0;
    }
  }), runs(100));
  expect(metered).toBeGreaterThan(100);
});
