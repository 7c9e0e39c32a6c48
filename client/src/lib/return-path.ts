/** The address of the sign-in page, which leads back afterwards. */
export function signInPath(from: { pathname: string; search: string }): string {
  return `/sign-in?${new URLSearchParams({ return: from.pathname + from.search })}`;
}

/**
 * Where to go after signing in: only ever to a page of our own.
 *
 * @remarks
 * `//host` and `/\host` are read by browsers as addresses of another site, so the path is resolved before it is believed,
 * and looked at once more: `/.//host` becomes one only then.
 */
export function returnPath(search: URLSearchParams, origin: string): string {
  const wanted = search.get('return') ?? '/';
  if (!wanted.startsWith('/') || !URL.canParse(wanted, origin)) return '/';
  const url = new URL(wanted, origin);
  return url.origin === origin && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}
