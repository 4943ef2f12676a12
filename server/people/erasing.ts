import { orderIdOf } from '../../shared/floor.ts';
import type { OrderFile } from '../../shared/orders/order-file.ts';
import { personActor, personOf } from '../../shared/kernel/actor.ts';
import type { BoardId, CardId, PersonId } from '../../shared/kernel/ids.ts';
import { type Commit, REFUSAL_TEXT, refusalOf, PRINT_SALT } from '../../shared/log/commit.ts';
import { former, isFormer } from '../../shared/people/former.ts';
import { decodeVerified } from '../log/encode-commit.ts';
import type { Projections } from '../projections/projections.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import type { Erasure } from '../ports/erasure.ts';
import type { BoardRoom } from '../room/board-room.ts';
import type { BoardRooms } from '../room/board-rooms.ts';
import type { KnownPeople } from './known-people.ts';
import type { Neighbours } from '../cluster/neighbours.ts';

const TOPIC = 'erased';
const PAGE = 500;

export interface ErasingParts {
  readonly log: CommitLog;
  readonly rooms: BoardRooms;
  readonly people: Pick<KnownPeople, 'current' | 'people'>;
  readonly clock: Clock;
  /** Their rows lose the words with the log, and are made again without them. */
  readonly projections: Pick<Projections, 'erased' | 'erasedElsewhere'>;
  /** Without them this is the only node. */
  readonly neighbours: Neighbours | null;
}

/** Names and free text go for ever; what was done, when and in which order stays, and the chain verifies. */
export class Erasing {
  private told = 0;

  constructor(private readonly parts: ErasingParts) {
    parts.neighbours?.onChange(TOPIC, () => {
      void parts.rooms.readAnew();
      void parts.projections.erasedElsewhere();
    });
  }

  /** The customer of an order, on the floor or closed, and all that was freely written about it. How many texts that were. */
  async order(room: BoardRoom, { id, closed }: Pick<OrderFile, 'id' | 'closed'>, by: PersonId): Promise<number> {
    const isOf = (card: CardId | null): boolean => card !== null && (card === id || orderIdOf(room.board, card) === id || (closed?.jobs.includes(card) ?? false));
    return this.erase(room.id, by, (commit) => commit.subjects.includes(id) || isOf(refusalOf(commit)?.card ?? null));
  }

  /** Whatever a person wrote, on all boards, and the name. How many texts that were. */
  async person(person: PersonId, by: PersonId): Promise<number> {
    const { people, log, clock } = this.parts;
    const { name = '' } = people.current().people[person] ?? {};
    await this.forget(person, by);
    await log.erase([{ person, at: clock(), by }]);
    let texts = 0;
    // A refusal of somebody else may name them.
    for (const { board } of await log.boards()) texts += await this.erase(board, by, (commit) => personOf(commit.actor) === person || (name !== '' && commit.texts[REFUSAL_TEXT]?.includes(name) === true));
    return texts;
  }

  /** Over whatever somebody else is just making of the record. */
  private async forget(person: PersonId, by: PersonId): Promise<void> {
    const { people } = this.parts.people;
    for (let kept = people.get(person); kept && !isFormer(kept.record); ) {
      const saved = await people.save(former(kept.record), kept.version, personActor(by));
      kept = saved.ok ? saved.kept : saved.stands;
    }
  }

  private async erase(board: BoardId, by: PersonId, isMeant: (commit: Commit) => boolean): Promise<number> {
    const { log, rooms, neighbours, clock, projections } = this.parts;
    const room = await rooms.open(board);
    let texts = 0;
    await room?.without(async () => {
      const gone: Erasure[] = [];
      for (let after = 0; ; ) {
        const rows = await log.read(board, after, PAGE);
        for (const row of rows) {
          if (row.texts === '') continue;
          const commit = decodeVerified(row);
          if (isMeant(commit)) gone.push(...Object.keys(commit.texts).filter((ref) => commit.texts[ref] !== '').map((ref) => ({ board, seq: row.seq, ref, at: clock(), by })));
        }
        after = rows.at(-1)?.seq ?? after;
        if (rows.length < PAGE) break;
      }
      texts = gone.filter((one) => !('ref' in one && one.ref === PRINT_SALT)).length;
      if (gone.length > 0) await log.erase(gone);
    });
    this.told += 1;
    // Nobody waits for it: what is gone is gone, and the order is found again in a moment.
    void projections.erased(board);
    neighbours?.tell(TOPIC, board, String(this.told));
    return texts;
  }
}
