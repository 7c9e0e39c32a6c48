import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { PageHeading } from '../lib/arrival.tsx';
import { PageTitle } from '../lib/page-title.tsx';

interface PlainPageProps {
  title: string;
  sentence: string;
  action: string;
  to: string;
}

/** A page that has one thing to say, and one way on. */
export function PlainPage({ title, sentence, action, to }: PlainPageProps): ReactNode {
  return (
    <div className="plain-page">
      <PageTitle title={title} />
      <PageHeading className="page-title">{title}</PageHeading>
      <p className="standfirst">{sentence}</p>
      <Link className="button-quiet" to={to}>
        {action}
      </Link>
    </div>
  );
}
