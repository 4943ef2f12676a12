import { memo } from 'react';
import type { Person } from '../../shared/domain/directory.ts';

export const Avatar = memo(function Avatar({ person, size = 20 }: { readonly person: Person; readonly size?: number }) {
  const colour = person.colour & 7;
  return (
    <span
      className="avatar"
      role="img"
      aria-label={person.name}
      title={person.name}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.44), background: `var(--person-${colour})`, color: `var(--person-${colour}-ink)` }}
    >
      {person.initials}
    </span>
  );
});
