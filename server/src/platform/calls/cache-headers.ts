import { type AnyProcedure, clientHeaders } from '@hybrid/contracts/kernel';

/** The headers by which caches know what they may do with an answer. */
export type CacheHeaders = Readonly<Record<string, string>>;

/** What is known of an answer beside the procedures that it comes from. */
export interface Answered {
  readonly method: string | undefined;
  /** Whether it is a failure, or, of a batch, holds one. */
  readonly hasFailed: boolean;
}

const unkept: CacheHeaders = { 'Cache-Control': 'no-store' };

type CachingOf = (procedures: readonly AnyProcedure[], answered: Answered) => CacheHeaders;

/** For an answer of the typed calls, whose form follows from what a client reads. */
export const rpcCaching: CachingOf = cachingOf(['trpc-accept', 'accept']);

/** For an answer of the REST face. */
export const restCaching: CachingOf = cachingOf([]);

/**
 * Makes what tells caches of an answer what they may do with it.
 *
 * @remarks
 * Public is only what never knows who asks. Everything else is private, and told apart by what says who asks, so that not even
 * the cache of one browser hands one person's answer to another. Where a query declares no cache its answer is kept to be compared
 * by its tag, and asked for each time. Of a batch the strictest holds; what is no answer to a read, or has failed, nobody keeps.
 *
 * @param varies the headers of a request that this door answers differently to.
 */
function cachingOf(varies: readonly string[]): CachingOf {
  // Made once for each procedure: the text is the same for every answer, and short of a tenth of a microsecond to find.
  const known = new WeakMap<AnyProcedure, CacheHeaders>();
  return (procedures, { method, hasFailed }) => {
    const [first, ...others] = procedures;
    if (!first || hasFailed || (method !== 'GET' && method !== 'HEAD')) return unkept;
    if (others.length > 0) return headersOf(procedures, varies);
    const headers = known.get(first) ?? headersOf(procedures, varies);
    known.set(first, headers);
    return headers;
  };
}

function headersOf(procedures: readonly AnyProcedure[], varies: readonly string[]): CacheHeaders {
  if (procedures.some(({ kind }) => kind !== 'query')) return unkept;
  const isPublic = procedures.every(({ access, cache }) => access === 'anonymous' && cache);
  const isKept = procedures.every(({ cache }) => cache);
  const whoAsks = procedures.some(({ access }) => access !== 'anonymous') ? ['Cookie', 'Authorization'] : [];
  // A program of another release may read another shape, or be told that it is too old: it is handed nothing kept for this one.
  const whichContract = isKept ? [clientHeaders.contract] : [];
  const vary = [...varies, ...whoAsks, ...whichContract].join(', ');
  return {
    'Cache-Control': [isPublic ? 'public' : 'private', ...spansOf(procedures)].join(', '),
    ...(vary !== '' && { Vary: vary }),
  };
}

/** The shortest of each span; where one may not be used again without asking, none may. */
function spansOf(procedures: readonly AnyProcedure[]): string[] {
  const ages = procedures.map(({ cache }) => cache?.maxAge ?? null);
  if (ages.includes(null)) return ['no-cache'];
  const stale = Math.min(...procedures.map(({ cache }) => cache?.staleWhileRevalidate ?? 0));
  const fresh = Math.min(...ages.flatMap((age) => age ?? []));
  return [`max-age=${fresh}`, ...(stale > 0 ? [`stale-while-revalidate=${stale}`] : [])];
}
