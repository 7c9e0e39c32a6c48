import type { Access, AnyEvent, AnyProcedure, Limit } from '@hybrid/contracts/kernel';
import { rateOf } from '@hybrid/contracts/kernel';

const callers: Record<Access, string> = {
  anonymous: 'Everybody. Who asks is never known, so that the answer may be kept for all.',
  public: 'Everybody. Who is signed in is known.',
  user: 'Whoever is signed in.',
  viewer: 'Staff: viewers, operators and admins.',
  operator: 'Operators and admins.',
  admin: 'Admins alone.',
};

/** Every access there is, the widest first. */
export const accesses = Object.keys(callers) as readonly Access[];

/** Says who may call. */
export function callerWords(access: Access): string {
  return callers[access];
}

const listeners: Record<AnyEvent['access'], string> = {
  public: 'Everybody.',
  user: 'Whoever is signed in, on topics of theirs.',
  viewer: 'Staff: viewers, operators and admins.',
  operator: 'Operators and admins.',
  admin: 'Admins alone.',
};

/** Says who may listen. */
export function listenerWords(access: AnyEvent['access']): string {
  return listeners[access];
}

/**
 * Says how often one caller may call.
 *
 * @param others the procedures that are counted in the same bucket.
 */
export function limitWords(limit: Limit, others: readonly string[]): string {
  const { rate } = rateOf(limit, '');
  const [calls = '', span = ''] = rate.split('/');
  const each = `${Number(calls).toLocaleString('en-GB')} call${calls === '1' ? '' : 's'} ${span === 'hour' ? 'an' : 'a'} ${span}`;
  const together = others.length > 0 ? `, counted together with ${others.join(', ')}` : '';
  return `${each} for each person, or each address of who is not signed in${together}.`;
}

/** Says for how long an answer may be used again, and by whom; null where it is asked for each time. */
export function cachingWords({ cache, access }: AnyProcedure): string | null {
  if (!cache) return null;
  const { maxAge, staleWhileRevalidate = 0 } = cache;
  const more =
    staleWhileRevalidate > 0 ? `, and for ${secondsWords(staleWhileRevalidate)} more while a new one is fetched` : '';
  const whose = access === 'anonymous' ? 'by every cache on the way' : 'by the program that asked alone';
  return `An answer may be used again for ${secondsWords(maxAge)}${more}, ${whose}. In a batch, the strictest of its calls decides.`;
}

function secondsWords(seconds: number): string {
  return `${seconds.toLocaleString('en-GB')} second${seconds === 1 ? '' : 's'}`;
}

/** How a procedure's calls are counted, where they are: the name of its bucket. */
export function bucketOf(name: string, { limit }: AnyProcedure): string | null {
  return limit === undefined ? null : rateOf(limit, name).bucket;
}

/** A size as people say it: `16 KB`. */
export function sizeWords(bytes: number): string {
  const units: [size: number, name: string][] = [
    [1_048_576, 'MB'],
    [1024, 'KB'],
  ];
  const [size, name] = units.find(([unit]) => bytes >= unit) ?? [1, 'bytes'];
  return `${(bytes / size).toLocaleString('en-GB', { maximumFractionDigits: 1 })} ${name}`;
}
