import { useEffect, useState } from 'react';

/**
 * Says whether this tab is the one that does something for all tabs of the browser.
 *
 * @remarks
 * HTTP/1.1 allows six connections to an origin, so that seven tabs with a stream each would leave none for anything
 * else. A tab that closes gives its lock back, and the next one leads. Where the browser has no locks, every tab leads.
 */
export function useLeadership(name: string | null): boolean {
  const [led, setLed] = useState<string | null>(null);
  useEffect(() => {
    if (name === null) return undefined;
    return lead(name, (isLeading) => setLed(isLeading ? name : null));
  }, [name]);
  return name !== null && led === name;
}

function lead(name: string, tell: (isLeading: boolean) => void): () => void {
  // Browsers expose locks to secure origins only.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) {
    tell(true);
    return () => tell(false);
  }
  const giveUp = new AbortController();
  const release = Promise.withResolvers<void>();
  const hold = locks.request(name, { signal: giveUp.signal }, async () => {
    tell(true);
    await release.promise;
  });
  // Giving up before the lock was granted refuses the request; nothing is left to do then.
  hold.catch(() => undefined);
  return () => {
    tell(false);
    release.resolve();
    giveUp.abort();
  };
}
