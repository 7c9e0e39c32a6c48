import { useEffect, useState } from 'react';

const VERSION = '/_status/version';
const ASK_EVERY_MS = 10 * 60_000;
/** Somebody who goes back and forth between windows does not ask each time. */
const ASK_AT_MOST_EVERY_MS = 60_000;
/** Named by what it holds, so that the name of the program's first file is the name of the release. */
const ENTRY = /\/static\/(index-[\w-]+)\.js$/;

/** The release of the client that this page runs; null in development, where nothing is built. */
export const release: string | null = ENTRY.exec(import.meta.url)?.[1] ?? null;

interface ReleaseWatchOptions {
  /** The release that the server serves now, or null where it does not say. */
  readonly ask: () => Promise<string | null>;
  /** What this page runs. */
  readonly own: string | null;
}

/** Whether the server serves another client than this page runs. Asked for every ten minutes, and when one comes back to the page. */
export function useNewRelease({ ask, own }: ReleaseWatchOptions): boolean {
  const [isOutdated, setIsOutdated] = useState(false);
  useEffect(() => {
    if (own === null || isOutdated) return undefined;
    let asked = Date.now();
    let isGone = false;
    const look = async (): Promise<void> => {
      if (document.visibilityState === 'hidden' || Date.now() - asked < ASK_AT_MOST_EVERY_MS) return;
      asked = Date.now();
      const served = await ask();
      if (!isGone && served !== null && served !== own) setIsOutdated(true);
    };
    const onReturn = (): void => void look();
    const timer = setInterval(onReturn, ASK_EVERY_MS);
    document.addEventListener('visibilitychange', onReturn);
    addEventListener('focus', onReturn);
    return () => {
      isGone = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onReturn);
      removeEventListener('focus', onReturn);
    };
  }, [ask, own, isOutdated]);
  return isOutdated;
}

/** Asks the server which client it serves; no answer is no news. */
export async function servedRelease(): Promise<string | null> {
  try {
    const answer: unknown = await (await fetch(VERSION, { cache: 'no-store' })).json();
    const client: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'client') : null;
    return typeof client === 'string' ? client : null;
  } catch {
    return null;
  }
}
