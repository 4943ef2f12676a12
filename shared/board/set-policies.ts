import { policiesField } from './policy-fields.ts';
import { SETTINGS } from '../people/rights.ts';
import { verb } from '../verb.ts';

export const setPolicies = verb({
  type: 'SetPolicies',
  roles: SETTINGS,
  shape: { policies: policiesField },
  decide(_board, command, _context, draft) {
    draft.event({ type: 'PoliciesSet', policies: command.policies });
    return [];
  },
});
