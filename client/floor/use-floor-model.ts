import { useCallback, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Board } from '../../shared/board/board.ts';
import type { BoardStore } from '../replica/board-store.ts';
import { useBoardStore, useDirectory, useLooks, useMe, useNow } from '../replica/use-board.ts';
import { useWords } from '../words/use-words.ts';
import { FaceCache } from './card-face.ts';
import { FloorModel, type Modelled } from './floor-model.ts';
import { useFloor } from './floor-state.ts';

export interface FloorView extends Modelled {
  readonly board: Board;
  readonly now: number;
}

/** Held by the floor, whose keys and presses ask it for the lanes as they are drawn now. */
export const newFloorModel = () => ({ faces: new FaceCache(), model: new FloorModel() });

export function useFloorModel(kept: ReturnType<typeof newFloorModel>): FloorView {
  const board = useCalmBoard(useBoardStore());
  const directory = useDirectory();
  // Whoever only looks is proposed nothing, of what they cannot see either.
  const looks = useLooks();
  const who = useMe();
  const me = looks ? null : who;
  const now = useNow(60_000);
  const words = useWords();
  const dropped = useFloor((state) => state.dropped);
  return useMemo(() => ({ board, now, ...kept.model.of({ board, directory, me, now, words, faces: kept.faces }, dropped) }), [board, directory, me, now, words, kept, dropped]);
}

/** A change after a quiet moment is drawn at once. A storm is drawn at most some thirty times a second, */
const BREATH = 32;
/** and on a slow machine so seldom that most of its time is left to the hand, though twice a second at least. */
const SHARE = 8;
const LONGEST_BREATH = 500;

/** The board as it is drawn, since when, what the drawing cost in script and what after it in the browser, ms. */
interface Calm { readonly board: Board; readonly at: number; script: number; browser: number; readonly storm: boolean }

function useCalmBoard(store: BoardStore): Board {
  const calm = useRef<Calm>({ board: store.getState().board, at: 0, script: 0, browser: 0, storm: false });
  const subscribe = useCallback((redraw: () => void) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      timer = undefined;
      const at = performance.now();
      calm.current = { ...calm.current, board: store.getState().board, at, storm: at - calm.current.at < LONGEST_BREATH };
      redraw();
    };
    const stop = store.subscribe(() => {
      if (timer !== undefined || store.getState().board === calm.current.board) return;
      const { at, script, browser } = calm.current;
      const rest = at + Math.min(LONGEST_BREATH, Math.max(BREATH, SHARE * (script + browser))) - performance.now();
      if (rest <= 0) take();
      else timer = setTimeout(take, rest);
    });
    if (store.getState().board !== calm.current.board) take();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
  const board = useSyncExternalStore(subscribe, () => calm.current.board);
  useLayoutEffect(() => {
    const drawn = calm.current;
    drawn.script = performance.now() - drawn.at;
    // A lone change costs the browser what the last one did: to ask is dear itself.
    if (!drawn.storm) return;
    const frame = requestAnimationFrame(() => {
      // What the browser itself does for this frame comes after the callbacks, and before the next task.
      const began = performance.now();
      const painted = new MessageChannel();
      painted.port1.onmessage = () => {
        calm.current.browser = performance.now() - began;
        painted.port1.close();
      };
      painted.port2.postMessage(null);
    });
    return () => cancelAnimationFrame(frame);
  }, [board]);
  return board;
}
