const KEY = 'conduit:reloaded';
/** A second failure so soon is not one that a reload mends. */
const SPAN_MS = 60_000;

/**
 * Loads the page anew, at the address it shows, unless that was just done.
 *
 * @returns whether the page is being loaded.
 */
export function reloadOnce(reload: () => void = () => location.reload()): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < SPAN_MS) return false;
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Without a memory it could go round in a circle.
    return false;
  }
  reload();
  return true;
}
