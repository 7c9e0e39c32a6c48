import type { ReactNode } from 'react';
import { useWords } from '../lib/catalogue/words.ts';
import { useIsOnline } from '../lib/connection.ts';
import { release, servedRelease, useNewRelease } from '../lib/release.ts';

/** Says that nothing can be reached, for as long as that is so. */
export function OfflineBar(): ReactNode {
  const { shell } = useWords();
  const isOnline = useIsOnline();
  return <output className="bar">{!isOnline && shell.offline}</output>;
}

/** Offers the newer release that the server has; the page goes on with its own until somebody wants the other. */
export function ReleaseBar({
  ask = servedRelease,
  own = release,
}: Partial<Parameters<typeof useNewRelease>[0]>): ReactNode {
  const { shell } = useWords();
  const isOutdated = useNewRelease({ ask, own });
  return (
    <output className="bar">
      {isOutdated && (
        <>
          {shell.newRelease}{' '}
          <button type="button" className="button-quiet" onClick={() => location.reload()}>
            {shell.reloadNow}
          </button>
        </>
      )}
    </output>
  );
}
