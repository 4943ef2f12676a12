import { json, Router } from 'express';
import type { Directory } from '../../shared/people/directory.ts';
import { actingPerson, personCookie, personOf } from './acting-person.ts';
import { bodyOf } from './boards-router.ts';
import { type SendLarge, textOf } from './large.ts';
import { invalid, utf8Only } from './replies.ts';
import { personBody } from './schemas.ts';

export const OPEN_HOUSE = 'There are no accounts yet: anyone who reaches this server may act as anyone.';

/** Who works here, and the switcher that stands in for signing in. */
export function peopleRouter(directory: () => Directory, sendLarge: SendLarge): Router {
  const router = Router();

  router.get('/directory', (request, response) => {
    sendLarge(request, response, () => textOf(directory()));
  });

  router.get('/people', (request, response) => {
    const acting = actingPerson(request.headers, directory());
    response.json({ people: Object.values(directory().people), acting: acting.ok ? acting.person.id : null, open: true, notice: OPEN_HOUSE });
  });

  router.post('/acting-person', json({ limit: 4_096, verify: utf8Only }), (request, response) => {
    const body = bodyOf(personBody, request.body, 'the choice', 4_096);
    if (!body.ok) return invalid(response, body.problems);
    const person = personOf(directory(), body.value.person);
    if (!person) {
      const possible = Object.keys(directory().people).join(', ');
      return invalid(response, [{ path: 'person', message: `The field "person" must be one of ${possible}.` }]);
    }
    response.set('Set-Cookie', personCookie(person)).json({ ok: true, person });
  });

  return router;
}
