import { platformError } from '@hybrid/contracts/kernel';
import { use, useEffect } from 'react';
import type { ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { useWords } from '../lib/catalogue/words.ts';
import { ConnectionContext, useIsOnline } from '../lib/connection.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { reloadOnce } from '../lib/reload-once.ts';

/** Stands in for a page that broke, that cannot be fetched now, or whose files a newer release has replaced. */
export function RouteFailure({ reload }: { reload?: () => void }): ReactNode {
  const { shell } = useWords();
  const error = useRouteError();
  const isOnline = useIsOnline();
  const isMissing = isMissingFile(error);
  useReload(isMissing, reload);
  if (isMissing && !isOnline) return <Said {...shell.unreachable} />;
  return <Said {...(isMissing || isOutdated(error) ? shell.outdated : shell.crashed)} />;
}

/**
 * Fetches the present release where a file of this one is gone: the address is the one that was gone to, and what was
 * typed is kept. Where nothing can be reached, a reload would lose the page as well.
 */
function useReload(isMissing: boolean, reload?: () => void): void {
  const connection = use(ConnectionContext);
  useEffect(() => {
    if (!isMissing) return;
    void connection.verify().then(() => connection.isOnline() && reloadOnce(reload));
  }, [isMissing, connection, reload]);
}

function Said({ title, sentence }: { title: string; sentence: string }) {
  const { shell } = useWords();
  return (
    <div className="plain-page">
      <PageTitle title={title} />
      <h1 className="page-title">{title}</h1>
      <p className="standfirst">{sentence}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {shell.reload}
      </button>
    </div>
  );
}

function isOutdated(error: unknown): boolean {
  return platformError(error)?.name === 'STALE_CLIENT';
}

/** Each browser says in its own words that a file of the program could not be loaded. */
function isMissingFile(error: unknown): boolean {
  return (
    error instanceof TypeError && /dynamically imported module|Importing a module|Unable to preload/.test(error.message)
  );
}
