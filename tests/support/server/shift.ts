import { newCommandId } from '../../../client/replica/command-id.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';
import { type BoardId, type CommandId, cardId } from '../../../shared/kernel/ids.ts';
import { callAt } from '../../server/http/door.ts';
import { PEOPLE } from '../shop/shop.ts';
import { tell } from '../shop/told-board.ts';
import { until } from '../until.ts';
import { type Viewer, view } from './viewer.ts';
import { fold, wholeLog } from '../store/whole-log.ts';

const SCREENS = 12;
const CARD = cardId('1041.1');

/** People at their screens and a script at the second door, who go on working whatever the servers do. */
export class Shift {
  readonly screens: readonly Viewer[];
  readonly issued = new Set<CommandId>();
  readonly troubles: string[] = [];
  private readonly busy: Promise<void>[];
  private over = false;
  scripted = 0;

  constructor(url: string, private readonly port: number, private readonly board: BoardId) {
    this.screens = Array.from({ length: SCREENS }, () => view(url, board, PEOPLE.ada.id));
    for (const { store } of this.screens) {
      store.subscribe(({ notices, connection }) => {
        this.troubles.push(...notices.map(({ sentence }) => sentence));
        if (connection.state === 'barred' || connection.state === 'outdated' || connection.state === 'not_live_since') this.troubles.push(connection.state);
      });
    }
    this.busy = [...this.screens.map((screen, index) => this.work(screen, index)), this.script()];
  }

  isLive(): boolean {
    return this.screens.every((screen) => screen.isLive());
  }

  async end(): Promise<void> {
    this.over = true;
    await Promise.all(this.busy);
    await until('nothing is pending', () => this.screens.every(({ store }) => store.getState().unconfirmed.size === 0), 20_000);
  }

  /** Each command is in the log once and nothing else is, every screen shows exactly that, and nobody was told of anything. */
  async wrongs(log: CommitLog, before: number): Promise<readonly string[]> {
    const commits = await wholeLog(log, this.board);
    const written = commits.slice(before).map(({ command }) => command);
    const once = new Set(written);
    const truth = fold(this.board, commits);
    await until('every screen converges', () => this.screens.every(({ store }) => store.getState().head.seq === truth.seq));
    const told = tell(truth);
    return [
      ...(once.size === written.length ? [] : [`${written.length - once.size} twice`]),
      ...[...this.issued].filter((id) => !once.has(id)).map((id) => `lost: ${id}`),
      ...written.filter((id) => !this.issued.has(id)).map((id) => `phantom: ${id}`),
      ...this.screens.flatMap(({ store }, index) => (tell(store.getState().confirmed) === told ? [] : [`screen ${index} shows another board`])),
      ...new Set(this.troubles),
    ];
  }

  close(): void {
    this.over = true;
    for (const screen of this.screens) screen.close();
  }

  private async work(screen: Viewer, index: number): Promise<void> {
    const { store } = screen;
    await until('it is live', () => screen.isLive(), 20_000);
    for (let turn = 0; !this.over; turn += 1) {
      const issued = store.issue({ type: 'CommentOnCard', card: CARD, text: `screen ${index} turn ${turn}` });
      if (issued.ok) this.issued.add(issued.id);
      else this.troubles.push(issued.sentence);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  private async script(): Promise<void> {
    for (let turn = 0; !this.over; turn += 1) {
      const id = newCommandId();
      this.issued.add(id);
      const body = { id, command: { type: 'CommentOnCard', card: CARD, text: `script ${turn}` } };
      await until('the script is answered', async () => {
        const answer = await callAt(this.port, 'POST', `/api/boards/${this.board}/commands`, body, { 'x-acting-person': 'ada' }).catch(() => null);
        // No connection, or 503: to be sent again with the same id, as the document says.
        if (answer && answer.status !== 200 && answer.status !== 503) this.troubles.push(`${answer.status} ${answer.text}`);
        return answer?.status === 200;
      }, 20_000);
      this.scripted += 1;
    }
  }
}

/** What a proxy with health checks sees. */
export const readiness = (port: number): Promise<string> => callAt(port, 'GET', '/health/ready').then(({ body }) => (body.ok ? 'ready' : body.draining ? 'draining' : 'not ready'), () => 'gone');
