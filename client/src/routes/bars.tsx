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

/** Tells the style sheet how much of the page's lower edge the bars cover, so that nothing ends behind them. */
export function tellHeight(bars: HTMLElement | null): (() => void) | undefined {
  if (bars === null || typeof ResizeObserver === 'undefined') return undefined;
  const watch = new ResizeObserver(() => {
    document.documentElement.style.setProperty('--bars', `${bars.offsetHeight}px`);
  });
  watch.observe(bars);
  return () => watch.disconnect();
}
