/** A request, as a cache sees it. */
export interface CacheRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer, as a cache sees it. */
export interface CacheAnswer {
  readonly status: number;
  readonly headers: Headers;
}

/** What became of a request, as a cache may keep it. */
export interface Exchange {
  readonly request: CacheRequest;
  readonly answer: CacheAnswer;
}

/** Statuses that a cache keeps without being told to (RFC 9110, 15.1). */
const keptUnasked = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);

/**
 * Tells by RFC 9111, section 3, whether a cache that is as greedy as it may be keeps an answer.
 *
 * @param isShared whether it serves several people.
 */
export function mayStore({ request, answer }: Exchange, { isShared }: { isShared: boolean }): boolean {
  const said = directivesOf(answer.headers);
  if (request.method !== 'GET' || said.has('no-store')) return false;
  if (isShared && isForOne(request, said)) return false;
  const isAsked = ['public', 'max-age', 'private'].some((name) => said.has(name)) || answer.headers.has('expires');
  return isAsked || keptUnasked.has(answer.status);
}

function isForOne({ headers }: CacheRequest, said: ReadonlyMap<string, string>): boolean {
  const isForAll = ['public', 's-maxage', 'must-revalidate'].some((name) => said.has(name));
  return said.has('private') || ('authorization' in headers && !isForAll);
}

/**
 * Tells by RFC 9111, section 4, whether what was kept may be handed to whoever sends a request, without asking the server.
 *
 * @remarks
 * Shared caches in wide use look at nothing of `Vary` but `Accept-Encoding`, so that it protects nobody from them here. How old it is does not matter: what may be used at one moment is seen by somebody. Without a word on its age a greedy cache guesses.
 */
export function mayReuse(kept: Exchange, request: CacheRequest, { isShared }: { isShared: boolean }): boolean {
  if (request.method !== 'GET' || request.url !== kept.request.url) return false;
  if (!isShared && !matchesVary(kept, request)) return false;
  const said = directivesOf(kept.answer.headers);
  if (said.has('no-cache')) return false;
  return said.get('max-age') !== '0' || said.has('stale-while-revalidate');
}

function matchesVary({ request, answer }: Exchange, { headers }: CacheRequest): boolean {
  const names = namesIn(answer.headers.get('vary'));
  return names.every((name) => request.headers[name] === headers[name]);
}

function namesIn(list: string | null): string[] {
  return (list ?? '')
    .toLowerCase()
    .split(',')
    .flatMap((name) => name.trim() || []);
}

/** A directive without a value has none that counts; one that is said twice counts the first time. */
function directivesOf(headers: Headers): ReadonlyMap<string, string> {
  const parts = (headers.get('cache-control') ?? '').toLowerCase().split(',').toReversed();
  return new Map(parts.map((part) => part.trim().split('=')).map(([name = '', value = '']) => [name, value]));
}
