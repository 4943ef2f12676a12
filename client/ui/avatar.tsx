import { memo } from 'react';

interface Shown { readonly name: string; readonly initials: string; /** 0 to 7 */ readonly colour: number }

export const Avatar = memo(function Avatar({ person, size = 20 }: { readonly person: Shown; readonly size?: number }) {
  const colour = person.colour & 7;
  return (
    <span
      className="avatar"
      title={person.name}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.44), background: `var(--person-${colour})`, color: `var(--person-${colour}-ink)` }}
    >
      <span aria-hidden="true">{person.initials}</span>
      <span className="unseen">{person.name}</span>
    </span>
  );
});
