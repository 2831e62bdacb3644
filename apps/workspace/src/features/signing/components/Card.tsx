import type { ReactNode } from 'react';

interface CardProps {
  readonly title: string;
  readonly text: string;
  /** The clause of 21 CFR part 11 that asks for it. */
  readonly clause: string;
  readonly children: ReactNode;
}

/** One matter of signing: what it is for, and under which clause, beside what can be set. */
export function Card({ title, text, clause, children }: CardProps) {
  return (
    <section className="card signing-card">
      <div>
        <h2>{title}</h2>
        <p className="muted">{text}</p>
        <p className="signing-clause">21 CFR {clause}</p>
      </div>
      <div className="signing-control">{children}</div>
    </section>
  );
}
