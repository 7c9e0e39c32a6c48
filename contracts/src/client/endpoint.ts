const PATH = '/api/trpc';

/**
 * The address that calls go to.
 *
 * @param url the origin of a deployment, `https://conduit.example`, or that with `/api/trpc` behind it.
 * @throws Error for everything else, saying what was expected.
 */
export function endpointOf(url: string | URL): string {
  const { protocol, origin, username, pathname, search, hash } = parse(url);
  const isOrigin = pathname === '/' || pathname.replace(/\/$/, '') === PATH;
  const isPlain = username === '' && search === '' && hash === '';
  if (!/^https?:$/.test(protocol) || !isOrigin || !isPlain) throw badAddress(url);
  return `${origin}${PATH}`;
}

function parse(url: string | URL): URL {
  try {
    return new URL(url);
  } catch (cause) {
    throw badAddress(url, cause);
  }
}

function badAddress(url: string | URL, cause?: unknown): Error {
  const expected = `give its origin, such as https://conduit.example, or that with ${PATH} behind it`;
  return new Error(`"${String(url)}" is not the address of a deployment: ${expected}.`, { cause });
}
