import type { ReactNode } from 'react';

const shapes = {
  lead: ['title', 'title short', 'text', 'text short'],
  item: ['head', 'text', 'text short'],
  prose: ['text', 'text', 'text', 'text short', 'text', 'text', 'text', 'text short'],
  note: ['text', 'text short'],
} as const;

/** Lines where text will stand, as long as that text is; they show only when the wait is felt. */
export function Skeleton({ shape }: { shape: keyof typeof shapes }): ReactNode {
  return (
    <div className="skeleton" aria-hidden="true">
      {shapes[shape].map((line, index) => (
        // The lines of a shape never change, so that their place is their name.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={line.replace(/\w+/g, (name) => `line-${name}`)} />
      ))}
    </div>
  );
}

/** Says to a screen reader what the skeleton says to the eye. */
export function Loading({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div className="loading">
      <output className="visually-hidden">{label}</output>
      {children}
    </div>
  );
}
