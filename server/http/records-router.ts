import { json, type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { type Actor, personActor, personOf } from '../../shared/kernel/actor.ts';
import { personIdField, supplierIdField } from '../../shared/kernel/fields.ts';
import type { Thing } from '../../shared/kernel/input-fault.ts';
import { asPerson, type Person, type Supplier } from '../../shared/people/directory.ts';
import { isFormer } from '../../shared/people/former.ts';
import { notAllowed } from '../../shared/people/rights.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { Clock } from '../ports/clock.ts';
import type { KnownPeople } from '../people/known-people.ts';
import type { Kept, Repository } from '../people/repository.ts';
import { refused } from '../room/answers.ts';
import { actingPerson } from './acting-person.ts';
import { bodyOf } from './boards-router.ts';
import { invalid, notFound, objected, reply, toldBy, utf8Only, whoActs, wordsFor } from './replies.ts';
import { personRecordBody, supplierRecordBody } from './schemas.ts';

const SIZE = 4_096;

interface Kind<R extends { readonly id: string }, B extends { readonly version: number }> {
  readonly what: Thing;
  readonly records: Repository<R>;
  readonly body: z.ZodType<B>;
  readonly idOf: (text: string) => R['id'] | null;
  /** The record as it shall be. */
  readonly changed: (was: R, body: B) => R;
  /** What stands against it. */
  readonly against: (was: R, is: R, by: Person) => 'not_own_roles' | 'former' | null;
}

/** Records that people change, each with its version: whoever changed what was changed meanwhile is told so. */
export function recordsRouter(people: KnownPeople, clock: Clock): Router {
  const router = Router();

  function door<R extends { readonly id: string; readonly name: string }, B extends { readonly version: number }>(path: string, kind: Kind<R, B>): void {
    const found = (request: Request<{ id: string }>, response: Response): { readonly by: Person; readonly kept: Kept<R> } | null => {
      const acting = actingPerson(request.headers, people.current());
      if (!acting.ok) return whoActs(response, acting), null;
      const [no] = notAllowed('EditPeople', { actor: asPerson(acting.person) });
      if (no) return reply(response, refused({ command: 'EditPeople', card: null, violations: [no] }), wordsFor(request), people.current()), null;
      const id = kind.idOf(request.params.id);
      const kept = id === null ? null : kind.records.get(id);
      if (!kept) return notFound(response, (doors) => doors.noRecord(JSON.stringify(request.params.id.slice(0, 64)))), null;
      return { by: acting.person, kept };
    };

    router.get<{ id: string }>(`/${path}/:id`, (request, response) => {
      const one = found(request, response);
      if (one) response.json(told(one.kept));
    });

    router.put<{ id: string }>(`/${path}/:id`, json({ limit: SIZE, verify: utf8Only }), async (request, response) => {
      const body = bodyOf(kind.body, request.body, kind.what, SIZE);
      if (!body.ok) return invalid(response, body.faults);
      const one = found(request, response);
      if (!one) return;
      const record = kind.changed(one.kept.record, body.value);
      const no = kind.against(one.kept.record, record, one.by);
      if (no) return objected(response, (doors) => [{ path: no === 'former' ? 'name' : 'roles', message: no === 'former' ? doors.isFormer : doors.notOwnRoles }]);
      const saved = await kind.records.save(record, body.value.version, personActor(one.by.id));
      if (saved.ok) return void response.json({ ok: true, ...told(saved.kept) });
      const stands = saved.stands ?? one.kept;
      const words = wordsFor(request);
      response.status(409).json({
        ok: false, why: 'stale', stands: told(stands),
        sentence: toldBy(response, (doors) => doors.stale(isolated(one.kept.record.name), nameOf(stands.by), words.times.ago(Math.max(0, clock() - stands.at)))),
      });
    });
  }

  /** null: the program itself, or somebody who is not here any more. */
  function nameOf(by: Actor | null): string | null {
    const id = by === null ? null : personOf(by);
    const person = id === null ? undefined : people.current().people[id];
    return person && !isFormer(person) ? isolated(person.name) : null;
  }

  door<Person, z.output<typeof personRecordBody>>('people', {
    what: 'a person', records: people.people, body: personRecordBody,
    idOf: (text) => { const id = personIdField.safeParse(text); return id.success ? id.data : null; },
    changed: (was, { name, initials, colour, roles }) => ({ id: was.id, name, initials, colour, roles }),
    against: (was, is, by) => (isFormer(was) ? 'former' : by.id === was.id && [...was.roles].sort().join() !== [...is.roles].sort().join() ? 'not_own_roles' : null),
  });
  door<Supplier, z.output<typeof supplierRecordBody>>('suppliers', {
    what: 'a supplier', records: people.suppliers, body: supplierRecordBody,
    idOf: (text) => { const id = supplierIdField.safeParse(text); return id.success ? id.data : null; },
    changed: (was, { name }) => ({ id: was.id, name }),
    against: () => null,
  });
  return router;
}

const told = <R>({ record, version, at, by }: Kept<R>) => ({ record, version, at, by });
