import { useId } from 'react';
import type { ReactNode } from 'react';

/** A part of the panel under its own heading. */
export function Section({ title, beside, children }: { readonly title: string; readonly beside?: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="cp-section" aria-labelledby={id}>
      <div className="cp-section-head"><h3 id={id}>{title}</h3>{beside ? <span className="cp-beside">{beside}</span> : null}</div>
      {children}
    </section>
  );
}
