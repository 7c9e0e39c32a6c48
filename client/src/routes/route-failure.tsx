import { platformError } from '@hybrid/contracts/kernel';
import type { ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';

/** Stands in for a page that broke, or whose files a newer release has replaced. */
export function RouteFailure(): ReactNode {
  const { shell } = useWords();
  const error = useRouteError();
  const said = isOutdated(error) ? shell.outdated : shell.crashed;
  return (
    <div className="plain-page">
      <PageTitle title={said.title} />
      <h1 className="page-title">{said.title}</h1>
      <p className="standfirst">{said.sentence}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {shell.reload}
      </button>
    </div>
  );
}

/** A file of this page that cannot be loaded is, nearly always, one that a deploy took away. */
function isOutdated(error: unknown): boolean {
  if (platformError(error)?.name === 'STALE_CLIENT') return true;
  return error instanceof TypeError && /dynamically imported module|Importing a module/.test(error.message);
}
