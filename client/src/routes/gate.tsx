import type { ReactNode } from 'react';
import { PageHeading } from '../lib/arrival.tsx';
import { PageTitle } from '../lib/page-title.tsx';

/** A page that is one short form. */
export function Gate({ said, children }: { said: { title: string; lede: string }; children: ReactNode }): ReactNode {
  return (
    <div className="gate">
      <PageTitle title={said.title} />
      <header className="page-head">
        <PageHeading className="page-title">{said.title}</PageHeading>
        <p className="standfirst">{said.lede}</p>
      </header>
      {children}
    </div>
  );
}
