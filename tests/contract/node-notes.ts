import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Heard, NodeNotes } from '../../server/ports/node-notes.ts';
import { until } from '../support/until.ts';

export interface NotesHome {
  /** As one node opens them; all see the same notes. `lives`: ms without a word after which a node is gone. */
  open(lives: number): Promise<NodeNotes>;
  remove(): Promise<void>;
}

const LIVES = 1_000;
const bodies = ({ alive, notes }: Heard): string[] =>
  notes.filter(({ node, body }) => body !== null && alive.includes(node)).map(({ node, topic, key, body }) => `${node} ${topic}/${key}: ${body}`).sort();

export function nodeNotesContract(name: string, makeHome: () => NotesHome | Promise<NotesHome>): void {
  describe(`NodeNotes: ${name}`, () => {
    let home: NotesHome;
    let a: NodeNotes;
    let b: NodeNotes;
    beforeEach(async () => {
      home = await makeHome();
      a = await home.open(LIVES);
      b = await home.open(LIVES);
    });
    afterEach(() => home.remove());

    it('know nothing at first', async () => {
      expect(await a.hear(null)).toMatchObject({ alive: [], notes: [] });
    });

    it('a node hears what another tells, and that it lives', async () => {
      await a.tell('a', [{ topic: 'presence', key: 'floor', body: 'ada' }, { topic: 'presence', key: 'yard', body: 'ada' }]);
      await b.tell('b', [{ topic: 'presence', key: 'floor', body: 'ben "Ø" \n' }]);
      const heard = await b.hear(null);
      expect([...heard.alive].sort()).toEqual(['a', 'b']);
      expect(bodies(heard)).toEqual(['a presence/floor: ada', 'a presence/yard: ada', 'b presence/floor: ben "Ø" \n']);
    });

    it('a later note replaces the earlier one of its node, topic and key, and no other', async () => {
      await a.tell('a', [{ topic: 'presence', key: 'floor', body: '1' }, { topic: 'news', key: 'floor', body: '2' }]);
      await a.tell('a', [{ topic: 'presence', key: 'floor', body: '3' }]);
      await b.tell('b', [{ topic: 'presence', key: 'floor', body: '4' }]);
      expect(bodies(await b.hear(null))).toEqual(['a news/floor: 2', 'a presence/floor: 3', 'b presence/floor: 4']);
    });

    it('with its mark a node hears of every change after it, taken back ones too', async () => {
      await a.tell('a', [{ topic: 'presence', key: 'floor', body: '1' }, { topic: 'presence', key: 'yard', body: '1' }]);
      const first = await b.hear(null);
      await a.tell('a', [{ topic: 'presence', key: 'floor', body: null }]);
      const second = await b.hear(first.mark);
      expect(second.notes).toContainEqual({ node: 'a', topic: 'presence', key: 'floor', body: null });
      await a.tell('a', [{ topic: 'presence', key: 'hall', body: '5' }]);
      expect((await b.hear(second.mark)).notes).toContainEqual({ node: 'a', topic: 'presence', key: 'hall', body: '5' });
      expect(bodies(await b.hear(null))).toEqual(['a presence/hall: 5', 'a presence/yard: 1']);
    });

    it('of many tellers at once nothing is missed by one who keeps asking', async () => {
      const known = new Map<string, string | null>();
      let mark: string | null = null;
      const hear = async (): Promise<void> => {
        const heard = await b.hear(mark);
        mark = heard.mark;
        for (const { node, key, body } of heard.notes) known.set(`${node}/${key}`, body);
      };
      await hear();
      const telling = Promise.all(['a', 'c', 'd'].map(async (node) => {
        for (let i = 0; i < 30; i += 1) await a.tell(node, [{ topic: 'presence', key: `${i % 5}`, body: `${i}` }]);
      }));
      let told = false;
      void telling.then(() => (told = true));
      while (!told) await hear();
      await hear();
      for (const node of ['a', 'c', 'd']) for (let key = 0; key < 5; key += 1) expect(known.get(`${node}/${key}`)).toBe(`${25 + key}`);
    });

    it('a node that says nothing more is gone, and back with its notes when it says that it lives', async () => {
      await a.tell('a', [{ topic: 'presence', key: 'floor', body: 'ada' }]);
      expect(bodies(await b.hear(null))).toEqual(['a presence/floor: ada']);
      await until('it is gone', async () => (await b.hear(null)).alive.length === 0, 5_000);
      await a.tell('a', []);
      expect(bodies(await b.hear(null))).toEqual(['a presence/floor: ada']);
    });

    it('a node that goes on saying that it lives stays, and need not repeat its notes for that', async () => {
      await a.tell('a', [{ topic: 'presence', key: 'floor', body: 'ada' }]);
      const end = performance.now() + 2 * LIVES;
      for (let turn = 0; performance.now() < end; turn += 1) {
        await a.tell('a', []);
        expect(bodies(await b.hear(null)), `turn ${turn}`).toEqual(['a presence/floor: ada']);
        await new Promise((resolve) => setTimeout(resolve, LIVES / 10));
      }
    });

    it('a node that leaves is gone at once', async () => {
      await a.tell('a', [{ topic: 'presence', key: 'floor', body: 'ada' }]);
      await b.tell('b', [{ topic: 'presence', key: 'floor', body: 'ben' }]);
      await a.leave('a');
      const heard = await b.hear(null);
      expect(heard.alive).toEqual(['b']);
      expect(bodies(heard)).toEqual(['b presence/floor: ben']);
    });
  });
}
