import { json, Router } from 'express';
import type { Directory } from '../../shared/people/directory.ts';
import { directoryFor } from '../../shared/views/directory-view.ts';
import { actingPerson, personCookie, personOf } from './acting-person.ts';
import { bodyOf } from './boards-router.ts';
import { type SendLarge, textOf } from './large.ts';
import { invalid, toldBy, utf8Only } from './replies.ts';
import { personBody } from './schemas.ts';

/** Who works here, and the switcher that stands in for signing in. */
export function peopleRouter(directory: () => Directory, sendLarge: SendLarge): Router {
  const router = Router();

  router.get('/directory', (request, response) => {
    const acting = actingPerson(request.headers, directory());
    sendLarge(request, response, () => textOf(acting.ok ? directoryFor(directory(), acting.person) : directory()));
  });

  router.get('/people', (request, response) => {
    const acting = actingPerson(request.headers, directory());
    response.json({ people: Object.values(directory().people), acting: acting.ok ? acting.person.id : null, open: true, notice: toldBy(response, (doors) => doors.openHouse) });
  });

  router.post('/acting-person', json({ limit: 4_096, verify: utf8Only }), (request, response) => {
    const body = bodyOf(personBody, request.body, 'the choice', 4_096);
    if (!body.ok) return invalid(response, body.faults);
    const person = personOf(directory(), body.value.person);
    if (!person) {
      return invalid(response, [{ path: 'person', fault: { is: 'field', what: 'the choice', field: 'person', must: { is: 'one_of', values: Object.keys(directory().people) } } }]);
    }
    response.set('Set-Cookie', personCookie(person)).json({ ok: true, person });
  });

  return router;
}
