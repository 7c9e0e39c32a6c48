import { useSyncExternalStore } from 'react';

/** From here on text and preview stand side by side; the style sheet says the same. */
const WIDE = '(width >= 64rem)';

/** Whether there is room for two columns. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => query()?.matches ?? false);
}

function subscribe(listener: () => void): () => void {
  const watched = query();
  watched?.addEventListener('change', listener);
  return () => watched?.removeEventListener('change', listener);
}

function query(): MediaQueryList | null {
  return typeof matchMedia === 'function' ? matchMedia(WIDE) : null;
}
