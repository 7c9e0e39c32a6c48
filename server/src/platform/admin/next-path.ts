/** An origin that no address can name by accident. */
const base = 'https://admin.invalid';

/**
 * Reads where to go after a sign-in out of what a stranger may have written.
 *
 * @returns a path of the admin, as a browser will understand it; the first page for everything else.
 */
export function nextPath(given: unknown): string {
  // A browser takes a backslash for a slash and drops tabs and line ends: what holds one is not read at all.
  if (typeof given !== 'string' || !given.startsWith('/') || /[\\\p{Cc}]/u.test(given)) return '/admin';
  if (!URL.canParse(given, base)) return '/admin';
  // Dots are resolved by this: `/admin/../x` is `/x`.
  const { origin, pathname, search } = new URL(given, base);
  return origin === base && isPage(pathname) ? pathname + search : '/admin';
}

/** The door itself is no page to come back to. */
function isPage(pathname: string): boolean {
  return /^\/admin(?:\/|$)/.test(pathname) && !/^\/admin\/(?:sign-(?:in|out)|confirm)(?:\/|$)/.test(pathname);
}

/** The path of the page an htmx request was made from, as far as it is one of the admin. */
export function pathOfPage(currentUrl: string | undefined): string {
  if (currentUrl === undefined || !URL.canParse(currentUrl)) return '/admin';
  const { pathname, search } = new URL(currentUrl);
  return nextPath(pathname + search);
}
