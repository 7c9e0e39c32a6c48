import { reloadOnce } from './reload-once.ts';

const KEY = 'conduit:renewed';

/**
 * Loads the newer release, once: what is being written is kept as it is typed, and found again at the same place.
 *
 * @returns whether the page is being loaded.
 */
export function renewOnce(reload?: () => void): boolean {
  const isLoading = reloadOnce(reload);
  if (isLoading) sessionStorage.setItem(KEY, '1');
  return isLoading;
}

/** Whether this page was loaded in the place of an older one; asked for once. */
export function takeRenewal(): boolean {
  try {
    const wasRenewed = sessionStorage.getItem(KEY) !== null;
    sessionStorage.removeItem(KEY);
    return wasRenewed;
  } catch {
    return false;
  }
}
